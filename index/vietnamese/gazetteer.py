"""The administrative units of Vietnam by name: which levels a name has, and in which province a district lies.

Units of before the merger of 2025 stay beside those of today: an archive speaks of both.
"""

import gzip
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Self

from index.vietnamese.normalise import fold, normalise

Name = tuple[str, ...]

_NO_WORD = str.maketrans("-'’`", "    ")  # as texts are cut into words: "Ea H'leo" has three

_LONGEST = 4
_ASKING = ("la", "gi")  # a town as well
_LEVEL = re.compile(r"^(?:thành phố|thị xã|thị trấn|đặc khu|tỉnh|quận|huyện|phường|xã) ")
_OF_DISTRICTS = frozenset({("quan",), ("huyen",), ("thi", "xa"), ("tx",), ("thanh", "pho"), ("tp",)})
_LAST_OF_DISTRICTS = frozenset(level[-1] for level in _OF_DISTRICTS)
"""How texts call what lies right in a province; a district that became a town keeps its name."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names are tuples of folded words, without their level.

    ``spellings`` are the accented forms of each name of a district or commune, ``districts`` the provinces in which
    districts of a name lie or lay.
    """

    spellings: Mapping[Name, frozenset[Name]]
    districts: Mapping[Name, frozenset[Name]]

    @classmethod
    def load(cls) -> Self:
        """Read the table that ships with the package; ``units`` makes it."""
        packed = files("index.vietnamese").joinpath("units.tsv.gz").read_bytes()
        return cls.of(gzip.decompress(packed).decode().split("\n"))

    @classmethod
    def of(cls, lines: Iterable[str]) -> Self:
        """Build the table from lines of a province, a district or nothing, and communes, each with its level."""
        # One call for all names: bringing each by itself to its normal form takes a tenth of a second.
        rows = [[_bare(unit) for unit in line.split("\t")] for line in normalise("\n".join(lines)).split("\n")]
        names = sorted({name for row in rows for name in row if name and not name.isdigit()})
        folded = dict(zip(names, map(_words, fold("\n".join(names)).split("\n")), strict=True))
        spellings: dict[Name, set[Name]] = {}
        for name in {name for row in rows for name in row[1:]} & folded.keys():
            spellings.setdefault(folded[name], set()).add(_words(name))
        districts: dict[Name, set[Name]] = {}
        for province, district, *_ in rows:
            if " " in district or district.isdigit():
                districts.setdefault(folded.get(district, (district,)), set()).add(folded[province])
        return cls(
            {name: frozenset(forms) for name, forms in spellings.items()},
            {name: frozenset(provinces) for name, provinces in districts.items()},
        )

    def is_unit(self, words: Sequence[str], spelled: Sequence[str] | None = None) -> bool:
        """Return whether folded words name a district or commune, and, if ``spelled``, are written so."""
        forms = self.spellings.get(tuple(words), _NONE) if tuple(words) != _ASKING else _NONE
        return bool(forms) and (spelled is None or tuple(spelled) in forms)

    def provinces_in(self, words: Sequence[str]) -> frozenset[Name]:
        """Return the provinces of the districts that folded words name after their level; none where they differ.

        A name that several provinces have ("huyện Châu Thành") tells nothing.
        """
        found = [self.districts[name] for name in self._districts_named(words)]
        sure = {province for provinces in found if len(provinces) == 1 for province in provinces}
        return frozenset(sure) if len(sure) == 1 else _NONE

    def _districts_named(self, words: Sequence[str]) -> Iterator[Name]:
        for position in range(1, len(words)):
            if words[position - 1] in _LAST_OF_DISTRICTS and _led(words, position, _OF_DISTRICTS):
                sizes = range(min(_LONGEST, len(words) - position), 0, -1)
                longest = (tuple(words[position : position + size]) for size in sizes)
                yield from [name for name in longest if name in self.districts][:1]


_NONE: frozenset[Name] = frozenset()


def _led(words: Sequence[str], position: int, levels: Collection[Name]) -> bool:
    return any(tuple(words[max(0, position - size) : position]) in levels for size in (1, 2))


def _bare(unit: str) -> str:
    """Return the name of a unit without its level and the marks between its words."""
    return " ".join(_LEVEL.sub("", unit).translate(_NO_WORD).split())


def _words(name: str) -> Name:
    return tuple(name.split())
