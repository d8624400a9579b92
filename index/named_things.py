"""What has a name of its own in a sentence: the movements, programmes, models and themes that a question asks for.

"Những cuộc vận động nào", "chủ đề năm nay là gì": the answer stands after the same word, in quotation marks or in
capitals.
"""

import re
from collections.abc import Iterator

from index.sentence_words import SentenceWords, occurrences
from index.types import Question, Span

_ASKED = re.compile(r"\b(quy|(?!nhung |cac |may )\w+ \w+) (?:nao|gi)\b")
_NAMED_WHAT = re.compile(
    r"\b(chu de|khau hieu|thong diep|phuong cham|phong trao|cuoc van dong|van dong|chuong trinh|mo hinh|de an|du an"
    r"|danh hieu|cuoc thi|hoi thi|giai thuong)\b.*\b(?:la|ten|mang ten) (?:la )?gi\b"
)
_OPENING = "“\"‘'«"
_CLOSING = {"“": "”", '"': '"', "‘": "’", "'": "'", "«": "»"}
_REACH = 4  # syllables from the word to the name
_LONGEST = 200  # characters of a name in quotation marks


def named_things(question: Question, sentence: SentenceWords) -> Iterator[Span]:
    """Yield the names that follow the word which a question asks after, as spans of the sentence's text."""
    asked = question.folded
    found = _NAMED_WHAT.search(asked) or _ASKED.search(asked)
    if found is None:
        return
    folded = [token.folded for token in sentence.tokens]
    for place in occurrences(folded, found[1].split()):
        name = _name_after(sentence, place.end)
        if name:
            yield name


def _name_after(sentence: SentenceWords, first: int) -> Span | None:
    """Return the name that begins at most a few syllables after a position: quoted, or a run of capitals."""
    for position in range(first, min(first + _REACH, len(sentence.tokens))):
        between = sentence.between(position, position) if position else ""
        opening = next((mark for mark in between if mark in _OPENING), None)
        if opening:
            start = sentence.tokens[position - 1].end + between.index(opening) + 1
            end = sentence.text.find(_CLOSING[opening], start, start + _LONGEST)
            return Span(start, end) if end > start else None
        if any(mark in between for mark in ".;:,"):
            return None
        if sentence.is_capital(position):
            last = position + 1
            while last < len(sentence.tokens) and sentence.is_capital(last) and sentence.between(last, last) == " ":
                last += 1
            return sentence.span(position, last)
    return None
