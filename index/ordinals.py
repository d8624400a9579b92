"""Ordinals: lần thứ IX, lần thứ chín and lần 9 are one, as are khóa V and khóa 5."""

import re
from collections.abc import Iterator, Mapping, Sequence

from index.question_words import QuestionWords
from index.types import Constraint, ConstraintKind, Span

_NUMBER_WORDS = {
    "nhat": "1", "hai": "2", "ba": "3", "tu": "4", "bon": "4", "nam": "5", "sau": "6", "bay": "7", "tam": "8",
    "chin": "9", "muoi": "10",
}  # fmt: skip
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
_SESSIONS = frozenset({"hop", "phien", "ki"})
_NUMBERED = frozenset({"thu", "lan", "khoa", "so"})
_LEADS = (("lần", "lan"), ("khóa", "khoa"), ("số", "so"))
_STORMS = ("bao", "con bao", "bao lu")
# What an ordinal numbers, by kind: a session and a conference of one body are one, and a congress is another.
_HEADS: Mapping[str, tuple[str, ...]] = {
    "meeting": ("hoi nghi", "hiep thuong", "ki hop", "phien hop", "cuoc hop", "buoi hop"),
    "congress": ("dai hoi",),
    "contest": ("hoi thi", "cuoc thi", "hoi dien", "lien hoan"),
    "talk": ("hoi thao", "toa dam", "dien dan"),
    "festival": ("ngay hoi", "le hoi"),
    "cluster": ("cum thi dua", "cum"),
    "bloc": ("khoi thi dua", "khoi"),
    "neighbourhood": ("to dan pho", "khu pho", "thon", "khu dan cu"),
    "storm": _STORMS,
}
_YEAR_DIGITS = 4
_CLAUSE_MARKS = frozenset(",;:.!?()")
# Short forms of cities, spelled out so that they are met by the name.
SHORT_PLACES = {
    "hcm": ("ho", "chi", "minh"),
    "tphcm": ("ho", "chi", "minh"),
    "hn": ("ha", "noi"),
    "tphn": ("ha", "noi"),
    "bmt": ("buon", "ma", "thuot"),
    "tpbmt": ("buon", "ma", "thuot"),
}


def canonical_numbers(words: Sequence[str]) -> list[str]:
    """Return folded words with the numbers of ordinals in digits, and the short forms of cities spelled out."""
    canonical: list[str] = []
    for position, word in enumerate(words):
        before = canonical[-1] if canonical else ""
        if word == "thu" and position + 1 < len(words) and number_of(words[position + 1]):
            if before == "lan":
                continue
            if before in _SESSIONS:  # "kỳ họp thứ 10" is "kỳ họp lần thứ 10"
                canonical.append("lan")
                continue
        if word in SHORT_PLACES:
            canonical += SHORT_PLACES[word]
        else:
            canonical.append(number_of(word) or word if before in _NUMBERED else word)
    return canonical


def find_ordinals(reading: QuestionWords) -> Iterator[Constraint]:
    """Yield what a question numbers: a meeting (lần thứ 10), a term (khóa V), a session, a cluster (số 2)."""
    for found in _OF_YEAR.finditer(reading.line):
        first = found.string[: found.start()].count(" ")
        words = tuple(canonical_numbers(found["which"].split()))
        yield Constraint(ConstraintKind.ORDINAL, reading.written(Span(first, first + len(words))), words, head=_YEARLY)
    for position in range(1, len(reading.words)):
        cluster = _cluster_before(reading, position)
        if cluster:  # "Cụm 2" is "Cụm Thi đua số 2"
            span = Span(position - len(cluster), position + 1)
            numbered = ("so", reading.words[position])
            yield Constraint(ConstraintKind.ORDINAL, reading.written(span), numbered, head=cluster)
            continue
        number = None if _is_word(reading, position) else number_of(reading.words[position])
        led = _led_by(reading, position) if number and not _is_year_word(reading, position) else None
        if number and led and not (led[1] == "khoa" and len(number) == _YEAR_DIGITS):  # "khóa 2016-2021"
            first, lead = led
            written = reading.written(Span(first, position + 1))
            yield Constraint(ConstraintKind.ORDINAL, written, (lead, number), head=_head(reading, first, lead))


def _is_word(reading: QuestionWords, position: int) -> bool:
    """Return whether what folds to a Roman number has accents, and so is a word ("đủ số vị")."""
    token = reading.tokens[position]
    return reading.accented and token.text != token.folded and bool(_ROMAN.fullmatch(token.folded))


# "Hội nghị phản biện thứ tư trong năm" numbers the meetings of a year, and no conference of a term.
_OF_YEAR = re.compile(
    r"(?<!lan )\b(?P<which>thu (?:nhat|hai|ba|tu|bon|nam|sau|bay|tam|chin|\d+))"
    r"(?= (?:trong |cua |ke tu dau )?nam\b)"
)
_YEARLY = ("trong", "nam")


def numbers_of_year(constraint: Constraint) -> bool:
    """Return whether an ordinal numbers the meetings of a year, which an article tells anywhere in it."""
    return constraint.head == _YEARLY


def _led_by(reading: QuestionWords, position: int) -> tuple[int, str] | None:
    """Return where an ordinal begins and the word that makes its number one, or None if nothing does."""
    first = position - 1
    lead = reading.words[first]
    earlier = reading.words[first - 1] if first else ""
    if lead == "thu":
        if earlier == "lan":
            return first - 1, "lan"
        return (first, "lan") if earlier in _SESSIONS else None
    if not any(reading.means(first, word, bare) for word, bare in _LEADS):
        return None
    listed = first > 2 and earlier.isdigit() and reading.words[first - 2] == "so"  # "bão số 10, số 11"
    repeats = listed and reading.words[first - 3] in _STORMS
    return None if lead == "so" and (repeats or earlier in _NO_BODY) else (first, lead)


def _cluster_before(reading: QuestionWords, position: int) -> tuple[str, ...]:
    """Return the words right before a number that name a cluster or bloc, which it numbers without "số"."""
    if not reading.words[position].isdigit() or _counts_districts(reading, position):
        return ()
    beside = (tuple(reading.words[max(0, position - size) : position]) for size in range(_LONGEST_HEAD, 0, -1))
    return next((words for words in beside if " ".join(words) in _CLUSTERS), ())


def _counts_districts(reading: QuestionWords, position: int) -> bool:
    """Return whether a number counts districts: "cụm thi đua 4 huyện", but not "Cụm 2, quận Tây Hồ"."""
    last = position + 1
    if last >= len(reading.words) or reading.words[last] not in _COUNTED or reading.between(last) != " ":
        return False
    return last + 1 >= len(reading.words) or not reading.is_capital(last + 1)


_COUNTED = frozenset({"huyen", "quan", "thi", "tinh", "thanh", "xa", "phuong", "don", "dia"})
_CLUSTERS = frozenset(head for kind in ("cluster", "bloc") for head in _HEADS[kind])
_NO_BODY = frozenset({"", "tong", "con", "co", "trong"})


def _head(reading: QuestionWords, last: int, lead: str) -> tuple[str, ...]:
    """Return the words of the nearest thing before an ordinal, in its clause, that it can number.

    A number (số 4) stands right beside its body; the term of an office (khóa V) numbers nothing.
    """
    if lead == "so":
        sizes = range(_LONGEST_HEAD, 0, -1)
        beside = (tuple(reading.words[max(0, last - size) : last]) for size in sizes)
        return next((words for words in beside if " ".join(words) in _BODIES), ())
    end = last if lead == "lan" else 0
    while end > 1 and not _CLAUSE_MARKS & set(reading.between(end)):
        if " ".join(reading.words[end - 2 : end]) in _EVENTS:
            return tuple(reading.words[end - 2 : end])
        end -= 1
    return ()


def ordinals_of(text: str) -> list[Constraint]:
    """Return the ordinals that stand in a text of an article, each with what it numbers."""
    return list(find_ordinals(QuestionWords.of(text)))


def same_kind(head: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether two things that are numbered are of one kind; one that is not known may be of any."""
    kinds = [kind for words in (head, other) for kind, heads in _HEADS.items() if " ".join(words) in heads]
    return len(kinds) < 2 or kinds[0] == kinds[1]


def numbers_storm(constraint: Constraint) -> bool:
    """Return whether an ordinal is the number of a storm (bão số 3), which an article tells once for all it tells."""
    return " ".join(constraint.head) in _STORMS


def numbers_body(constraint: Constraint) -> bool:
    """Return whether an ordinal is the number of a body (Cụm thi đua số 2)."""
    return " ".join(constraint.head) in _BODIES


_BODIES = frozenset(head for kind in ("cluster", "bloc", "neighbourhood", "storm") for head in _HEADS[kind])
_EVENTS = frozenset(head for heads in _HEADS.values() for head in heads) - _BODIES
_LONGEST_HEAD = 3


def _is_year_word(reading: QuestionWords, position: int) -> bool:
    """Return whether "năm" before a number is the year ("cơ sở năm 2020") and no five."""
    follows = position + 1 < len(reading.words) and reading.words[position + 1].isdigit()
    return reading.words[position] == "nam" and (follows or reading.words[position - 1] != "thu")


def number_of(word: str) -> str | None:
    """Return the number of an ordinal in digits ("hai", "ix"), or None where a folded word is none."""
    if word.isdigit():
        return word
    if word in _NUMBER_WORDS:
        return _NUMBER_WORDS[word]
    if word and _ROMAN.fullmatch(word):
        values = [_ROMAN_VALUES[letter] for letter in word]
        following = [*values[1:], 0]
        return str(sum(-now if now < later else now for now, later in zip(values, following, strict=True)))
    return None
