"""Figures of several places together, which are no figure of one: "bốn huyện A, B, C, D hoàn thành 298 nhà"."""

import re
from collections.abc import Iterator

from index.candidates import Candidate
from index.types import FIGURES, ConstraintKind, Question
from index.vietnamese.normalise import CAPITAL, fold, normalise, spelled

_LEVEL = spelled(
    "tỉnh", "thành phố", "tp", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "thôn", "bản", "ấp", "xóm"
)  # fmt: skip
_SEVERAL = rf"(?:{spelled('các', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín', 'mười')}|\d+)"
_NAME = rf"{CAPITAL}\w*(?: {CAPITAL}\w*){{0,3}}"
_ROW = re.compile(
    rf"(?i:(?<!\w){_SEVERAL} {_LEVEL}(?:, {_LEVEL})*):? "
    rf"(?P<names>{_NAME}(?:(?:, | và | - )(?:(?i:{_LEVEL}) )?{_NAME})+)"
)
_JOINT = re.compile(r", | và | - ")
_EACH = re.compile(r"\bmoi\b|\blan luot\b|/(?!\d)")


def tells_of_one(question: Question, candidate: Candidate) -> bool:
    """Return whether a figure is not only that of several places together, of which the question names one."""
    if question.answer_type not in FIGURES or not candidate.typed:
        return True
    asked = [" ".join(one.words) for one in question.constraints if one.kind is ConstraintKind.PLACE]
    joined = any(_names_one(row, asked) for row in _rows(candidate))
    return not joined or bool(_EACH.search(question.folded))


def _rows(candidate: Candidate) -> Iterator[str]:
    """Yield the rows of places in the parts between semicolons that hold a figure asked for, if it is not of each."""
    text = candidate.reading.text
    for found in _ROW.finditer(text):
        first, last = text.rfind(";", 0, found.start()) + 1, text.find(";", found.end())
        last = last if last > 0 else len(text)
        told = sum(first <= one.start < last for one in candidate.typed)
        each = told >= len(_JOINT.split(found["names"]))  # "phường A, B lần lượt có 42 và 39 người"
        if told and not each and not _EACH.search(fold(normalise(text[first:last]))):
            yield found["names"]


def _names_one(row: str, asked: list[str]) -> bool:
    """Return whether exactly one of the places asked of stands in a row of several."""
    told = [fold(name) for name in _JOINT.split(row)]
    held = [place for place in asked if any(re.search(rf"\b{place}$", name) for name in told)]
    return len(told) > 1 and len(held) == 1
