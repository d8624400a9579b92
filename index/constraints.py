"""What a question names that its evidence must meet: places, ordinals, funds, people, offices, periods."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from index.sentence_words import occurrences
from index.types import Constraint, ConstraintKind, Span
from index.vietnamese.dates import find_dates, relative_periods
from index.vietnamese.names import Names
from index.vietnamese.normalise import has_accents
from index.vietnamese.tokens import Token, tokenise

_NUMBER_WORDS = {
    "nhat": "1", "hai": "2", "ba": "3", "tu": "4", "bon": "4", "nam": "5", "sau": "6", "bay": "7", "tam": "8",
    "chin": "9", "muoi": "10",
}  # fmt: skip
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
_SESSIONS = frozenset({"hop", "phien", "ki"})
_SHORT_PLACES = {
    "hcm": ("ho", "chi", "minh"),
    "tphcm": ("ho", "chi", "minh"),
    "hn": ("ha", "noi"),
    "tphn": ("ha", "noi"),
}
_LONGEST_LEVEL = 3
_NUMBERED = {"thu", "lan", "khoa", "so"}
_FUND_WORDS_LEFT_OUT = {"vi", "viet", "nam", "va"}
_FUND_REACH = 8
_QUOTED = re.compile(r"\s*[“\"']([^”\"']{2,60})[”\"']")
_PLAIN_PERSON = re.compile(
    r"(?:\b(?:ong|ba|dong chi|anh|chi) |^)(?P<name>\w+(?: \w+){1,3}?) "
    r"(?=la ai|la gi|giu|dam nhiem|lam gi|lam chuc|chuc vu|phat bieu|co chuc|bao cao|trinh bay|de nghi"
    r"|yeu cau|cho biet)"
)
# "Chung tay vì người nghèo", "Ngày vì người nghèo", "Tháng cao điểm vì người nghèo" name no fund.
_NO_FUND_NAMED_AFTER = {"tay", "ngay", "diem", "thang", "bao", "trao"}
_NO_FUND_BEFORE = {"cac", "nhung", "loai", "moi"}


@dataclass(frozen=True, slots=True)
class _Reading:
    """A question's tokens with what the finders ask of them."""

    text: str
    tokens: Sequence[Token]
    words: Sequence[str]
    accented: bool
    capitals: bool

    def written(self, span: Span) -> str:
        return self.text[self.tokens[span.start].start : self.tokens[span.end - 1].end]

    def is_capital(self, position: int) -> bool:
        return self.text[self.tokens[position].start].isupper()

    def means(self, position: int, word: str, bare: str) -> bool:
        """Return whether the token is ``word``, typed in full or without accents."""
        token = self.tokens[position]
        return token.text == word or (not self.accented and token.folded == bare)


def find_constraints(
    text: str,
    names: Names,
    offices: Sequence[tuple[str, ...]],
    places: Collection[tuple[str, ...]],
    today: date,
) -> tuple[Constraint, ...]:
    """Return what the question ``text`` names, kind by kind.

    ``places`` are the folded names of further places, those of the corpus.
    """
    tokens = tokenise(text)
    reading = _Reading(
        text,
        tokens,
        [token.folded for token in tokens],
        has_accents(text),
        any(letter.isupper() for letter in text[1:]),
    )
    funds = list(_find_funds(reading, names))
    located = _apart(_find_places(reading, names, places), [span for span, _ in funds])
    people = _apart(_find_people(reading, names), [*located, *(span for span, _ in funds)])
    return (
        *_places(reading, located, names),
        *_ordinals(reading),
        *(Constraint(ConstraintKind.FUND, reading.written(span), words) for span, words in funds),
        *(
            Constraint(ConstraintKind.PERSON, reading.written(span), tuple(reading.words[span.start : span.end]))
            for span in people
        ),
        *_offices(reading, offices),
        *_periods(text, today),
        *_occasions(reading),
        *_foreign_names(reading),
    )


def _apart(spans: Iterable[Span], taken: Sequence[Span]) -> list[Span]:
    return [span for span in spans if not any(other.start < span.end and span.start < other.end for other in taken)]


def _find_people(reading: _Reading, names: Names) -> list[Span]:
    """Return people by their capitals, or, in a question typed without any, by the words around a family name."""
    found = names.find_people(reading.text, reading.tokens, accented=reading.accented)
    if found or reading.capitals:
        return found
    joined = " ".join(reading.words)
    spans = []
    for match in _PLAIN_PERSON.finditer(joined):
        first = joined[: match.start("name")].count(" ")
        if reading.words[first] in names.surnames:
            spans.append(Span(first, first + match["name"].count(" ") + 1))
    return spans


def canonical_numbers(words: Sequence[str]) -> list[str]:
    """Return folded words with the number of an ordinal in digits: lần thứ IX, lần thứ chín and lần 9 agree."""
    canonical: list[str] = []
    for position, word in enumerate(words):
        before = canonical[-1] if canonical else ""
        if word == "thu" and before == "lan" and position + 1 < len(words) and _ordinal(words[position + 1]):
            continue
        if word in _SHORT_PLACES:
            canonical += _SHORT_PLACES[word]
        else:
            canonical.append(_ordinal(word) or word if before in _NUMBERED else word)
    return canonical


def _ordinal(word: str) -> str | None:
    if word.isdigit():
        return word
    if word in _NUMBER_WORDS:
        return _NUMBER_WORDS[word]
    if word and _ROMAN.fullmatch(word):
        values = [_ROMAN_VALUES[letter] for letter in word]
        following = [*values[1:], 0]
        return str(sum(-now if now < later else now for now, later in zip(values, following, strict=True)))
    return None


def _ordinals(reading: _Reading) -> Iterator[Constraint]:
    for position in range(1, len(reading.words)):
        number = _ordinal(reading.words[position])
        if number is None or _is_year_word(reading, position):
            continue
        first = position - 1
        before = reading.words[first]
        if before == "thu" and first and reading.words[first - 1] in {"lan", *_SESSIONS}:
            before = "lan" if reading.words[first - 1] == "lan" else "thu"
            first -= before == "lan"
        elif (
            before == "thu"
            or not any(reading.means(first, word, bare) for word, bare in _NUMBERS_LED)
            or (before == "so" and (first == 0 or reading.words[first - 1] in {"tong", "con", "co"}))
        ):
            continue
        yield Constraint(ConstraintKind.ORDINAL, reading.written(Span(first, position + 1)), (before, number))


def _is_year_word(reading: _Reading, position: int) -> bool:
    """Return whether "năm" before a number is the year ("cơ sở năm 2020") and no five."""
    follows = position + 1 < len(reading.words) and reading.words[position + 1].isdigit()
    return reading.words[position] == "nam" and (follows or reading.words[position - 1] != "thu")


_NUMBERS_LED = (("lần", "lan"), ("khóa", "khoa"), ("số", "so"))


def _find_funds(reading: _Reading, names: Names) -> Iterator[tuple[Span, tuple[str, ...]]]:
    for position, _ in enumerate(reading.words):
        if not reading.means(position, "quỹ", "quy"):
            continue
        following = reading.words[position + 1 : position + 1 + _FUND_REACH]
        known = _known_fund(following, names)
        if known:
            last = max(following.index(word) for word in known)
            yield Span(position, position + 2 + last), known
            continue
        named = _named_fund(reading, position)
        if named:
            yield named
    yield from _bare_funds(reading, names)


def _known_fund(following: Sequence[str], names: Names) -> tuple[str, ...] | None:
    for fund in sorted(names.funds, key=len, reverse=True):
        telling = tuple(word for word in fund if word not in _FUND_WORDS_LEFT_OUT)
        if telling and set(telling) <= set(following) and following.index(telling[0]) <= 2:
            return telling
    return None


def _named_fund(reading: _Reading, position: int) -> tuple[Span, tuple[str, ...]] | None:
    """Return a fund that no table knows: its name stands in quotes or begins with a capital."""
    if position and reading.words[position - 1] in _NO_FUND_BEFORE:
        return None
    quoted = _QUOTED.match(reading.text, reading.tokens[position].end)
    last = position + 1
    if quoted:
        while last < len(reading.tokens) and reading.tokens[last].end <= quoted.end():
            last += 1
    elif last < len(reading.tokens) and reading.is_capital(last):
        last += 2
    last = min(last, len(reading.tokens))
    words = tuple(word for word in reading.words[position + 1 : last] if word not in _FUND_WORDS_LEFT_OUT)
    return (Span(position, last), words) if words else None


def _bare_funds(reading: _Reading, names: Names) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Yield funds named in full without the word quỹ before them."""
    if any(reading.means(position, "quỹ", "quy") for position in range(len(reading.words))):
        return
    for fund in names.funds:
        if fund[0] != "vi":
            continue
        for position in range(len(reading.words) - len(fund) + 1):
            led = position and reading.words[position - 1] in _NO_FUND_NAMED_AFTER
            if tuple(reading.words[position : position + len(fund)]) == fund and not led:
                telling = tuple(word for word in fund if word not in _FUND_WORDS_LEFT_OUT)
                yield Span(position, position + len(fund)), telling


def _find_places(reading: _Reading, names: Names, places: Collection[tuple[str, ...]]) -> Iterator[Span]:
    """Yield the token ranges of place names, without their level: first those that have one, then the others.

    Typed plainly, "nhan dan phuong X" holds a district by accident; the level that leads to X decides.
    """
    led = list(_scan_places(reading, names, places, led=True))
    taken = {
        position
        for span in led
        for position in range(max(0, span.start - _LONGEST_LEVEL), span.end)
        if position >= span.start or names.level_at(reading.tokens, position, accented=reading.accented)
    }
    bare = _scan_places(reading, names, places, led=False)
    yield from sorted(
        [*led, *(span for span in bare if not taken & set(range(span.start, span.end)))], key=lambda span: span.start
    )


def _scan_places(reading: _Reading, names: Names, places: Collection[tuple[str, ...]], *, led: bool) -> Iterator[Span]:
    position = 0
    while position < len(reading.words):
        level = names.level_at(reading.tokens, position, accented=reading.accented)
        last = _name_end(reading, names, places, position + level, after_level=level > 0)
        if last > position + level and led == (level > 0):
            yield Span(position + level, last)
            position = last
        else:
            position += 1


def _name_end(
    reading: _Reading, names: Names, places: Collection[tuple[str, ...]], first: int, *, after_level: bool
) -> int:
    known = _known_place_end(reading, names, places, first, after_level=after_level)
    if known > first or not after_level:
        return known
    if first < len(reading.words) and reading.words[first].isdigit():
        return first + 1 if len(reading.words[first]) <= 2 else first
    last = first
    while (
        last < len(reading.words)
        and last - first < 4
        and reading.is_capital(last)
        and reading.text[reading.tokens[last - 1].end : reading.tokens[last].start] == " "
    ):
        last += 1
    # "chủ tịch quận Nguyễn Văn An": what follows the level is a person.
    person = last - first > 2 and reading.words[first] in names.surnames
    return first if person else min(last, first + 3)


def _known_place_end(
    reading: _Reading, names: Names, places: Collection[tuple[str, ...]], first: int, *, after_level: bool
) -> int:
    for length in (4, 3, 2, 1):
        last = first + length
        words = tuple(reading.words[first:last])
        if length == 1 and words and words[0] in _SHORT_PLACES:
            return last
        if last > len(reading.words) or (words not in names.places and words not in places):
            continue
        if length == 1 and not reading.is_capital(first):
            continue
        if reading.capitals and not reading.is_capital(first):
            continue
        if reading.accented and words in names.places:
            typed = tuple(token.text for token in reading.tokens[first:last])
            if typed != names.places[words]:
                continue
        # Typed plainly, the name of a province is often a common word (hoa binh, thai binh).
        bare_province = words in names.provinces and words != ("ha", "noi") and words not in places
        if bare_province and not reading.accented and not after_level and not _stands_as_name(reading, first, last):
            continue
        return last
    return first


def _stands_as_name(reading: _Reading, first: int, last: int) -> bool:
    """Return whether every word of the range is a capital and the words beside it are none."""
    beside = [place for place in (first - 1, last) if 0 < place < len(reading.words)]
    return all(map(reading.is_capital, range(first, last))) and not any(map(reading.is_capital, beside))


def _places(reading: _Reading, located: Sequence[Span], names: Names) -> Iterator[Constraint]:
    finer = [
        span
        for span in located
        if tuple(reading.words[span.start : span.end]) not in names.provinces
        and reading.words[span.start] not in _SHORT_PLACES
    ]
    for span in finer or located:
        first = span.start
        while first > 0 and names.level_at(reading.tokens, first - 1, accented=reading.accented):
            first -= 1
        words = tuple(reading.words[span.start : span.end])
        words = tuple(canonical_numbers(words)) if len(words) == 1 else words
        if len(words) == 1 and words[0].isdigit():
            words = tuple(reading.words[first : span.end])
        yield Constraint(ConstraintKind.PLACE, reading.written(Span(first, span.end)), words)


def _offices(reading: _Reading, offices: Sequence[tuple[str, ...]]) -> Iterator[Constraint]:
    position = 0
    while position < len(reading.words):
        for office in offices:
            if tuple(reading.words[position : position + len(office)]) == office:
                span = Span(position, position + len(office))
                yield Constraint(ConstraintKind.OFFICE, reading.written(span), office)
                position = span.end - 1
                break
        position += 1


# What has the shape of a date; if it is none (31/02/2023), no article can meet it.
_DATE_SHAPE = re.compile(
    r"(?<![\d/])\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}(?!\d)|(?:ngày|ngay|năm|nam|quý) \d+(?:/\d+)?"
)


def _periods(text: str, today: date) -> Iterator[Constraint]:
    dates = find_dates(text, default_year=today.year)
    for shape in _DATE_SHAPE.finditer(text.lower()):
        if not any(found.start < shape.end() and shape.start() < found.end for found in dates):
            yield Constraint(ConstraintKind.PERIOD, text[shape.start() : shape.end()])
    for found in dates:
        yield Constraint(
            ConstraintKind.PERIOD,
            text[found.start : found.end],
            (),
            found.period,
            yearless=not found.has_year,
        )
    for words, period in relative_periods(text, today):
        yield Constraint(ConstraintKind.PERIOD, words, (), period)


# A meeting of another kind is no answer to when or where one of these was held.
_OCCASIONS = (("dai", "hoi"), ("ngay", "hoi"), ("hoi", "thi"), ("hoi", "thao"), ("toa", "dam"))


def _occasions(reading: _Reading) -> Iterator[Constraint]:
    for occasion in _OCCASIONS:
        for span in occurrences(reading.words, occasion)[:1]:
            yield Constraint(ConstraintKind.OCCASION, reading.written(span), occasion)


_SYLLABLE = re.compile(r"(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?")
_SHORTEST_FOREIGN = 4


def _foreign_names(reading: _Reading) -> Iterator[Constraint]:
    """Yield capitalised words that are no Vietnamese syllable: trade names and names of other languages."""
    for position, token in enumerate(reading.tokens):
        written = reading.text[token.start : token.end]
        named = written[0].isupper() and not written.isupper() and len(token.folded) >= _SHORTEST_FOREIGN
        if named and token.folded.isalpha() and not _SYLLABLE.fullmatch(token.folded):
            yield Constraint(ConstraintKind.NAME, written, (reading.words[position],))
