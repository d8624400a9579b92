"""What a question takes over from the turn before it: what it named, what kind of answer it wanted, its subject."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.grammar import Grammar, without
from index.ordinals import numbers_body
from index.types import FIGURES, AnswerType, Constraint, ConstraintKind, Period, Question
from index.vietnamese.normalise import fold
from index.vietnamese.tokens import tokenise

_SHORT_QUESTION = 4
_LEANING_WORDS = 3
_WHOLE_CORPUS = frozenset({AnswerType.MEETINGS, AnswerType.FUNDS, AnswerType.COMPARISON, AnswerType.ARTICLE})
_VAGUE = frozenset({AnswerType.PASSAGE, AnswerType.REASON, AnswerType.YES_NO, AnswerType.LIST})
_PLACE = frozenset({ConstraintKind.PLACE})
_OF_ANY_PLACE = {ConstraintKind.OFFICE, ConstraintKind.ORGANISATION}  # "Ai bên Quận ủy tới dự?"
_OF_BODY = {ConstraintKind.PLACE, ConstraintKind.PERIOD, ConstraintKind.ORGANISATION}
_ABOUT_ONE = frozenset({ConstraintKind.PLACE, ConstraintKind.ORDINAL, ConstraintKind.OCCASION})


@dataclass(frozen=True, slots=True)
class Leaning:
    """How a question leans on the turn before it.

    ``opened`` it begins as one that goes on ("còn ..."), ``pointing`` it points back ("ở đó"), ``elliptic`` it is
    nothing without it ("Ở đâu?"), ``vague`` it does not say itself what it asks ("... thì sao?"). ``to_person`` are
    the folded words that point at a person.
    """

    opened: bool
    pointing: bool
    elliptic: bool
    vague: bool
    to_person: str
    to_place: bool
    to_fund: bool
    to_office: bool

    def __bool__(self) -> bool:
        """Whether the words themselves say that it leans."""
        return self.opened or self.pointing or self.elliptic


@dataclass(frozen=True, slots=True)
class FollowUps:
    """Completes questions from the one before; it keeps nothing of a conversation itself."""

    grammar: Grammar

    def completed(
        self, question: Question, previous: Question, told: Sequence[Constraint], asked: str, *, accented: bool
    ) -> Question:
        """Return the question with what it leaves out taken from the one before it.

        ``told`` are the people and places that the answer before it named; ``asked`` are the question's words. A
        question that neither says that it leans nor is short is a new topic, and takes nothing.
        """
        if question.answer_type is AnswerType.SMALL_TALK:
            return question
        leaning = self._leaning(question, asked, accented=accented)
        question = _in_year_of(question, previous)
        own_kinds = {constraint.kind for constraint in question.constraints}
        unnamed = self._unnamed(question)
        guessed = not leaning
        if _names_another(question, own_kinds) and not unnamed and not leaning:
            leaning = replace(leaning, opened=True, vague=True)
        if not leaning and _asks_the_same(question, previous, unnamed):
            leaning = replace(leaning, opened=True, vague=True)
            unnamed = []
        if not (leaning or self._leans(question, own_kinds)):
            return question
        renamed = leaning.vague and not unnamed
        replaced = own_kinds | _replaced_with(question, previous)
        question = _in_kind_of(question, previous)
        answer_type = previous.answer_type if leaning.vague else question.answer_type
        inherited = tuple(
            constraint
            for constraint in (*_pointed_at(previous, told, leaning), *_topic(previous, question))
            if constraint.kind not in replaced
            and (renamed or _inherits(constraint, answer_type, question.counted, leaning))
        )
        inherited = _first_of_kind_told(inherited, told)
        follower = replace(
            question,
            constraints=question.constraints + inherited,
            search_text=" ".join([question.search_text, *(constraint.written for constraint in inherited)]),
            follows=bool(leaning),
            unsure=guessed or (leaning.pointing and not inherited),
            recency=question.recency or previous.recency,
        )
        if leaning.elliptic:
            topic = " ".join(self.content(previous))
            return replace(follower, search_text=f"{question.search_text} {topic}", follows=True)
        if leaning.vague and len(unnamed) < _SHORT_QUESTION:
            return _asked_again(follower, previous, unnamed)
        return follower

    def content(self, question: Question) -> list[str]:
        """Return the words of the question that evidence should hold: not those that only ask."""
        asking = self.grammar.question_words
        if question.accented:
            return [token.text for token in tokenise(question.search_text) if token.text not in asking]
        asking = frozenset(fold(word) for word in asking)
        return [token.text for token in tokenise(question.search_text) if token.folded not in asking]

    def _leaning(self, question: Question, asked: str, *, accented: bool) -> Leaning:
        def holds(name: str, words: str = asked) -> bool:
            return bool(getattr(self.grammar.follow_up, name).reading(accented=accented).search(words))

        opened = holds("openings")
        itself = self.grammar.follow_up.asked_again.reading(accented=accented).sub("", asked)
        return Leaning(
            opened,
            holds("pointers") or holds("within"),
            holds("elliptic"),
            opened and question.answer_type in _VAGUE and not holds("own_asker", itself),
            self._person_pointer(asked, accented=accented),
            holds("place_pointers"),
            holds("fund_pointers"),
            holds("office_pointers"),
        )

    def _person_pointer(self, asked: str, *, accented: bool) -> str:
        """Return the folded words that point at a person ("ba ay"), or nothing."""
        found = self.grammar.follow_up.person_pointers.reading(accented=accented).search(asked)
        return fold(found[0]) if found else ""

    def _leans(self, question: Question, own_kinds: Collection[ConstraintKind]) -> bool:
        """Return whether a question without any sign of it goes on from the one before: short, naming nothing."""
        if question.answer_type in _WHOLE_CORPUS or set(own_kinds) - _OF_ANY_PLACE:
            return False
        return len(self._unnamed(question)) <= _LEANING_WORDS and not _names_something(question)

    def _unnamed(self, question: Question) -> list[str]:
        """Return the telling words of a question that are no part of what it names."""
        named = (word for one in question.constraints for word in (*_folded(one.written), *one.head))
        return without(self.content(question), named)


def _folded(text: str) -> list[str]:
    return [token.folded for token in tokenise(text)]


def _names_another(question: Question, own_kinds: Collection[ConstraintKind]) -> bool:
    """Return whether a question is no more than one name ("Quận Phú Lãng thì sao?"): it asks as the turn before."""
    return len(own_kinds) == 1 and question.answer_type in _VAGUE and not {*own_kinds} & (_ABOUT_ONE - _PLACE)


def _asks_the_same(question: Question, previous: Question, unnamed: Sequence[str]) -> bool:
    """Return whether a question is the one before it at another time or place ("Sang tháng 10/2023 thì là ai?")."""
    kinds = {one.kind for one in question.constraints}
    same = question.answer_type is previous.answer_type is AnswerType.WHO
    return same and bool(kinds) and kinds <= _OF_BODY and {fold(word) for word in unnamed} <= _MOVING_ON


_MOVING_ON = frozenset({"sang", "den", "toi", "vao"})


def _replaced_with(question: Question, previous: Question) -> set[ConstraintKind]:
    """Return what else a new body replaces: a numbered one the place and its time, a place the numbered one."""
    if any(numbers_body(one) for one in question.constraints):
        return set() if any(numbers_body(one) for one in previous.constraints) else _OF_BODY
    placed = any(one.kind is ConstraintKind.PLACE for one in question.constraints)
    return {ConstraintKind.ORDINAL} if placed and any(numbers_body(one) for one in previous.constraints) else set()


def _names_something(question: Question) -> bool:
    """Return whether a word that is no constraint begins with a capital within the question ("Làng Dâu")."""
    named = {token.folded for one in question.constraints for token in tokenise(one.written)}
    written = [(token, question.search_text[token.start : token.end]) for token in tokenise(question.search_text)[1:]]
    return any(word[0].isupper() and not word.isupper() and token.folded not in named for token, word in written)


def _pointed_at(previous: Question, told: Sequence[Constraint], leaning: Leaning) -> list[Constraint]:
    """Return whom and where the question points at: a person of the turn before, else the one its answer named."""
    asked = [one for one in previous.constraints if one.kind is ConstraintKind.PERSON]
    named = asked or [one for one in told if one.kind is ConstraintKind.PERSON]
    found = [one for one in named if _may_be_called(one, leaning.to_person)][:1] if leaning.to_person else []
    if leaning.to_place:
        found = [*found, *(one for one in told if one.kind is ConstraintKind.PLACE)]
    return found


def _may_be_called(person: Constraint, pointer: str) -> bool:
    """Return whether "ông ấy" or "bà ấy" does not contradict how the person was introduced."""
    introduced, called = fold(person.written).split()[0], pointer.split(maxsplit=1)[0]
    return {introduced, called} != {"ong", "ba"}


def _topic(previous: Question, question: Question) -> list[Constraint]:
    """Return what the turn before was about: not its people, nor a title where another article is asked for.

    What a title names goes with it.
    """
    titles = [one.written for one in previous.constraints if one.kind is ConstraintKind.TITLE]
    another = question.recency or {one.kind for one in question.constraints} & _ABOUT_ONE
    return [
        one
        for one in previous.constraints
        if one.kind is not ConstraintKind.PERSON and not (another and any(one.written in title for title in titles))
    ]


def _first_of_kind_told(inherited: tuple[Constraint, ...], told: Sequence[Constraint]) -> tuple[Constraint, ...]:
    """Return the constraints without the place of the question before, where its answer's is pointed at."""
    pointed = [one for one in inherited if one.kind is ConstraintKind.PLACE and one in told]
    return tuple(one for one in inherited if one.kind is not ConstraintKind.PLACE or not pointed or one in pointed)


_NO_FUNDS = frozenset({("hoi", "nghi"), ("cuoc",), ("buoi",), ("y", "kien"), ("dai", "bieu")})


def _inherits(constraint: Constraint, answer_type: AnswerType, counted: tuple[str, ...], leaning: Leaning) -> bool:
    """Return whether a question of this type, or for how many, goes on speaking of what the one before it named."""
    # What office someone holds is no matter of the meeting at which they were named.
    of_office = answer_type is AnswerType.OFFICE and bool(leaning.to_person)
    match constraint.kind:
        case ConstraintKind.OFFICE:
            return leaning.to_office
        case ConstraintKind.ORDINAL if constraint.words[0] == "khoa":
            return answer_type in {AnswerType.WHO, AnswerType.OFFICE}  # a term is a body's, and no figure's
        case ConstraintKind.ORDINAL | ConstraintKind.OCCASION | ConstraintKind.PERIOD if of_office:
            return False
        case ConstraintKind.FUND:
            own = counted[:2] in _NO_FUNDS or counted[:1] in _NO_FUNDS  # meetings are counted of no fund
            return leaning.to_fund or (not own and (answer_type in FIGURES or leaning.elliptic))
        case ConstraintKind.PERIOD:
            return answer_type in FIGURES or bool(leaning)
        case _:
            return True


def _asked_again(question: Question, previous: Question, unnamed: Sequence[str]) -> Question:
    """Return the previous question asked of something else ("Thế năm 2020?")."""
    kept = previous.search_text if not unnamed else ""
    for dropped in previous.constraints:
        if dropped not in question.constraints:
            kept = _without(kept, dropped)
    return replace(
        question,
        answer_type=previous.answer_type,
        counted=previous.counted if not unnamed else tuple(fold(word) for word in unnamed[:2]),
        level=previous.level,
        search_text=f"{kept} {question.search_text}".strip(),
    )


def _without(text: str, dropped: Constraint) -> str:
    """Return a text without what names something, and, of a numbered body, without what it is ("Cụm Thi đua")."""
    before, *rest = text.split(dropped.written)
    words = before.split()
    if rest and dropped.head and tuple(map(fold, words[-len(dropped.head) :])) == dropped.head:
        before = " ".join(words[: -len(dropped.head)])
    return " ".join([before, *rest])


def _in_kind_of(question: Question, previous: Question) -> Question:
    """Return "còn đợt 3 thì bao nhiêu?" asked for money, where the turn before was and nothing says what is counted."""
    bare = question.answer_type is AnswerType.COUNT and not question.counted
    return replace(question, answer_type=previous.answer_type) if bare and previous.answer_type in FIGURES else question


def _in_year_of(question: Question, previous: Question) -> Question:
    """Return the question with the year of the turn before given to a period without one ("còn tháng 3?")."""
    years = {
        period.first.year
        for constraint in previous.constraints
        if not constraint.yearless
        for period in constraint.periods
        if period.first.year == period.last.year
    }
    yearless = [constraint for constraint in question.constraints if constraint.yearless and constraint.period]
    if len(years) != 1 or not yearless:
        return question
    (year,) = years
    dated = {constraint: _of_year(constraint, year) for constraint in yearless}
    return replace(
        question,
        constraints=tuple(dated.get(constraint, constraint) for constraint in question.constraints),
        search_text=f"{question.search_text} {year}",
    )


def _of_year(constraint: Constraint, year: int) -> Constraint:
    periods = [_moved(period, year) for period in constraint.periods]
    return replace(
        constraint,
        written=f"{constraint.written} năm {year}",
        period=periods[0],
        others=tuple(periods[1:]),
        yearless=False,
    )


def _moved(period: Period, year: int) -> Period:
    return Period(_on(period.first, year), _on(period.last, year + period.last.year - period.first.year))


def _on(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return day.replace(year=year, day=28)
