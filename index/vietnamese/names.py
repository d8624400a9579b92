"""Names of people, places and funds in a text, by the grammar of Vietnamese names."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from typing import Self

import yaml

from index.sentence_words import occurrences
from index.types import Span
from index.vietnamese.gazetteer import Gazetteer
from index.vietnamese.normalise import fold, normalise
from index.vietnamese.tokens import Token

_MOST_NAME_SYLLABLES = 4
# Words that end as a level does; typed plainly, "quan" is one of many.
_NO_LEVELS = frozenset(
    {("nong", "thon"), ("tac", "xa"), ("co", "quan"), ("hai", "quan"), ("lien", "quan")}
    | {
        ("van", "ban"),
        ("co", "ban"),
        ("nhat", "ban"),
        ("bien", "ban"),
        ("dia", "ban"),
        ("xuat", "ban"),
        ("phien", "ban"),
    }
)
_HANOI = ("ha", "noi")
_LONGEST_DATELINE = 10  # words
_HOST_WORDS = 4  # mattran.nghean.gov.vn
_PLACE_SYLLABLES = 2  # as nearly all names of districts and communes have
_GENDERED = frozenset({"y", "a"})
"""What names of women and men begin with among peoples of the Central Highlands."""
# How people are addressed: the name begins after it ("Ông Văn Hùng").
ADDRESSES = frozenset({"ong", "ba", "anh", "chi", "co", "chu", "bac", "cu", "em", "thay", "chau"})


@dataclass(frozen=True, slots=True)
class Names:
    """What the language and the country give: family names, levels of places, well-known places and funds.

    Keys are folded; a family name has all its spellings, a place or fund is a tuple of folded words. ``places`` gives
    the accented words too, ``hanoi`` are the districts of Hanoi, known without their level, ``units`` all of the
    country; ``fund_names`` the names as written, ``organisations`` their forms with accents and folded,
    ``organisation_names`` the folded ones between spaces, each with its kind; ``levels`` are accented,
    ``accented_levels`` those that typed plainly are other words, ``levels_by_first`` those of a text with its accents
    (both) and without (the first, folded), by their first word.
    """

    surnames: Mapping[str, frozenset[str]]
    middle_names: frozenset[str]
    levels: tuple[tuple[str, ...], ...]
    accented_levels: tuple[tuple[str, ...], ...]
    folded_levels: tuple[tuple[str, ...], ...]
    levels_by_first: Mapping[bool, Mapping[str, tuple[tuple[str, ...], ...]]]
    places: Mapping[tuple[str, ...], tuple[str, ...]]
    provinces: frozenset[tuple[str, ...]]
    hanoi: frozenset[tuple[str, ...]]
    units: Gazetteer
    no_people: frozenset[tuple[str, ...]]
    funds: tuple[tuple[str, ...], ...]
    fund_names: Mapping[tuple[str, ...], str]
    bodies: frozenset[str]
    kinds_of_body: Mapping[str, tuple[tuple[str, ...], ...]]
    organisations: Mapping[str, tuple[tuple[str, str], ...]]
    organisation_names: tuple[tuple[str, str], ...]
    central_bodies: tuple[tuple[str, ...], ...]
    common_words: frozenset[str]
    honorifics: frozenset[tuple[str, ...]]

    @classmethod
    def load(cls) -> Self:
        """Read the table that ships with the package."""
        table = yaml.safe_load(files("index.vietnamese").joinpath("names.yaml").read_text("utf-8"))
        places = [name for group in table["places"].values() for name in group]
        levels, accented_levels = _levels(table["levels"]), _levels(table["accented_levels"])
        folded_levels = tuple(tuple(fold(word) for word in level) for level in levels)
        return cls(
            _spellings(table["surnames"].split()),
            frozenset(normalise(table["middle_names"]).split()),
            levels,
            accented_levels,
            folded_levels,
            {True: _by_first((*levels, *accented_levels)), False: _by_first(folded_levels)},
            {_words(name): tuple(normalise(name).split()) for name in places},
            frozenset(_words(name) for name in table["places"]["provinces"]),
            frozenset(_words(name) for name in table["places"]["hanoi"]),
            Gazetteer.load(),
            frozenset(_words(name) for name in table["no_people"]),
            tuple(_words(name) for name in table["funds"]),
            {_words(name): name for name in table["funds"]},
            frozenset(normalise(table["bodies"]).split()),
            {kind: tuple(_words(name) for name in names) for kind, names in table["kinds_of_body"].items()},
            {
                kind: tuple((normalise(name), fold(name)) for name in names)
                for kind, names in table["organisations"].items()
            },
            tuple((f" {fold(name)} ", kind) for kind, names in table["organisations"].items() for name in names),
            tuple(_words(name) for name in table["central_bodies"]),
            frozenset(table["common_words"]),
            frozenset(_words(name) for name in table["honorifics"]),
        )

    def find_people(self, text: str, tokens: Sequence[Token], *, accented: bool = True) -> list[Span]:
        """Return the token ranges that are names of people: a family name and one to three more capitals.

        A family name that is also another word ("Từ") is known by the middle name after it. In a text typed without
        accents a family name is known by its letters.
        """
        found = []
        position = 0
        while position < len(tokens):
            position = self._after_place(text, tokens, position)
            if position >= len(tokens):
                break
            last = self._person_end(text, tokens, position, accented)
            if last - position >= 2:
                found.append(Span(position, last))
                position = last
            else:
                position += 1
        return found

    def people_after_levels(self, text: str, tokens: Sequence[Token]) -> frozenset[int]:
        """Return the offsets of the names of people that follow a level ("Mặt trận huyện Tạ Minh Đoan").

        They have three syllables or more and are no unit of the country (huyện Dương Minh Châu).
        """
        last_words = {level[-1] for level in self.levels}
        found = set()
        for position in range(1, len(tokens) - 2):
            token = tokens[position]
            if tokens[position - 1].text not in last_words or not _capital(text, token):
                continue
            size = self._person_end(text, tokens, position, accented=True) - position
            name = [one.folded for one in tokens[position : position + size]]
            if size > _PLACE_SYLLABLES and not self.units.is_unit(name):
                found.add(token.start)
        return frozenset(found)

    def _after_place(self, text: str, tokens: Sequence[Token], first: int) -> int:
        """Return the position after a well-known place that begins like a name (Hà Nội, Cao Bằng), else ``first``.

        "Hà Nội Hoàng Trung Hải" is a place and a person, "Hà Nam Tiến" a person.
        """
        last = first + 2
        words = tuple(token.folded for token in tokens[first:last])
        if words in self.no_people:
            return last
        if words not in self.places:
            return first
        if not all(_capital(text, token) for token in tokens[first:last]):
            return first
        runs_on = last < len(tokens) and _capital(text, tokens[last]) and _next(text, tokens, last)
        return first if runs_on and tokens[last].folded not in self.surnames else last

    def find_foreigners(self, text: str, tokens: Sequence[Token]) -> list[Span]:
        """Return the token ranges that may be people of other languages: two to four capitals, no body or place."""
        found = []
        position = 0
        while position < len(tokens):
            last = position
            while (
                last < len(tokens) and _capital(text, tokens[last]) and (last == position or _next(text, tokens, last))
            ):
                last += 1
            named = 2 <= last - position <= _MOST_NAME_SYLLABLES and tokens[position].text not in self.bodies
            if named and not self._led_by_level(tokens, position) and not self._holds_place(tokens[position:last]):
                found.append(Span(position, last))
            position = max(last, position + 1)
        return found

    def _holds_place(self, tokens: Sequence[Token]) -> bool:
        """Return whether two syllables side by side are a well-known place ("Người Việt Nam", "Lào Cai")."""
        pairs = ((first.folded, second.folded) for first, second in pairwise(tokens))
        return any(pair in self.places or pair in self.no_people for pair in pairs)

    def _led_by_level(self, tokens: Sequence[Token], position: int) -> bool:
        return any(
            self.level_at(tokens, first, accented=True) == position - first
            for first in range(max(0, position - 3), position)
        )

    def organisations_in(self, words: Sequence[str]) -> frozenset[str]:
        """Return the kinds of organisation that a text names; ``words`` are its folded words in order."""
        text = f" {' '.join(words)} "
        return frozenset([kind for name, kind in self.organisation_names if name in text])

    def body_in(self, words: Sequence[str]) -> str | None:
        """Return the kind of body that is named first in folded words (the Front, the people's committee), or None."""
        text = f" {' '.join(words)} "
        found = [
            (text.index(f" {' '.join(name)} "), kind)
            for kind, names in self.kinds_of_body.items()
            for name in names
            if f" {' '.join(name)} " in text
        ]
        return min(found)[1] if found else None

    def provinces_in(self, words: Sequence[str]) -> frozenset[tuple[str, ...]]:
        """Return the provinces of which a text names a district, Hanoi by its name too; ``words`` are folded, in order.

        Where districts of several provinces are named by their level, none is told.
        """
        text = f" {' '.join(words)} "
        hanoi = any(f" {' '.join(name)} " in text for name in (_HANOI, *self.hanoi))
        return self.units.provinces_in(words) | ({_HANOI} if hanoi else set())

    def provinces_of(
        self, stated: Sequence[str], lead: Sequence[str], address: Sequence[str] = ()
    ) -> frozenset[tuple[str, ...]]:
        """Return the provinces that an article is of: by what it states of itself, else its lead, else its address.

        ``stated`` are the folded words of title, area and who signs, ``lead`` those of the lead, ``address`` those of
        where it was published. A lead that names Hanoi need not be of it: the central bodies sit there. A dateline
        opens the lead ("(Baoquangngai.vn) - …"), and who signs may be an address.
        """
        by_name = self.provinces_in(stated) or self.units.provinces_in(lead)
        return by_name or self._provinces_of_sites([*address, *stated, *lead[:_LONGEST_DATELINE]])

    def _provinces_of_sites(self, words: Sequence[str]) -> frozenset[tuple[str, ...]]:
        """Return the provinces whose names stand in one of the addresses of sites in a text ("mattran.nghean.vn")."""
        ends = [span.end for span in occurrences(words, ("vn",))]
        hosts = {word for end in ends for word in words[max(0, end - _HOST_WORDS) : end]}
        return frozenset(
            name for name in self.provinces if len(name) > 1 and any("".join(name) in host for host in hosts)
        )

    def _person_end(self, text: str, tokens: Sequence[Token], first: int, accented: bool) -> int:
        spellings = self.surnames.get(tokens[first].folded, frozenset())
        known = bool(spellings) and not (accented and tokens[first].text not in spellings)
        known = known or self._has_middle_name(text, tokens, first)
        if not _capital(text, tokens[first]) or not (known or self._led_by_honorific(tokens, first)):
            return first
        last = first + 1
        while (
            last < len(tokens)
            and last - first < _MOST_NAME_SYLLABLES
            and _capital(text, tokens[last])
            and _next(text, tokens, last)
        ):
            last += 1
        # "Đoàn Chủ tịch" and "Đoàn Thanh niên" are bodies, "Đoàn Văn Hậu" is a person.
        body = tokens[first].text in self.bodies and tokens[first + 1 : first + 2]
        another = body and body[0].text in self.bodies - self.middle_names
        return first if body and (last - first == _PLACE_SYLLABLES or another) else last

    def _has_middle_name(self, text: str, tokens: Sequence[Token], first: int) -> bool:
        """Return whether "Văn" or "Thị" and one more capital follow, and what they follow begins no body or place."""
        following = tokens[first + 1 : first + 3]
        return (
            len(following) == 2
            and following[0].text in self.middle_names
            and all(_capital(text, token) for token in following)
            and tokens[first].text not in self.bodies
            and tokens[first].folded not in ADDRESSES
        )

    def _led_by_honorific(self, tokens: Sequence[Token], position: int) -> bool:
        if tokens[position].text in self.bodies:  # "đồng chí Phó Chủ tịch"
            return False
        before = tuple(token.folded for token in tokens[max(0, position - 2) : position])
        if before[-1:] == ("ba",) and tokens[position].text in _GENDERED:  # "bà Y Bích Nga"
            return True
        return before[-2:] in self.honorifics or before[-1:] in self.honorifics

    def level_at(self, tokens: Sequence[Token], position: int, *, accented: bool) -> int:
        """Return how many tokens from ``position`` are the level of a place (quận, thị xã), or 0."""
        if position >= len(tokens):
            return 0
        here = tokens[position]
        if position and (tokens[position - 1].folded, here.folded) in _NO_LEVELS:
            return 0
        for level in self.levels_by_first[accented].get(here.text if accented else here.folded, ()):
            span = tokens[position : position + len(level)]
            if tuple(token.text if accented else token.folded for token in span) == level:
                return len(level)
        return 0


def _spellings(names: Sequence[str]) -> dict[str, frozenset[str]]:
    """Return the spellings of each name by its letters: vu is "vũ" and "vừ"."""
    spelled: dict[str, set[str]] = {}
    for name in names:
        spelled.setdefault(fold(name), set()).add(normalise(name))
    return {letters: frozenset(forms) for letters, forms in spelled.items()}


def _levels(written: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(normalise(level).split()) for level in written)


def _by_first(levels: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the levels that begin with each word, in their order: few words of a text begin any."""
    beginning: dict[str, tuple[tuple[str, ...], ...]] = {}
    for level in levels:
        beginning[level[0]] = (*beginning.get(level[0], ()), level)
    return beginning


def _words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", fold(name)))


def _next(text: str, tokens: Sequence[Token], position: int) -> bool:
    """Return whether a token goes on the name before it: after a space, or as in "Rơ Châm H'Blan"."""
    return text[tokens[position - 1].end : tokens[position].start] in _JOINING


_JOINING = frozenset({" ", "'", "’"})


def _capital(text: str, token: Token) -> bool:
    written = text[token.start : token.end]
    return written[0].isupper() and (len(written) == 1 or not written.isupper())
