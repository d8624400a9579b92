"""Which administrative unit an article is about: ``quận Cầu Gỗ``, ``xã Đồng Mít``, ``thành phố Sông Trăng``.

Found by grammar: a word of level and the capitalised syllables after it. How far a name reaches ("quận Cầu Gỗ
Khóa V", "quận Cầu Gỗ Nguyễn Văn A") is told by the other places of the article where the unit is named.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from corpus.genre import genre_pattern
from corpus.letters import fold, is_capitalised

_LEVELS = {
    "tỉnh": "tỉnh", "thành phố": "thành phố", "tp": "thành phố", "quận": "quận", "q": "quận",
    "huyện": "huyện", "h": "huyện", "thị xã": "thị xã", "tx": "thị xã", "phường": "phường", "p": "phường",
    "xã": "xã", "thị trấn": "thị trấn", "đặc khu": "đặc khu", "quận ủy": "quận", "quận uỷ": "quận",
    "huyện ủy": "huyện", "huyện uỷ": "huyện", "thành ủy": "thành phố", "thành uỷ": "thành phố",
    "thị ủy": "thị xã", "thị uỷ": "thị xã", "tỉnh ủy": "tỉnh", "tỉnh uỷ": "tỉnh",
}  # fmt: skip
_WITH_DOT = ("q", "h", "p")
_WITH_DOT_OR_WITHOUT = ("tp", "tx")
_LEVEL = re.compile(
    r"(?<!\w)(?<!tác )(?<!Tác )(?<!TÁC )(?P<level>"
    + "|".join(sorted((re.escape(level) for level in _LEVELS), key=len, reverse=True))
    + r")"
    r"(?P<gap>\.\s?|\s)(?=[^\W_])",
    re.IGNORECASE,
)
_NAME_WORD = re.compile(r"[^\W\d_]+|\d{1,2}(?!\w)")
_UNIONS = frozenset(["đoàn", "hội", "đội"])  # "Huyện Đoàn", "Quận Hội" are unions and not places
_OPENING_PLACE = re.compile(r"^[^:]{3,60}:\s")
_ABBREVIATIONS = {"HCM": "Hồ Chí Minh", "HN": "Hà Nội"}
_NAMED_AFTER_PEOPLE = frozenset(["xã", "phường", "thị trấn"])
_NUMBERED = frozenset(["quận", "phường", "xã"])
_MIDDLE_NAMES = frozenset(["văn", "thị"])
_PERSON_SYLLABLES = (3, 4)
_PLACES_LIKE_PEOPLE = frozenset([("Hồ", "Chí", "Minh"), ("Dương", "Minh", "Châu")])
_OFFICE_BEFORE = re.compile(r"(?:chủ tịch|bí thư|trưởng (?:ban|phòng)|giám đốc|chánh)[^,;.–-]{0,60}$", re.IGNORECASE)
_NOT_WORD = re.compile(r"[^\w\s]")
_LONGEST_NAME = 4
_LONGEST_RUN = 10
_BEFORE = 40


@dataclass(frozen=True, slots=True)
class _Unit:
    level: str
    name: tuple[str, ...]
    start: int
    after_organiser: bool

    def __str__(self) -> str:
        return f"{self.level} {' '.join(self.name)}"


def find_area(title: str, byline: str | None, paragraphs: Sequence[str]) -> str | None:
    """Return the unit an article is about, from its headline, else its byline, else its first paragraphs.

    A unit the headline names without its level ("Ủy ban MTTQ Đồng Mít") gets the level the text gives it.
    """
    texts = [title, byline or "", *paragraphs]
    known = _count_names(texts)
    headline = title if not title.isupper() else _recased(title, known)
    units = _organisers_first(headline, list(_units(headline, known)))
    if units:
        return str(units[0])
    bare = _named_without_level(headline, known)
    if bare is not None:
        return bare
    for unit in _units(byline or "", known):
        return str(unit)
    opening = [unit for paragraph in paragraphs[:3] for unit in _units(paragraph, known)]
    return next((str(unit) for unit in opening if unit.after_organiser), str(opening[0]) if opening else None)


def _count_names(texts: Sequence[str]) -> Counter[tuple[str, tuple[str, ...]]]:
    """Count the names that end by themselves, at a small letter, a mark or the end of the text."""
    counts: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for text in texts:
        if text.isupper():
            continue
        for level, name, _ in _runs(text):
            counts[level, name] += 1
    return counts


def _runs(text: str) -> Iterator[tuple[str, tuple[str, ...], re.Match[str]]]:
    """Yield each level word with all capitalised syllables (or the number) that follow it."""
    for match in _LEVEL.finditer(text):
        written = match["level"]
        level = _LEVELS[written.lower()]
        dotted = match["gap"][0] == "."
        if written.lower() not in _WITH_DOT_OR_WITHOUT and dotted is not (written.lower() in _WITH_DOT):
            continue  # "… Mặt trận tỉnh. Đồng chí …": a sentence ends there
        name = _name_at(text, match.end())
        if name and name[0].isdigit() and level not in _NUMBERED:
            continue  # "tặng tỉnh 16 căn nhà"
        if level not in _NAMED_AFTER_PEOPLE:
            name = () if _is_office_holder(name, text[: match.start()]) else _without_person(name)
        if name and not (name[0].lower() in _UNIONS and level not in ("xã", "phường")):
            yield level, name, match


def _is_office_holder(name: tuple[str, ...], before: str) -> bool:
    """Return whether a run of capitals is who holds the office before it ("Chủ tịch Ủy ban MTTQ tỉnh Lê Quang A")."""
    person = len(name) in _PERSON_SYLLABLES and genre_pattern("{surnames}").fullmatch(name[0]) is not None
    return person and name not in _PLACES_LIKE_PEOPLE and _OFFICE_BEFORE.search(before) is not None


def _without_person(name: tuple[str, ...]) -> tuple[str, ...]:
    """Return a run of capitals up to the person whom a middle name gives away ("Chủ tịch tỉnh Trần Văn A")."""
    middle = next((place for place, word in enumerate(name[:-1]) if place and word.lower() in _MIDDLE_NAMES), None)
    return name if middle is None else name[: middle - 1]


def _name_at(text: str, position: int) -> tuple[str, ...]:
    name: list[str] = []
    for match in islice(_NAME_WORD.finditer(text, position), _LONGEST_RUN):
        if text[position : match.start()] not in ("", " "):
            break
        word = match[0]
        if word.isdigit():
            return (word,) if not name else tuple(name)
        if not is_capitalised(word) or (name and genre_pattern("{after_places}").fullmatch(word)):
            break
        name.append(_ABBREVIATIONS.get(word, word))
        position = match.end()
    return tuple(name)


def _units(text: str, known: Counter[tuple[str, tuple[str, ...]]]) -> Iterator[_Unit]:
    for level, run, match in _runs(text):
        name = _true_extent(level, run, known)
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        yield _Unit(level, name, match.start(), bool(genre_pattern(r"{organisers}\s*$").search(before)))


def _true_extent(level: str, run: tuple[str, ...], known: Counter[tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
    """Return the part of a run of capitals that is the unit's name: the prefix most often named by itself."""
    prefixes = [run[:length] for length in range(1, min(len(run), _LONGEST_NAME) + 1)]
    best = max(prefixes, key=lambda prefix: (known[level, prefix], len(prefix)))
    if known[level, best] > known[level, run] or len(run) < _LONGEST_NAME:
        return best
    person = next((index for index in range(1, len(run) - 1) if genre_pattern("{surnames}").fullmatch(run[index])), 2)
    return run[:person]  # a unit's name and a person's run together; two syllables is the commonest length


def _organisers_first(headline: str, units: list[_Unit]) -> list[_Unit]:
    """Put the organiser's unit first: in "Huyện Sông Trăng: Xã Đồng Mít tổ chức …" it is the commune."""
    opening = _OPENING_PLACE.match(headline)
    if opening is None:
        return units
    inner = [
        unit for unit in units if unit.start == opening.end() or (unit.start > opening.end() and unit.after_organiser)
    ]
    return [*inner, *units]


def _recased(title: str, known: Counter[tuple[str, tuple[str, ...]]]) -> str:
    """Write a headline in capitals with the units' names as the text writes them."""
    text = title.lower()
    for (level, name), _ in known.most_common():
        if name[0].lower() not in text:
            continue
        text = re.sub(
            rf"(?<!\w){re.escape(level)} {re.escape(' '.join(name).lower())}(?!\w)",
            f"{level} {' '.join(name)}",
            text,
        )
    return text


def _named_without_level(title: str, known: Counter[tuple[str, tuple[str, ...]]]) -> str | None:
    """Return the unit of the text whose bare name the headline has; the earliest, the most named."""
    folded = f" {fold(_NOT_WORD.sub(' ', title))} "
    found = []
    for (level, name), count in known.items():
        words = " ".join(name)
        at = title.find(words)
        if at >= 0 and not name[0].isdigit() and f" {fold(words)} " in folded:
            found.append((at, -len(name), -count, f"{level} {words}"))
    return min(found)[3] if found else None
