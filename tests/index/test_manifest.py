"""The record of what is in the index."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.article import Article, content_hash
from index.errors import IndexBroken
from index.manifest import Manifest
from index.options import PassageOptions
from index.passage_terms import PassageTerms, Run
from index.passages import cut_passages
from index.types import Meeting, Passage, Span
from tests.index.invented import ARTICLES, FUND, MIDYEAR, UNDATED

Entry = tuple[Article, str, list[tuple[Passage, PassageTerms]], list[Meeting]]


def entry(article: object, meetings: int = 1) -> Entry:
    chosen = next(known for known in ARTICLES if known == article)
    record = Article(
        chosen.id, chosen.title, chosen.body, chosen.published, chosen.publisher, chosen.area, chosen.author,
        chosen.url, chosen.source,
    )  # fmt: skip
    met = [Meeting(date(2024, 7, 18 + number), Span(number, 40)) for number in range(meetings)]
    passages = cut_passages(chosen, PassageOptions(target_characters=200))
    terms = [terms_of(passage) for passage in passages]
    return record, content_hash(chosen), list(zip(passages, terms, strict=True)), met


def terms_of(passage: Passage) -> PassageTerms:
    """Return terms that differ from passage to passage, as the manifest has to keep them apart."""
    run = Run.of([[passage.ordinal, passage.end], [passage.start]])
    return PassageTerms(run, run, run, run, Run.of([[], [passage.start]]))


@pytest.fixture
def manifest(tmp_path: Path) -> Iterator[Manifest]:
    opened = Manifest.open(tmp_path / "index" / "manifest.sqlite")
    yield opened
    opened.close()


def test_an_empty_manifest_holds_nothing(manifest: Manifest) -> None:
    assert manifest.hashes() == {}
    assert manifest.articles() == []
    assert manifest.passage_ids() == []
    assert manifest.passage_count() == 0
    assert manifest.meetings() == []
    assert manifest.areas() == []
    assert manifest.article("nào") is None
    assert manifest.passages([]) == {}
    assert manifest.passages_of("nào") == []
    assert manifest.setting("encoder") is None


def test_what_is_put_in_comes_back_and_outlives_the_process(tmp_path: Path) -> None:
    path = tmp_path / "manifest.sqlite"
    entries = [entry(article) for article in ARTICLES]
    first = Manifest.open(path)
    first.replace((), entries)
    first.set_settings({"encoder": "một", "passages": "{}"})
    first.close()
    manifest = Manifest.open(path)
    for record, digest, described, meetings in entries:
        passages = [passage for passage, _ in described]
        assert manifest.article(record.id) == record
        assert manifest.hashes()[record.id] == digest
        assert manifest.passages_of(record.id) == passages
        assert manifest.passages([passage.id for passage in passages]) == {passage.id: passage for passage in passages}
        assert sorted(manifest.passage_ids([record.id])) == sorted(passage.id for passage in passages)
        assert [met for article_id, met in manifest.meetings() if article_id == record.id] == meetings
    assert (
        manifest.passage_count() == len(manifest.passage_ids()) == sum(len(passages) for _, _, passages, _ in entries)
    )
    assert (manifest.setting("encoder"), manifest.setting("passages")) == ("một", "{}")
    manifest.close()


def test_articles_come_oldest_first_and_undated_last(manifest: Manifest) -> None:
    manifest.replace((), [entry(article) for article in ARTICLES])
    dates = [article.published for article in manifest.articles()]
    assert dates[-1] is None
    assert dates[:-1] == sorted(day for day in dates if day)
    assert set(manifest.areas()) == {article.area for article in ARTICLES if article.area}


def test_an_article_put_in_again_replaces_its_passages_and_meetings(manifest: Manifest) -> None:
    manifest.replace((), [entry(MIDYEAR, meetings=3)])
    record, digest, passages, _ = entry(MIDYEAR)
    manifest.replace((), [(replace(record, title="Tên mới"), digest, passages[:1], [])])
    assert manifest.passage_ids() == [passages[0][0].id]
    assert manifest.meetings() == []
    assert [article.title for article in manifest.articles()] == ["Tên mới"]


def test_removing_an_article_takes_all_of_it_and_nothing_else(manifest: Manifest) -> None:
    manifest.replace((), [entry(MIDYEAR), entry(FUND)])
    manifest.replace([MIDYEAR.id, "chưa có"], [entry(UNDATED)])
    assert set(manifest.hashes()) == {FUND.id, UNDATED.id}
    assert {article_id for article_id, _ in manifest.meetings()} == {FUND.id, UNDATED.id}
    assert manifest.passages_of(MIDYEAR.id) == []


def test_replace_is_all_or_nothing(manifest: Manifest) -> None:
    manifest.replace((), [entry(MIDYEAR)])
    before = (manifest.hashes(), manifest.passage_ids(), manifest.meetings())
    record, digest, passages, meetings = entry(FUND)
    with pytest.raises(sqlite3.IntegrityError):
        manifest.replace([MIDYEAR.id], [entry(UNDATED), (record, digest, [*passages, passages[0]], meetings)])
    assert (manifest.hashes(), manifest.passage_ids(), manifest.meetings()) == before


def test_the_terms_of_a_passage_come_back_as_they_were_put_in(manifest: Manifest) -> None:
    put = entry(MIDYEAR)
    manifest.replace((), [put])
    found = manifest.terms([passage.id for passage, _ in put[2]] + ["lạ:0:000000000000"])
    assert {passage_id: terms.pack() for passage_id, terms in found.items()} == {
        passage.id: terms.pack() for passage, terms in put[2]
    }


def test_unknown_passages_are_left_out(manifest: Manifest) -> None:
    manifest.replace((), [entry(MIDYEAR)])
    known = manifest.passage_ids()[0]
    assert set(manifest.passages([known, "lạ:0:000000000000"])) == {known}


@pytest.mark.parametrize("content", [b"no database at all, only some words in a file", b"\x00" * 4096])
def test_a_file_that_is_no_manifest_is_a_fault_with_its_mend(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "manifest.sqlite"
    path.write_bytes(content)
    with pytest.raises(IndexBroken, match=r"manifest\.sqlite.*hoidap index --full"):
        Manifest.open(path)
