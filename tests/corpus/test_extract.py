"""Pages of many layouts become articles: every fixture in ``pages/`` has beside it what must come out."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.article import CAPTION_MARK, Article
from corpus.errors import CorpusFault
from corpus.extract import import_page

PAGES = Path(__file__).with_name("pages")
EXPECTED = sorted(PAGES.glob("*.yaml"))


def read_expected(path: Path) -> tuple[Article, Mapping[str, Any]]:
    expected = yaml.safe_load(path.read_text(encoding="utf-8"))
    page = next(found for found in PAGES.glob(f"{path.stem}.*") if found.suffix != ".yaml")
    return import_page(page), expected


def test_there_are_enough_layouts() -> None:
    suffixes = [page.suffix for page in PAGES.iterdir() if page.suffix != ".yaml"]
    assert len(EXPECTED) == len(suffixes)
    assert suffixes.count(".txt") >= 8
    assert sum(suffix in {".html", ".htm"} for suffix in suffixes) >= 20


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_metadata(path: Path) -> None:
    article, expected = read_expected(path)
    published = article.published.isoformat() if article.published else None
    found = {
        "title": article.title,
        "published": published,
        "author": article.author,
        "publisher": article.publisher,
        "area": article.area,
        "url": article.url,
    }
    assert found == {key: expected.get(key) for key in found}


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_body(path: Path) -> None:
    article, expected = read_expected(path)
    paragraphs = article.body.split("\n\n")
    captions = [text.removeprefix(CAPTION_MARK) for text in paragraphs if text.startswith(CAPTION_MARK)]
    assert captions == expected["captions"]
    assert len(paragraphs) == expected["paragraphs"]
    for text in expected["kept"]:
        assert text in article.body
    for text in expected["gone"]:
        assert text not in article.body


def test_arguments_outrank_the_page() -> None:
    article = import_page(PAGES / "blog_theme.html", url="https://a.example.vn/1", publisher="Trang A")
    assert (article.url, article.publisher, article.source) == (
        "https://a.example.vn/1",
        "Trang A",
        "blog_theme.html",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, line_end: str, tmp_path: Path) -> None:
    text = (PAGES / "dateline_below.txt").read_text(encoding="utf-8")
    page = tmp_path / "dateline_below.txt"
    page.write_bytes(text.replace("\n", line_end).encode(encoding))
    assert import_page(page) == import_page(PAGES / "dateline_below.txt")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \r\n\t\n", "empty"),
        ("image.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "not UTF-8"),
        ("zeros.txt", b"abc\x00def", "zero bytes"),
        ("older.txt", "Hội nghị".encode("cp1258", "ignore") + b"\xd0\xc7", "not UTF-8"),
        ("marks.txt", b"123 --- 456\n***\n", "no text"),
        ("headline.txt", "Hội nghị tổng kết năm 2023 của huyện".encode(), "no text below the headline"),
        ("shell.html", b"<html><head><title>x</title></head></html>", "no text"),
        ("script.html", b"<html><body><script>var a = 1;</script></body></html>", "no text"),
        ("page.doc", b"abc", "not a kind of page"),
        ("README", b"abc", "not a kind of page"),
    ],
)
def test_a_page_without_an_article_is_a_fault(name: str, data: bytes, message: str, tmp_path: Path) -> None:
    page = tmp_path / name
    page.write_bytes(data)
    with pytest.raises(CorpusFault, match=message) as fault:
        import_page(page)
    assert str(page) in str(fault.value)


def test_a_missing_page_and_a_folder_are_faults(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    for path in (tmp_path / "none.txt", tmp_path / "folder.txt"):
        with pytest.raises(CorpusFault, match="cannot be read"):
            import_page(path)


def test_a_markdown_article_is_read_as_it_is(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("---\nid: a-1\ntitle: Tin\n---\n\nMột câu.\n", encoding="utf-8")
    assert import_page(page) == Article(id="a-1", title="Tin", body="Một câu.")


def test_deeply_nested_markup_is_read(tmp_path: Path) -> None:
    page = tmp_path / "deep.html"
    page.write_text("<div>" * 3000 + "<p>Một câu dài trong trang này.</p>", encoding="utf-8")
    assert import_page(page).body == "Một câu dài trong trang này."
