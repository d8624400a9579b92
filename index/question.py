"""Understands a question: the kind of answer it wants, and what the evidence must meet.

Questions typed without accents are read by the same rules with the accents taken off.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate, takewhile

from index.comparison import as_compared
from index.constraints import find_constraints
from index.earlier_office import without_later_office
from index.follow_up import FollowUps
from index.grammar import Grammar
from index.person_asked import DOER_ASKED, HOLDING, NAME_BEGGED, NAMED_WHAT, PERSON_NAMED
from index.places import with_known_places
from index.proof_periods import IS_MEASURE
from index.question_words import QuestionWords
from index.sentence_words import occurrences
from index.types import AnswerType, Constraint, ConstraintKind, Question, Recency, Span
from index.unknown_places import find_unknown_places
from index.vietnamese import spelling
from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.frequencies import Frequencies
from index.vietnamese.names import Names
from index.vietnamese.normalise import clean, fold, has_accents, normalise, spelled, strip_accents
from index.vietnamese.tokens import Token, tokenise

_COUNTED = re.compile(
    r"\b(?:nhieu|may)(?=(?P<asked>(?: [a-z]+){1,3}))"
    r"|\b(?:so luong|tong so|(?<!dan )(?<!diem )(?<!ti )(?<!si )so(?! voi\b))(?: (?:cac|nhung))?"
    r"(?! (?:bao )?nhieu| may)(?P<named>(?: [a-z]+){1,3})"
)
# "Bn" is "bao nhiêu", but at the end, after a word that closes a question, it is who is asked.
_ADDRESSED = re.compile(
    rf"(?i:((?<!\w){spelled('vậy', 'thế', 'nhỉ', 'ạ', 'nhé', 'nha', 'hả', 'không', 'ko')})\s+bn)(?=\W*$)"
)
_ADDRESSED_FIRST = re.compile(rf"(?i:^\W*bn)(?i:(?=\s+{spelled('ơi', 'ạ', 'cho', 'làm ơn', 'giúp', 'có biết')}(?!\w)))")
# "HN" is Hanoi, but what is held or counted is a meeting (hội nghị).
_MEETINGS = re.compile(
    rf"(?i:(?<!\w)({spelled('bao nhiêu', 'mấy', 'số', 'các', 'những', 'tổ chức', 'dự')})\s+HN)(?!\w)"
)
_NUMBERED_MEETING = re.compile(
    rf"(?<!\w)HN(?=\s+{spelled('lần', 'tổng kết', 'sơ kết', 'hiệp thương', 'phản biện')}(?!\w))"
)
_CITY_INITIALS = re.compile(r"(?<!\w)ĐN(?!\w)")  # without its stroke it is "doanh nghiệp" as well
_HUE_INITIALS = re.compile(r"(?<!\w)T\.?T[ .-]?Huế(?!\w)")
_FUND_INITIALS = re.compile(rf"(?i:(?<!\w)(?P<fund>{spelled('quỹ')})\s+(?P<initials>[^\W\d_]{{3,6}}))(?!\w)")
_SHARE_ASKED = re.compile(r"(?<!\d)(?<!\d )%")
_WHO_IS = re.compile(r"\bla ai(?: the| vay| nhi)?$")
_SUCCEEDS = re.compile(r"\b(?:ke nhiem|thay(?: the)?) (?:ong|ba|dong chi)\b")
_UNTYPED = frozenset({AnswerType.PASSAGE, AnswerType.LIST, AnswerType.OFFICE})
_LEVEL_ASKED = re.compile(
    r"\b(xa|(?<!dia )phuong|quan|huyen|thi tran|thi xa|tinh|thanh pho|thon|to dan pho) nao\b"
    r"|\b(?:liet ke|ke ten|neu ten|biet ten|danh sach)(?: (?:cac|nhung|ten))+ "
    r"(?P<listed>xa|phuong|quan|huyen|thi tran|thi xa|tinh|thon|to dan pho)\b"
)


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
        told: Sequence[Constraint] = (),
    ) -> Question:
        """Return ``text`` as understood.

        ``places`` are the folded names of places that the corpus knows; ``previous`` is the question before it in
        the conversation, whose constraints a follow-up inherits, and ``told`` whom and where its answer named.
        """
        spelled = self.spelled(text)
        if not tokenise(spelled):
            return Question(text, AnswerType.EMPTY)
        accented = self.reads_accents(spelled)
        greeted = _asked(spelled, accented)
        if self.grammar.answer_type(greeted, accented=accented) is AnswerType.SMALL_TALK:
            return Question(text, AnswerType.SMALL_TALK, search_text=spelled, accented=accented)
        spelled = with_known_places(self.grammar.proper(spelled, accented=accented), self.names, places)
        spelled = as_compared(without_later_office(_numbered_first(spelled)))
        # Where some words lack their accents, no word's accents tell it from another: all is read as typed plainly.
        legible = spelled if accented else strip_accents(spelled)
        asked = _asked(legible, accented)
        recency, ordering = self._recency(legible, accented)
        question = Question(
            text,
            AnswerType.PERCENTAGE
            if _SHARE_ASKED.search(spelled)
            else self.grammar.answer_type(asked, accented=accented),
            (
                *find_constraints(_without(legible, ordering), self.names, self.grammar.offices, places, today),
                *self._first_offices(asked),
            ),
            _without(spelled, ordering),
            _counted(asked),
            _level(asked),
            recency,
            accented=accented,
        )
        question = _newest_office(_without_compared_years(self._with_unknown_place(question, legible)))
        if previous:
            question = FollowUps(self.grammar).completed(question, previous, told, asked, accented=accented)
        return _with_person_asked(question, asked)

    def _with_unknown_place(self, question: Question, legible: str) -> Question:
        """Return the question with the places that are known by their level alone, if no others are."""
        if any(
            one.kind is ConstraintKind.PLACE and fold(one.written) != " ".join(one.words)
            for one in question.constraints
        ):
            return question
        asking = self.grammar.question_words | self.grammar.particles
        found = find_unknown_places(QuestionWords.of(legible), self.names, self.frequencies, asking)
        return replace(question, constraints=(*question.constraints, *found))

    def _first_offices(self, asked: str) -> list[Constraint]:
        """Return the office that "người đứng đầu" of a body or a unit of it holds, where it is known which."""
        words = fold(asked).split()
        for head in self.grammar.heads:
            for found in occurrences(words, head):
                unit = words[found.end : found.end + 2]
                kind = self.names.body_in(words[found.end :])
                office = self.grammar.unit_offices.get(unit[0]) if unit and unit[1:] != ["thuong"] else None
                office = office or self.grammar.first_offices.get(kind or "")
                if office:
                    return [Constraint(ConstraintKind.OFFICE, " ".join(asked.split()[found.start : found.end]), office)]
        return []

    def spelled(self, text: str) -> str:
        """Return the question with its chat spellings spelled out, joined short forms apart and slips mended.

        A word that begins with a capital is a name or a short form and stays, and so does a letter after a number: it
        is a unit (500 k).
        """
        written = _ADDRESSED_FIRST.sub("bạn", _ADDRESSED.sub(r"\1", clean(text)))
        written = _NUMBERED_MEETING.sub("hội nghị", _MEETINGS.sub(r"\1 hội nghị", written))
        written = _AID_MISSPELT.sub(r"\1 trợ", written)
        written = _GIFTS_MISSPELT.sub(lambda match: "s" + match[0][1:], written)
        written = _HUE_INITIALS.sub("Thừa Thiên Huế", written)
        written = _CITY_INITIALS.sub("Đà Nẵng", _FUND_INITIALS.sub(self._fund_in_full, written))
        accented = has_accents(written)

        def mended(match: re.Match[str]) -> str:
            word = normalise(match[0])
            if word in self.abbreviations.joined:
                ends = list(accumulate(map(len, self.abbreviations.joined[word])))
                return " ".join(match[0][start:end] for start, end in zip([0, *ends], ends, strict=False))
            unit = len(word) == 1 and written[: match.start()].rstrip()[-1:].isdigit()
            unit = unit or (word == "hem" and written[match.end() :].lstrip()[:1].isdigit())  # "hẻm 118"
            proper = None if unit or match[0][0].isupper() else self.abbreviations.informal.get(word)
            return match[0] if proper is None else proper if accented else fold(proper)

        proper = re.sub(r"(?<!\w)[^\W\d_]+(?:/c)?(?!\w)", mended, written)
        if not accented:
            return proper
        return spelling.mended(proper, self.frequencies, plain=not self._lacks_accents(proper))

    def _fund_in_full(self, match: re.Match[str]) -> str:
        """Return "quỹ VNN" with the name of the fund whose syllables begin so."""
        meant = [
            name
            for fund, name in self.names.fund_names.items()
            if fold(match["initials"]) == "".join(word[0] for word in fund)
        ]
        return f"{match['fund']} {meant[0]}" if meant else match[0]

    def reads_accents(self, text: str) -> bool:
        """Return whether the accents of ``text`` are to be heeded: it has some, and no word seems to lack its own."""
        return has_accents(text) and not self._lacks_accents(text)

    def _lacks_accents(self, text: str) -> bool:
        """Return whether words lack their accents ("quỹ vi nguoi nghèo"), and more than one slip among many.

        A capital may be a foreign name's, and "co" is right in "kéo co".
        """
        tokens = tokenise(text)
        lacking = [
            place
            for place, token in enumerate(tokens)
            if (token.start == 0 or not text[token.start].isupper())
            and self.frequencies.lacks_accents(token.text)
            and not self._makes_word(tokens, place)
        ]
        marked = sum(has_accents(token.text) for token in tokens)
        is_slip = len(lacking) == 1 and marked >= _MARKED_BESIDE_SLIP * (len(tokens) - marked)
        return bool(lacking) and not is_slip

    def _makes_word(self, tokens: Sequence[Token], place: int) -> bool:
        """Return whether a syllable makes a word with a neighbour that has accents, as it is typed."""
        pairs = (tokens[first : first + 2] for first in (place - 1, place) if first >= 0)
        return any(
            self.frequencies.counts.get(" ".join(token.text for token in pair), 0) >= _A_WORD
            for pair in pairs
            if len(pair) > 1 and any(has_accents(token.text) for token in pair)
        )

    def _recency(self, text: str, accented: bool) -> tuple[Recency | None, Span]:
        """Return whether the newest or the oldest is asked for, and where the words stand that say so."""
        for recency, pattern in self.grammar.recency:
            match = pattern.reading(accented=accented).search(normalise(text))
            if match:
                return recency, Span(*match.span(match.lastindex or 0))
        return None, Span(0, 0)


# "Xuất quà" is the commonest slip of all for "suất quà".
_GIFTS_MISSPELT = re.compile(rf"(?<!\w){spelled('xuất')}(?=\s+{spelled('quà', 'học bổng', 'hỗ trợ', 'cơm')}(?!\w))")
# "Tài chợ" is a slip of those who say "ch" for "tr", and no market.
_AID_MISSPELT = re.compile(r"(?<!\w)((?i:hỗ|tài|cứu))\s+chợ(?!\w)")
_MARKED_BESIDE_SLIP = 2  # syllables with accents for each one without; about as many as in any text
_A_WORD = 10  # texts of the table


def _numbered_first(text: str) -> str:
    """Call the first meeting of a term of office by its number, as reports do; elsewhere it is the oldest there is."""
    read = normalise(text)
    found = _FIRST_OF_TERM.search(read) if _TERM_NAMED.search(read) else None
    return f"{text[: found.start('first')]}lần thứ nhất{text[found.end('first') :]}" if found else text


_FIRST_OF_TERM = re.compile(
    rf"(?<!\w){spelled('hội nghị', 'kỳ họp', 'phiên họp', 'đại hội')}\s+"
    rf"(?P<first>(?:{spelled('lần')}\s+)?{spelled('đầu tiên')})(?!\w)"
)
_TERM_NAMED = re.compile(rf"(?<!\w){spelled('khóa', 'nhiệm kỳ')}(?!\w)")


def _newest_office(question: Question) -> Question:
    """Return the question with the newest asked for, where it is what office somebody holds now."""
    now = question.answer_type is AnswerType.OFFICE and _NOW.search(question.folded)
    return replace(question, recency=Recency.NEWEST) if now and question.recency is None else question


_NOW = re.compile(r"\b(?:hien nay|hien gio|hien tai|bay gio|hien dang|hien giu)\b")


def _without_compared_years(question: Question) -> Question:
    """Return the question without the periods that it only measures by ("so với 2019, năm 2020 tăng bao nhiêu")."""
    if question.answer_type is AnswerType.COMPARISON:
        return question
    asked = question.search_text
    kept = (
        one
        for one in question.constraints
        if one.kind is not ConstraintKind.PERIOD or not IS_MEASURE.search(fold(asked.partition(one.written)[0]))
    )
    return replace(question, constraints=tuple(kept))


def _with_person_asked(question: Question, asked: str) -> Question:
    """Asking who a named person is asks for an office; asking who holds an office asks for a person."""
    named = any(constraint.kind is ConstraintKind.PERSON for constraint in question.constraints)
    is_another = _SUCCEEDS.search(fold(asked))
    if question.answer_type is AnswerType.WHO and named and _WHO_IS.search(fold(asked)) and not is_another:
        return replace(question, answer_type=AnswerType.OFFICE)
    question = _of_holders(question, fold(asked))
    holder = any(constraint.kind is ConstraintKind.OFFICE for constraint in question.constraints)
    if question.answer_type in _UNTYPED and (
        (holder and (NAMED_WHAT.search(fold(asked)) or NAME_BEGGED.match(fold(asked))))
        or PERSON_NAMED.search(fold(asked))
    ):
        return replace(question, answer_type=AnswerType.WHO)
    if question.answer_type is AnswerType.OFFICE and not named:
        return replace(question, answer_type=AnswerType.WHO)
    return question


def _of_holders(question: Question, asked: str) -> Question:
    """Return the question without an office that it does not ask the holder of ("ai khen các tổ trưởng")."""
    if question.answer_type is not AnswerType.WHO or not DOER_ASKED.search(asked):
        return question
    kept = tuple(one for one in question.constraints if one.kind is not ConstraintKind.OFFICE)
    offices = [" ".join(one.words) for one in question.constraints if one.kind is ConstraintKind.OFFICE]
    after = DOER_ASKED.split(asked, maxsplit=1)[-1]
    beside = any(after.startswith(office) or HOLDING.search(asked.partition(office)[0]) for office in offices)
    return question if beside else replace(question, constraints=kept)


def _without(text: str, span: Span) -> str:
    """Return the text without a part of it, or as it is if nothing else has words."""
    rest = " ".join(f"{text[: span.start]} {text[span.end :]}".split())
    return rest if tokenise(rest) else text


def _asked(text: str, accented: bool) -> str:
    """Return the words of a question as the patterns of the grammar see them."""
    words = " ".join(token.text for token in tokenise(text))
    return words if accented else fold(words)


def _counted(asked: str) -> tuple[str, ...]:
    matches = [match for match in _COUNTED.finditer(fold(asked)) if not _is_machine(asked, match.start())]
    # "Mấy quận cụm 2 họp được bao nhiêu hội nghị": the first are the districts there, and not how many.
    matches.sort(key=lambda match: bool(match[0] == "may" and _SOME.match(match["asked"])))
    words = next((match["asked"] for match in matches if match["asked"] and _counts_something(match["asked"])), None)
    words = words or next((match["named"] for match in matches if match["named"]), "")
    thing, *rest = words.split() or [""]
    if words.strip() in _CLASSIFIERS:  # "điểm chữa cháy thì có mấy cái?": what is counted stands elsewhere
        return ()
    rest = _IN_ORDER_TO.split(f"{' '.join(rest)} ", maxsplit=1)[0].split()
    ends = _NO_PART | (_COMING if thing in _PEOPLE else frozenset())
    return tuple(filter(None, (thing, *takewhile(lambda word: word not in ends, rest))))


_SOME = re.compile(r" (?:quan|huyen|phuong|xa|tinh|thon|don vi|dia phuong)\b")
_CLASSIFIERS = frozenset({"cai", "chiec"})
_PEOPLE = frozenset({"nguoi", "vi", "ba", "dai", "cu", "hoc", "khach"})
_IN_ORDER_TO = re.compile(r"\bde (?=(?:bau|xay|ho tro|giup|lam|mua|sua|tang|trao|phuc vu|chon) )")
_NO_PART = frozenset({"nam", "thang", "trong", "roi", "vay", "nhi", "chua", "di"})
"""What follows the name of a thing that is counted and is no part of it: "bao nhiêu hộ nghèo năm 2023"."""
_COMING = frozenset({"toi", "den"})
"""What people who are counted do: "bao nhiêu người dân tới dự"."""


def _is_machine(asked: str, start: int) -> bool:
    """Return whether the word at a place of the folded question is "máy", and asks for no number as "mấy" does."""
    word = asked.split()[fold(asked)[:start].count(" ")]
    return word in {"máy", "mây", "mày"} or (word == "may" and has_accents(asked))


def _counts_something(following: str) -> bool:
    """Return whether what follows "bao nhiêu" can be counted: not a word of grammar ("bao nhiêu để sửa đê")."""
    words = following.split()
    return words[0] not in _NOT_COUNTED or words[:2] == ["thi", "sinh"]


_NOT_COUNTED = {
    "de", "cho", "tu", "trong", "vao", "o", "tai", "la", "va", "cua", "tien", "tren", "so", "khi", "thi", "nhi", "vay",
    "voi", "nam", "ve", "mot", "moi", "the", "a", "nhe", "v", "z", "ti", "trieu", "dong", "phan", "dat",
    "hon", "nhat", "len", "xuong", "roi", "sau", "truoc",
}  # fmt: skip


def _level(asked: str) -> str | None:
    match = _LEVEL_ASKED.search(fold(asked))
    return match[1] or match["listed"] if match else None
