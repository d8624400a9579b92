"""Texts for the benchmark of speed."""

from dataclasses import replace

from corpus.article import Article
from index.options import PassageOptions
from index.passages import cut_passages
from tests.benchmarks.scale import grown

ARTICLES = [
    Article("mot", "Tin một", "Quận họp sáng nay. Phường góp 2 tỷ đồng cho quỹ vì người nghèo.\n\nXã xây cầu mới."),
    Article("hai", "Tin hai", "Trường khai giảng lớp bơi cho trẻ em ở các thôn ven sông."),
]


def test_copies_are_added_until_there_are_as_many_passages_and_they_differ() -> None:
    made = list(grown(ARTICLES, 20))
    assert made[:2] == ARTICLES
    assert sum(len(cut_passages(article, PassageOptions())) for article in made) == 20
    assert len({article.id for article in made}) == len(made) == 20
    assert len({article.body for article in made}) > 15
    words = {word for article in ARTICLES for word in article.body.split()}
    assert {word for article in made for word in article.body.split()} == words


def test_no_more_articles_than_needed_and_none_from_nothing() -> None:
    assert list(grown(ARTICLES, 1)) == ARTICLES[:1]
    assert list(grown([replace(ARTICLES[0], body="")], 5)) == []
