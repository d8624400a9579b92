"""Understands a question: the kind of answer it wants, and what the evidence must meet.

Questions typed without accents are read by the same rules with the accents taken off.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from typing import Self

import yaml

from index.constraints import find_constraints
from index.types import AnswerType, Constraint, ConstraintKind, Question, Recency, Span
from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.frequencies import Frequencies
from index.vietnamese.names import Names
from index.vietnamese.normalise import clean, fold, has_accents, normalise, strip_accents
from index.vietnamese.tokens import tokenise

_COUNTED = re.compile(
    r"\b(?:nhieu|may)(?P<asked>(?: [a-z]+){1,3})|\b(?:so luong|tong so|(?<!dan )so)(?P<named>(?: [a-z]+){1,3})"
)
_LEVEL_ASKED = re.compile(r"\b(xa|phuong|quan|huyen|thi tran|thi xa|tinh|thanh pho|thon|to dan pho) nao\b")
_SHORT_QUESTION = 4
_LEANING_WORDS = 3
_WHOLE_CORPUS = frozenset({AnswerType.MEETINGS, AnswerType.FUNDS})


@dataclass(frozen=True, slots=True)
class Grammar:
    """How questions are asked, compiled from ``questions.yaml``: patterns with accents and without."""

    answer_types: tuple[tuple[AnswerType, re.Pattern[str], re.Pattern[str]], ...]
    question_words: frozenset[str]
    particles: frozenset[str]
    article_words: frozenset[str]
    openings: tuple[re.Pattern[str], re.Pattern[str]]
    pointers: tuple[re.Pattern[str], re.Pattern[str]]
    person_pointers: tuple[re.Pattern[str], re.Pattern[str]]
    recency: tuple[tuple[Recency, re.Pattern[str], re.Pattern[str]], ...]
    elliptic: tuple[re.Pattern[str], re.Pattern[str]]
    offices: tuple[tuple[str, ...], ...]

    @classmethod
    def load(cls) -> Self:
        """Read the table that ships with the package."""
        table = yaml.safe_load(files("index").joinpath("questions.yaml").read_text("utf-8"))
        return cls(
            tuple(
                (
                    AnswerType(entry["type"]),
                    *_both("|".join(rf"\b(?:{pattern})\b" for pattern in entry["patterns"])),
                )
                for entry in table["answer_types"]
            ),
            frozenset(normalise(table["question_words"]).split()),
            frozenset(normalise(table["particles"]).split()),
            frozenset(normalise(table["article_words"]).split()),
            _both(table["follow_up"]["openings"]),
            _both(table["follow_up"]["pointers"]),
            _both(table["follow_up"]["person_pointers"]),
            tuple((recency, *_both(table["recency"][recency.value])) for recency in Recency),
            _both(table["follow_up"]["elliptic"]),
            tuple(tuple(fold(office).split()) for office in table["offices"].split("|")),
        )


def _both(pattern: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compile a pattern as written and without its accents; it must hold no capital, not even in an escape."""
    return re.compile(normalise(pattern)), re.compile(fold(pattern))


@dataclass(frozen=True, slots=True)
class QuestionReader:
    """Reads questions; holds the tables it needs and nothing of any conversation."""

    grammar: Grammar
    names: Names
    abbreviations: Abbreviations
    frequencies: Frequencies

    def read(
        self,
        text: str,
        *,
        today: date,
        places: Collection[tuple[str, ...]] = (),
        previous: Question | None = None,
    ) -> Question:
        """Return ``text`` as understood.

        ``places`` are the folded names of places that the corpus knows; ``previous`` is the question before it in
        the conversation, whose constraints a follow-up inherits.
        """
        spelled = self.spelled(text)
        if not tokenise(spelled):
            return Question(text, AnswerType.EMPTY)
        accented = self.reads_accents(spelled)
        # Where some words lack their accents, no word's accents tell it from another: all is read as typed plainly.
        legible = spelled if accented else strip_accents(spelled)
        asked = _asked(legible, accented)
        recency, ordering = self._recency(legible, accented)
        question = Question(
            text,
            self._answer_type(asked, accented, "%" in spelled),
            find_constraints(_without(legible, ordering), self.names, self.grammar.offices, places, today),
            _without(spelled, ordering),
            _counted(asked),
            _level(asked),
            recency,
            accented=accented,
        )
        question = _with_person_asked(question)
        return self._following(question, previous, asked, accented) if previous else question

    def _answer_type(self, asked: str, accented: bool, percent: bool) -> AnswerType:
        if percent:
            return AnswerType.PERCENTAGE
        for answer_type, with_accents, without in self.grammar.answer_types:
            if (with_accents if accented else without).search(asked):
                return answer_type
        return AnswerType.PASSAGE

    def spelled(self, text: str) -> str:
        """Return the question with its chat spellings spelled out and joined short forms apart.

        A word that begins with a capital is a name or a short form and stays, and so does a letter after a number: it
        is a unit (500 k).
        """
        written = clean(text)
        accented = has_accents(written)

        def mended(match: re.Match[str]) -> str:
            word = normalise(match[0])
            if word in self.abbreviations.joined:
                first = len(self.abbreviations.joined[word][0])
                return f"{match[0][:first]} {match[0][first:]}"
            unit = len(word) == 1 and written[: match.start()].rstrip()[-1:].isdigit()
            proper = None if unit or match[0][0].isupper() else self.abbreviations.informal.get(word)
            return match[0] if proper is None else proper if accented else fold(proper)

        return re.sub(r"(?<!\w)[^\W\d_]+(?!\w)", mended, written)

    def reads_accents(self, text: str) -> bool:
        """Return whether the accents of ``text`` are to be heeded: it has some, and no word seems to lack its own."""
        return has_accents(text) and not self._lacks_accents(text)

    def _lacks_accents(self, text: str) -> bool:
        """Return whether a word lacks its accents ("quỹ vi nguoi nghèo"); a capital may be a foreign name's."""
        return any(
            self.frequencies.lacks_accents(token.text)
            for token in tokenise(text)
            if token.start == 0 or not text[token.start].isupper()
        )

    def _recency(self, text: str, accented: bool) -> tuple[Recency | None, Span]:
        """Return whether the newest or the oldest is asked for, and where the words stand that say so."""
        for recency, with_accents, without in self.grammar.recency:
            match = (with_accents if accented else without).search(normalise(text))
            if match:
                return recency, Span(*match.span(match.lastindex or 0))
        return None, Span(0, 0)

    def content(self, question: Question) -> list[str]:
        """Return the words of the question that evidence should hold: not those that only ask."""
        asking = self.grammar.question_words
        if question.accented:
            return [token.text for token in tokenise(question.search_text) if token.text not in asking]
        asking = frozenset(fold(word) for word in asking)
        return [token.text for token in tokenise(question.search_text) if token.folded not in asking]

    def _following(self, question: Question, previous: Question, asked: str, accented: bool) -> Question:
        """Return the question with what it leaves out taken from the one before it."""
        if question.answer_type is AnswerType.SMALL_TALK:
            return question
        opened = bool(self.grammar.openings[not accented].search(asked))
        pointing = bool(self.grammar.pointers[not accented].search(asked))
        own_kinds = {constraint.kind for constraint in question.constraints}
        if not (opened or pointing or self._leans(question, own_kinds)):
            return question
        vague = opened and question.answer_type in _VAGUE
        answer_type = previous.answer_type if vague else question.answer_type
        inherited = tuple(
            constraint
            for constraint in previous.constraints
            if constraint.kind not in own_kinds and self._inherits(constraint.kind, answer_type, asked, accented)
        )
        search_text = " ".join([question.search_text, *(constraint.written for constraint in inherited)])
        follower = replace(
            question,
            constraints=question.constraints + inherited,
            search_text=search_text,
            follows=opened or pointing,
            recency=question.recency or previous.recency,
        )
        if self.grammar.elliptic[not accented].search(asked):
            topic = " ".join(self.content(previous))
            return replace(follower, search_text=f"{question.search_text} {topic}", follows=True)
        unnamed = _without_constraints(self.content(question), question.constraints)
        if vague and len(unnamed) < _SHORT_QUESTION:
            return self._asked_again(follower, previous, unnamed)
        return follower

    def _leans(self, question: Question, own_kinds: Collection[ConstraintKind]) -> bool:
        """Return whether a question without any sign of it goes on from the one before: short, naming nothing."""
        if question.answer_type in _WHOLE_CORPUS or set(own_kinds) - {ConstraintKind.OFFICE}:
            return False
        return len(_without_constraints(self.content(question), question.constraints)) <= _LEANING_WORDS

    def _inherits(self, kind: ConstraintKind, answer_type: AnswerType, asked: str, accented: bool) -> bool:
        """Return whether a question of this type goes on speaking of what the one before it named."""
        if kind is ConstraintKind.PERSON:
            return bool(self.grammar.person_pointers[not accented].search(asked))
        if kind is ConstraintKind.OFFICE:
            return False
        if kind in {ConstraintKind.FUND, ConstraintKind.PERIOD}:
            return answer_type in _NUMERIC
        return True

    def _asked_again(self, question: Question, previous: Question, unnamed: Sequence[str]) -> Question:
        """Return the previous question asked of something else ("Thế năm 2020?")."""
        dropped = [old.written for old in previous.constraints if old not in question.constraints]
        kept = previous.search_text if not unnamed else ""
        for written in dropped:
            kept = kept.replace(written, " ")
        return replace(
            question,
            answer_type=previous.answer_type,
            counted=previous.counted if not unnamed else tuple(fold(word) for word in unnamed[:2]),
            level=previous.level,
            search_text=f"{kept} {question.search_text}".strip(),
        )


_VAGUE = {AnswerType.PASSAGE, AnswerType.REASON, AnswerType.YES_NO}
_NUMERIC = {AnswerType.AMOUNT, AnswerType.COUNT, AnswerType.PERCENTAGE}


def _without_constraints(words: Sequence[str], constraints: Sequence[Constraint]) -> list[str]:
    named = {token.folded for constraint in constraints for token in tokenise(constraint.written)}
    return [word for word in words if fold(word) not in named]


def _with_person_asked(question: Question) -> Question:
    """Asking who a named person is asks for an office; asking who holds an office asks for a person."""
    named = any(constraint.kind is ConstraintKind.PERSON for constraint in question.constraints)
    if question.answer_type is AnswerType.WHO and named and fold(question.search_text).rstrip(" ?.").endswith("la ai"):
        return replace(question, answer_type=AnswerType.OFFICE)
    if question.answer_type is AnswerType.OFFICE and not named:
        return replace(question, answer_type=AnswerType.WHO)
    return question


def _without(text: str, span: Span) -> str:
    """Return the text without a part of it, or as it is if nothing else has words."""
    rest = " ".join(f"{text[: span.start]} {text[span.end :]}".split())
    return rest if tokenise(rest) else text


def _asked(text: str, accented: bool) -> str:
    """Return the words of a question as the patterns of the grammar see them."""
    words = " ".join(token.text for token in tokenise(text))
    return words if accented else fold(words)


def _counted(asked: str) -> tuple[str, ...]:
    matches = list(_COUNTED.finditer(fold(asked)))
    words = next((match["asked"] for match in matches if match["asked"] and _counts_something(match["asked"])), None)
    words = words or next((match["named"] for match in matches if match["named"]), "")
    return tuple(words.split())


def _counts_something(following: str) -> bool:
    """Return whether what follows "bao nhiêu" can be counted: not a word of grammar ("bao nhiêu để sửa đê")."""
    return following.split(maxsplit=1)[0] not in _NOT_COUNTED


_NOT_COUNTED = {
    "de", "cho", "tu", "trong", "vao", "o", "tai", "la", "va", "cua", "tien", "tren", "so", "khi", "thi", "nhi", "vay",
    "voi", "nam", "the", "a", "nhe", "v", "z", "ti", "trieu", "dong", "phan", "dat",
}  # fmt: skip


def _level(asked: str) -> str | None:
    match = _LEVEL_ASKED.search(fold(asked))
    return match[1] if match else None
