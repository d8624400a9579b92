"""Archives give their pages and nothing else: no bomb, no path out, no link, no device."""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.archives import ArchiveLimits, Member, is_archive, read_archive
from corpus.errors import CorpusFault

PAGE = b"<p>Trang</p>"
SUFFIXES = (".txt", ".html")
SMALL = ArchiveLimits(entries=5, bytes=3_000_000, member_bytes=100_000, ratio=50)


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tarred(path: Path, members: dict[str, bytes], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]  # typeshed wants a literal mode
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return path


def read(path: Path, limits: ArchiveLimits | None = None) -> list[Member]:
    return list(read_archive(path, SUFFIXES, limits))


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.TGZ"])
def test_pages_come_out_and_others_are_named(tmp_path: Path, name: str) -> None:
    make: Callable[..., Path] = zipped if name.endswith("zip") else tarred
    path = make(tmp_path / name, {"2023/a.html": PAGE, "b.jpg": b"x", "__MACOSX/._a.html": b"x"})
    assert is_archive(path)
    found = read(path)
    assert [(member.name, member.data, member.skipped) for member in found] == [
        ("2023/a.html", PAGE, None),
        ("b.jpg", b"", "no kind of page"),
        ("__MACOSX/._a.html", b"", "hidden"),
    ]


@pytest.mark.parametrize("make", [zipped, tarred])
def test_a_path_out_of_the_archive_leads_nowhere(tmp_path: Path, make: Callable[..., Path]) -> None:
    home = tmp_path / "home"
    home.mkdir()
    names = ["../out.html", "/abs.html", "..\\..\\win.html", "a/../../up.html"]
    found = read(make(home / "a.zip" if make is zipped else home / "a.tgz", dict.fromkeys(names, PAGE)))
    assert [member.data for member in found] == [PAGE] * 4
    assert [path.name for path in tmp_path.iterdir()] == ["home"]
    assert len(list(home.iterdir())) == 1


def test_links_and_devices_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        for name, kind in [("s.html", tarfile.SYMTYPE), ("h.html", tarfile.LNKTYPE), ("d.html", tarfile.CHRTYPE)]:
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)
    assert [member.skipped for member in read(path)] == ["no ordinary file"] * 3
    link = zipfile.ZipInfo("l.html")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr(link, "/etc/passwd")
    assert [member.skipped for member in read(tmp_path / "a.zip")] == ["no ordinary file"]


@pytest.mark.parametrize("make", [zipped, tarred])
def test_an_archive_in_an_archive_is_named_and_not_opened(tmp_path: Path, make: Callable[..., Path]) -> None:
    inner = zipped(tmp_path / "inner.zip", {"a.html": PAGE}).read_bytes()
    (member,) = read(make(tmp_path / ("o.zip" if make is zipped else "o.tgz"), {"inner.zip": inner}))
    assert member.skipped == "an archive in an archive; unpack it and add it by itself"


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({f"{number}.html": PAGE for number in range(6)}, "more than 5 files"),
        ({"a.html": bytes(2_500_000)}, "may be a bomb"),
        ({"a.jpg": bytes(2_000_000), "b.jpg": bytes(2_000_000)}, "may be a bomb"),
    ],
)
@pytest.mark.parametrize("make", [zipped, tarred])
def test_bombs_are_refused(tmp_path: Path, make: Callable[..., Path], members: dict[str, bytes], message: str) -> None:
    path = make(tmp_path / ("a.zip" if make is zipped else "a.tgz"), members)
    with pytest.raises(CorpusFault, match=message):
        read(path, SMALL)


def test_a_zip_that_lies_about_its_size_gives_no_more_than_it_says(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.html": bytes(900_000)})
    path.write_bytes(path.read_bytes().replace((900_000).to_bytes(4, "little"), (10).to_bytes(4, "little")))
    with pytest.raises(CorpusFault, match="broken archive"):
        read(path)


def test_a_large_member_is_named_and_the_others_read(tmp_path: Path) -> None:
    members = {"a.html": bytes(range(256)) * 500, "b.html": PAGE}
    for path in (zipped(tmp_path / "a.zip", members), tarred(tmp_path / "a.tgz", members)):
        assert [(member.skipped, member.data) for member in read(path, SMALL)] == [("too large", b""), (None, PAGE)]


def test_a_stream_packed_without_end_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.tar.gz"
    path.write_bytes(gzip.compress(bytes(60_000_000)))
    with pytest.raises(CorpusFault, match="may be a bomb"):
        path_with_header = tarred(tmp_path / "b.tar.gz", {"a.jpg": bytes(60_000_000)})
        read(path_with_header, SMALL)


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tgz"])
@given(data=st.binary(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_anything_else_is_a_fault_that_names_the_file(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    try:
        read(path)
    except CorpusFault as fault:
        assert str(path) in str(fault)


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_a_spoilt_archive_is_read_or_a_fault(tmp_path: Path, data: st.DataObject) -> None:
    for path in (zipped(tmp_path / "a.zip", {"a.html": PAGE * 9}), tarred(tmp_path / "a.tgz", {"a.html": PAGE * 9})):
        spoilt = bytearray(path.read_bytes())
        for place in data.draw(st.lists(st.integers(0, len(spoilt) - 1), max_size=5)):
            spoilt[place] = data.draw(st.integers(0, 255))
        path.write_bytes(spoilt)
        try:
            read(path)
        except CorpusFault as fault:
            assert str(path) in str(fault)


def test_a_missing_archive_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(CorpusFault, match="cannot be read"):
        read(tmp_path / "gone.zip")
