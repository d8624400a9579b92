"""A passage as the second stage of retrieval reads it: syllables and encoder tokens as numbers, sentence by sentence.

Made once, when the passage is indexed, and kept beside it (a forward index): fifty passages are compared with each
question, and reading them anew would take most of the time that an answer may take.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from itertools import accumulate, chain, islice, pairwise
from typing import Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index.encoder.tables import TokenTables
from index.types import Passage
from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.tokens import spellings

Numbers = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Run:
    """Numbers of one kind, sentence after sentence; ``starts`` says where each sentence begins."""

    items: Numbers
    starts: Numbers

    @classmethod
    def of(cls, sentences: Sequence[Sequence[int]]) -> Self:
        """Lay sentences end to end."""
        lengths = [len(sentence) for sentence in sentences]
        items = np.fromiter(chain.from_iterable(sentences), dtype=np.uint32, count=sum(lengths))
        return cls(items, (np.cumsum(lengths) - lengths).astype(np.uint32))

    def sentence(self, place: int) -> Numbers:
        """Return the numbers of one sentence."""
        following = self.starts[place + 1 : place + 2]
        return self.items[self.starts[place] : following[0] if len(following) else None]


@dataclass(frozen=True, slots=True)
class PassageTerms:
    """The syllables and the encoder tokens of a passage, accented and folded, and the syllables of its title.

    A syllable is the CRC-32 of its spelling, a token its row in the accented or the folded table. The four runs have
    the same sentences; one without a syllable or without a token is left out. ``title`` has two: accented, folded.
    """

    accented: Run
    folded: Run
    accented_tokens: Run
    folded_tokens: Run
    title: Run

    def __bool__(self) -> bool:
        """Whether there is a sentence to compare."""
        return len(self.accented.starts) > 0

    def pack(self) -> bytes:
        """Return all arrays in a row, behind their lengths."""
        runs = [getattr(self, field.name) for field in fields(self)]
        arrays = [array for run in runs for array in (run.items, run.starts)]
        lengths = np.array([len(array) for array in arrays], dtype=np.uint32)
        return np.concatenate([lengths, *arrays]).astype("<u4").tobytes()

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """Return what ``pack`` packed."""
        numbers = np.frombuffer(packed, dtype="<u4")
        count = 2 * len(fields(cls))
        # Slices: np.split takes five times as long, and a question unpacks a hundred.
        edges = list(accumulate(numbers[:count].tolist(), initial=count))
        arrays = [numbers[first:last] for first, last in pairwise(edges)]
        return cls(*(Run(*arrays[place : place + 2]) for place in range(0, count, 2)))


def syllable_numbers(syllables: Iterable[str]) -> list[int]:
    """Return the number of each syllable."""
    return [crc32(syllable.encode()) for syllable in syllables]


def read_terms(
    passages: Sequence[tuple[Passage, str]], tables: TokenTables, abbreviations: Abbreviations
) -> list[PassageTerms]:
    """Read passages, each with the title of its article; short forms are read in full."""
    texts = [
        abbreviations.written_out(passage.text[span.start - passage.start : span.end - passage.start])
        for passage, _ in passages
        for span in passage.sentences
    ]
    tokens = zip(tables.accented.token_ids(texts), tables.folded.token_ids(texts), strict=True)
    sentences = ((*map(syllable_numbers, spellings(text)), *ids) for text, ids in zip(texts, tokens, strict=True))
    titles = {title: _title_run(abbreviations.written_out(title)) for title in {title for _, title in passages}}
    return [_laid_out(islice(sentences, len(passage.sentences)), titles[title]) for passage, title in passages]


def _title_run(title: str) -> Run:
    return Run.of([syllable_numbers(spelled) for spelled in spellings(title)])


def _laid_out(sentences: Iterable[tuple[list[int], ...]], title: Run) -> PassageTerms:
    kept = [sentence for sentence in sentences if all(sentence)]
    accented, folded, accented_tokens, folded_tokens = (Run.of([one[kind] for one in kept]) for kind in range(4))
    return PassageTerms(accented, folded, accented_tokens, folded_tokens, title)
