"""Who raised, gave or spent a sum: the subject of its verb, or whose the fund is."""

import re

from index.facts.fund_names import FundMention
from index.facts.reading import Sentence, Story
from index.facts.records import FundUse, Written
from index.vietnamese.amounts import WrittenNumber
from index.vietnamese.normalise import normalise, spelled

_LEVEL = spelled("tỉnh", "thành phố", "tp", "quận", "huyện", "thị xã", "thị trấn", "xã", "phường", "q")
_OWNER = re.compile(
    r"[”\"’»]?\s*(?:" + spelled("của", "do") + r"\s+)?(?P<owner>" + spelled("trung ương", "các cấp", "tw",
    "cấp tỉnh", "cấp huyện", "cấp xã") + r"|" + _LEVEL + r"(?:[.·])?\s+(?=\w))"
)  # fmt: skip
_OF_BODY = re.compile(r"[”\"’»]?\s*" + spelled("của") + r"\s+(?=\w)")
_BODY_BESIDE = re.compile(
    r"[”\"’»]?\s+(?=" + spelled("báo", "đài", "hội", "ủy ban", "ubnd", "mttq", "mặt trận", "công ty", "tập đoàn",
    "bệnh viện",
    "trường", "ngân hàng", "bộ", "sở") + r"\s)"
)  # fmt: skip
_FOUNDED = re.compile(
    r"[”\"’»]?,?\s+(?:" + spelled("được") + r"\s+)?" + spelled("do") + r"\s+(?P<body>[^;.\n]{3,140}?)\s+"
    + spelled("thành lập", "sáng lập", "phát động", "quản lý", "khởi xướng", "triển khai", "phối hợp",
    "tổ chức") + r"(?!\w)"
)  # fmt: skip
_VERB = re.compile(
    r"(?<!\w)(?:" + spelled("đã", "cũng", "vừa", "sẽ", "cũng đã", "tiếp tục", "còn", "trực tiếp", "nhanh chóng")
    + r"\s+)*"
    + spelled("trao tặng", "chủ trì vận động", "tiến hành tiếp nhận", "vận động ủng hộ", "đăng ký ủng hộ",
    "cam kết ủng hộ", "ủng hộ", "vận động", "quyên góp", "đóng góp", "tiếp nhận", "trao", "tặng", "trao tặng",
    "hỗ trợ",
    "huy động", "thu được", "nhận được", "góp", "trích",
    "giải ngân", "thưởng", "công bố ủng hộ",
    "đăng ký", "tài trợ", "chủ trì vận động", "tiến hành tiếp nhận", "cam kết", "dành", "chi", "đã chi", "gửi",
    "chuyển") + r"(?!\w)"
)  # fmt: skip
_NO_BODY = re.compile(
    r"\s*(?:" + spelled("quỹ", "ngày", "sáng", "chiều", "tối", "tại", "ở", "năm", "trong", "đến", "tính", "từ",
    "theo",
    "nhân dịp", "dịp này", "cũng", "được biết", "trước đó", "ngoài ra", "riêng",
    "thường xuyên", "hưởng ứng", "qua", "thông qua", "với", "sau", "bên cạnh", "đồng thời", "cùng với", "cụ thể",
    "trong đó", "để", "nhờ", "đặc biệt", "nổi bật", "kết quả", "thực hiện", "tháng", "quý", "khi", "phát động",
    "mới đây", "hiện", "đợt", "chương trình", "cuộc", "lễ", "buổi", "tổng") + r")(?!\w)"
)  # fmt: skip
_CLAUSE_MARK = re.compile(
    r"[,;:]\s+|\s[-–—]\s|\.\s+|(?<!\w)"
    + spelled("trong đó", "như", "do", "cho biết", "theo đó", "từ đó", "riêng", "cho", "tại", "với", "được", "bởi",
    "đồng thời", "sau đó") + r"\s+"
)  # fmt: skip
_NAME_END = re.compile(
    r"[,;:.()“”\"\n]|(?<!\w)" + spelled(
        "đã", "từ", "ngày", "được", "vận động", "tiếp nhận", "nhận", "đang", "trích", "trao", "trong", "để",
        "với", "là",
        "đạt", "cũng", "có", "sẽ", "hỗ trợ", "nhân dịp", "dịp", "số tiền", "và", "thu", "chi", "này", "chưa", "tổng",
        "bị", "gồm",
        "hiện", "nhưng", "cho", "do", "trị giá", "nhằm", "trên"
    ) + rf"(?!\w)|(?<!\w){normalise('năm')}(?!\w)|\d{{2,}}"  # without its accent it is a name: Hà Nam
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
    "cấp tỉnh", "cấp huyện", "cấp xã", "cấp thành phố", "công nhân", "đoàn viên", "hội viên", "thầy", "cô", "nghệ sĩ",
    "ca sĩ"
    ) + r")(?!\w)"
)  # fmt: skip
_AT = normalise("tại")
_LEVEL_FIRST = re.compile(rf"\s*{_LEVEL}(?!\w)")
# Where the subject of a verb ends that another verb goes before: "UBND tỉnh tổ chức lễ trao ...".
_DOES = re.compile(
    r"(?<!\w)(?:(?<!ban )(?<!các )(?<!những )(?<!nhiều )" + spelled("tổ chức") + "|" + spelled("phối hợp", "đã", "vừa",
    "cũng", "để", "nhằm", "quyết định", "thống nhất", "quyên góp",
    "kêu gọi", "sáng lập", "thành lập", "tặng", "trao", "ủng hộ", "phát động", "trích", "tiếp tục") + r")(?!\w)"
)  # fmt: skip
# Who only asks for a sum gives none.
_SPEAKS = re.compile(
    r"(?<!\w)" + spelled("đề nghị", "đề xuất", "yêu cầu", "cho biết", "cho hay", "mong", "hy vọng") + r"(?!\w)"
)
_TELLS_WHEN = re.compile(
    r"\s*(?:" + spelled("sau đó", "ngoài ra", "dịp này", "nhân dịp này", "trước đó", "đồng thời", "hiện", "mới đây",
    "cũng")
    + r"\s+|(?:" + spelled("sáng", "chiều", "tối", "trưa", "vào") + r"\s+)?(?:" + spelled("ngày", "nay",
    "qua") + r"\s+)?"
    + r"\d{1,2}\s?[-/]\s?\d{1,2}(?:\s?[-/]\s?\d{4})?\s+)+"
)  # fmt: skip
_LEADS_SUM = re.compile(
    r"(?:[\s(:–-]|(?<!\w)" + spelled("với", "số tiền", "là", "trên", "hơn", "gần", "khoảng", "tổng số tiền", "tổng",
    "đăng ký")
    + r"(?!\w))*$"
)  # fmt: skip
_ITEM_MARK = re.compile(r"[,;:(]\s*|(?<!\w)" + spelled("và", "trong đó", "gồm", "như", "riêng") + r"\s+|\s[-–]\s")
_GIVEN_BY = re.compile(
    r"\s*(?:" + spelled("tiền", "tiền mặt") + r"\s+)?(?:" + spelled("từ", "do",
    "của") + r"|,\s*" + spelled("do") + r")\s+(?:" + spelled("sự",
    "nguồn", "lòng hảo tâm của", "nguồn vốn") + r"\s+)?(?:"
    + spelled("ủng hộ", "đóng góp", "hỗ trợ", "tài trợ", "quyên góp", "vận động", "giúp đỡ",
    "chung tay") + r"\s+(?:" + spelled("nhiệt tình", "tích cực")
    + r"\s+)?)?(?:" + spelled("của",
    "từ") + r"\s+)?(?!" + spelled("quỹ", "năm", "ngân sách", "nguồn", "đó", "nay", "ngày", "tháng") + r"(?!\w))"
)  # fmt: skip
_RECEIVED_FROM = re.compile(
    r"(?<!\w)(?:" + spelled("ủng hộ", "đóng góp", "hỗ trợ", "tài trợ", "quyên góp", "nhận",
    "nhận được") + r")\s+" + spelled("của", "từ")
    + r"\s+(?P<body>[^,;:.\n]{3,120}?)\s+" + spelled("với", "số tiền", "tổng", "trị giá",
    "là") + r"(?!\w)[^,;:.\n]{0,30}$"
)  # fmt: skip
_GIVER_END = re.compile(
    r"[;:\n]|\.(?=\s|$)|\.{3}|,(?=\s+" + spelled("ủng hộ", "đóng góp", "trong đó", "để", "nhằm", "góp phần", "đạt",
    "xây", "và") + r")|(?<!\w)"
    + spelled("ủng hộ", "đóng góp", "trao", "tặng", "để", "nhằm", "cho", "vào", "qua", "thông qua", "trong", "đã",
    "tại", "tài trợ", "hỗ trợ", "quyên góp", "phát động", "gửi") + r"(?!\w)"
)  # fmt: skip


def find_body(
    story: Story, sentence: Sentence, money: WrittenNumber, use: FundUse, named: tuple[FundMention, Sentence]
) -> Written | None:
    """Return who raised or spent a sum, as its sentence says or the one that names its fund (``named`` has both).

    Else it is the area of the article, without a span.
    """
    mention, named_in = named
    here = mention if named_in is sentence else None
    given = _giver(sentence, money) if use is FundUse.RAISED else None
    told = given or _listed(sentence, here, money) or _subject(sentence, here, money)
    return told or _owner(named_in, mention) or _area(story)


def _giver(sentence: Sentence, money: WrittenNumber) -> Written | None:
    """Return from whom a sum came: "tiếp nhận 1 tỷ đồng từ X", "... từ sự ủng hộ của X"."""
    given = _GIVEN_BY.match(sentence.plain, money.end)
    if given is None:
        received = _RECEIVED_FROM.search(sentence.plain, 0, money.start)
        return _trimmed(sentence, received.start("body"), received.end("body")) if received else None
    stop = _GIVER_END.search(sentence.plain, given.end())
    return _trimmed(sentence, given.end(), stop.start() if stop else len(sentence.plain))


def _subject(sentence: Sentence, mention: FundMention | None, money: WrittenNumber) -> Written | None:
    """Return what stands before the verb that governs the sum, unless that is the fund itself.

    A verb without a subject of its own (từ đó hỗ trợ ...) goes on with that of the verb before.
    """
    plain = sentence.plain
    for verb in reversed(list(_VERB.finditer(plain, 0, money.start))):
        if mention and mention.start <= verb.start() < mention.end:
            continue
        start = _after_time(plain, _clause_start(plain, verb.start()), verb.start())
        does = _DOES.search(plain, start, verb.start())
        end = does.start() if does else verb.start()
        words = plain[start:end]
        if (mention and start < mention.end and mention.start < end) or _SPEAKS.search(words):
            return None
        if _BODY.match(words) or _is_name(sentence.text[start:end], words):
            named = _trimmed(sentence, start, end)
            return named if named and len(named.value) <= _LONGEST_BODY else None
    return None


def _listed(sentence: Sentence, mention: FundMention | None, money: WrittenNumber) -> Written | None:
    """Return who stands right before a sum, as in a list of givers: "Công ty A 2 tỷ đồng; Hội B: 1 tỷ đồng"."""
    plain = sentence.plain
    lead = _LEADS_SUM.search(plain, 0, money.start)
    end = lead.start() if lead else money.start
    marks = list(_ITEM_MARK.finditer(plain, 0, end))
    start = marks[-1].end() if marks else 0
    words = plain[start:end]
    if mention and start < mention.end and mention.start < end:
        return None
    if _VERB.search(words) or _DOES.search(words) or _SPEAKS.search(words) or not _BODY.match(words):
        return None
    return _trimmed(sentence, start, end) if len(words) <= _LONGEST_BODY else None


def _after_time(plain: str, start: int, end: int) -> int:
    """Return where a clause begins behind the words that tell when: "Sáng 3/5 Hội A ...", "sau đó ông B ..."."""
    told = _TELLS_WHEN.match(plain, start, end)
    return told.end() if told else start


def _clause_start(plain: str, end: int) -> int:
    """Return where the clause begins that goes on at ``end``, with the members of its list before it (X, Y và Z)."""
    marks = list(_CLAUSE_MARK.finditer(plain, 0, end))
    starts = [0, *(mark.end() for mark in marks)]
    place = len(starts) - 1
    while place and _BODY.match(plain, starts[place], end) and marks[place - 1][0].startswith(","):
        listed = plain[starts[place - 1] : marks[place - 1].start()]
        led = next((mark[0].strip() for mark in reversed(marks[: place - 1]) if mark[0][0] != ","), "")
        if led == _AT and _LEVEL_FIRST.match(listed):
            break
        if not _BODY.match(listed) or _VERB.search(listed):
            break
        place -= 1
    return starts[place]


def _is_name(written: str, words: str) -> bool:
    """Return whether words are a proper name: each begins with a capital or is a number, and no adverbial."""
    capitals = [word[0].isupper() or word[0].isdigit() for word in re.findall(r"\w+", written)]
    return bool(capitals) and all(capitals) and not _NO_BODY.match(words)


def _owner(sentence: Sentence, mention: FundMention) -> Written | None:
    """Return whose the fund is: "Quỹ Vì người nghèo tỉnh X", "Quỹ ... của báo Y"."""
    plain = sentence.plain
    owner = _OWNER.match(plain, mention.end)
    of_body = _OF_BODY.match(plain, mention.end) or _BODY_BESIDE.match(plain, mention.end)
    founded = None if owner or of_body else _FOUNDED.match(plain, mention.end)
    if founded:
        return _trimmed(sentence, founded.start("body"), founded.end("body"))
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
