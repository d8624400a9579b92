"""Scores the answers to a file of questions whose right answers are known.

Each line of the file is a JSON object: ``id``, a question ``q`` or a conversation ``turns``, and what is
right:

- ``any``: at least one of these strings is in the answer's text or in a quote it cites;
- ``all``: every one of these strings is;
- ``art``: the title of at least one cited article contains one of these strings;
- ``art_all``: each of these strings is in the title of some cited article;
- ``none: true``: the corpus does not answer, and neither may we.

Strings are compared in NFC, without regard to case or to how white space runs.
"""

import statistics
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.batch import LineFault, parse_object, parse_turns
from bot.conversation import Assistant
from bot.errors import OperatorFault
from corpus.article import Article
from index.types import Answer, Status
from index.vietnamese.normalise import strip_accents

Transform = Callable[[str], str]
_WANTED = ("any", "all", "art", "art_all")


@dataclass(frozen=True, slots=True)
class Case:
    """A question, or the turns of a conversation, with what is right."""

    id: str
    turns: tuple[str, ...]
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    art: tuple[str, ...] = ()
    art_all: tuple[str, ...] = ()
    none: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one case went: ``answered`` and ``cited`` are of no account where a refusal is right."""

    case: Case
    answer: Answer
    answered: bool
    cited: bool
    refused: bool
    elapsed_ms: float

    @property
    def right(self) -> bool:
        return self.refused if self.case.none else self.answered and self.cited


@dataclass(frozen=True, slots=True)
class Score:
    """The counts over a file, and the time an answer takes in milliseconds."""

    answerable: int
    answered_right: int
    cited_right: int
    answered_and_cited_right: int
    unanswerable: int
    refused_right: int
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Proof:
    """How many citations are what they say, and how many answers each writer wrote."""

    citations_true: int
    citations: int
    written_by: dict[str, int]


def parse_cases(lines: Iterable[bytes], source: str) -> list[Case]:
    """Read the cases; raises OperatorFault naming ``source``, the line and the mend."""
    cases = []
    for number, line in enumerate(lines, start=1):
        text = line.removeprefix(b"\xef\xbb\xbf").strip()
        if not text:
            continue
        try:
            cases.append(_case(parse_object(text), number))
        except LineFault as fault:
            raise OperatorFault(f"{source}, line {number}: {fault}") from None
    if not cases:
        raise OperatorFault(f"{source}: no questions in it; give a JSONL file with one question a line")
    return cases


def run_cases(cases: Sequence[Case], assistant: Assistant, transform: Transform) -> list[Outcome]:
    """Ask every case, each turn changed by ``transform`` first, and judge the last answer."""
    return [_outcome(case, assistant, transform) for case in cases]


def judge(case: Case, answer: Answer, elapsed_ms: float = 0.0) -> Outcome:
    """Hold ``answer`` against what is right for ``case``."""
    said = [_comparable(text) for text in (answer.text, *(citation.quote for citation in answer.citations))]
    titles = [_comparable(citation.title) for citation in answer.citations]
    given = answer.status is Status.ANSWERED
    answered = (not case.any or any(_found(wanted, said) for wanted in case.any)) and all(
        _found(wanted, said) for wanted in case.all
    )
    cited = (not case.art or any(_found(wanted, titles) for wanted in case.art)) and all(
        _found(wanted, titles) for wanted in case.art_all
    )
    return Outcome(case, answer, given and answered, given and cited, not given, elapsed_ms)


def score(outcomes: Sequence[Outcome]) -> Score:
    """Count the outcomes; raises ValueError when there are none."""
    answerable = [outcome for outcome in outcomes if not outcome.case.none]
    unanswerable = [outcome for outcome in outcomes if outcome.case.none]
    times = sorted(outcome.elapsed_ms for outcome in outcomes)
    return Score(
        answerable=len(answerable),
        answered_right=sum(outcome.answered for outcome in answerable),
        cited_right=sum(outcome.cited for outcome in answerable),
        answered_and_cited_right=sum(outcome.right for outcome in answerable),
        unanswerable=len(unanswerable),
        refused_right=sum(outcome.refused for outcome in unanswerable),
        p50_ms=round(statistics.median(times), 1),
        p95_ms=round(times[round(0.95 * (len(times) - 1))], 1),
    )


def report(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return the score and the cases that went wrong, for other programs."""
    wrong = [
        {
            "id": outcome.case.id,
            "question": outcome.case.turns[-1],
            "status": outcome.answer.status.value,
            "text": outcome.answer.text,
            "answered_right": outcome.answered,
            "cited_right": outcome.cited,
        }
        for outcome in outcomes
        if not outcome.right
    ]
    return asdict(score(outcomes)) | {"failures": wrong}


def proved(outcomes: Sequence[Outcome], article: Callable[[str], Article | None]) -> Proof:
    """Count the citations, and those whose quote is its article's to the character and whose mark is in the text."""
    answers = [outcome.answer for outcome in outcomes if outcome.answer.status is Status.ANSWERED]
    true = total = 0
    for answer in answers:
        for citation in answer.citations:
            source = article(citation.article_id)
            stands = source is not None and source.body[citation.start : citation.end] == citation.quote
            true += stands and f"[{citation.n}]" in answer.text
            total += 1
    return Proof(true, total, dict(Counter(answer.written_by.value for answer in answers)))


def transformation(drop_accents: bool, nfd: bool) -> Transform:
    """Return what makes a question look as it is typed without accents, or decomposed."""

    def transform(text: str) -> str:
        typed = strip_accents(text) if drop_accents else text
        return unicodedata.normalize("NFD", typed) if nfd else typed

    return transform


def _case(value: dict[str, Any], number: int) -> Case:
    turns = parse_turns(value)
    wanted: dict[str, tuple[str, ...]] = {}
    for key in _WANTED:
        strings = value.get(key, [])
        if not isinstance(strings, list) or not all(isinstance(text, str) for text in strings):
            raise LineFault(f"{key} = {strings!r}: must be a list of strings")
        wanted[key] = tuple(strings)
    refused = value.get("none", False)
    if refused is not True and not any(wanted.values()):
        raise LineFault(f"nothing says what is right; give one of {', '.join(_WANTED)}, or none: true")
    return Case(id=str(value.get("id", number)), turns=turns, none=refused is True, **wanted)


def _outcome(case: Case, assistant: Assistant, transform: Transform) -> Outcome:
    turns = [transform(turn) for turn in case.turns]
    started = time.perf_counter()
    answer = assistant.ask_alone(turns)
    elapsed_ms = (time.perf_counter() - started) * 1000 / len(turns)
    return judge(case, answer, elapsed_ms)


def _found(wanted: str, texts: Iterable[str]) -> bool:
    comparable = _comparable(wanted)
    return any(comparable in text for text in texts)


def _comparable(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
