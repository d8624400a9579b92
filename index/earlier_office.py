"""Questions for the office that somebody held before another: "Trước khi làm Bí thư phường X, ông A giữ chức gì?"."""

import re

from index.candidates import Candidate
from index.types import AnswerType, ConstraintKind, Question
from index.vietnamese.normalise import fold, normalise, spelled

_GOT = spelled("làm", "giữ", "nhận", "lên", "trở thành", "được bầu", "được cử", "về làm", "đảm nhiệm")
_LATER = re.compile(rf"^\W*{spelled('trước khi')}\s+{_GOT}\s+(?P<office>[^,]{{4,80}}),\s*")


_MOVED = re.compile(
    rf"^\W*{spelled('trước khi')}\s+{spelled('về', 'đến', 'chuyển về', 'chuyển sang', 'sang', 'nghỉ hưu', 'sáp nhập')}"
    r"(?!\w)[^,]{0,60},\s*"
)
_THEN = re.compile(rf"(?<!\w){spelled('trước đây', 'trước đó', 'nguyên', 'từng', 'khi đó', 'trước khi')}(?!\w)")


_OPENS_EARLIER = re.compile(r"truoc (?:do|day)\b")


# What somebody did before is what office they held: "công tác ở vị trí nào", "đứng đầu đoàn thể nào".
_POST_ASKED = re.compile(
    rf"(?:\s+{spelled('đã', 'từng', 'vốn')})*"
    rf"\s+{spelled('công tác', 'làm việc', 'đứng đầu', 'phụ trách', 'ở vị trí')}(?!\w)"
    rf".*{spelled('đâu', 'nào', 'gì')}(?!\w)"
)


def without_later_office(text: str) -> str:
    """Return a question without the office or place of later: what it names, the sentence on the earlier need not."""
    read = normalise(text)
    later = _LATER.match(read) or _MOVED.match(read)
    if later is None:
        return text
    post = _POST_ASKED.search(read, later.end())
    person = text[later.end() : post.start()] if post else ""
    whole_name = sum(word[0].isupper() for word in person.split()) >= _WHOLE_NAME
    return f"{person} giữ chức vụ gì?" if whole_name else text[later.end() :]


_WHOLE_NAME = 3  # syllables: by fewer nobody is known for an office


def asks_earlier(question: Question) -> bool:
    """Return whether a question is for an office that somebody held before something else."""
    read = normalise(question.text)
    return question.answer_type is AnswerType.OFFICE and bool(_LATER.match(read) or _MOVED.match(read))


def tells_earlier(text: str) -> bool:
    """Return whether a text says that what it tells was before ("nguyên Chủ tịch", "trước khi về phường là …")."""
    return bool(_THEN.search(normalise(text)))


def tells_earlier_office(question: Question, candidate: Candidate) -> bool:
    """Return whether a sentence gives somebody another office than the later one that the question names."""
    read = normalise(question.text) if question.answer_type is AnswerType.OFFICE else ""
    if _MOVED.match(read):
        return tells_earlier(candidate.reading.text)
    later = _LATER.match(read)
    if later is None:
        return True
    known = f" {fold(later['office'])} "
    if _OPENS_EARLIER.match(candidate.reading.line) and known not in f" {candidate.reading.line} ":
        return True
    names = [" ".join(one.words) for one in question.constraints if one.kind is ConstraintKind.PERSON]
    held = [_office(candidate.reading.folded[one.start : one.end], names) for one in candidate.typed]
    return any(office and not _is_same(office.split(), known) for office in held)


def _is_same(office: list[str], known: str) -> bool:
    """Return whether the last words of what is told begin the office known: not where they make it a deputy's."""
    return any(
        known.startswith(f" {' '.join(office[first:])} ") and not (first and office[first - 1] in _OTHER)
        for first in range(len(office))
    )


_OTHER = frozenset({"pho", "nguyen", "cuu"})


def _office(told: str, names: list[str]) -> str:
    """Return the folded words of an office beside its holder, without the name and what joins the two."""
    for name in names:
        told = told.replace(name, " ")
    told = re.sub(r"\b(?:duoc|hiep thuong|cu|bau|giu|chuc|lam|tiep tuc|danh|vu)\b", " ", told)
    return " ".join(re.findall(r"\w+", told))
