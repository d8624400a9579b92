"""Questions that only a person's name answers: "cô giáo ấy tên gì", "ca sĩ nào biểu diễn"."""

import re

from index.question_words import folded_question
from index.types import AnswerType, Question

NAMED_WHAT = re.compile(r"\bten (?:la |ho la )?(?:gi|chi)(?: the| vay| nhi| v| a)?$")
"""The name of something is asked for, in folded words."""

_PERSONS = (
    r"\b(?:nguoi|co giao|thay giao|giao vien|hoc sinh|dong chi|can bo|nan nhan|tai xe|bac si|ca si|nghe si|nha bao"
    r"|phong vien|ba cu|cu ong|chu nha|chu ho|ong|nu sinh)\b"
)
PERSON_NAMED = re.compile(rf"{_PERSONS}.*{NAMED_WHAT.pattern}|{_PERSONS} nao\b")
"""The name of a person is, in folded words."""


def asks_for_name(question: Question) -> bool:
    """Return whether nothing but a person's name answers."""
    asked = folded_question(question.search_text).rstrip(" ?.!")
    return question.answer_type is AnswerType.WHO and bool(PERSON_NAMED.search(asked))
