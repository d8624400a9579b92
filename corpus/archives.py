"""Archives of pages: what is in them, unpacked only as far as is safe.

A member's name is only ever a name: nothing is written where an archive says, links and devices are not
followed, and sizes are counted while unpacking, whatever the archive declares.
"""

import gzip
import io
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from corpus.errors import CorpusFault

ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz")

_CHUNK = 1 << 16
_FREE_RATIO = 1_000_000  # bytes that may be unpacked before the ratio counts: small texts pack very well


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """How much an archive may hold: members, bytes in all and in one, and bytes for each byte of the file."""

    entries: int = 10_000
    bytes: int = 1_000_000_000
    member_bytes: int = 20_000_000
    ratio: int = 200


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its name there, and its content, or why it was left out."""

    name: str
    data: bytes = b""
    skipped: str | None = None


def is_archive(path: Path) -> bool:
    """Tell by its name whether a file is an archive."""
    return path.name.lower().endswith(ARCHIVES)


def read_archive(path: Path, suffixes: tuple[str, ...], limits: ArchiveLimits | None = None) -> Iterator[Member]:
    """Yield the files of an archive whose names end in one of ``suffixes``, and the others with the reason.

    Raises:
        CorpusFault: the archive is broken, needs a password, or unpacks to more than ``limits``.
    """
    bounds = limits or ArchiveLimits()
    try:
        if path.name.lower().endswith(".zip"):
            yield from _read_zip(path, suffixes, bounds)
        else:
            yield from _read_tar(path, suffixes, bounds)
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise CorpusFault(f"{path}: a broken archive, or one with a password ({error}); pack it again") from error
    except OSError as error:
        raise CorpusFault(f"{path}: cannot be read ({error.strerror or error}); check that it exists") from error


def check_zip(archive: zipfile.ZipFile, path: Path, limits: ArchiveLimits) -> None:
    """Raise CorpusFault where a zip file declares more than ``limits``; zipfile unpacks no more than is declared."""
    members = archive.infolist()
    packed = sum(member.compress_size for member in members)
    _check(path, limits, len(members), sum(member.file_size for member in members), packed)


def _check(path: Path, limits: ArchiveLimits, entries: int, unpacked: int, packed: int) -> None:
    if entries > limits.entries:
        raise CorpusFault(f"{path}: more than {limits.entries} files; split the archive")
    if unpacked > limits.bytes or unpacked > max(_FREE_RATIO, limits.ratio * packed):
        raise CorpusFault(f"{path}: unpacks to {unpacked} bytes or more, too much for its size; it may be a bomb")


def _read_zip(path: Path, suffixes: tuple[str, ...], limits: ArchiveLimits) -> Iterator[Member]:
    with zipfile.ZipFile(path) as archive:
        check_zip(archive, path, limits)
        for member in archive.infolist():
            if member.is_dir():
                continue
            kind = stat.S_IFMT(member.external_attr >> 16)
            reason = _reason(member.filename, suffixes) if kind in {0, stat.S_IFREG} else "no ordinary file"
            reason = reason or ("too large" if member.file_size > limits.member_bytes else None)
            if reason:
                yield Member(member.filename, skipped=reason)
                continue
            with archive.open(member) as file:
                yield Member(member.filename, file.read(limits.member_bytes + 1))


def _read_tar(path: Path, suffixes: tuple[str, ...], limits: ArchiveLimits) -> Iterator[Member]:
    entries = 0
    with _bounded(path, limits) as stream, tarfile.open(fileobj=stream, mode="r|*") as archive:
        for member in archive:
            entries += 1
            _check(path, limits, entries, 0, 0)
            if member.isdir():
                continue
            reason = _reason(member.name, suffixes) if member.isreg() else "no ordinary file"
            reason = reason or ("too large" if member.size > limits.member_bytes else None)
            file = None if reason else archive.extractfile(member)
            yield Member(member.name, file.read() if file else b"", skipped=reason)


@contextmanager
def _bounded(path: Path, limits: ArchiveLimits) -> Iterator[IO[bytes]]:
    """Open a tar file, unpacked if it is packed, as a stream that ends in a fault when it grows too long."""
    packed = path.stat().st_size
    with path.open("rb") as file:
        yield io.BufferedReader(_Counting(_unpacked(file), path, packed, limits), _CHUNK)


def _unpacked(file: IO[bytes]) -> IO[bytes] | gzip.GzipFile:
    is_packed = file.read(2) == b"\x1f\x8b"
    file.seek(0)
    return gzip.GzipFile(fileobj=file) if is_packed else file


class _Counting(io.RawIOBase):
    """A stream that counts what is read of it."""

    def __init__(self, file: IO[bytes] | gzip.GzipFile, path: Path, packed: int, limits: ArchiveLimits) -> None:
        self._file, self._path, self._packed, self._limits = file, path, packed, limits
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed wants a private protocol
        data = self._file.read(len(buffer))
        self._count += len(data)
        _check(self._path, self._limits, 0, self._count, self._packed)
        buffer[: len(data)] = data
        return len(data)


def _reason(name: str, suffixes: tuple[str, ...]) -> str | None:
    """Return why a file of that name is left out, None if it is to be read."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.name.startswith((".", "~$")) or "__MACOSX" in path.parts:
        return "hidden"
    if path.name.lower().endswith(ARCHIVES):
        return "an archive in an archive; unpack it and add it by itself"
    return None if path.suffix.lower() in suffixes else "no kind of page"
