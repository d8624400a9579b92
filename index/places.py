"""Places that a question names, with their level or without."""

import re
from collections.abc import Collection, Iterator, Sequence

from index.ordinals import SHORT_PLACES, canonical_numbers, number_of
from index.question_words import QuestionWords
from index.types import Constraint, ConstraintKind, Span
from index.vietnamese.names import ADDRESSES, Names
from index.vietnamese.normalise import CAPITAL, fold, spelled

_LONGEST_LEVEL = 3
_DIGITS_OF_COUNT = 2  # a year has more
_NUMBERED = frozenset({"", "thu", "so", "nam", "thang", "ngay", "quy", "khoa", "cum", "khoi"})
_PLURAL = frozenset({"cac", "nhung", "may", "nhieu", "so", "moi", "tung"})


def find_places(reading: QuestionWords, names: Names, places: Collection[tuple[str, ...]]) -> Iterator[Span]:
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


def _scan_places(
    reading: QuestionWords, names: Names, places: Collection[tuple[str, ...]], *, led: bool
) -> Iterator[Span]:
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
    reading: QuestionWords, names: Names, places: Collection[tuple[str, ...]], first: int, *, after_level: bool
) -> int:
    term = reading.words[first : first + 1] == ["khoa"] and any(map(number_of, reading.words[first + 1 : first + 2]))
    if term or (after_level and " ".join(reading.words[first : first + 2]) in _DOCUMENTS):
        return first  # "HĐND tỉnh khóa VII", "bản Quy chế"
    known = _known_place_end(reading, names, places, first, after_level=after_level)
    if known > first or not (after_level or _is_excepted(reading, first)):
        return known
    if first < len(reading.words) and reading.words[first].isdigit():
        counts = reading.words[first + 1 : first + 2] == ["thang"]  # "của huyện 10 tháng đầu năm"
        return _past_glued(reading, first + 1) if len(reading.words[first]) <= 2 and not counts else first
    last = first
    while (
        last < len(reading.words)
        and last - first < 4
        and reading.is_capital(last)
        and (reading.between(last) == " " or (last == first and _is_short_level(reading, last)))
    ):
        last += 1
    if after_level and last > first and _past_glued(reading, last) > last:
        return last + 1
    if after_level and last > first and _numbers_village(reading, last):
        return last + 1
    # "chủ tịch quận Nguyễn Văn An": what follows the level is a person.
    person = last - first > 2 and reading.words[first] in names.surnames
    return first if person else min(last, first + 3)


_DOCUMENTS = frozenset(
    {"quy dinh", "quy che", "quy uoc", "ke hoach", "nghi quyet", "tuyen ngon", "hien phap", "bao cao"}
)


def _is_short_level(reading: QuestionWords, position: int) -> bool:
    """Return whether the short form of a level, with its full stop, stands before a place ("TP. Biên Lau")."""
    return reading.between(position).strip() == "." and reading.words[position - 1] in _SHORT_LEVELS


_SHORT_LEVELS = frozenset({"tp", "tx", "tt"})


def _past_glued(reading: QuestionWords, last: int) -> int:
    """Return where a name ends with the number or letter glued to it: "làng K2", "thôn 4B"."""
    return last + (last < len(reading.words) and reading.between(last) == "")


def _numbers_village(reading: QuestionWords, last: int) -> bool:
    """Return whether a number ends the name of a village ("bản Hoa Tiến 2 có bao nhiêu hộ") and counts nothing."""
    number = reading.words[last : last + 1]
    if not number or not number[0].isdigit() or len(number[0]) > _DIGITS_OF_COUNT or reading.between(last) != " ":
        return False
    following = reading.words[last + 1 : last + 2]
    return not following or following[0] in _AFTER_NAME or reading.between(last + 1) != " "


_AFTER_NAME = frozenset({"co", "la", "duoc", "thi", "da", "to", "o", "vao", "nam", "khi", "trong", "va", "hop", "con"})


def _is_excepted(reading: QuestionWords, first: int) -> bool:
    """Return whether a name is left out of the places asked for ("Ngoài Vân Cói còn những xã nào?")."""
    led = 0 < first < len(reading.words) - 1 and reading.words[first - 1] in _EXCEPT
    named = led and reading.is_capital(first) and reading.is_capital(first + 1)
    return named and bool(_LISTED.search(reading.line))


_EXCEPT = frozenset({"ngoai", "sau", "tru"})
_LISTED = re.compile(r"\b(?:nhung|cac) (?:xa|phuong|quan|huyen|thi tran|thon|tinh)\b")


def _known_place_end(
    reading: QuestionWords, names: Names, places: Collection[tuple[str, ...]], first: int, *, after_level: bool
) -> int:
    for length in (4, 3, 2, 1):
        last = first + length
        words = tuple(reading.words[first:last])
        if length == 1 and words and words[0] in SHORT_PLACES:
            return last
        if last > len(reading.words):
            continue
        if words not in names.places and words not in places and not _is_unit(reading, names, first, last, after_level):
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


def _is_unit(reading: QuestionWords, names: Names, first: int, last: int, after_level: bool) -> bool:
    """Return whether two syllables or more are a unit of the country, spelled so; a bare one a district, by capitals.

    Communes are called by too many names to be known without theirs.
    """
    spelled = tuple(token.text for token in reading.tokens[first:last]) if reading.accented else None
    if last - first == 1 or not names.units.is_unit(reading.words[first:last], spelled):
        return False
    if after_level:
        return True
    addressed = first > 0 and reading.words[first - 1] in ADDRESSES  # "anh Hải Châu" is no district
    district = tuple(reading.words[first:last]) in names.units.districts
    return district and reading.capitals and not addressed and _stands_as_name(reading, first, last)


def _stands_as_name(reading: QuestionWords, first: int, last: int) -> bool:
    """Return whether every word of the range is a capital and the words beside it are none."""
    beside = [place for place in (first - 1, last) if 0 < place < len(reading.words)]
    return all(map(reading.is_capital, range(first, last))) and not any(map(reading.is_capital, beside))


def _is_apart(reading: QuestionWords, names: Names, province: Span, finer: Sequence[Span]) -> bool:
    """Return whether a province is another place than those within one, and not the one that they lie in.

    "Đoàn quận Hoàng Mai trao quà ở tỉnh Hà Tĩnh" names two places.
    """
    name = tuple(reading.words[province.start : province.end])
    within = [names.units.districts.get(tuple(reading.words[span.start : span.end])) for span in finer]
    led = reading.words[max(0, province.start - 2) : province.start]
    return name in names.provinces and bool({"o", "tai"} & {*led}) and all(one and name not in one for one in within)


def with_known_places(text: str, names: Names, places: Collection[tuple[str, ...]]) -> str:
    """Return a question with a district mended that is misspelt by a letter ("quận Hoàn Kím").

    It is one that everybody knows and the corpus speaks of, and what was typed is no place of the country.
    """
    known = {words: written for words, written in names.places.items() if words in places and len(words) > 1}

    def mended(match: re.Match[str]) -> str:
        typed = tuple(fold(match["name"]).split())
        if typed in places or typed in names.places or names.units.is_unit(typed, None):
            return match[0]
        near = [written for words, written in known.items() if _a_letter_apart(typed, words)]
        name = " ".join(word.capitalize() for word in near[0]) if len(near) == 1 else match["name"]
        return f"{match['level']} {name}"

    return _LEVEL_AND_NAME.sub(mended, text)


_LEVEL_AND_NAME = re.compile(
    rf"(?P<level>(?i:(?<!\w){spelled('quận', 'huyện', 'tỉnh', 'thành phố')}))\s+"
    rf"(?P<name>{CAPITAL}\w*\s+{CAPITAL}\w*)(?!\w)(?!\s+{CAPITAL})"
)


def _a_letter_apart(typed: Sequence[str], known: Sequence[str]) -> bool:
    """Return whether one syllable is another's but for a letter, and the other the same."""
    apart = [(one, other) for one, other in zip(typed, known, strict=False) if one != other]
    if len(typed) != len(known) or len(apart) != 1:
        return False
    short, long = sorted(apart[0], key=len)
    if len(long) - len(short) == 1:
        return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))
    other = [place for place, pair in enumerate(zip(short, long, strict=False)) if pair[0] != pair[1]]
    if len(short) != len(long):
        return False
    first, last = other[0], other[-1]
    swapped = last - first == 1 and short[first : last + 1] == long[first : last + 1][::-1]
    return swapped or (first == last and len(long) > _SHORT)


_SHORT = 3  # letters; of two such, one other letter makes another name


def place_constraints(reading: QuestionWords, located: Sequence[Span], names: Names) -> Iterator[Constraint]:
    finer = [
        span
        for span in located
        if tuple(reading.words[span.start : span.end]) not in names.provinces
        and reading.words[span.start] not in SHORT_PLACES
    ]
    for span in [span for span in located if span in finer or not finer or _is_apart(reading, names, span, finer)]:
        first = _level_start(reading, names, span.start)
        # "Các phường Hà Đông" are those of a place so named, and no phường.
        before = ["", *reading.words[max(0, first - 2) : first]]
        small = before[-1].isdigit() and len(before[-1]) <= _DIGITS_OF_COUNT
        counted = small and not (before[-2].isdigit() or before[-2] in _NUMBERED)  # "ở 4 phường Nam Từ Liêm"
        if (before[-1] in _PLURAL or counted) and len(located) == 1:
            first = span.start
        words = tuple(reading.words[span.start : span.end])
        words = tuple(canonical_numbers(words)) if len(words) == 1 else words
        if len(words) == 1 and words[0].isdigit():
            words = tuple(reading.words[first : span.end])
        yield Constraint(ConstraintKind.PLACE, reading.written(Span(first, span.end)), words)


def _level_start(reading: QuestionWords, names: Names, first: int) -> int:
    """Return where the levels begin that lead to a name at a position: "thị trấn" as well as "xã"."""
    sizes = range(_LONGEST_LEVEL, 0, -1)
    while size := next(
        (
            size
            for size in sizes
            if size <= first and names.level_at(reading.tokens, first - size, accented=reading.accented) == size
        ),
        0,
    ):
        first -= size
    return first


def place_names(areas: Sequence[str], names: Names) -> frozenset[tuple[str, ...]]:
    """Return the folded names of the areas without their level (quận X Y -> x y)."""
    found = set()
    for area in areas:
        words = tuple(fold(area).split())
        size = max((len(level) for level in names.folded_levels if words[: len(level)] == level), default=0)
        found.add(words[size:])
    return frozenset(place for place in found if place)
