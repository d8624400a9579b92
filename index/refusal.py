"""What a refusal says was not found, and what of it the nearest articles do speak of."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.article import Article
from index.accents import Accents
from index.displayed import displayed
from index.ordinals import canonical_numbers
from index.sentence_words import occurrences
from index.sums import fund_mentions
from index.types import AnswerType, Constraint, ConstraintKind, Question
from index.vietnamese.names import Names
from index.vietnamese.normalise import clean, fold, has_accents
from index.vietnamese.tokens import Token, spellings

_LONGEST_SHOWN = 80
_READ_CHARACTERS = 20_000
_MOST_READ = 8
_CLAIMED = frozenset(ConstraintKind) - {ConstraintKind.PERIOD, ConstraintKind.OCCASION, ConstraintKind.OFFICE}
_AS_TYPED = frozenset({ConstraintKind.PERSON, ConstraintKind.NAME, ConstraintKind.TITLE})
"""Kinds whose words are anybody's: accents would be guessed."""
_UNTELLING = frozenset({"viet", "nam", "huyen", "quan", "thanh", "tinh", "thi", "hoi", "dong"})
_OF_STORM = re.compile(r"\b(bão số \d+) của ")
_OF_NUMBER = re.compile(r" của (?=số \d)")
_BODY_WORDS = _UNTELLING | {"uy", "ban", "dang"}


@dataclass(frozen=True, slots=True)
class Near:
    """An article that came near, and the constraints of the question that it speaks of."""

    article: Article
    spoken_of: tuple[Constraint, ...]


@dataclass(frozen=True, slots=True)
class RefusalWriter:
    """Words refusals with the sentences of ``phrases.vi.yaml``."""

    phrases: Mapping[str, Any]
    names: Names
    accents: Accents

    def reason(self, question: Question, unmet: Sequence[Constraint], near: Sequence[Near]) -> str:
        """Return the sentence that says what was not found.

        ``unmet`` are the constraints that nothing met; without any, what was asked is not told of what was named.
        ``near`` are the articles that came nearest.
        """
        if not unmet:
            return self._told_without(question, near)
        entry = self._entry(question.constraints, unmet)
        frame = entry["frame"]
        # What an article does mention is only not told of in the way asked.
        if frame == "unmentioned" and len(unmet) == 1 and any(unmet[0] in one.spoken_of for one in near):
            frame = "untold"
        if frame == "holder" and question.answer_type is not AnswerType.WHO:
            frame = "untold"
        return str(self.phrases[frame]).format(topic=self._topic(entry, question))

    def _told_without(self, question: Question, near: Sequence[Near]) -> str:
        named = [one for one in question.constraints if _is_claimed(one)]
        if not named or not any(len(one.spoken_of) == len(named) for one in near):
            return str(self.phrases["not_found"])
        told = self.phrases["told_without"]
        sentence = told.get(question.answer_type.value, told["other"])
        return str(sentence).format(topic=self.joined(question, named))

    def joined(self, question: Question, named: Sequence[Constraint]) -> str:
        """Return what is named, side by side: that an article holds both says not that one is the other's."""
        shown = list(dict.fromkeys(self._shown(question, one) for one in named))
        return str(self.phrases["both"]).join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))

    def _entry(self, named: Sequence[Constraint], unmet: Sequence[Constraint]) -> Mapping[str, Any]:
        """Return the way to call what a question names so that all that was not met is in it."""
        has, needs = ({one.kind.value for one in kinds} for kinds in (named, unmet))
        if "ordinal" in has:  # the ordinal is told with what it numbers
            has, needs = has - {"occasion"}, needs - {"occasion"}
        if "place" in has and needs != {"organisation"}:  # the place is told with its body
            has, needs = has - {"organisation"}, needs - {"organisation"}
        kinds = sorted(needs or has)
        every = {"kinds": kinds, "name": ", ".join(f"{{{kind}}}" for kind in kinds), "frame": "absent"}
        return next((one for one in self.phrases["topics"] if needs <= set(one["kinds"]) <= has), every)

    def _topic(self, entry: Mapping[str, Any], question: Question) -> str:
        shown: dict[str, list[str]] = {}
        for one in question.constraints:
            written = self._shown(question, one)
            if one.kind is ConstraintKind.PLACE:
                written = self._of_body(question, one, written)
            shown.setdefault(one.kind.value, []).append(written)
        parts = {kind: ", ".join(dict.fromkeys(written)) for kind, written in shown.items()}
        if fold(parts.get("organisation", "")) in fold(parts.get("place", "")):  # told with its place already
            parts["organisation"] = ""
        topic = " ".join(str(entry["name"]).format(**parts).split())
        # A bare number is told as it was typed: "số 2" is nobody whose fund it could be.
        return _OF_STORM.sub(r"\1 ở ", _OF_NUMBER.sub(" ", topic))

    def _shown(self, question: Question, constraint: Constraint) -> str:
        """Return a constraint as the refusal writes it: as typed, with what belongs to it, or by its known name."""
        written = _safe(constraint.written)
        match constraint.kind:
            case ConstraintKind.FUND:
                written = self._fund(constraint, written)
            case ConstraintKind.PERSON:
                written = self._led(question, constraint, written, self.phrases["honorifics"])
            case ConstraintKind.ORDINAL:
                written = self._numbered(question, constraint, written)
            case ConstraintKind.PLACE:
                written = self._place(constraint, written)
            case ConstraintKind.PERIOD:
                written = _lowered(written)
        if constraint.kind not in _AS_TYPED:
            written = self._accented(question, written)
        return str(self.phrases["named"].get(_form(constraint), "{written}")).format(written=written)

    def _accented(self, question: Question, written: str) -> str:
        """Return what a question typed without accents names as it is properly written, as far as that is known."""
        return written if question.accented else self.accents.given(written)

    def _fund(self, constraint: Constraint, written: str) -> str:
        """Return the name of a fund without the word quỹ; typed without accents, the name that is known."""
        known = [name for words, name in self.names.fund_names.items() if set(constraint.words) <= set(words)]
        if known and not has_accents(written):
            return min(known, key=len)
        name = re.sub(r"^(?:quỹ|quy)\s+", "", written, flags=re.IGNORECASE)
        name = re.sub(r"[“”\"]", "", name).strip()
        return name[:1].upper() + name[1:]

    def _place(self, constraint: Constraint, written: str) -> str:
        """Return a place as typed, or with its accents and capitals where it is known and was typed without."""
        known = self.names.places.get(constraint.words)
        if known is None or written != written.lower():
            levels = tuple(f"{' '.join(level)} " for level in self.names.folded_levels)
            return _lowered(written) if fold(written).startswith(levels) else written
        level = written.split()[: -len(known)] if len(written.split()) > len(known) else []
        spelled = {fold(" ".join(one)): " ".join(one) for one in self.names.levels}
        led = spelled.get(fold(" ".join(level)), " ".join(level))
        return f"{led} {' '.join(word.capitalize() for word in known)}".strip()

    def _led(self, question: Question, constraint: Constraint, written: str, leads: Sequence[str]) -> str:
        """Return the constraint with the word before it in the question, if it is one of these."""
        before = clean(question.search_text).partition(constraint.written)[0].split()
        for lead in sorted(leads, key=len, reverse=True):
            size = len(lead.split())
            if fold(" ".join(before[-size:])) == fold(lead):
                led = self._accented(question, " ".join(before[-size:]))
                return f"{_lowered(led) if led[1:].islower() else led} {written}"
        return written

    def _numbered(self, question: Question, constraint: Constraint, written: str) -> str:
        """Return "hội nghị lần thứ 9" of that, and of "hội nghị MTTQ quận X lần thứ 9"."""
        led = self._led(question, constraint, written, self.phrases["numbered"])
        if led != written or constraint.words[0] != "lan":
            return led
        before = fold(clean(question.search_text).partition(constraint.written)[0])
        numbered = (lead for lead in self.phrases["numbered"] if re.search(rf"\b{fold(lead)}\b", before))
        return f"{next(numbered, '')} {written}".strip()

    def _of_body(self, question: Question, constraint: Constraint, place: str) -> str:
        """Return the place with the body before it in the question ("MTTQ quận X")."""
        levels = {word for level in self.names.folded_levels for word in level}
        words = (
            _BODY_WORDS
            | levels
            | {word for kinds in self.names.kinds_of_body.values() for name in kinds for word in name}
        )
        others = {
            fold(word)
            for one in question.constraints
            if one is not constraint and one.kind is not ConstraintKind.ORGANISATION
            for word in one.written.split()
        }
        before = clean(question.search_text).partition(constraint.written)[0].split()
        first = len(before)
        while first and fold(before[first - 1]) in words - others:
            first -= 1
        body = self._accented(question, " ".join(before[first:]))
        telling = {fold(word) for word in before[first:]} - _UNTELLING - levels
        return f"{_safe(body)} {place}" if telling else place


def nearest_articles(articles: Sequence[Article], constraints: Sequence[Constraint]) -> list[Near]:
    """Return the best of the articles with what each speaks of, those first that speak of most."""
    named = [one for one in constraints if _is_claimed(one)]
    near = [Near(article, _spoken_of(article, named)) for article in articles[:_MOST_READ]]
    return sorted(near, key=lambda one: -len(one.spoken_of))


def _is_claimed(constraint: Constraint) -> bool:
    """Return whether a refusal may say that articles speak of a constraint: not of a period, nor of a bare "số 2"."""
    bare = constraint.kind is ConstraintKind.ORDINAL and constraint.words[0] == "so" and not constraint.head
    return constraint.kind in _CLAIMED and not bare


def _spoken_of(article: Article, constraints: Sequence[Constraint]) -> tuple[Constraint, ...]:
    """Return the constraints whose words an article holds: a fund as a fund, any other name as a run of words."""
    if not constraints:
        return ()
    texts, folded = spellings(f"{article.title} . {article.area or ''} . {article.body[:_READ_CHARACTERS]}")
    tokens = [Token(text, word, 0, 0) for text, word in zip(texts, folded, strict=True)]
    words = canonical_numbers(folded)
    return tuple(
        one
        for one in constraints
        if (fund_mentions(tokens, one.words) if one.kind is ConstraintKind.FUND else _holds(words, one.words))
    )


def _holds(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """Return whether the words hold the wanted ones as a run; an article is long, and most lack the first of them."""
    return bool(wanted) and wanted[0] in words and bool(occurrences(words, wanted))


def _safe(text: str) -> str:
    """Return ``text`` short and with what would read as a citation mark in other brackets."""
    return displayed(clean(text))[:_LONGEST_SHOWN]


def _form(constraint: Constraint) -> str:
    """Return which form of ``named`` in the phrases a constraint takes."""
    if constraint.kind is not ConstraintKind.PERIOD:
        return constraint.kind.value
    if re.match(r"\d{4}\b", constraint.written):
        return "year"
    return "day" if re.match(r"\d{1,2}\s?[/.-]", constraint.written) else ""


def _lowered(text: str) -> str:
    """Return the text with its first letter small, unless its first word is written in capitals."""
    first = text.split(maxsplit=1)[0]
    return text if len(first) > 1 and first.isupper() else text[:1].lower() + text[1:]
