"""One story on several sites: articles that share most of their words, known by MinHash signatures.

Signatures are estimates of the Jaccard similarity of five-word shingles (Broder, 1997); articles that share one of the
bands of a signature are compared (locality-sensitive hashing: Leskovec, Rajaraman, Ullman, Mining of Massive Datasets,
chapter 3).
"""

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from index.vietnamese.tokens import spellings

if TYPE_CHECKING:
    from datasketch import MinHash

_PERMUTATIONS = 120
_ROWS = 4  # of a band: of articles that share 0.55 of their shingles, 94 pairs in a hundred are compared
_SHINGLE = 5  # words
# Below it most pairs of an archive are a story and its sequel (tests/benchmarks/stories.py).
_SAME = 0.55
_BYTES = 4  # of one value


def signature(body: str) -> bytes:
    """Return the signature of an article's text, ``_PERMUTATIONS`` values of four bytes; empty if it has no words."""
    _, words = spellings(body)
    if not words:
        return b""
    shingles = {" ".join(words[first : first + _SHINGLE]) for first in range(max(1, len(words) - _SHINGLE + 1))}
    hashed = _unsigned().copy()
    hashed.update_batch([shingle.encode() for shingle in shingles])
    return bytes(hashed.hashvalues.astype("<u4").tobytes())


@cache
def _unsigned() -> "MinHash":
    """Return what every signature begins as: drawing its permutations takes as long as signing a text with them."""
    from datasketch import MinHash  # noqa: PLC0415 - brings scipy, which takes a second; questions need none of it

    # The default, SHA-1, takes half the time of a signature; the permutations after it need nothing of its kind.
    return MinHash(num_perm=_PERMUTATIONS, hashfunc=crc32)


def bands(signed: bytes) -> Iterator[int]:
    """Yield a number for each band of a signature; one story has at least one in common, other articles hardly ever."""
    size = _ROWS * _BYTES
    for first in range(0, len(signed), size):
        digest = blake2b(signed[first : first + size], digest_size=7, salt=first.to_bytes(4, "little"))
        yield int.from_bytes(digest.digest(), "little")


def is_same_story(signed: bytes, other: bytes) -> bool:
    """Return whether two articles tell one story in the same words, give or take a headline or a paragraph."""
    if not signed or not other:
        return False
    values, others = np.frombuffer(signed, "<u4"), np.frombuffer(other, "<u4")
    return float(np.mean(values == others)) >= _SAME
