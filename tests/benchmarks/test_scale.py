"""Texts for the benchmark of speed, and the picture of it."""

from dataclasses import replace
from pathlib import Path

from corpus.article import Article
from index.options import PassageOptions
from index.passages import cut_passages
from tests.benchmarks.curve import draw, whole_sizes
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


def test_the_curve_is_drawn_of_the_sizes_that_were_run_whole(tmp_path: Path) -> None:
    index = {"processor_seconds": 30.0, "disk_megabytes": {"state": 50}, "peak_megabytes": 400.0}
    queries = {"plain": {"p95": 40.0}, "filtered": {"p95": 60.0}, "peak_megabytes": 300.0}
    rows = {(size, step): found for size in (100, 1000) for step, found in (("index", index), ("queries", queries))}
    rows[10_000, "index"] = index
    steps_of = whole_sizes(rows, ("index", "queries"))
    assert sorted(steps_of) == [100, 1000]
    draw(steps_of, tmp_path / "curve.svg")
    drawn = (tmp_path / "curve.svg").read_text("utf-8")
    assert "Disk, megabytes" in drawn
    assert str(tmp_path) not in drawn
