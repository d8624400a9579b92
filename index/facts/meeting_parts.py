"""The pieces of a meeting: its number, part of the day, place, organiser, chair, people, purpose and results."""

import re
from collections.abc import Iterator, Sequence

from index.facts.meeting_results import DECIDED
from index.facts.occasions import NAMED, Occasion
from index.facts.people import find_attendees
from index.facts.reading import FactGrammar, Sentence, Story
from index.facts.records import Attendee, Written
from index.ordinals import canonical_numbers
from index.vietnamese.dates import WrittenDate
from index.vietnamese.normalise import fold, normalise, spelled

_ORDINAL = re.compile(
    rf"(?<!\w)(?:{spelled('lần thứ', 'lần', 'kỳ họp thứ', 'phiên họp thứ', 'phiên thứ', 'hội nghị thứ')})"
    rf"\s+(?P<number>(?!thu\b)(?!{spelled('thứ')}\b)\w+)"
)
_DAY_PART = re.compile(rf"(?<!\w)(?P<part>{spelled('sáng', 'trưa', 'chiều', 'tối')})(?!\w)")
_DAY_PART_REACH = 24
_MARK = r"[,;:\n]|\.(?=\s|$)|\s[-–—]\s"
_AT = re.compile(
    r"(?<!\w)(?<!phát biểu )(?:" + spelled("tại") + r"|(?:(?<=, )|(?<=diễn ra )|(?<=tổ chức ))" + spelled("ở")
    + r")\s+(?!"
    + spelled("đây", "đó", "buổi", "lễ", "hội nghị", "hội thảo", "cuộc", "kỳ", "phiên", "đại hội", "chương trình",
    "các", "nhiều", "điểm b", "quyết định", "thông báo",
    "khoản", "điều", "nghị", "chức", "thời điểm", "diễn đàn", "tọa đàm", "ngày hội", "công văn", "kết luận",
    "văn bản", "trận", "việt nam") + r"(?!\w))"
)  # fmt: skip
_PLACE_END = re.compile(
    rf"(?:{_MARK}|(?<!\w)(?:"
    + spelled("đã", "sẽ", "để", "nhằm", "diễn ra", "tổ chức", "với", "do", "có", "vào", "được", "ngày", "sáng",
    "chiều", "tối", "vừa", "đang", "ủy ban mặt trận", "ủy ban mttq",
    "ubmttq", "ban thường trực", "nhân dịp", "và trao", "cho", "khi", "theo", "trong", "của", "cùng", "dưới", "nhằm",
    "đang",
    "hôm", "dự kiến") + r")(?!\w)|(?<=\))\s)"
)  # fmt: skip
# What goes on with a place after a comma: a number, a street, or a larger place.
_PLACE_GOES_ON = re.compile(
    r",\s*(?:" + spelled("số", "đường", "phố", "thôn", "xóm", "ấp", "khu", "xã", "phường", "thị trấn", "quận",
    "huyện", "thị xã", "thành phố", "tp", "tỉnh", "q.", "h.", "p.") + r")(?!\w)"
)  # fmt: skip
_ORGANISED = re.compile(
    r"(?<!\w)(?:" + spelled("đã", "vừa", "sẽ", "đều", "đồng loạt", "long trọng", "trọng thể", "phối hợp cùng nhau",
    "phối hợp", "cùng",
    "chính thức", "cũng đã") + r"\s+)*"
    + spelled("tổ chức", "làm", "khai mạc", "tiến hành", "phát động", "họp", "mở", "đã có", "chính thức vận hành",
    "tiếp xúc cử tri") + r"(?!\w)"
)  # fmt: skip
_ORGANISED_BY = re.compile(
    r"(?<!\w)" + spelled("do") + r"\s+(?P<body>(?:(?!\bdo\b)[^;\n]){3,240}?)\s+(?:" + spelled("đã", "vừa",
    "phối hợp", "cùng", "đồng")
    + r"\s+)*" + spelled("tổ chức", "chủ trì tổ chức", "đăng cai") + r"(?!\w)"
)  # fmt: skip
_LED_BY = re.compile(
    r"(?<!\w)(?:" + spelled("đồng chủ trì", "chủ trì", "chủ tọa", "đồng chủ tọa", "làm trưởng đoàn", "dẫn đầu",
    "làm chủ tọa") + "|" + spelled("điều hành") + r"(?!\s" + spelled("của") + r"))(?!\w)(?!\s+" + spelled("vận động",
    "soạn thảo", "xây dựng", "thực hiện",
    "phối hợp", "triển khai", "kinh tế") + r")"
)  # fmt: skip
_PURPOSE = re.compile(
    rf"(?<!\w){spelled('để', 'nhằm', 'về việc', 'về thực hiện', 'với nội dung', 'với mục đích')}\s+"
    r"(?P<why>[^.;\n]{8,240})"
)
# What somebody says or does at the meeting has an aim of its own.
_SAID = re.compile(
    r"(?<!\w)" + spelled("cho biết", "cho rằng", "cho hay", "đề nghị", "đồng ý", "nhấn mạnh", "yêu cầu", "phát biểu",
    "trình bày",
    "thảo luận", "thông tin", "kiến nghị", "chỉ đạo") + r"(?!\w)"
)  # fmt: skip
# "buổi làm việc với A về ...": with whom comes before about what.
_WORKED_ON = re.compile(
    rf"(?:\w+\s)?{spelled('làm việc')}\s[^,;.]*?\s{spelled('về việc', 'về')}\s+(?P<why>[^.;\n]{{8,240}})"
)
# "Buổi lễ nhằm ...", "Hội nghị được tổ chức để ..." tell it in the sentence after.
_AIMS = re.compile(rf"[^,;.]{{4,60}}?(?<!\w){spelled('nhằm', 'để')}\s+(?P<why>[^.;\n]{{8,240}})")


def find_ordinal(story: Story, occasion: Occasion) -> Written | None:
    """Return the number of a meeting in digits (lần thứ X); without a span where only the title has it."""
    sentence = occasion.sentence
    about = _SPEAKS_OF.search(sentence.plain, occasion.start, occasion.end)
    match = _ORDINAL.search(sentence.plain, occasion.start, about.start() if about else occasion.end)
    if match is None:
        title = normalise(story.article.title)
        own, named = NAMED.match(sentence.plain, occasion.start), NAMED.search(title)
        titled = _ORDINAL.search(title) if own and named and own[0] == named[0] else None
        number = _number(titled) if titled else None
        return Written(number, None) if number else None
    number = _number(match)
    return Written(number, sentence.in_body(match.start(), match.end())) if number else None


# What a press conference or a report is about has a number of its own.
_SPEAKS_OF = re.compile(
    rf"(?<!\w){spelled('về', 'tổng kết', 'triển khai', 'quán triệt', 'hướng tới', 'chào mừng')}(?!\w)"
)


def _number(ordinal: re.Match[str]) -> str | None:
    number = canonical_numbers(["lan", fold(ordinal["number"])])[-1]
    return number if number.isdigit() else None


def find_part_of_day(occasion: Occasion) -> Written | None:
    """Return the part of the day that stands beside the day: sáng ngày 21/02, chiều qua (8/2)."""
    day, sentence = occasion.day, occasion.dated_by
    if day is None or sentence is None:
        return None
    before = list(_DAY_PART.finditer(sentence.plain, max(0, day.start - _DAY_PART_REACH), day.end))
    match = before[-1] if before else _DAY_PART.match(sentence.plain, day.end + 1)
    if match is None:
        return None
    return Written(match["part"], sentence.in_body(match.start("part"), match.end("part")))


def find_place(occasion: Occasion) -> Written | None:
    """Return where a meeting was held: what "tại" leads to in the sentence that names or dates it."""
    return next(filter(None, (_place(sentence, occasion) for sentence in _telling(occasion))), None)


def _place(sentence: Sentence, occasion: Occasion) -> Written | None:
    for match in _AT.finditer(sentence.plain):
        if sentence is occasion.sentence and occasion.start < match.start() < occasion.end:
            continue
        ends = [occasion.end] if sentence is occasion.sentence else []
        ends += [occasion.day.end] if occasion.day and sentence is occasion.dated_by else []
        beside = any(sentence.plain[end : match.start()].strip(" ,()") == "" for end in ends if end <= match.start())
        if not beside and not _TELLS_WHERE.search(sentence.plain[: match.start()]):
            continue
        end = _end(sentence.plain, match.end(), _PLACE_END, _PLACE_GOES_ON)
        if sentence.text[match.end() : end].strip():
            return sentence.trimmed(match.end(), end)
    return None


# What stands before "tại" where it tells of the meeting, and not where somebody works or lives.
_TELLS_WHERE = re.compile(
    r"(?:^\W*|[,;(–-]\s*|(?<!\w)(?:" + spelled("diễn ra", "tổ chức", "khai mạc", "bế mạc", "gặp mặt", "họp",
    "trọng thể", "long trọng",
    "thành công", "trực tuyến", "trực tiếp", "cũng", "nay", "qua", "sáng", "chiều", "tối", "ngày", "cử tri", "có mặt",
    "tiến hành", "thảo luận", "làm việc") + r")\s+|\d\)?\s+)$"
)  # fmt: skip


def find_organiser(occasion: Occasion) -> Written | None:
    """Return who held a meeting: whom "do ... tổ chức" names, or the subject of its verb."""
    return next(filter(None, (_organiser(sentence, occasion) for sentence in _telling(occasion))), None)


def _organiser(sentence: Sentence, occasion: Occasion) -> Written | None:
    by = _ORGANISED_BY.search(sentence.plain)
    if by:
        return sentence.trimmed(by.start("body"), by.end("body"))
    last = occasion.start + 1 if sentence is occasion.sentence else len(sentence.plain)
    verbs = [verb for verb in _ORGANISED.finditer(sentence.plain) if verb.end() <= last or verb.start() < last]
    if not verbs:
        return None
    verb = verbs[-1] if sentence is occasion.sentence else verbs[0]
    start = _subject_start(sentence, verb.start(), occasion.day if sentence is occasion.dated_by else None)
    led = _LED_DELEGATION.search(sentence.plain, start, verb.start())
    end = led.start() if led else verb.start()
    words = sentence.plain[start:end]
    if _NO_BODY.match(words) or _CHAIRS.search(words) or NAMED.match(words.lstrip()):
        return None
    return sentence.trimmed(start, end) if words.strip(" ,-–") else None


def _telling(occasion: Occasion) -> Iterator[Sentence]:
    """Yield the sentence that names the meeting, the one that dates it, and those that go on with it."""
    told = [occasion.sentence, occasion.dated_by, *occasion.going_on]
    yield from {sentence.span: sentence for sentence in told if sentence}.values()


# What is no one who could hold a meeting: a verb without its subject, the meeting itself, who only chairs it.
_NO_BODY = re.compile(
    r"\s*" + spelled("phát biểu", "trình bày", "trả lời", "thông tin", "vừa", "đã", "sẽ", "nội dung", "kết luận",
    "được", "theo",
    "đây là", "đó là", "kỳ", "phiên", "buổi", "chương trình", "lễ", "sự kiện", "việc", "trước", "sau") + r"(?!\w)"
)  # fmt: skip
_CHAIRS = re.compile(rf"(?<!\w){spelled('chủ trì', 'chủ tọa', 'điều hành')}\s*$")
_LED_DELEGATION = re.compile(rf"\s{spelled('do', 'gồm')}\s")
_CLAUSE_MARK = re.compile(r",\s+|\s[-–—]\s|:\s|\)\s*,?\s*")
_DASHES = frozenset({"-", "–", "—"})  # "tại Trung tâm Báo chí - Nhà A, ..." is one place
_IS_WHERE = re.compile(rf"{spelled('tại', 'ở')}(?!\w)")
_SHORTEST_SUBJECT = 6
_LEVEL = re.compile(spelled("số", "đường", "xã", "phường", "quận", "huyện", "tỉnh", "thành phố", "tp") + r"(?!\w)")
_ADVERBIAL = re.compile(
    r"(?<!\w)(?:" + spelled("ngày", "sáng", "chiều", "tối", "trưa", "tại", "ở", "vừa qua", "thực hiện", "nhân dịp",
    "nhân", "hưởng ứng", "trong", "theo", "nhằm", "để", "được sự", "sau",
    "hôm nay", "hôm qua", "mới đây", "vào", "hướng tới", "chào mừng", "với", "đến", "cùng ngày", "tiếp tục",
    "tiếp", "căn cứ") + r")(?!\w)"
)  # fmt: skip


def _subject_start(sentence: Sentence, end: int, day: WrittenDate | None) -> int:
    """Return where the subject begins that ends at ``end``: after the last clause that tells when, where or why."""
    plain = sentence.plain
    start = 0
    for mark in _CLAUSE_MARK.finditer(plain, 0, end):
        clause = plain[start : mark.start()].strip(" (")
        dated = day is not None and day.start < mark.end() <= day.end + len(mark[0]) + 1
        before_day = day is not None and mark.end() <= day.start
        if mark[0].strip() in _DASHES and _IS_WHERE.match(clause):
            continue
        if dated or before_day or len(clause) < _SHORTEST_SUBJECT or _ADVERBIAL.match(clause) or _LEVEL.match(clause):
            start = mark.end()
    if day is not None and start <= day.start < end:
        start = day.end
    rest = plain[start:end]
    return start + len(rest) - len(rest.lstrip(" ,-–)(:"))


def find_people(story: Story, grammar: FactGrammar) -> tuple[Attendee, ...]:
    """Return the people whom an article names with an office, each once, at the first mention that tells it.

    Who is named only where it is told what was decided is elected there, and need not have come; nor has whom the news
    is about ("vụ ông A").
    """
    found: dict[str, Attendee] = {}
    came: set[str] = set()
    for span in story.sentences:
        plain = story.plain(span)
        for attendee in find_attendees(story.read(span), grammar):
            start = attendee.name.span.start - span.start if attendee.name.span else 0
            if _SPOKEN_OF.search(plain[max(0, start - _SPOKEN_REACH) : start]):
                continue
            if not DECIDED.search(plain):
                came.add(attendee.name.value)
            if attendee.office:
                found.setdefault(attendee.name.value, attendee)
    return tuple(attendee for name, attendee in found.items() if name in came)


def find_chairs(story: Story, people: Sequence[Attendee], grammar: FactGrammar) -> tuple[Attendee, ...]:
    """Return who is said to chair or lead, as ``people`` have them if they do."""
    known = {one.name.value: one for one in people}
    for span in story.sentences:
        match = _LED_BY.search(story.plain(span))
        if match is None:
            continue
        inside = find_attendees(story.read(span), grammar)
        before = [one for one in inside if one.name.span and one.name.span.end <= span.start + match.start()]
        chosen = before or inside[:1]
        if chosen:
            return tuple(known.get(one.name.value, one) for one in chosen)
    return ()


_SPOKEN_OF = re.compile(
    r"(?<!\w)" + spelled("vụ", "đối với", "với", "trường hợp", "gia đình", "nhà", "của") + r"\s+(?:"
    + spelled("việc") + r"\s+)?"
    + spelled("ông", "bà", "anh", "chị") + r"\s+$"
)  # fmt: skip
_SPOKEN_REACH = 24


def find_purpose(occasion: Occasion) -> Written | None:
    """Return what a meeting was held to do: the clause after "để" or "nhằm" in the sentence that reports it."""
    plain = occasion.sentence.plain
    match = _PURPOSE.search(plain, occasion.end)
    if match and not _SAID.search(plain, occasion.end, match.start()):
        return occasion.sentence.trimmed(match.start("why"), match.end("why"))
    told = _WORKED_ON.match(plain, occasion.start, occasion.end)
    if told:
        return occasion.sentence.trimmed(told.start("why"), told.end("why"))
    for sentence in occasion.going_on:
        aims = _AIMS.match(sentence.plain)
        if aims:
            return sentence.trimmed(aims.start("why"), aims.end("why"))
    return None


def _end(plain: str, start: int, stop: re.Pattern[str], goes_on: re.Pattern[str]) -> int:
    found = stop.search(plain, start)
    while found and (more := goes_on.match(plain, found.start())):
        found = stop.search(plain, more.end())
    return found.start() if found else len(plain)
