"""Foreign names that differ by a slip: "Ghandi" and "Gandhi", "Bronco" and "Broncos", "Superbowl" and "Super Bowl"."""

from functools import lru_cache
from itertools import zip_longest

from index.matching import Vocabulary

_SHORTEST = 6  # in shorter names one letter makes another name (Maria, Mario)


@lru_cache(maxsize=4096)
def holds_name(vocabulary: Vocabulary, name: str) -> bool:
    """Return whether a text holds the folded ``name``, or one that differs from it by a slip.

    A slip is one letter too many, too few or wrong, two neighbours changed about, or a space. A name of fewer than six
    letters has to stand there as it is.
    """
    if name in vocabulary.folded:
        return True
    if len(name) < _SHORTEST:
        return False
    return any(
        term.replace(" ", "") == name if " " in term else _one_slip_apart(term, name)
        for term in vocabulary.folded
        if abs(len(term) - len(name)) <= 1 and term[0] == name[0]
    )


def _one_slip_apart(first: str, second: str) -> bool:
    short, long = sorted((first, second), key=len)
    place = next((n for n, (one, other) in enumerate(zip_longest(short, long)) if one != other), len(long))
    if len(short) < len(long):
        return short[place:] == long[place + 1 :]
    changed = short[place + 1 : place + 2] + short[place : place + 1] + short[place + 2 :]
    return short[place + 1 :] == long[place + 1 :] or changed == long[place:]
