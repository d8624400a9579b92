"""Who holds which office, by how news introduces people.

"Nguyễn Văn A - Trưởng ban Dân vận; ..." and "Trưởng ban Dân vận Nguyễn Văn A" are both usual; "Chủ tịch UBND quận X" is
of another body than "Chủ tịch MTTQ quận X", and of another place than the chairman of Y.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.ordinals import canonical_numbers
from index.person_asked import asks_for_name
from index.sentence_words import SentenceWords, occurrences
from index.types import Constraint, ConstraintKind, Question, Span
from index.vietnamese.names import Names
from index.vietnamese.normalise import fold

_REACH = 14
_STOPS = frozenset(",;:-–—(")
_ACTING = frozenset({"đã", "sẽ", "đang", "vừa"})
_BESIDE = frozenset({"va", "voi", "cung", "gap", "cho", "cua", "moi"})
_CITY: Mapping[tuple[str, ...], tuple[str, ...]] = {("thanh", "pho"): ("tp",)}


@dataclass(frozen=True, slots=True)
class HolderFinder:
    """Finds people, and the offices that they hold."""

    names: Names
    offices: Sequence[tuple[str, ...]]

    def people(self, question: Question, sentence: SentenceWords) -> Iterator[Span]:
        """Yield people whom the question does not name; of an office asked for, its holders, each together with it."""
        people = self.names.find_people(sentence.text, sentence.tokens)
        if not people and not asks_for_name(question):
            people = self.names.find_foreigners(sentence.text, sentence.tokens)
        named = question.syllables
        people = [one for one in people if not occurrences(named, _folded(sentence, one))]
        asked = [constraint.words for constraint in question.constraints if constraint.kind is ConstraintKind.OFFICE]
        if not asked:
            yield from (sentence.span(person.start, person.end) for person in people)
            return
        places = [constraint for constraint in question.constraints if constraint.kind is ConstraintKind.PLACE]
        body = self._body_asked(named, asked)
        for office in (span for span, words in self._offices(sentence) if words in asked):
            for person in people:
                held = _belongs(sentence, office, person, people) or self._in_row(sentence, office, person)
                if held and self._of_unit(sentence, office, person, places, body):
                    yield _together(sentence, office, person)

    def held_by(self, question: Question, sentence: SentenceWords) -> Iterator[Span]:
        """Yield the offices of the person asked about, each together with the person."""
        words = [token.folded for token in sentence.tokens]
        people = self.names.find_people(sentence.text, sentence.tokens)
        offices = list(self.offices_in(sentence))
        for constraint in question.constraints:
            if constraint.kind is not ConstraintKind.PERSON:
                continue
            for person in occurrences(words, constraint.words):
                yield from (
                    _together(sentence, office, person)
                    for office in offices
                    if _belongs(sentence, office, person, people) or self._in_row(sentence, office, person)
                )

    def holding(self, sentence: SentenceWords) -> Iterator[tuple[Span, Span]]:
        """Yield each office beside a person who holds it, and the person, as ranges of tokens."""
        people = self.names.find_people(sentence.text, sentence.tokens)
        for office in self.offices_in(sentence):
            yield from ((office, person) for person in people if _belongs(sentence, office, person, people))

    def _in_row(self, sentence: SentenceWords, office: Span, person: Span) -> bool:
        """Return whether an office is one of several that follow a person: "bà A, Ủy viên …, Chủ tịch …, Trưởng ban".

        Between them nothing stands but offices, each after a comma or a dash.
        """
        if office.start <= person.end:
            return False
        begins = {span.start for span in self.offices_in(sentence)}
        parts = [
            position
            for position in range(person.end, office.start + 1)
            if _STOPS & set(sentence.between(position, position))
        ]
        return parts[:1] == [person.end] and all(position in begins for position in parts)

    def offices_in(self, sentence: SentenceWords) -> Iterator[Span]:
        """Yield the offices of a sentence, as ranges of tokens."""
        yield from (span for span, _ in self._offices(sentence))

    def body_asked(self, question: Question) -> str | None:
        """Return the kind of body whose office a question asks about, or None where it names none."""
        offices = [constraint.words for constraint in question.constraints if constraint.kind is ConstraintKind.OFFICE]
        return self._body_asked(question.syllables, offices)

    def body_of(self, unit: Sequence[str]) -> str | None:
        """Return the kind of body that folded words name first, or None where they name none."""
        return self._body(unit)

    def _offices(self, sentence: SentenceWords) -> Iterator[tuple[Span, tuple[str, ...]]]:
        words = [token.folded for token in sentence.tokens]
        openings = {office[0] for office in self.offices}
        position = 0
        while position < len(words):
            office = self._office_at(words, position) if words[position] in openings else None
            # "Tô Văn Hiệu - Trưởng phòng" is nobody's "Hiệu trưởng".
            if office and not _is_parted(sentence, position, position + len(office)):
                yield Span(position, position + len(office)), office
                position += len(office)
            else:
                position += 1

    def _office_at(self, words: Sequence[str], position: int) -> tuple[str, ...] | None:
        begun = (office for office in self.offices if tuple(words[position : position + len(office)]) == office)
        return next(begun, None)

    def _of_unit(
        self, sentence: SentenceWords, office: Span, person: Span, places: Sequence[Constraint], body: str | None
    ) -> bool:
        """Return whether the unit named after the office is of no other body or place than those asked for."""
        last = person.start if office.end <= person.start else _unit_end(sentence, office.end)
        unit = canonical_numbers([token.folded for token in sentence.tokens[office.end : last]])
        named = self._body(unit)
        if body and named and body != named:
            return False
        levels = self._levels(sentence, office.end, last)
        if places and levels and self._is_another_level(sentence, levels[0], places):
            return False
        # "Chủ tịch huyện X làm việc với xã Y" is X's.
        first = unit[: levels[1].start - office.end] if len(levels) > 1 else unit
        if not places or any(self._same_level(first, place) for place in places):
            return True
        central = any(occurrences(unit, body) for body in self.names.central_bodies)
        return not central and not self._names_place(sentence, office.end, last)

    def _levels(self, sentence: SentenceWords, first: int, last: int) -> list[Span]:
        """Return where levels of places stand between two positions, with a name after them or without."""
        found = (
            (position, self.names.level_at(sentence.tokens, position, accented=True)) for position in range(first, last)
        )
        return [Span(position, position + size) for position, size in found if size]

    def _is_another_level(self, sentence: SentenceWords, level: Span, places: Sequence[Constraint]) -> bool:
        """Return whether a unit's level is none of those that the places are asked for with."""
        asked = {self._level_of(place) for place in places}
        named = tuple(token.folded for token in sentence.tokens[level.start : level.end])
        return None not in asked and _CITY.get(named, named) not in {_CITY.get(one, one) for one in asked if one}

    def _level_of(self, place: Constraint) -> tuple[str, ...] | None:
        """Return the folded words of the level that a question names a place with."""
        written = tuple(fold(place.written).split())
        return next((level for level in self.names.folded_levels if written[: len(level)] == level), None)

    def _same_level(self, unit: Sequence[str], place: Constraint) -> bool:
        """Return whether the unit is the place asked for, and not one of another level that shares its name."""
        asked = self._level_of(place)
        for found in occurrences(unit, place.words):
            before = tuple(unit[: found.start])
            named = next((level for level in self.names.folded_levels if before[-len(level) :] == level), None)
            if asked is None or named is None or asked == named or ("tp",) in {asked, named}:
                return True
        return False

    def _names_place(self, sentence: SentenceWords, first: int, last: int) -> bool:
        for position in range(first, last):
            level = self.names.level_at(sentence.tokens, position, accented=True)
            if level and position + level < last and sentence.is_capital(position + level):
                return True
        return False

    def _body_asked(self, words: Sequence[str], offices: Sequence[tuple[str, ...]]) -> str | None:
        """Return the kind of body that follows the office asked for, or else the first that the question names."""
        following = [words[span.end :] for office in offices for span in occurrences(words, office)[:1]]
        return next(filter(None, map(self._body, following)), None) or self._body(words)

    def _body(self, words: Sequence[str]) -> str | None:
        """Return the kind of body that is named first: the people's committee, its council, the Front, a union."""
        return self.names.body_in(words)


def _belongs(sentence: SentenceWords, office: Span, person: Span, people: Sequence[Span]) -> bool:
    """Return whether the person holds the office: nobody stands between, nor takes it from the other side.

    "ông A - phó bí thư, ông B": the office is A's. "ông A, Phó Chủ tịch xã B": it is B's.
    """
    near = _near(sentence, office, person) or _becomes(sentence, office, person)
    if not near or _is_somebody_else(sentence, office, person):
        return False
    others = [other for other in people if other.end <= person.start or other.start >= person.end]
    if office.end <= person.start:
        joined = {token.text for token in sentence.tokens[max(office.end, person.start - 3) : person.start]}
        if "và" in joined or any(office.end <= other.start and other.end <= person.start for other in others):
            return False
        return not any(0 <= office.start - other.end <= 1 for other in others)
    if any(person.end <= other.start and other.end <= office.start for other in others):
        return _become_together(sentence, office, person, others)
    if _becomes(sentence, office, person):
        return True  # "cử ông A giữ chức Phó Chủ tịch thay ông B": whoever follows
    following = next((other for other in others if other.start >= office.end and not _is_led(sentence, other)), None)
    return following is None or _clause_end(sentence, office.end) <= following.start


def _is_led(sentence: SentenceWords, person: Span) -> bool:
    """Return whether a level stands before what reads as a name ("ông A, Phó Chủ tịch MTTQ huyện Trần Văn Thời")."""
    return sentence.tokens[person.start - 1].text in _UNITS


_UNITS = frozenset({"tỉnh", "huyện", "quận", "xã", "phường", "thôn", "ấp", "bản"})


def _is_somebody_else(sentence: SentenceWords, office: Span, person: Span) -> bool:
    """Return whether the office after a person is another's: "ông A báo cáo với chủ tịch xã", no mark between."""
    before = sentence.tokens[office.start - 1].folded if person.end < office.start else ""
    return before in _BESIDE and not any(
        _STOPS & set(sentence.between(position, position)) for position in range(person.end, office.start + 1)
    )


def _becomes(sentence: SentenceWords, office: Span, person: Span) -> bool:
    """Return whether the office is what somebody before it is to be: "ông A - Chủ tịch xã B làm Trưởng đoàn"."""
    before = tuple(token.folded for token in sentence.tokens[max(0, office.start - 2) : office.start])
    led = before[-1:] in {("lam",), ("chuc",)} or before == ("chuc", "vu")
    return led and person.end <= office.start and ";" not in sentence.between(person.end, office.start)


def _become_together(sentence: SentenceWords, office: Span, person: Span, others: Sequence[Span]) -> bool:
    """Return whether those between a person and an office get it as well: "các đồng chí A, B giữ chức Phó Chủ tịch"."""
    named = {place for other in others for place in range(other.start, other.end)}
    rest = (place for place in range(person.end, office.start) if place not in named)
    return _becomes(sentence, office, person) and all(sentence.tokens[place].text in _JOINING for place in rest)


_JOINING = frozenset(
    {"và", "đồng", "chí", "ông", "bà", "được", "bầu", "cử", "giữ", "làm", "chức", "vụ", "danh", "cùng", "hiệp",
     "thương"}
)  # fmt: skip


def _is_parted(sentence: SentenceWords, first: int, last: int) -> bool:
    return any(_STOPS & set(sentence.between(position, position)) for position in range(first + 1, last))


def _near(sentence: SentenceWords, one: Span, other: Span) -> bool:
    """Return whether a person and an office stand close, in one item of a list."""
    first, last = sorted((one, other), key=lambda span: span.start)
    if last.start < first.end:
        return False
    return last.start - first.end <= _REACH and ";" not in sentence.between(first.end, last.start)


def _clause_end(sentence: SentenceWords, first: int) -> int:
    """Return the position from ``first`` on before which a comma, dash or the like ends the run of words."""
    for position in range(first, len(sentence.tokens)):
        if _STOPS & set(sentence.between(position, position)):
            return position
    return len(sentence.tokens)


def _unit_end(sentence: SentenceWords, first: int) -> int:
    """Return where the unit after an office ends: with its clause, or where its holder begins to act."""
    last = _clause_end(sentence, first)
    return next((place for place in range(first, last) if sentence.tokens[place].text in _ACTING), last)


def _folded(sentence: SentenceWords, span: Span) -> list[str]:
    return [token.folded for token in sentence.tokens[span.start : span.end]]


def _together(sentence: SentenceWords, one: Span, other: Span) -> Span:
    return sentence.span(min(one.start, other.start), max(one.end, other.end))
