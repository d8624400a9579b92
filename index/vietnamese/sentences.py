"""Sentences and clauses of a text, as offsets."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from itertools import pairwise
from pathlib import Path

from index.types import Span

_LINE = re.compile(r"[^\n]+")
# A stop that ends no sentence: the number of a list item, an initial, or a short form that a name follows.
_OPEN_STOP = re.compile(
    r"^(?:\d{1,3}|[IVXLC]{1,5}|[a-zđ])\.$"
    r"|(?:^|[\s(“\"])(?:[A-ZĐ]|Ng|Nh|Th|Tr|Ph|Ch|Kh|Gi|Qu|TP|Tp|TX|Tx|TT|Tt|TS|ThS|PGS|GS|BS|KS|Đ/c|đ/c|ĐC|St|Mr|Mrs|Dr)\.$"
)
# Ends that underthesea misses: an ellipsis in one character, a stop before a closing mark, and a stop after a Roman
# number, which it takes for an initial (khóa V. Hội nghị). Patterns that begin with their mark are sought much faster.
_MARKED_GAP = re.compile(r"[.!?…](?:[”\"’»)]|(?<=…))\s+(?=\S)")
_NUMBERED_GAP = re.compile(r"(?<=\s)[IVXLC]{1,5}\.\s+(?=\S)")
_NUMBERED = ("khóa", "khoá", "lần", "thứ", "quý", "số", "cấp", "loại", "đợt", "nhóm")
_BRACKETS = re.compile(r"\([^()\n]{0,200}\)")
_CLAUSE_MARK = re.compile(r"[;:,…](?=\s)|\.{3}(?=\s)|(?<!\d)\s[-–—](?=\s)|\s[-–—](?=\s\D)|\)(?=\s)")


def split_sentences(text: str) -> list[Span]:
    """Return the sentences of ``text`` in order; each span is free of surrounding white space.

    underthesea proposes the boundaries; those that it sets inside a name, a number or a list item are taken back.
    Together the spans hold every character of ``text`` that is not white space.
    """
    return [sentence for line in _LINE.finditer(text) for sentence in _line_sentences(text, line.start(), line.end())]


def _line_sentences(text: str, start: int, end: int) -> list[Span]:
    starts = [start]
    position = start
    for proposed in _sentence_tokenizer()(text[start:end]):
        found = text.find(proposed, position, end)
        if found < 0:
            continue
        if found > start and _begins_sentence(text, starts[-1], found):
            starts.append(found)
        position = found + len(proposed)
    starts += [gap for gap in _missed_gaps(text, start, end) if text[gap].isupper()]
    spans = [_trimmed(text, first, last) for first, last in pairwise([*sorted(set(starts)), end])]
    return [span for span in spans if len(span)]


def _missed_gaps(text: str, start: int, end: int) -> Iterator[int]:
    for gap in _MARKED_GAP.finditer(text, start, end):
        yield gap.end()
    for gap in _NUMBERED_GAP.finditer(text, start, end):
        if text[start : gap.start()].rstrip().lower().endswith(_NUMBERED):
            yield gap.end()


@cache
def _sentence_tokenizer() -> Callable[[str], list[str]]:
    """Return underthesea's ``sent_tokenize``, loaded without its package.

    Importing the package loads its word segmenters and taggers as well, which takes three seconds; the module of the
    sentence tokenizer needs nothing but the standard library and the parameters that lie beside it.
    """
    package = find_spec("underthesea")
    folders = (package and package.submodule_search_locations) or []
    found = PathFinder.find_spec("sent_tokenize", [str(Path(folder, "pipeline")) for folder in folders])
    if found is None or found.loader is None:
        raise ModuleNotFoundError("underthesea.pipeline.sent_tokenize: not installed", name="underthesea")
    module = module_from_spec(found)
    found.loader.exec_module(module)
    tokenizer: Callable[[str], list[str]] = module.sent_tokenize
    return tokenizer


def _begins_sentence(text: str, previous: int, position: int) -> bool:
    before = text[previous:position]
    spaced = before[-1:].isspace()
    first = text[position]
    if first.islower() or (not spaced and not first.isupper()):
        return False
    return not _OPEN_STOP.search(before.rstrip())


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def split_clauses(text: str, sentence: Span) -> list[Span]:
    """Return the clauses of one sentence: the runs between commas, semicolons, colons and dashes.

    A comma inside a number (``2,615``) is no mark, since no space follows it; nor is a dash between numbers, or
    anything within brackets.
    """
    closed = [bracket.span() for bracket in _BRACKETS.finditer(text, sentence.start, sentence.end)]
    cuts = [sentence.start]
    cuts += [
        mark.end()
        for mark in _CLAUSE_MARK.finditer(text, sentence.start, sentence.end)
        if not any(start < mark.start() < end - 1 for start, end in closed)
    ]
    spans = [_trimmed(text, first, last) for first, last in pairwise([*cuts, sentence.end])]
    return [span for span in spans if len(span)]
