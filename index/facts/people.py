"""People in a sentence with the offices written beside them, by how news introduces people.

"Nguyễn Văn A - UVTV, Trưởng ban Dân vận Quận ủy; ..." and "Trưởng ban Dân vận Quận ủy Nguyễn Văn A" are both usual.
"""

import re
from collections.abc import Iterator, Sequence

from index.facts.reading import FactGrammar, Sentence
from index.facts.records import Attendee
from index.types import Span
from index.vietnamese.normalise import spelled

_HONORIFIC = spelled("các đồng chí", "đồng chí", "các ông", "các bà", "ông", "bà", "anh", "chị") + r"(?:\s*:)?|[đd]/c"
_BEFORE_NAME = re.compile(rf"[\s,]*(?:(?<!\w)(?:{_HONORIFIC}))?\s*$")
# What leads from a name to the office of its holder, and from one of several offices to the next.
_TO_OFFICE = re.compile(rf"\s*(?:[-–—,(]|{spelled('là', 'hiện là')}(?!\w))\s*")
_NEXT_OFFICE = re.compile(rf"\s*(?:[,–—-]|{spelled('kiêm', 'và')}(?!\w))\s*(?:{spelled('kiêm')}(?!\w)\s*)?")
_OFFICE_END = re.compile(
    r"[,;:()–—\n]|\.(?=\s|$)|\s-\s|(?<!\w)(?:và\s+\d+|" + spelled(
        "cho biết", "cho rằng", "cho hay", "phát biểu", "khẳng định", "nhấn mạnh", "chia sẻ", "đã", "đang", "sẽ",
        "chủ trì", "trao",
        "trình bày", "báo cáo", "đề nghị", "yêu cầu", "bày tỏ", "dự", "tham dự", "đến dự", "tới dự", "cùng",
        "thay mặt", "làm",
        "ghi nhận", "đánh giá", "chúc", "đồng chủ trì", "nói", "thông tin", "tuyên bố", "kêu gọi", "dẫn đầu", "có",
        "là",
        "tặng", "đại diện", "và các", "và đại diện", "và lãnh đạo", "và nhiều", "và ban", "và đông đảo",
        "phát động", "ông", "bà",
        "đồng chí", "hoan nghênh", "cảm ơn", "gửi", "đọc", "tại", "thông báo", "nêu", "lưu ý", "mong", "tin tưởng",
        "trong",
        "kiêm", "khai mạc", "chỉ đạo", "do", "được", "vừa", "cũng", "về", "để", "khi", "thăm", "tiếp", "mà", "của ông"
    ) + r")(?!\w)"
)  # fmt: skip
# A comma inside the name of a unit: "Phó Trưởng ban Tôn giáo, Ủy ban Trung ương MTTQ Việt Nam Phạm Thị A".
_UNIT_COMMA = re.compile(
    rf",(?=\s{spelled('ủy ban', 'ubnd', 'mttq', 'ubmttq', 'bộ', 'hội', 'tỉnh', 'thành phố')}(?!\w))"
)
_JOINS = re.compile(rf"(?<!\w){spelled('và', 'cùng', 'với')}\s*$")
# ", ông B" begins anew where offices follow the person before: "ông A - bí thư, trưởng ban, ông B - chủ tịch".
_APART = re.compile(rf",\s*(?:{_HONORIFIC})\s*$")
_MOST_UNIT_CHARACTERS = 120
_NO_OFFICE_BEFORE = frozenset({"ban", "tap", "cac", "nhung"})
_LESSENED = frozenset({"nguyen", "quyen", "cuu", "pho"})
_COUNTRY = ("viet", "nam")
_FATHER_OF_THE_NATION = ("ho", "chi", "minh")


def find_attendees(sentence: Sentence, grammar: FactGrammar) -> list[Attendee]:
    """Return the people whom a sentence names, in order, each with the office beside the name if there is one."""
    words = sentence.words
    people = [
        words.span(person.start, person.end)
        for person in grammar.names.find_people(words.text, words.tokens)
        if _is_person(sentence, person, grammar)
    ]
    plain = sentence.plain
    offices = list(_offices(sentence, grammar))
    found = []
    for place, person in enumerate(people):
        floor = people[place - 1].end if place else 0
        ceiling = people[place + 1].start if place + 1 < len(people) else len(plain)
        office = _leading(plain, offices, floor, person) or _following(plain, offices, person, ceiling)
        name = sentence.written(person.start, person.end)
        found.append(Attendee(name, sentence.written(office.start, office.end) if office else None))
    return found


def _is_person(sentence: Sentence, person: Span, grammar: FactGrammar) -> bool:
    """Return whether a name is no place, as after quận, and not that of a city or a union."""
    tokens = sentence.words.tokens
    folded = tuple(token.folded for token in tokens[person.start : person.end])
    if folded[:3] == _FATHER_OF_THE_NATION or folded == _COUNTRY or folded in grammar.names.places:
        return False
    before = range(max(0, person.start - 3), person.start)
    return (
        not any(
            grammar.names.level_at(tokens, position, accented=True) == person.start - position for position in before
        )
        or len(folded) > 2
    )


def _offices(sentence: Sentence, grammar: FactGrammar) -> Iterator[Span]:
    """Yield where the words of an office begin and end, with what says that it is no longer held."""
    words = [token.folded for token in sentence.words.tokens]
    position = 0
    while position < len(words):
        offices = grammar.offices.get(words[position], ())
        office = next((office for office in offices if tuple(words[position : position + len(office)]) == office), None)
        before = words[position - 1] if position else ""
        if office and before not in _NO_OFFICE_BEFORE:
            first = position - 1 if before in _LESSENED else position
            yield sentence.words.span(first, position + len(office))
        position += len(office) if office else 1


def _leading(plain: str, offices: Sequence[Span], floor: int, person: Span) -> Span | None:
    """Return the offices that run into the name: "Ủy viên Bộ Chính trị, Chủ tịch Quốc hội Nguyễn Thị A"."""
    plain = _UNIT_COMMA.sub("·", plain)
    end = _BEFORE_NAME.search(plain, floor, person.start)
    last = end.start() if end else person.start
    if _JOINS.search(plain, floor, last):
        return None
    of_another = _TO_OFFICE.match(plain, floor) if floor else None
    if (
        of_another
        and any(one.start == of_another.end() for one in offices)
        and _APART.search(plain, floor, person.start)
    ):
        return None
    chain: Span | None = None
    for office in reversed([office for office in offices if floor <= office.start and office.end <= last]):
        limit = chain.start if chain else last
        unit = plain[office.end : limit]
        joined = unit.rstrip(" ,").removesuffix(" kiêm").rstrip(" ,") if chain else unit
        linked = chain is None or not unit.strip() or unit.rstrip().endswith((",", " kiêm", "kiêm"))
        if chain and of_another and of_another.end() == office.start:
            break
        if not linked or len(unit) > _MOST_UNIT_CHARACTERS or _OFFICE_END.search(joined):
            break
        chain = Span(office.start, last)
    return chain


def _following(plain: str, offices: Sequence[Span], person: Span, ceiling: int) -> Span | None:
    """Return the offices after a name: "ông A, Phó Bí thư Thường trực Quận ủy"; not one that runs into another name."""
    position, found = person.end, None
    link = _TO_OFFICE.match(plain, position)
    while link and any(office.start == link.end() for office in offices):
        office = next(office for office in offices if office.start == link.end())
        stop = _OFFICE_END.search(plain, office.end, ceiling)
        end = stop.start() if stop else ceiling
        if not stop and ceiling < len(plain) and not _closed(plain, office.end, ceiling):
            break
        found = Span(person.end if found is None else found.start, end)
        found = Span(link.end(), end) if found.start == person.end else found
        link = _NEXT_OFFICE.match(plain, end)
    return _stripped(plain, found) if found else None


def _closed(plain: str, first: int, last: int) -> bool:
    """Return whether the words up to a name end with what leads to another person (…, ông)."""
    honorific = _BEFORE_NAME.search(plain, first, last)
    return honorific is not None and bool(honorific[0].strip())


def _stripped(plain: str, span: Span) -> Span:
    joins = _JOINS.search(plain, span.start, span.end)
    end = joins.start() if joins else span.end
    while end > span.start and plain[end - 1] in " ,;-–—(":
        end -= 1
    return Span(span.start, end)
