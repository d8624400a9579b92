"""The sentence that reports a meeting, and what the meeting is called there."""

import re
from dataclasses import dataclass, replace

from index.facts.reading import Sentence, Story
from index.facts.records import Written
from index.vietnamese.dates import WrittenDate
from index.vietnamese.normalise import normalise, spelled

# What a meeting is, the longer words first; "lễ" needs what it was held for.
_CEREMONIES = (
    "phát động", "ra quân", "kỷ niệm", "ký kết", "ký", "khai mạc", "bế mạc", "trao", "công bố", "mít tinh",
    "tôn vinh", "tuyên dương",
    "biểu dương", "bàn giao", "khởi công", "động thổ", "khánh thành", "hưởng ứng", "đón", "tổng kết", "tiếp nhận",
    "ra mắt", "khai giảng",
    "cầu siêu", "tưởng niệm", "dâng hương", "viếng", "chào mừng", "giao nhận", "thành lập", "sơ kết", "vinh danh",
    "gắn biển", "khai trương",
    "kết nạp", "tiếp đón", "truy điệu", "giỗ", "cưới", "trồng cây", "xuất quân", "thượng cờ", "tri ân", "hội"
)  # fmt: skip
NOUN = (
    r"(?<!\w)(?:"
    + spelled(
        "phiên hội nghị", "hội nghị", "tọa đàm", "đại hội", "kỳ họp", "phiên họp", "cuộc họp", "buổi họp",
        "buổi làm việc", "cuộc làm việc", "buổi gặp mặt", "cuộc gặp mặt", "buổi gặp gỡ", "chương trình gặp gỡ",
        "cuộc gặp", "gặp mặt",
        "buổi tiếp xúc cử tri", "tiếp xúc cử tri", "buổi tiếp xúc", "buổi lễ", "mít tinh", "ngày hội", "hội thi",
        "họp báo",
        "diễn đàn", "buổi đối thoại", "giao ban", "đại lễ", "lễ hội", "buổi tọa đàm", "phiên bế mạc",
        "phiên khai mạc", "buổi tập huấn"
    ) + r"|" + spelled("hội thảo") + r"(?!\s" + spelled("luận") + r")|" + spelled("lễ") + r"\s+"
    + spelled(*_CEREMONIES)
    + r"|" + spelled("làm việc") + r"(?=\s+" + spelled("với") + r")"
    + r"|" + spelled("chương trình") + r"(?=\s+(?:[“\"'‘]|" + spelled("truyền hình", "nghệ thuật", "giao lưu",
    "cả nước chung tay", "đi bộ") + r"))"
    + r")(?!\w)"
)  # fmt: skip
NAMED = re.compile(NOUN)
# Words of holding, right before the name of the meeting or somewhere after it.
_HOLDING = re.compile(
    r"(?<!\w)" + spelled(
        "tổ chức", "khai mạc", "tiến hành", "chủ trì", "đồng chủ trì", "chủ tọa", "mở", "đã có", "có", "tham dự",
        "dự", "tới dự", "đến dự", "diễn ra",
        "phối hợp tổ chức", "bế mạc", "tham gia", "phát biểu tại", "tại", "trong", "triệu tập"
    ) + r"(?:\s+" + spelled("trọng thể", "thành công", "đã", "vừa", "các", "nhiều", "một", "cuộc", "buổi", "phiên",
    "được", "long trọng", "thêm", "và chủ trì", "và", "ra")
    + r"){0,3}\s+$"
)  # fmt: skip
_STRONGLY_HOLDING = re.compile(
    spelled("tổ chức", "khai mạc", "tiến hành", "chủ trì", "chủ tọa", "mở", "diễn ra", "có", "dự", "tham gia")
)
_HELD_AFTER = re.compile(
    r"(?<!\w)" + spelled("diễn ra", "được tổ chức", "đã khai mạc", "khai mạc", "đã bế mạc", "bế mạc",
    "tổ chức tại", "do", "được diễn ra") + r"(?!\w)"
)  # fmt: skip
_HELD = re.compile(
    r"(?<!\w)"
    + spelled("tổ chức", "diễn ra", "khai mạc", "đã có", "tiến hành", "chủ trì", "họp", "phối hợp", "dự",
    "tham gia", "tiếp xúc", "tham dự")
    + r"(?!\w)"
)  # fmt: skip
# A meeting in these is one that a document or plan names, and not one that is reported.
_RECALLED = re.compile(
    r"(?<!\w)" + spelled(
        "nghị quyết", "kế hoạch", "tiến tới", "chào mừng", "văn kiện", "chỉ tiêu", "sau", "trước", "chuẩn bị",
        "chuẩn bị cho", "quy chế", "tinh thần",
        "các", "những", "đại biểu", "hướng tới", "từ", "tổ chức các", "kể từ", "thành công", "gửi đến",
        "quan tâm đến", "đến", "ngoài", "quốc"
    ) + r"(?:\s+của)?\s+$"
)  # fmt: skip
_NAME_END = re.compile(
    r"[,;:\n]|\.(?=\s|$)|(?<!\w)(?:" + spelled(
        "để", "nhằm", "tại", "diễn ra", "được", "đã", "sẽ", "với sự", "với chủ đề", "với tổng", "dưới sự", "do",
        "vào", "nhân dịp", "có", "là", "đang", "vừa",
        "trong khuôn khổ", "theo hình thức", "bằng hình thức", "qua đó", "thông qua báo cáo", "khai mạc", "bế mạc",
        "hôm", "bước vào", "vẫn", "cũng", "đặt ra", "sáng",
        "chiều", "tối", "ông", "bà", "đồng chí"
    ) + r"|" + spelled("ngày") + r"(?=\s+\d)|" + spelled("dự kiến", "như thường lệ", "này") + r")(?!\w)"
)  # fmt: skip
_BEFORE_THIS = re.compile(rf"{spelled('trước đó', 'trước đây')}(?!\w)")
_EVERY_YEAR = re.compile(rf"(?<!\w){spelled('hàng năm', 'hằng năm', 'mỗi năm')}(?!\w)")
_GOES_ON = re.compile(
    spelled("chương trình", "hội nghị", "buổi lễ", "lễ", "sự kiện", "đại hội", "hội thảo", "buổi làm việc",
    "cuộc họp")
    + r"\s+(?:" + spelled("này", "trên") + r"\s+)?" + spelled("do", "được", "diễn ra", "sẽ", "đã", "nhằm") + r"(?!\w)"
)  # fmt: skip
_OF_DOCUMENT = re.compile(
    r"(?<!\w)" + spelled("số", "kế hoạch", "quyết định", "nghị quyết", "công văn", "chỉ thị", "thông tri",
    "kết luận", "hướng dẫn")
    + r"\s+\d[^,;.]{0,30}$"
)  # fmt: skip
_DOCUMENT_REACH = 60
_BARE = re.compile(spelled("buổi lễ", "hội nghị", "buổi làm việc", "cuộc họp", "buổi gặp mặt", "buổi họp"))
_NAME_GOES_ON = re.compile(
    r",?\s*"
    + spelled(
        "nhiệm kỳ",
        "khóa",
        "lần thứ",
        "ký kết",
        "triển khai",
        "tổng kết",
        "sơ kết",
        "phát động",
        "phương hướng",
        "bàn",
        "đánh giá",
        "kỷ niệm",
        "trao",
    )
    + r"(?!\w)"
)
_QUOTATION = re.compile(r"“[^“”\n]{2,180}”|\"[^\"\n]{2,180}\"|‘[^‘’\n]{2,180}’|«[^«»\n]{2,180}»")
# "lần thứ ba": the number is no "bà" who comes after the name.
_LEADS_NUMBER = re.compile(rf"(?<!\w){spelled('thứ', 'lần')}\s+$")
_NUMBER = re.compile(r"\w+")
# A meeting that the text points back or forward to: "cuộc gặp này", "kỳ họp tới".
_POINTED_AT = re.compile(
    r"\s+"
    + spelled("này", "tới", "tới đây", "sắp tới", "vừa qua", "nói trên", "trước", "trước đó", "vừa rồi")
    + r"(?!\w)"
)
_LONGEST_NAME = 220
_LEAD_SENTENCES = 8


@dataclass(frozen=True, slots=True)
class Occasion:
    """A sentence that reports a meeting: where its name stands in the sentence, and the day, which ``dated_by`` has.

    The day is in the same sentence or in one beside it; ``going_on`` are those after it that go on with the meeting
    ("Chương trình do ... tổ chức tối 15-10").
    """

    sentence: Sentence
    start: int
    end: int
    day: WrittenDate | None
    dated_by: Sentence | None = None
    going_on: tuple[Sentence, ...] = ()


def find_occasion(story: Story) -> Occasion | None:
    """Return the first sentence that reports a meeting with its day, else the first of the lead that reports one."""
    undated: Occasion | None = None
    for number, span in enumerate(story.sentences):
        if not NAMED.search(story.plain(span)):
            continue
        occasion = _occasion(story, story.read(span))
        if occasion is None:
            continue
        beside = [story.read(after) for after in story.sentences[number + 1 : number + 3]]
        occasion = replace(occasion, going_on=tuple(one for one in beside if _GOES_ON.match(one.plain)))
        if occasion.day:
            return occasion
        if undated is None and number < _LEAD_SENTENCES:
            undated = _dated_beside(story, occasion, number)
            if undated.day:
                return undated
    return undated


def _occasion(story: Story, sentence: Sentence) -> Occasion | None:
    """Return the meeting that a sentence reports, one that is held before one that is only spoken of."""
    plain = sentence.plain
    if _EVERY_YEAR.search(plain) or _BEFORE_THIS.match(plain):
        return None
    day = _day(story, sentence)
    named = [match for match in NAMED.finditer(plain) if not _RECALLED.search(plain[: match.start()])]
    named = [match for match in named if not _POINTED_AT.match(plain, match.end())]
    held = next((match for match in named if _is_held(plain, match)), None)
    chosen = held or (named[0] if named and day and _HELD.search(plain) else None)
    return (
        Occasion(sentence, chosen.start(), _name_end(plain, chosen), day, sentence if day else None) if chosen else None
    )


def _day(story: Story, sentence: Sentence) -> WrittenDate | None:
    """Return the first day of a sentence that is news, and not that of a document (Kết luận số 361 ngày 13-7-2018)."""
    days = [found for found in sentence.words.dates if found.kind == "day"]
    days = [found for found in days if not _OF_DOCUMENT.search(sentence.plain[: found.start][-_DOCUMENT_REACH:])]
    return next((found for found in days if story.is_news(story.day(sentence, found))), None)


def _dated_beside(story: Story, occasion: Occasion, number: int) -> Occasion:
    """Return an occasion with the day of a sentence that goes on with it, or of the one right before a bare name."""
    beside = list(occasion.going_on)
    if number and _BARE.fullmatch(occasion.sentence.plain[occasion.start : occasion.end]):
        beside.append(story.read(story.sentences[number - 1]))
    for sentence in beside:
        day = _day(story, sentence)
        if day:
            return replace(occasion, day=day, dated_by=sentence)
    return occasion


def name_of(story: Story, occasion: Occasion) -> Written:
    """Return what a meeting is called where it is reported, or in the title, without a span, if that is bare."""
    told = occasion.sentence.written(occasion.start, occasion.end)
    title = story.article.title
    plain = normalise(title)
    titled = NAMED.search(plain) if _BARE.fullmatch(occasion.sentence.plain[occasion.start : occasion.end]) else None
    if titled is None:
        return told
    name = title[titled.start() : _name_end(plain, titled)]
    return Written(name, None) if len(name) > len(told.value) else told


def _is_held(plain: str, noun: re.Match[str]) -> bool:
    return bool(_HOLDING.search(plain[: noun.start()])) or bool(_HELD_AFTER.search(plain, noun.end(), noun.end() + 160))


def _goes_on(plain: str, stop: int) -> int:
    more = _NUMBER.match(plain, stop) if _LEADS_NUMBER.search(plain, 0, stop) else _NAME_GOES_ON.match(plain, stop)
    return more.end() if more else 0


def _quoted(plain: str, first: int, stop: int, last: int) -> int:
    """Return where the quotation ends that ``stop`` stands in, within ``last``; 0 if it is in none."""
    for quotation in _QUOTATION.finditer(plain, first, last):
        if quotation.start() < stop < quotation.end():
            return quotation.end()
    return 0


def _name_end(plain: str, noun: re.Match[str]) -> int:
    """Return where the name ends: at a mark or a verb, but not before the term or number that a comma leads to."""
    last = noun.start() + _LONGEST_NAME
    stop = _NAME_END.search(plain, noun.end(), last)
    while stop and (more := _quoted(plain, noun.end(), stop.start(), last) or _goes_on(plain, stop.start())):
        stop = _NAME_END.search(plain, more, last)
    end = stop.start() if stop else min(len(plain), last)
    return noun.start() + len(plain[noun.start() : end].rstrip(" (-–"))
