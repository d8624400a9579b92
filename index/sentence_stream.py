"""The sentences of a text that comes in pieces, each as soon as its marks are whole."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.vietnamese.normalise import compose
from index.vietnamese.sentences import split_sentences

_MARKS = r"(?:\s*\[[0-9]{1,3}(?:\s*,\s*[0-9]{1,3})*\])+"
_PART = re.compile(rf"(?P<text>[^\[\]]*?)(?P<marks>{_MARKS})(?P<end>\s*[.!?…]*)")
_NUMBER = re.compile(r"[0-9]+")
_BULLET = re.compile(r"^[-•–*]\s+")
_LONGEST = 2000  # characters without a line end or marks: no sentence, and not worth waiting for


@dataclass(frozen=True, slots=True)
class Part:
    """What a sentence says before some of its marks, and the numbers of these."""

    text: str
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that ends in marks; one that has marks in the middle as well is of several parts."""

    parts: tuple[Part, ...]


def sentences(pieces: Iterable[str]) -> Iterator[Sentence]:
    """Yield the sentences that end in marks, in order; what has none is passed over."""
    pending = ""
    for piece in pieces:
        pending += piece
        while (cut := _complete(pending)) is not None:
            yield from _sentence(pending[:cut])
            pending = pending[cut:]
        if len(pending) > _LONGEST:
            pending = pending[-_LONGEST // 2 :]
    while pending.strip():
        cut = _complete(f"{pending}\n") or len(pending)
        yield from _sentence(pending[:cut])
        pending = pending[cut:]


def _complete(text: str) -> int | None:
    """Return where the first sentence of ``text`` ends, once something after it shows that it does."""
    line = text.find("\n")
    for match in _PART.finditer(text):
        if 0 <= line < match.start():
            break
        after = text[match.end() :].lstrip(" ")
        if not after:
            return None
        # A sentence goes on in a small letter or after a comma; its stop may stand before the marks.
        stopped = bool(match["end"].strip()) or match["text"].rstrip().endswith((".", "!", "?"))
        if stopped or after[0] == "\n" or after[0].isupper() or after[0].isdigit() or after[0] in '“"-–•*(':
            return match.end()
    return line + 1 if line >= 0 else None


def _sentence(text: str) -> Iterator[Sentence]:
    """Yield what ends in marks in a run of text: sentences before the last one have none, and are left out."""
    parts = [(match["text"], match["marks"]) for match in _PART.finditer(text)]
    if not parts or text[: _first(text)].strip():
        return
    opening = compose(parts[0][0])
    begun = split_sentences(opening)
    if len(begun) > 1:
        parts[0] = (opening[begun[-1].start : begun[-1].end], parts[0][1])
    yield Sentence(tuple(Part(_trimmed(said), _numbers(marks)) for said, marks in parts))


def _first(text: str) -> int:
    """Return where the first part begins: brackets before it that are no marks belong to no sentence."""
    match = _PART.search(text)
    return match.start() if match else 0


def _trimmed(text: str) -> str:
    return _BULLET.sub("", " ".join(compose(text).split())).rstrip(".!?… ")


def _numbers(marks: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(number) for number in _NUMBER.findall(marks)))
