"""Questions that only a person's name answers: "cô giáo ấy tên gì", "ca sĩ nào biểu diễn"."""

import re

from index.types import AnswerType, Question

NAMED_WHAT = re.compile(r"\bten (?:la |ho la )?(?:gi|chi)(?: the| vay| nhi| v| a| ban| bot){0,2}$")
"""The name of something is asked for, in folded words."""

_PERSONS = (
    r"\b(?:nguoi|dai dien|co giao|thay giao|giao vien|hoc sinh|dong chi|can bo|nan nhan|tai xe|bac si|ca si|nghe si"
    r"|nha bao|vo|chong|con trai|con gai|phong vien|ba cu|cu ong|chu nha|chu ho|ong|nu sinh)\b"
)
_RELATED = r"(?:tru tri|chau (?:noi|ngoai|trai|gai)|gia lang|truong (?:thon|ap|ban)|linh muc)\b"
PERSON_NAMED = re.compile(
    rf"{_PERSONS}.*{NAMED_WHAT.pattern}|{_PERSONS} nao\b"
    rf"|^(?:hai |ba |\d+ )?{_RELATED}.*{NAMED_WHAT.pattern}"
    r"|^ten (?:(?:cac|nhung|hai|ba|bon|\d+) )*(?:nguoi|dong chi|dai bieu|ca nhan|can bo)\b"
)
"""The name of a person is, in folded words."""


NAME_BEGGED = re.compile(r"(?:cho (?:\w+ )?)?(?:xin|biet) (?:\w+ )?(?:ho )?ten\b")
"""A name is asked for without a word that asks, in folded words: "cho tôi xin tên Chủ tịch xã"."""

DOER_ASKED = re.compile(
    r"\b(?:ai|nguoi nao|dong chi nao|ong nao|ba nao) (?!(?:la|lam|giu|dang|hien|duoc|bau|dam|phu|dung|thay|ke|nam|len"
    r"|se|da|tung|vua|moi|tro|trung|dac|cu|bo|nhan|kiem|nay|khi|luc|thi|the|vay)\b)"
)
"""Who does something is asked for, in folded words, and not who is what."""

HOLDING = re.compile(r"\b(?:chuc|chuc vu|cuong vi|vai tro|lam)\b")
"""What leads to an office that somebody holds or gets, in folded words."""


_ACTS = re.compile(
    r"^(?!.*\bvoi (?:nhung )?ai\b).*\b(?:ki|ki ket|phat bieu|chu tri|chu toa|trinh bay|y kien|gop y|khai mac|be mac"
    r"|ket luan|dai dien|dieu hanh)\b"
)


def asks_who_acted(question: Question) -> bool:
    """Return whether the question is who did what only people do: sign, speak, chair."""
    asked = question.folded
    return question.answer_type is AnswerType.WHO and bool(_ACTS.search(asked))


def asks_for_name(question: Question) -> bool:
    """Return whether nothing but a person's name answers."""
    asked = question.folded.rstrip(" ?.!")
    return question.answer_type is AnswerType.WHO and bool(PERSON_NAMED.search(asked))
