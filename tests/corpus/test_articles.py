"""The articles that ship with the project are what the importer promises."""

from pathlib import Path
from unicodedata import is_normalized

import pytest

import corpus
from corpus.article import CAPTION_MARK, Article, render_article
from corpus.chrome import is_heading_of_others, is_widget
from corpus.dateline import parse_dateline
from corpus.store import read_articles

FOLDER = Path(str(corpus.__file__)).with_name("articles")
ARTICLES, FAULTS = read_articles(FOLDER)

# published, area, author, publisher, captions
EXPECTED = {
    "2019-02-21": ("18:35", "quận Hoàn Kiếm", "Quang Trọng - MTTQ quận Hoàn Kiếm", "MTTQ quận Hoàn Kiếm", 2),
    "2020-01-09": ("17:44", "quận Thanh Xuân", "Uỷ ban MTTQ quận Thanh Xuân", "Uỷ ban MTTQ quận Thanh Xuân", 2),
    "2022-04-20": ("10:19", "huyện Gia Lâm", "Ủy ban MTTQ huyện Gia Lâm", "Ủy ban MTTQ huyện Gia Lâm", 2),
    "2022-11-09": ("21:14", "thành phố Hà Nội", "Hoàng Điệp", "HNP", 1),
    "2023-07-24": ("14:34", "quận Thanh Xuân", "Quận Thanh Xuân", "Quận Thanh Xuân", 1),
}


def test_all_are_read() -> None:
    assert FAULTS == []
    assert {article.id[:10] for article in ARTICLES} == set(EXPECTED)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id[:10])
def test_metadata(article: Article) -> None:
    assert article.published is not None
    assert f"{article.published:%Y-%m-%d}" == article.id[:10]
    captions = sum(text.startswith(CAPTION_MARK) for text in article.body.split("\n\n"))
    found = (f"{article.published:%H:%M}", article.area, article.author, article.publisher, captions)
    assert found == EXPECTED[article.id[:10]]
    assert article.source is not None
    assert article.source.endswith(".txt")


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id[:10])
def test_body(article: Article) -> None:
    assert is_normalized("NFC", render_article(article))
    assert "\ufffd" not in article.body
    for paragraph in article.body.split("\n\n"):
        assert paragraph == paragraph.strip()
        assert "\n" not in paragraph
        assert not is_widget(paragraph)
        assert not is_heading_of_others(paragraph)
        assert parse_dateline(paragraph) is None


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id[:10])
def test_the_file_is_named_after_the_id_and_written_by_us(article: Article) -> None:
    assert (FOLDER / f"{article.id}.md").read_text(encoding="utf-8") == render_article(article)
