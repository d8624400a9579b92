"""Scores the meetings and funds found in news articles: ``python -m tests.benchmarks.facts DATA [--part dev|held]``.

DATA is a folder with ``vietnews_train.jsonl.zst`` and ``vietnews_val.jsonl.zst``. The labels, ``facts_labels.jsonl``,
hold offsets and values and no text: half of the articles are for development, half are held out, and ``--show`` prints
faults on the first half alone. Offsets are half-open, in the NFC text of title, abstract and body, a line each.

What the labels call a fact:

- A meeting is an event that the article is about: conference, session, ceremony, talk, meeting with voters, broadcast.
  Events recalled or announced in passing are not labelled. Its name (``what``) is the noun phrase with its number, body
  and term, as first written behind the title; a purpose is labelled only where the text says more than the name.
- A day has a year only if the text names it: the year of the event, or of a near time that it opens, sums up or plans;
  else it is ``--MM-DD``. An event of several days has the day that the article reports.
- The organiser is who is said to hold the event, in its name only behind "của"; who meets voters organises it.
  People are those said to attend or speak, voters too, at the first mention with the office; who is merely elected
  stands in a result. A rank or a title (thiếu tướng, giáo sư) is no office.
- Results are decisions, agreements and elections, not what speakers ask for.
- A fund fact needs a number, a unit and a name: that of a fund or of a campaign. "An sinh xã hội" alone, a channel such
  as a short number for messages, and relief for some place are no names; place and level (trung ương, các cấp) are part
  of the name only within its quotation marks. Otherwise they are the body that holds the fund, where nobody else is
  said to give. A sum for several funds goes to the first one named.
- Targets, ceilings and sums for each recipient are not labelled; pledges are raised, and money set apart is spent.
- A sum told twice is labelled once, where the article says most. Body and period are labelled if its sentence says so,
  or the sentence before which it goes on from.
"""

import argparse
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from corpus.article import Article
from index.encoder.training.documents import read_json_lines
from index.facts.funds import find_funds
from index.facts.meetings import find_meetings
from index.facts.reading import FactGrammar
from index.facts.records import Attendee, FundFact, FundUse, MeetingFact, Written, WrittenDay
from index.options import PassageOptions
from index.passages import cut_passages
from index.types import Span
from tests.benchmarks.fact_scores import (
    FUND_FIELDS,
    MEETING_FIELDS,
    Fact,
    Field,
    Pairing,
    Tally,
    pair_funds,
    pair_meetings,
    tally_fields,
)

LABELS = Path(__file__).with_name("facts_labels.jsonl")
PARTS = ("dev", "held")


@dataclass(frozen=True, slots=True)
class LabelledArticle:
    """An article, and the facts that a reader found in it, with spans in its body."""

    article: Article
    part: str
    meetings: tuple[MeetingFact, ...]
    funds: tuple[FundFact, ...]


def read_labelled(labels: Path, data: Path) -> list[LabelledArticle]:
    """Read the labels and, from ``data``, the articles that they are of.

    Raises OSError if a file is missing, ValueError if an article is missing or has another text than was labelled.
    """
    wanted: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    rows = list(read_json_lines(labels))
    for row in rows:
        wanted[row["file"]][row["id"]] = row
    texts: dict[str, str] = {}
    for name, labelled in wanted.items():
        for record in read_json_lines(data / f"{name}.jsonl.zst"):
            if record["id"] in labelled:
                texts[record["id"]] = labelled_text(record)
    return [read_label(row, texts.get(row["id"], ""), data) for row in rows]


def labelled_text(record: dict[str, Any]) -> str:
    """Return the text of an article that the offsets of its labels count in."""
    return unicodedata.normalize("NFC", "\n".join([record["title"], record["abstract"], *record["body"]]))


def read_label(row: dict[str, Any], text: str, data: Path) -> LabelledArticle:
    """Read one line of labels over the ``text`` that it counts in; ``data`` is only named in a fault.

    Raises ValueError if ``text`` is not what was labelled.
    """
    if sha256(text.encode()).hexdigest() != row["sha256"]:
        raise ValueError(
            f"{data / row['file']}.jsonl.zst: article {row['id']} is {'another text' if text else 'missing'}; "
            "use the release of vietnews that the labels were made on"
        )
    reader = _Reader(text)
    return LabelledArticle(
        article_of(row["id"], text),
        row["part"],
        tuple(reader.meeting(meeting) for meeting in row["meetings"]),
        tuple(reader.fund(fund) for fund in row["funds"]),
    )


def article_of(article_id: str, text: str) -> Article:
    """Return the article as one would import it: the title, and the other lines as paragraphs."""
    title, _, body = text.partition("\n")
    return Article(id=article_id, title=title, body=body.replace("\n", "\n\n"))


def place_in_body(text: str, offset: int) -> int:
    """Return where an offset in the labelled text lies in the article's body, whose paragraphs stand a line apart."""
    head = text.index("\n") + 1
    if offset < head:
        raise ValueError(f"offset {offset} lies in the title; label the body")
    return offset - head + text.count("\n", head, offset)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the facts labelled in one text as the records that the finders return."""

    text: str

    def meeting(self, row: dict[str, Any]) -> MeetingFact:
        what = self.written(row["what"])
        chair = self.optional(row["chair"])
        return MeetingFact(
            span=self.span(row["what"]),
            what=what,
            ordinal=Written(row["ordinal"], None) if row["ordinal"] else None,
            day=self.day(row["day"], row["day_span"]) if row["day"] else None,
            part_of_day=Written(row["part_of_day"], None) if row["part_of_day"] else None,
            place=self.optional(row["place"]),
            organiser=self.optional(row["organiser"]),
            chairs=(Attendee(chair, None),) if chair else (),
            people=tuple(Attendee(self.written(one["name"]), self.optional(one["office"])) for one in row["people"]),
            purpose=self.optional(row["purpose"]),
            results=tuple(self.written(result) for result in row["results"]),
        )

    def fund(self, row: dict[str, Any]) -> FundFact:
        return FundFact(
            span=self.span(row["amount_span"]),
            fund=Written(row["fund"], self.span(row["fund_span"])),
            amount=Decimal(row["amount"]),
            amount_span=self.span(row["amount_span"]),
            qualifier=row["qualifier"],
            body=self.optional(row["body"]),
            period_span=self.span(row["period"]) if row["period"] else None,
            use=FundUse(row["use"]),
        )

    def day(self, iso: str, offsets: Sequence[int]) -> WrittenDay:
        year, month, day = iso.rsplit("-", 2)
        return WrittenDay(int(year) if year.isdigit() else None, int(month), int(day), self.span(offsets))

    def optional(self, offsets: Sequence[int] | None) -> Written | None:
        return self.written(offsets) if offsets else None

    def written(self, offsets: Sequence[int]) -> Written:
        return Written(self.text[offsets[0] : offsets[1]], self.span(offsets))

    def span(self, offsets: Sequence[int]) -> Span:
        start, end = offsets
        return Span(place_in_body(self.text, start), place_in_body(self.text, end))


@dataclass(frozen=True, slots=True)
class Scored:
    """An article with its facts paired to those that the product found."""

    article: Article
    meetings: Pairing[MeetingFact]
    funds: Pairing[FundFact]


def score(labelled: LabelledArticle, grammar: FactGrammar) -> Scored:
    """Find the facts of an article and pair them with those labelled."""
    article = labelled.article
    passages = cut_passages(article, PassageOptions())
    return Scored(
        article,
        pair_meetings(labelled.meetings, find_meetings(article, passages, grammar)),
        pair_funds(labelled.funds, find_funds(article, passages, grammar)),
    )


def report(scored: Sequence[Scored]) -> str:
    """Return the table of tallies: the facts themselves, then their fields in the pairs."""
    lines = [f"{'':<14}{'labelled':>9}{'found':>7}{'right':>7}{'P':>8}{'R':>8}{'F1':>8}"]
    lines += _section("FUND FACTS", [one.funds for one in scored], FUND_FIELDS)
    lines += _section("MEETINGS", [one.meetings for one in scored], MEETING_FIELDS)
    return "\n".join(lines)


def _section(name: str, pairings: Sequence[Pairing[Fact]], fields: Sequence[Field[Fact]]) -> list[str]:
    whole = sum((pairing.tally for pairing in pairings), Tally())
    tallies = tally_fields((pair for pairing in pairings for pair in pairing.pairs), fields)
    return [_row(name, whole), *(_row(f"  {field}", tally) for field, tally in tallies.items())]


def _row(name: str, tally: Tally) -> str:
    shares = "".join(f"{100 * share:8.1f}" for share in (tally.precision, tally.recall, tally.f1))
    return f"{name:<14}{tally.labelled:>9}{tally.found:>7}{tally.right:>7}{shares}"


def faults(scored: Scored) -> list[str]:
    """Return a line for each fact missed or invented, and for each field of a pair that is not right."""
    body = scored.article.body
    lines = [f"missed   {_meeting_told(fact)}" for fact in scored.meetings.missed]
    lines += [f"invented {_meeting_told(fact)}" for fact in scored.meetings.invented]
    lines += [f"missed   {_fund_told(fact)}" for fact in scored.funds.missed]
    lines += [f"invented {_fund_told(fact)}" for fact in scored.funds.invented]
    lines += _field_faults(scored.meetings.pairs, MEETING_FIELDS, body)
    lines += _field_faults(scored.funds.pairs, FUND_FIELDS, body)
    return lines


def _field_faults(pairs: Iterable[tuple[Fact, Fact]], fields: Sequence[Field[Fact]], body: str) -> list[str]:
    lines = []
    for label, fact in pairs:
        for field in fields:
            tally = field.tally(label, fact)
            if not tally.labelled == tally.found == tally.right:
                wanted, got = (
                    "; ".join(_words(value, body) for value in field.given(one)) or "-" for one in (label, fact)
                )
                lines.append(f"{field.name:<12} labelled {wanted}\n{'':<15}found {got}")
    return lines


def _meeting_told(fact: MeetingFact) -> str:
    return f"meeting: {fact.what.value} ({fact.day.iso if fact.day else 'no day'})"


def _fund_told(fact: FundFact) -> str:
    return f"fund: {fact.fund.value}, {fact.amount:,} đồng {fact.use.value}"


def _words(value: object, body: str) -> str:
    if isinstance(value, Span):
        return body[value.start : value.end]
    if isinstance(value, Attendee):
        return value.name.value + (f" ({value.office.value})" if value.office else "")
    return value.value if isinstance(value, Written) else str(value)


def main() -> None:
    """Parse, find, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA")
    parser.add_argument("--part", choices=PARTS, help="only this half of the articles")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the faults in N articles of dev")
    given = parser.parse_args()
    labelled = read_labelled(LABELS, given.data)
    grammar = FactGrammar.load()
    for part in [given.part] if given.part else PARTS:
        scored = [score(one, grammar) for one in labelled if one.part == part]
        print(f"{part}: {len(scored)} articles\n{report(scored)}\n")
        if part == "dev":
            faulty = ((one.article, lines) for one in scored if (lines := faults(one)))
            for article, lines in islice(faulty, given.show):
                print(f"- {article.id} {article.title}", *lines, sep="\n  ")


if __name__ == "__main__":
    main()
