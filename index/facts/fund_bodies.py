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
    + spelled("trao tặng", "chủ trì vận động", "tiến hành tiếp nhận", "vận động ủng hộ", "đăng ký ủng hộ",
    "cam kết ủng hộ", "ủng hộ", "vận động", "quyên góp", "đóng góp", "tiếp nhận", "trao", "tặng", "trao tặng",
    "hỗ trợ",
    "huy động", "thu được", "nhận được", "góp", "trích",
    "đăng ký", "tài trợ", "chủ trì vận động", "tiến hành tiếp nhận", "cam kết", "dành", "chi", "đã chi", "gửi",
    "chuyển") + r"(?!\w)"
)  # fmt: skip
_NO_BODY = re.compile(
    r"\s*(?:" + spelled("quỹ", "ngày", "sáng", "chiều", "tối", "tại", "ở", "năm", "trong", "đến", "tính", "từ",
    "theo",
    "nhân dịp", "dịp này", "cũng", "được biết", "trước đó", "ngoài ra", "riêng",
    "thường xuyên", "hưởng ứng", "qua", "thông qua", "với", "sau", "bên cạnh", "đồng thời", "cùng với", "cụ thể",
    "trong đó", "để", "nhờ", "đặc biệt", "nổi bật", "kết quả", "thực hiện", "tháng", "quý", "khi", "phát động",
    "mới đây", "hiện") + r")(?!\w)"
)  # fmt: skip
_CLAUSE_MARK = re.compile(
    r"[,;:]\s+|\s[-–—]\s|\.\s+|(?<!\w)"
    + spelled("trong đó", "như", "do", "cho biết", "theo đó", "từ đó", "riêng", "cho", "tại") + r"\s+"
)  # fmt: skip
_NAME_END = re.compile(
    r"[,;:.()“”\"\n]|(?<!\w)" + spelled(
        "đã", "từ", "ngày", "được", "vận động", "tiếp nhận", "nhận", "đang", "trích", "trao", "trong", "năm", "để",
        "với", "là",
        "đạt", "cũng", "có", "sẽ", "hỗ trợ", "số tiền", "và", "thu", "chi"
    ) + r"(?!\w)|\d{2,}"
)  # fmt: skip
_IN_AREA = re.compile(rf"(?<!\w){spelled('trên địa bàn')}\s+(?={spelled('các', 'toàn')}|{_LEVEL})")
_LONGEST_BODY = 140
# What the noun phrase of someone who gives begins with, a number before it left out.
_BODY = re.compile(
    r"\s*(?:" + spelled("gần", "hơn", "trên", "khoảng", "các", "những", "nhiều", "toàn", "tập thể", "đại diện",
    "riêng", "có") + r"\s+)*(?:\d[\d.]*\s+)?(?:"
    + spelled("công ty", "tập đoàn", "tổng công ty", "ông", "bà", "anh", "chị", "cụ", "em", "đồng chí", "quận",
    "huyện", "tỉnh", "thành phố", "tp", "thị xã", "xã", "phường", "thị trấn",
    "đơn vị", "cán bộ", "nhân dân", "người dân", "doanh nghiệp", "hội", "ban", "ủy ban", "ubnd", "ubmttq", "mttq",
    "mặt trận", "báo", "đài", "ngân hàng", "cơ quan", "cá nhân", "tổ chức",
    "độc giả", "bạn đọc", "gia đình", "đoàn", "học sinh", "sinh viên", "trường", "ngành", "lực lượng", "tổng đài",
    "chùa", "giáo xứ", "địa phương", "cộng đồng", "kiều bào", "đồng bào",
    "nhà hảo tâm", "mạnh thường quân", "công đoàn", "liên đoàn", "lđlđ", "câu lạc bộ", "nhóm", "chi nhánh", "bộ",
    "sở", "công an", "quân", "đảng bộ", "khu dân cư", "thôn", "tổ dân phố",
    "cả nước", "nhà tài trợ", "toàn hệ thống", "hệ thống", "cụm", "khối", "bệnh viện", "hợp tác xã", "tiểu thương",
    "công nhân", "đoàn viên", "hội viên", "thầy", "cô", "nghệ sĩ", "ca sĩ"
    ) + r")(?!\w)"
)  # fmt: skip
_GIVEN_BY = re.compile(
    r"\s*(?:" + spelled("tiền", "tiền mặt") + r"\s+)?(?:" + spelled("từ", "do", "của") + r")\s+(?:" + spelled("sự",
    "nguồn", "lòng hảo tâm của", "nguồn vốn") + r"\s+)?(?:"
    + spelled("ủng hộ", "đóng góp", "hỗ trợ", "tài trợ", "quyên góp", "vận động") + r"\s+)?(?:" + spelled("của",
    "từ") + r"\s+)?(?!" + spelled("quỹ", "năm", "ngân sách", "nguồn") + r"(?!\w))"
)  # fmt: skip
_GIVER_END = re.compile(
    r"[;:\n]|\.(?=\s|$)|\.{3}|,(?=\s+" + spelled("ủng hộ", "đóng góp", "trong đó", "để", "nhằm", "góp phần", "đạt",
    "xây", "và") + r")|(?<!\w)"
    + spelled("ủng hộ", "đóng góp", "trao", "tặng", "để", "nhằm", "cho", "vào", "qua", "thông qua", "trong", "đã",
    "tại") + r"(?!\w)"
)  # fmt: skip


def find_body(
    story: Story, sentence: Sentence, mention: FundMention | None, money: WrittenNumber, use: FundUse
) -> Written | None:
    """Return who raised or spent a sum, as the sentence says, else the area of the article without a span."""
    given = _giver(sentence, money) if use is FundUse.RAISED else None
    return given or _subject(sentence, mention, money) or _owner(sentence, mention) or _area(story)


def _giver(sentence: Sentence, money: WrittenNumber) -> Written | None:
    """Return from whom a sum came: "tiếp nhận 1 tỷ đồng từ X", "... từ sự ủng hộ của X"."""
    given = _GIVEN_BY.match(sentence.plain, money.end)
    if given is None:
        return None
    stop = _GIVER_END.search(sentence.plain, given.end())
    return _trimmed(sentence, given.end(), stop.start() if stop else len(sentence.plain))


def _subject(sentence: Sentence, mention: FundMention | None, money: WrittenNumber) -> Written | None:
    """Return what stands before the verb that governs the sum, unless that is the fund itself.

    A verb without a subject of its own (từ đó hỗ trợ ...) goes on with that of the verb before.
    """
    plain = sentence.plain
    for verb in reversed(list(_VERB.finditer(plain, 0, money.start))):
        start = _clause_start(plain, verb.start())
        words = plain[start : verb.start()]
        if mention and start < mention.end and mention.start < verb.start():
            return None
        if _BODY.match(words) or _is_name(sentence.text[start : verb.start()], words):
            named = _trimmed(sentence, start, verb.start())
            return named if named and len(named.value) <= _LONGEST_BODY else None
    return None


def _clause_start(plain: str, end: int) -> int:
    """Return where the clause begins that goes on at ``end``, with the members of its list before it (X, Y và Z)."""
    marks = list(_CLAUSE_MARK.finditer(plain, 0, end))
    starts = [0, *(mark.end() for mark in marks)]
    place = len(starts) - 1
    while place and _BODY.match(plain, starts[place], end) and marks[place - 1][0].startswith(","):
        listed = plain[starts[place - 1] : marks[place - 1].start()]
        if not _BODY.match(listed) or _VERB.search(listed):
            break
        place -= 1
    return starts[place]


def _is_name(written: str, words: str) -> bool:
    """Return whether words are a proper name: each begins with a capital or is a number, and no adverbial."""
    capitals = [word[0].isupper() or word[0].isdigit() for word in re.findall(r"\w+", written)]
    return bool(capitals) and all(capitals) and not _NO_BODY.match(words)


def _owner(sentence: Sentence, mention: FundMention | None) -> Written | None:
    """Return whose the fund is: "Quỹ Vì người nghèo tỉnh X", "Quỹ ... của báo Y"."""
    if mention is None:
        return None
    plain = sentence.plain
    owner = _OWNER.match(plain, mention.end)
    of_body = _OF_BODY.match(plain, mention.end)
    if not owner and not of_body:
        return _area_named(sentence)
    start = owner.start("owner") if owner else of_body.end() if of_body else mention.end
    stop = _NAME_END.search(plain, owner.end() if owner else start)
    return _trimmed(sentence, start, stop.start() if stop else len(plain))


def _area_named(sentence: Sentence) -> Written | None:
    """Return where the funds of a sentence are kept: "các quỹ vận động được trên địa bàn các quận"."""
    area = _IN_AREA.search(sentence.plain)
    stop = _NAME_END.search(sentence.plain, area.end()) if area else None
    return _trimmed(sentence, area.end(), stop.start() if stop else len(sentence.plain)) if area else None


def _area(story: Story) -> Written | None:
    return Written(story.article.area, None) if story.article.area else None


def _trimmed(sentence: Sentence, start: int, end: int) -> Written | None:
    text = sentence.text
    while start < end and text[start] in ' ,;:.-–—\n"“”':
        start += 1
    while end > start and text[end - 1] in ' ,;:.-–—\n"“”':
        end -= 1
    return sentence.written(start, end) if start < end else None
