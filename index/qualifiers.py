"""What tells one body or occasion from another of its kind, and the named place of a kind that a question asks for.

"Cụm thi đua lĩnh vực Kinh tế" is another than "Cụm thi đua lĩnh vực Pháp luật và Tôn giáo".
"""

import re
from collections.abc import Iterator, Sequence

from index.question_words import QuestionWords
from index.sentence_words import occurrences
from index.types import Constraint, ConstraintKind, Span

# Bodies and occasions of which there are several; the first group is followed by its name right away.
_NAMED = ("cum thi dua", "khoi thi dua", "hoi dong tu van", "cau lac bo", "cum", "khoi")
_LED = ("hoi nghi", "hoi thao", "hoi thi", "toa dam", "lop tap huan", "ban", "to", "doan", "buoi", "dot")
_LEADS = (("linh", "vuc"), ("chuyen", "de"))
_JOINING = frozenset({"va", "cac", "ve", "thuoc", "trong", "theo"})
_STOPS = frozenset(
    {
        *("to", "hop", "dien", "o", "tai", "do", "co", "la", "duoc", "da", "se", "dang", "ngay", "nam", "thang", "vao"),
        *(
            "khi",
            "bao",
            "may",
            "ai",
            "gi",
            "nao",
            "cua",
            "nay",
            "de",
            "nham",
            "lam",
            "bau",
            "chon",
            "so",
            "lan",
            "nhiem",
        ),
    }
)
_TERM = 2  # syllables: "Kinh tế", "Pháp luật"
_KINDS = tuple(tuple(named.split()) for named in (*_NAMED, "linh vuc", "chuyen de"))
_VENUES = re.compile(
    r"\b(nha tang le|hoi truong|nha van hoa|nha van hoa thon|trung tam hoi nghi|trung tam van hoa|nha hat|khach san"
    r"|san van dong|nha thi dau|bao tang|quang truong|cong vien|nha tho|chua|dinh lang|nghia trang|benh vien|tru so"
    r"|truong) nao\b"
)
_NEAR = 5


def find_qualifiers(reading: QuestionWords) -> Iterator[Constraint]:
    """Yield what qualifies a body or occasion that a question names: a field after "lĩnh vực", or its own name."""
    for head in (*_NAMED, *_LED):
        for body in occurrences(reading.words, tuple(head.split())):
            if reading.accented and reading.tokens[body.start].text == "khỏi":
                continue  # "ly khai khỏi The Hague" is no khối
            led = next((lead for lead in _LEADS if occurrences(reading.words[body.end : body.end + 3], lead)), None)
            first = occurrences(reading.words[body.end : body.end + 3], led)[0].end + body.end if led else body.end
            capital = first < len(reading.words) and _begins_name(reading, first)
            if reading.words[first : first + 2] == ["thi", "dua"]:
                continue  # the longer head has been looked at
            if not (led or (head in _NAMED and capital)):
                continue
            name = _name(reading, first)
            if name:
                words = tuple(word for word in reading.words[name.start : name.end] if word not in _JOINING)
                yield Constraint(
                    ConstraintKind.QUALIFIER,
                    reading.written(Span(body.start, name.end)),
                    words,
                    head=(*head.split(), *(led or ())),
                )
                return


def _begins_name(reading: QuestionWords, position: int) -> bool:
    written = reading.text[reading.tokens[position].start : reading.tokens[position].end]
    return written[0].isupper() and not written.isupper() and reading.between(position) == " "


def _name(reading: QuestionWords, first: int) -> Span | None:
    """Return the terms of two syllables that follow, joined by "và", a comma or a dash."""
    last = first
    while last + 1 < len(reading.words) and not _STOPS & {*reading.words[last : last + _TERM]}:
        last += _TERM
        joined = last < len(reading.words) and (
            reading.words[last] == "va" or (reading.between(last).strip() in {",", "-", "–"})
        )
        if not joined:
            break
        last += reading.words[last] == "va"
    return Span(first, last) if last > first else None


def names_qualified(words: Sequence[str], constraint: Constraint) -> bool:
    """Return whether the folded words of a text name the same body or occasion: its field right after its kind."""
    telling = [word for word in words if word not in _JOINING]
    return any(
        tuple(telling[max(0, span.start - len(kind)) : span.start]) == kind
        for span in occurrences(telling, constraint.words)
        for kind in _KINDS
    )


def find_venue(reading: QuestionWords) -> Iterator[Constraint]:
    """Yield the kind of place of which a question asks for one by name ("ở nhà văn hóa nào")."""
    asked = _VENUES.search(reading.line)
    if asked:
        first = reading.line[: asked.start()].count(" ")
        words = tuple(asked[1].split())
        yield Constraint(ConstraintKind.VENUE, reading.written(Span(first, first + len(words))), words)


def names_venue(reading: QuestionWords, venue: Sequence[str]) -> bool:
    """Return whether a text names a place of this kind: a capital or a number follows closely."""
    for span in occurrences(reading.words, venue):
        for position in range(span.end, min(span.end + _NEAR, len(reading.words))):
            if {*reading.between(position)} & {*",;:.()"}:
                break
            if reading.is_capital(position) or reading.words[position].isdigit():
                return True
    return False
