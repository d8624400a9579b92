"""Who raised, gave or spent a sum: the subject of its verb, or whose the fund is."""

import re

from index.facts.fund_names import FundMention
from index.facts.reading import Sentence, Story
from index.facts.records import FundUse, Written
from index.vietnamese.amounts import WrittenNumber
from index.vietnamese.normalise import spelled

_LEVEL = spelled("tỉnh", "thành phố", "tp", "quận", "huyện", "thị xã", "thị trấn", "xã", "phường", "q")
_OWNER = re.compile(
    r"[”\"’»]?\s*(?:" + spelled("của", "do") + r"\s+)?(?P<owner>" + spelled("trung ương", "các cấp", "tw",
    "cấp tỉnh", "cấp huyện", "cấp xã") + r"|" + _LEVEL + r"(?:[.·])?\s+(?=\w))"
)  # fmt: skip
_OF_BODY = re.compile(r"[”\"’»]?\s*" + spelled("của") + r"\s+(?=\w)")
_VERB = re.compile(
    r"(?<!\w)(?:" + spelled("đã", "cũng", "vừa", "sẽ", "cũng đã", "tiếp tục", "còn", "trực tiếp", "nhanh chóng")
    + r"\s+)*"
    + spelled("ủng hộ", "vận động", "quyên góp", "đóng góp", "tiếp nhận", "trao", "tặng", "trao tặng", "hỗ trợ",
    "huy động", "thu được", "nhận được", "góp", "trích",
    "đăng ký", "tài trợ", "chủ trì vận động", "tiến hành tiếp nhận", "cam kết", "dành", "chi", "đã chi", "gửi",
    "chuyển") + r"(?!\w)"
)  # fmt: skip
_ADVERBIAL = re.compile(
    r"\s*(?:" + spelled("ngày", "sáng", "chiều", "tối", "tại", "ở", "năm", "trong", "đến", "tính", "từ", "theo",
    "nhân dịp", "dịp này", "cũng", "được biết", "trước đó", "ngoài ra", "riêng",
    "thường xuyên", "hưởng ứng", "qua", "thông qua", "với", "sau", "bên cạnh", "đồng thời", "cùng với", "cụ thể",
    "trong đó", "để", "nhờ", "đặc biệt", "nổi bật", "kết quả", "thực hiện", "tháng", "quý", "khi", "phát động",
    "mới đây", "hiện") + r")(?!\w)"
)  # fmt: skip
_CLAUSE_MARK = re.compile(
    r"[,;:]\s+|\s[-–—]\s|\.\s+|(?<!\w)" + spelled("và", "trong đó", "như", "do", "cho biết") + r"\s+"
)
_NAME_END = re.compile(
    r"[,;:.()“”\"\n]|(?<!\w)"
    + spelled(
        "đã",
        "được",
        "vận động",
        "tiếp nhận",
        "trích",
        "trao",
        "trong",
        "năm",
        "để",
        "với",
        "là",
        "đạt",
        "cũng",
        "có",
        "sẽ",
        "hỗ trợ",
        "số tiền",
        "và",
        "thu",
        "chi",
    )
    + r"(?!\w)|\d{2,}"
)
_LONGEST_BODY = 140


def find_body(
    story: Story, sentence: Sentence, mention: FundMention | None, money: WrittenNumber, use: FundUse
) -> Written | None:
    """Return who raised or spent a sum, as the sentence says, else the area of the article without a span."""
    return _subject(sentence, mention, money) or _owner(sentence, mention) or _area(story)


def _subject(sentence: Sentence, mention: FundMention | None, money: WrittenNumber) -> Written | None:
    """Return what stands before the verb that governs the sum, unless that is the fund itself."""
    plain = sentence.plain
    for verb in reversed(list(_VERB.finditer(plain, 0, money.start))):
        start = 0
        for mark in _CLAUSE_MARK.finditer(plain, 0, verb.start()):
            start = mark.end()
        words = plain[start : verb.start()].strip()
        if not words:
            continue
        if (
            _ADVERBIAL.match(words)
            or len(words) > _LONGEST_BODY
            or (mention and mention.start < verb.start() and mention.end > start)
        ):
            return None
        return _trimmed(sentence, start, verb.start())
    return None


def _owner(sentence: Sentence, mention: FundMention | None) -> Written | None:
    """Return whose the fund is: "Quỹ Vì người nghèo tỉnh X", "Quỹ ... của báo Y"."""
    if mention is None:
        return None
    plain = sentence.plain
    owner = _OWNER.match(plain, mention.end)
    of_body = _OF_BODY.match(plain, mention.end)
    if not owner and not of_body:
        return None
    start = owner.start("owner") if owner else of_body.end() if of_body else mention.end
    stop = _NAME_END.search(plain, owner.end() if owner else start)
    return _trimmed(sentence, start, stop.start() if stop else len(plain))


def _area(story: Story) -> Written | None:
    return Written(story.article.area, None) if story.article.area else None


def _trimmed(sentence: Sentence, start: int, end: int) -> Written | None:
    text = sentence.text
    while start < end and text[start] in ' ,;:.-–—\n"“”':
        start += 1
    while end > start and text[end - 1] in ' ,;:.-–—\n"“”':
        end -= 1
    return sentence.written(start, end) if start < end else None
