"""The sides of a comparison that no table of facts answers: each is then asked by itself.

"So quỹ Vì người nghèo của quận X năm 2022 với của Cụm thi đua số 4 thì bên nào nhiều hơn?" asks how much the fund of
quận X raised, and then, as one asks further, "còn của Cụm thi đua số 4?".
"""

import re
from collections.abc import Iterator

from index.types import ConstraintKind, Question
from index.vietnamese.normalise import normalise, spelled

_OPENING = re.compile(rf"^\W*{spelled('so sánh', 'so')}(?:\s+{spelled('giúp')}(?:\s+\w+)?)?[\s,:]+")
_CLOSING = re.compile(rf"[\s,]+(?:{spelled('thì')}\s+)?{spelled('bên', 'đâu', 'nơi', 'cái', 'đơn vị')}\s+\w+.*$")
_JOINING = re.compile(rf"\s+{spelled('so với', 'với', 'và', 'hay', 'hoặc')}\s+")
_TELLING_APART = frozenset(
    {ConstraintKind.PLACE, ConstraintKind.ORDINAL, ConstraintKind.FUND, ConstraintKind.PERIOD, ConstraintKind.QUALIFIER}
)


def sides(text: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to part what the question ``text`` compares in two, the joining word nearest its middle first."""
    plain = normalise(text)
    opening, closing = _OPENING.match(plain), _CLOSING.search(plain)
    first, last = opening.end() if opening else 0, closing.start() if closing else len(text)
    joints = list(_JOINING.finditer(plain, first, last))
    for joint in sorted(joints, key=lambda one: abs(one.start() + one.end() - first - last)):
        yield text[first : joint.start()], text[joint.end() : last].rstrip(" ?.!")


def are_apart(first: Question, second: Question) -> bool:
    """Return whether each of two questions names something that the other does not."""
    named = [{one for one in question.constraints if one.kind in _TELLING_APART} for question in (first, second)]
    return bool(named[0] - named[1]) and bool(named[1] - named[0])
