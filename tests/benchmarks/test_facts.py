"""The benchmark of facts reads labels over their text, pairs facts and counts; made-up news shows it."""

import json
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from index.facts.reading import FactGrammar
from index.facts.records import Attendee, FundFact, FundUse, MeetingFact, Written, WrittenDay
from index.types import Span
from tests.benchmarks.fact_scores import (
    FUND_FIELDS,
    MEETING_FIELDS,
    Tally,
    alike,
    pair_funds,
    pair_meetings,
    tally_fields,
)
from tests.benchmarks.facts import (
    LABELS,
    PARTS,
    article_of,
    faults,
    labelled_text,
    place_in_body,
    read_labelled,
    report,
    score,
)

_RECORD = {
    "id": "made-1",
    "title": "Phường Mây Trắng họp bàn việc giúp người nghèo",
    "abstract": "Quỹ Vì người nghèo phường Mây Trắng đã vận động được trên 250 triệu đồng.",
    "body": [
        "Sáng 14/3/2019, tại nhà văn hóa phường, Ủy ban MTTQ phường Mây Trắng tổ chức Hội nghị lần thứ 3.",
        "Ông Lê Văn Suối, Chủ tịch Ủy ban MTTQ phường Mây Trắng, chủ trì hội nghị.",
    ],
}


def _span(text: str, words: str) -> list[int]:
    start = text.index(words)
    return [start, start + len(words)]


def _row() -> dict[str, Any]:
    text = labelled_text(_RECORD)
    name = _span(text, "Lê Văn Suối")
    return {
        "id": _RECORD["id"],
        "file": "made_up",
        "sha256": sha256(text.encode()).hexdigest(),
        "part": "dev",
        "meetings": [
            {
                "what": _span(text, "Hội nghị lần thứ 3"),
                "ordinal": "3",
                "day": "2019-03-14",
                "day_span": _span(text, "14/3/2019"),
                "part_of_day": "sáng",
                "place": _span(text, "nhà văn hóa phường"),
                "organiser": None,
                "chair": name,
                "people": [{"name": name, "office": _span(text, "Chủ tịch Ủy ban MTTQ phường Mây Trắng")}],
                "purpose": None,
                "results": [],
            }
        ],
        "funds": [
            {
                "fund": "vì người nghèo",
                "fund_span": _span(text, "Vì người nghèo"),
                "amount": "250000000",
                "amount_span": _span(text, "250 triệu đồng"),
                "qualifier": "trên",
                "body": _span(text, "phường Mây Trắng"),
                "period": None,
                "use": "raised",
            }
        ],
    }


@pytest.fixture
def data(tmp_path: Path) -> Path:
    line = json.dumps(_RECORD, ensure_ascii=False).encode()
    (tmp_path / "made_up.jsonl.zst").write_bytes(zstandard.ZstdCompressor().compress(line + b"\n"))
    (tmp_path / "labels.jsonl").write_text(json.dumps(_row()) + "\n", "utf-8")
    return tmp_path


def test_labels_are_read_over_the_body_of_the_article(data: Path) -> None:
    (labelled,) = read_labelled(data / "labels.jsonl", data)
    body = labelled.article.body
    assert labelled.article.title == _RECORD["title"]
    assert body.split("\n\n") == [_RECORD["abstract"], *_RECORD["body"]]
    (meeting,), (fund,) = labelled.meetings, labelled.funds
    assert meeting.day is not None and meeting.day.iso == "2019-03-14"
    assert [meeting.what.value, meeting.people[0].name.value] == ["Hội nghị lần thứ 3", "Lê Văn Suối"]
    for written in (meeting.what, meeting.place, meeting.chairs[0].name, meeting.people[0].office, fund.body):
        assert written is not None and written.span is not None
        assert body[written.span.start : written.span.end] == written.value
    assert (fund.amount, fund.use) == (Decimal(250_000_000), FundUse.RAISED)
    assert body[fund.amount_span.start : fund.amount_span.end] == "250 triệu đồng"


@given(st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), min_size=1), min_size=2))
def test_each_place_behind_the_title_has_its_place_in_the_body(lines: list[str]) -> None:
    text = "\n".join(lines)
    body = article_of("made-1", text).body
    for offset in range(len(lines[0]) + 1, len(text)):
        if text[offset] != "\n":
            assert body[place_in_body(text, offset)] == text[offset]
    with pytest.raises(ValueError, match="title"):
        place_in_body(text, len(lines[0]))


def test_another_text_and_a_missing_article_are_named(data: Path) -> None:
    row = _row()
    for changes, said in (({"sha256": "0" * 64}, "another text"), ({"id": "made-2"}, "made-2 is missing")):
        (data / "labels.jsonl").write_text(json.dumps({**row, **changes}), "utf-8")
        with pytest.raises(ValueError, match=f"{said}.*use the release"):
            read_labelled(data / "labels.jsonl", data)


def test_what_the_product_finds_is_scored_and_its_faults_are_told(data: Path) -> None:
    (labelled,) = read_labelled(data / "labels.jsonl", data)
    grammar = FactGrammar.load()
    scored = score(labelled, grammar)
    assert scored.funds.tally == scored.meetings.tally == Tally(1, 1, 1)
    rows = {line[:14].strip(): line[14:].split() for line in report([scored]).splitlines()[1:]}
    assert rows["FUND FACTS"] == rows["MEETINGS"] == rows["day"] == ["1", "1", "1", "100.0", "100.0", "100.0"]
    assert list(rows) == ["FUND FACTS", *(field.name for field in FUND_FIELDS), "MEETINGS"] + [
        field.name for field in MEETING_FIELDS
    ]
    fund = replace(labelled.funds[0], amount=Decimal(7))
    wrong = score(replace(labelled, funds=(fund,), meetings=()), grammar)
    assert [line.split()[0] for line in faults(wrong)] == ["invented", "missed", "invented"]
    assert wrong.funds.tally == Tally(1, 1, 0)


def _fund(amount: int, start: int, name: str = "vì người nghèo", **changes: Any) -> FundFact:
    return replace(
        FundFact(Span(0, 9), Written(name, Span(0, 3)), Decimal(amount), Span(start, start + 5)),
        **changes,
    )


def test_a_fund_fact_needs_its_amount_at_its_place_or_told_again_of_the_same_fund() -> None:
    label = _fund(5, 10)
    assert pair_funds([label], [_fund(5, 14)]).tally == Tally(1, 1, 1)
    assert pair_funds([label], [_fund(6, 10)]).tally == Tally(1, 1, 0)
    assert pair_funds([label], [_fund(5, 15, "vì biển đảo")]).tally == Tally(1, 1, 0)
    assert pair_funds([label], [_fund(5, 50)]).tally == Tally(1, 1, 1)
    # The second mention of a sum that is already found counts neither way.
    assert pair_funds([label], [_fund(5, 50), _fund(5, 10)]).tally == Tally(1, 1, 1)
    # A sum for two funds pairs with the one of the same name, in whatever order they are found.
    found = [_fund(5, 10, "vì biển đảo"), label]
    assert pair_funds([label], found).pairs == ((label, label),)
    assert pair_funds([label], found).invented == (found[0],)


def test_fields_count_what_is_labelled_what_is_found_and_what_agrees() -> None:
    label = _fund(5, 10, qualifier="trên", body=Written("phường Mây", Span(20, 30)), period_span=Span(40, 50))
    found = _fund(5, 10, qualifier="hơn", body=Written("Mây", Span(27, 30)), use=FundUse.SPENT)
    tallies = tally_fields([(label, found), (label, label)], FUND_FIELDS)
    assert tallies == {
        "fund name": Tally(2, 2, 2),
        "qualifier": Tally(2, 2, 1),
        "body": Tally(2, 2, 2),
        "period": Tally(2, 1, 1),
        "use": Tally(2, 2, 1),
    }
    period = tallies["period"]
    assert (period.precision, period.recall) == (1.0, 0.5)
    assert period.f1 == pytest.approx(2 / 3)
    assert (Tally().precision, Tally().recall, Tally().f1) == (0.0, 0.0, 0.0)


def _meeting(what: str, start: int, **changes: Any) -> MeetingFact:
    return replace(MeetingFact(Span(0, 9), Written(what, Span(start, start + len(what)))), **changes)


def test_meetings_are_one_by_name_place_or_day() -> None:
    day = WrittenDay(2019, 3, 14, Span(0, 4))
    first, second = _meeting("Hội nghị lần thứ 3", 10, day=day), _meeting("Lễ ra quân", 90, day=day)
    assert pair_meetings([first, second], [second, first]).pairs == ((first, first), (second, second))
    assert pair_meetings([first], [_meeting("hội nghị lần thứ 3", 60)]).tally == Tally(1, 1, 1)
    assert pair_meetings([first], [_meeting("buổi làm việc", 60, day=day)]).tally == Tally(1, 1, 1)
    assert pair_meetings([first], [_meeting("buổi làm việc", 60)]).tally == Tally(1, 1, 0)
    yearless = _meeting("buổi làm việc", 60, day=replace(day, year=None))
    assert pair_meetings([first], [yearless]).tally == Tally(1, 1, 0)


def test_people_agree_by_name_and_offices_only_beside_their_person() -> None:
    suoi, may = Written("Lê Văn Suối", Span(10, 21)), Written("Trần Thị Mây", Span(40, 52))
    head, deputy = Written("Chủ tịch", Span(23, 31)), Written("Phó Chủ tịch", Span(54, 66))
    label = _meeting("Hội nghị", 0, people=(Attendee(suoi, head), Attendee(may, deputy)))
    elsewhere = Written("ông Lê Văn Suối", Span(80, 95))
    found = _meeting("Hội nghị", 0, people=(Attendee(elsewhere, deputy), Attendee(may, None)))
    tallies = tally_fields([(label, found)], MEETING_FIELDS)
    assert tallies["people"] == Tally(2, 2, 2)
    assert tallies["office"] == Tally(2, 1, 1)  # "Phó Chủ tịch" holds the words of "Chủ tịch"
    swapped = _meeting("Hội nghị", 0, people=(Attendee(suoi, Written("Bí thư", Span(90, 96))),))
    assert tally_fields([(label, swapped)], MEETING_FIELDS)["office"] == Tally(2, 1, 0)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("vì người nghèo", "Vì Người Nghèo", True),
        ("học bổng tiếp sức đến trường", "tiếp sức đến trường", True),
        ("vì người nghèo", "vi nguoi ngheo", True),
        ("vì người nghèo", "vì biển đảo", False),
        ("nghèo", "vì người nghèo", False),
        ("…", "–", False),
    ],
)
def test_texts_are_alike_by_their_words(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is alike(other, one) is same


def test_the_labels_that_ship_hold_two_halves_and_no_text() -> None:
    rows = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows) >= 60
    for part in PARTS:
        half = [row for row in rows if row["part"] == part]
        assert abs(2 * len(half) - len(rows)) <= 1
        assert sum(bool(row["meetings"]) for row in half) >= 14
        assert sum(bool(row["funds"]) for row in half) >= 14
        assert sum(not row["meetings"] and not row["funds"] for row in half) >= 3
    for row in rows:
        assert set(row) == {"id", "file", "sha256", "part", "meetings", "funds"}
        for fact in (*row["meetings"], *row["funds"]):
            for key, value in fact.items():
                assert not isinstance(value, str) or key in {
                    "ordinal", "day", "part_of_day", "fund", "amount", "qualifier", "use"
                }  # fmt: skip
