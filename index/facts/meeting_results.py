"""What a meeting decided: the sentences that tell decisions, elections and agreements, and no hope or plan."""

import re

from index.facts.occasions import Occasion
from index.facts.reading import Sentence, Story
from index.facts.records import Written
from index.vietnamese.normalise import spelled

DECIDED = re.compile(
    r"(?<!\w)(?:" + spelled(
        "đã bầu", "được bầu giữ", "được bầu làm", "được bầu vào", "bầu ra", "đã hiệp thương", "hiệp thương cử",
        "hiệp thương bầu", "hiệp thương chọn",
        "đã thông qua", "nhất trí thông qua", "thông qua nghị quyết",
        "đã thống nhất", "thống nhất cử", "cũng thống nhất", "thống nhất chọn", "đã nhất trí", "đã ra mắt",
        "tín nhiệm bầu", "trúng cử", "được cử giữ", "đã ký kết", "đã quyết định", "đã biểu quyết",
        "biểu quyết thông qua", "biểu quyết tán thành", "biểu quyết nhất trí", "đã bỏ phiếu", "đã bầu ra"
    ) + r"|"
    + spelled("đại hội", "hội nghị", "đại biểu", "kỳ họp", "hai bên", "các bên", "các đơn vị", "ban chấp hành",
    "cử tri")
    + r"\s+(?:" + spelled("đã", "cũng đã", "cũng", "cùng", "cùng nhau", "tiến hành", "nhất trí", "tiếp tục",
    "đồng thời")
    + r"\s+)+" + spelled("bầu", "thông qua", "thống nhất", "ký kết", "ký", "biểu quyết", "hiệp thương", "ra mắt",
    "quyết nghị")
    + r")(?!\w)"
)  # fmt: skip
# What comes before words of deciding where nothing was decided there: hopes, plans, what was said, other times.
_NOT_DECIDED = re.compile(
    r"(?<!\w)(?:" + spelled("nếu", "để", "nhằm", "sẽ", "dự kiến", "xem xét", "theo ông", "theo bà", "cho biết",
    "cho hay", "cho rằng",
    "đề nghị", "đề xuất", "nhấn mạnh", "trước đó", "trước đây", "mới đây", "chúc mừng", "hy vọng", "hi vọng",
    "kỳ vọng", "mong",
    "từng", "thông báo", "nhiệm kỳ vừa qua", "cần", "phải", "chưa", "không", "trong năm", "dự thảo", "sau khi",
    "ngoài việc") + r")(?!\w)|^\W*(?:" + spelled("trong", "từ", "vào", "hồi", "đến") + r"\s+)?" + spelled("năm",
    "tháng") + r"\s+\d"
)  # fmt: skip
_DONE = re.compile(spelled("đã", "được", "cũng"))
_MOST_RESULTS = 6


def find_results(story: Story, occasion: Occasion) -> tuple[Written, ...]:
    """Return the sentences that say what a meeting decided, or whom it elected."""
    found = []
    for span in story.sentences:
        told = DECIDED.search(story.plain(span)) if span.start >= occasion.sentence.span.start else None
        # What a meeting is called for ("để hiệp thương cử ...") is not yet decided where it is reported.
        if told is None or _NOT_DECIDED.search(story.plain(span), 0, told.start()):
            continue
        if span != occasion.sentence.span or _DONE.search(told[0]):
            sentence = story.read(span)
            if _is_of_another_day(sentence, occasion):
                continue
            lead = _TOLD_AT.match(sentence.plain)
            found.append(sentence.trimmed(lead.end() if lead else 0, len(sentence.plain)))
    return tuple(found[:_MOST_RESULTS])


def _is_of_another_day(sentence: Sentence, occasion: Occasion) -> bool:
    """Return whether a sentence tells days, and that of the meeting is none of them."""
    days = [found.period for found in sentence.words.dates if found.kind == "day"]
    return bool(days) and occasion.day is not None and occasion.day.period not in days


# "Tại hội nghị, ...": where it was decided is no part of what was.
_TOLD_AT = re.compile(
    r"(?:"
    + spelled("cũng tại", "tại", "kết thúc", "sau khi", "trên cơ sở đó", "trước đó")
    + r")(?:\s[^,.;]{0,60})?,\s+"
)
