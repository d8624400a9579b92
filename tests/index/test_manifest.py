"""The record of what is in the index."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from corpus.article import Article, content_hash
from index.errors import IndexBroken
from index.facts.finding import Facts
from index.facts.records import Attendee, FundFact, FundUse, MeetingFact, Written, WrittenDay
from index.manifest import Manifest, PassageRow
from index.options import PassageOptions
from index.passage_terms import PassageTerms, Run
from index.passages import cut_passages
from index.stories import signature
from index.types import Passage, Period, Span
from tests.index.invented import ARTICLES, FUND, MIDYEAR, UNDATED

Entry = tuple[Article, str, list[PassageRow], Facts, bytes]


def entry(article: object, meetings: int = 1) -> Entry:
    chosen = next(known for known in ARTICLES if known == article)
    record = Article(
        chosen.id, chosen.title, chosen.body, chosen.published, chosen.publisher, chosen.area, chosen.author,
        chosen.url, chosen.source,
    )  # fmt: skip
    met = tuple(meeting(18 + number) for number in range(meetings))
    passages = cut_passages(chosen, PassageOptions(target_characters=200))
    rows = [PassageRow(passage, terms_of(passage).pack(), passage.id.encode()) for passage in passages]
    return record, content_hash(chosen), rows, Facts(met, (SUM,)), signature(chosen.body)


def meeting(day: int, year: int | None = 2024) -> MeetingFact:
    """Return a fact with a piece of each kind."""
    name, span = Written("Mạc Thị Hiền", Span(3, 15)), Span(day, 40)
    attendee = Attendee(name, Written("Chủ tịch", Span(16, 24)))
    return MeetingFact(
        span, Written("hội nghị", span), Written("7", None), WrittenDay(year, 7, day, span), chairs=(attendee,),
        people=(attendee, Attendee(name, None)), results=(name,),
    )  # fmt: skip


SUM = FundFact(
    Span(0, 90), Written("vì người nghèo", Span(5, 19)), Decimal("3275000000.5"), Span(30, 44), "trên",
    Written("quận Phú Lãng", None), Period(date(2024, 1, 1), date(2024, 6, 30)), None, Span(50, 70), FundUse.SPENT,
)  # fmt: skip


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
    for record, digest, described, facts, signed in entries:
        passages = [row.passage for row in described]
        assert manifest.article(record.id) == record
        assert manifest.hashes()[record.id] == digest
        assert manifest.signatures([record.id]) == {record.id: signed}
        assert manifest.passages_of(record.id) == passages
        assert manifest.passages([passage.id for passage in passages]) == {passage.id: passage for passage in passages}
        assert sorted(manifest.passage_ids([record.id])) == sorted(passage.id for passage in passages)
        met = [fact.dated for fact in facts.meetings]
        assert [one for article_id, one in manifest.meetings() if article_id == record.id] == met
        assert [fact for article_id, fact in manifest.meeting_facts() if article_id == record.id] == [*facts.meetings]
        assert [fact for article_id, fact in manifest.fund_facts() if article_id == record.id] == [*facts.funds]
    assert (
        manifest.passage_count()
        == len(manifest.passage_ids())
        == sum(len(passages) for _, _, passages, _, _ in entries)
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
    record, digest, passages, _, signed = entry(MIDYEAR)
    manifest.replace((), [(replace(record, title="Tên mới"), digest, passages[:1], Facts(), signed)])
    assert manifest.passage_ids() == [passages[0].passage.id]
    assert manifest.meetings() == []
    assert manifest.meeting_facts() == []
    assert manifest.fund_facts() == []
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
    record, digest, passages, facts, signed = entry(FUND)
    with pytest.raises(sqlite3.IntegrityError):
        manifest.replace([MIDYEAR.id], [entry(UNDATED), (record, digest, [*passages, passages[0]], facts, signed)])
    assert (manifest.hashes(), manifest.passage_ids(), manifest.meetings()) == before


def test_the_terms_and_the_vector_of_a_passage_come_back_as_they_were_put_in(manifest: Manifest) -> None:
    _, _, rows, _, _ = put = entry(MIDYEAR)
    manifest.replace((), [put])
    ids = [row.passage.id for row in rows] + ["lạ:0:000000000000"]
    terms = {passage_id: terms.pack() for passage_id, terms in manifest.terms(ids).items()}
    assert terms == {row.passage.id: row.terms for row in rows}
    assert manifest.vectors(ids) == {row.passage.id: row.vector for row in rows}


def test_a_meeting_of_no_known_year_is_a_fact_and_in_no_order_of_days(manifest: Manifest) -> None:
    record, digest, passages, _, signed = entry(MIDYEAR)
    manifest.replace((), [(record, digest, passages, Facts((meeting(20, None), meeting(19))), signed)])
    assert [met.day for _, met in manifest.meetings()] == [date(2024, 7, 19)]
    assert [fact.day and fact.day.iso for _, fact in manifest.meeting_facts()] == ["2024-07-19", "--07-20"]


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
