"""Where a sentence names a fund or a campaign that raises money, and what the name is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.facts.reading import FactGrammar, Sentence
from index.vietnamese.normalise import spelled
from index.vietnamese.tokens import Token

# A thủ quỹ is a treasurer, a kho quỹ a safe, and a công ty quỹ manages what others own.
_FUND = re.compile(r"(?<!\w)(?<!thủ )(?<!kho )(?<!công ty )quỹ(?=:?\s)")
_QUOTED = re.compile(r"\s+(?P<kind>(?:[^\W\d_]+\s+){0,3}?)[“\"'‘«](?P<quoted>[^”\"'’»“\n]{2,90})[”\"'’»]")
# Lower-case words that begin the name of a fund, or say of what kind it is.
_OPENERS = frozenset(
    [
        "vì", "học", "khuyến", "cứu", "hỗ", "bảo", "đền", "an", "phòng", "nhân", "từ", "chăm", "tình", "mái",
        "bình", "phúc", "ủng",
        "tấm", "tương", "ngày", "xóa", "nghĩa", "xã", "chung", "giúp", "tiếp", "vắc", "vaccine", "toàn", "cộng",
        "trái", "thiện", "ấm", "vòng"
    ]
)  # fmt: skip
# "quỹ đất", "quỹ bảo hiểm" and the like raise no money.
_NO_NAME = re.compile(
    spelled(
        "bảo hiểm",
        "bảo lãnh",
        "bảo trì",
        "phòng ngừa",
        "học phí",
        "xã viên",
        "hỗ trợ phát triển hợp tác xã",
        "bình ổn",
        "an toàn",
        "nhân dân",
    )
    + r"(?!\w)"
)
# Some fund or funds, or money raised or taken out: only a name that is known or begins with a capital follows.
_NO_NAME_FOLLOWS = re.compile(
    r"(?<!\w)" + spelled("các", "những", "nhiều", "một", "một số", "gây", "trích", "xuất", "chi", "góp") + r"\s+$"
)
_REACH_BEFORE = 12
_THIS_ONE = re.compile(r"\s+" + spelled("này", "trên", "nói trên", "đó") + r"(?!\w)")
_ONLY_KIND = re.compile(spelled("hỗ trợ", "ủng hộ", "giúp đỡ") + r"|[^\W\d_]{1,3}")
# What a fund does, or what is done with it, begins with these words behind its name.
_VERB = re.compile(
    spelled("tài trợ", "hỗ trợ", "ủng hộ", "đóng góp", "phối hợp", "tổ chức", "thưởng", "đầu tư", "quyên góp",
    "huy động", "phát động", "thăm", "lần thứ", "trị giá", "tổng", "hiện", "chưa", "bị", "về", "cùng", "mua",
    "như", "nhưng", "vẫn", "vừa", "giải ngân", "đồng hành", "kêu gọi", "gồm", "do") + r"(?!\w)"
)  # fmt: skip
_NAME_END = frozenset(
    [
        "đã", "được", "vận", "tiếp", "của", "do", "cho", "với", "trích", "từ", "năm", "để", "và", "là", "đạt",
        "còn", "tại", "ở", "có", "số", "các", "trên",
        "trong", "tỉnh", "thành", "tp", "quận", "huyện", "xã", "phường", "trung", "cũng", "đến", "này", "sẽ",
        "thu", "hơn", "gần", "khoảng", "nhằm", "những", "theo",
        "thông", "qua", "mỗi", "một", "hai", "ba", "nhận", "nên", "khi", "thì", "mà", "thuộc", "q", "cấp", "vào",
        "đang", "giúp", "tặng", "chi", "trao", "ngày", "bằng", "phải", "luôn", "dành", "không"
    ]
)  # fmt: skip
# "quỹ Hội", "quỹ Ban thi đua" say whose a fund is, and name none.
_BODIES = frozenset({"ban", "hội", "sở", "công", "ủy", "đoàn", "đất", "nhà", "lớp", "trường"})
_LONGEST_NAME_WORDS = 10
_CAMPAIGN = re.compile(
    r"(?P<name>" + spelled("cả nước chung tay vì người nghèo", "chung tay vì người nghèo", "ngày vì người nghèo",
    "tết vì người nghèo", "nối vòng tay lớn") + r")"
    r"|(?<!\w)" + spelled("chương trình", "phong trào", "cuộc vận động", "chiến dịch", "đợt vận động",
    "tháng cao điểm")
    + r"\s+(?:[^\W\d_]+\s+){0,3}?[“\"‘«](?P<quoted>[^”\"’»“\n]{4,90})[”\"’»]"
    r"|(?<=[“\"‘«])(?P<bare>" + spelled("vì người nghèo") + r")(?=[”\"’»])"
)  # fmt: skip
_CHARITY = re.compile(
    r"(?<!\w)" + spelled("vì", "ủng hộ", "chung tay", "quỹ", "tiếp sức", "tấm lòng", "nghĩa tình", "xuân", "tết",
    "áo ấm", "trái tim", "mái ấm", "cùng em", "cho em", "đồng hành", "sẻ chia", "yêu thương") + r"(?!\w)"
)  # fmt: skip
# Shops call what they offer "chương trình" too.
_SELLS = re.compile(
    r"(?<!\w)"
    + spelled("khuyến mại", "khuyến mãi", "ưu đãi", "khách hàng", "giảm giá", "tiền gửi", "voucher")
    + r"(?!\w)"
)
_GIVES = re.compile(
    r"(?<!\w)" + spelled("ủng hộ", "quyên góp", "vận động", "đóng góp", "từ thiện", "học bổng", "nghèo") + r"(?!\w)"
)


@dataclass(frozen=True, slots=True)
class FundMention:
    """A fund in a sentence: the range of its mention, that of its name, and the name as records keep it."""

    start: int
    end: int
    name_start: int
    name_end: int
    name: str


def find_mentions(sentence: Sentence, grammar: FactGrammar) -> list[FundMention]:
    """Return the funds and campaigns that a sentence names, in order, none inside another."""
    found = sorted([*_funds(sentence, grammar), *_campaigns(sentence)], key=lambda one: (one.start, -one.end))
    kept: list[FundMention] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _funds(sentence: Sentence, grammar: FactGrammar) -> Iterator[FundMention]:
    tokens = sentence.words.tokens
    for match in _FUND.finditer(sentence.plain):
        following = [token for token in tokens if token.start >= match.end()][: _LONGEST_NAME_WORDS + 1]
        quoted = _QUOTED.match(sentence.plain, match.end())
        kind = quoted["kind"].split() if quoted else []
        if quoted and (not kind or kind[0] in _OPENERS):
            yield _mention(
                sentence,
                match.start(),
                quoted.end(),
                quoted.start("kind") if kind else quoted.start("quoted"),
                quoted.end("quoted"),
            )
            continue
        end = _known_end(following, grammar) or _run_end(sentence, match.start(), following)
        if end and not _THIS_ONE.match(sentence.plain, end):
            yield _mention(sentence, match.start(), end, following[0].start, end)


def _known_end(following: Sequence[Token], grammar: FactGrammar) -> int:
    """Return where a fund that the table knows ends, with or without its "vì" and "Việt Nam"; 0 if it is none."""
    words = tuple(token.folded for token in following)
    for fund in sorted(grammar.names.funds, key=len, reverse=True):
        short = fund[:-2] if fund[-2:] == ("viet", "nam") else fund
        for form in dict.fromkeys(
            (fund, short, fund[1:] if fund[0] == "vi" else fund, short[1:] if fund[0] == "vi" else short)
        ):
            if len(form) > 1 and words[: len(form)] == form:
                return following[len(form) - 1].end
    return 0


def _run_end(sentence: Sentence, fund: int, following: Sequence[Token]) -> int:
    """Return where a name ends that begins with a capital or with what such names begin with; 0 if none does."""
    if not following or _NO_NAME.match(sentence.plain, following[0].start):
        return 0
    joined = len(following) > 1 and sentence.text[following[0].end : following[1].start] == " "
    named = following[:2] if joined and following[0].text not in _NAME_END else following[:1]
    capital = any(sentence.text[token.start].isupper() for token in named) and following[0].text not in _BODIES
    if not capital and _NO_NAME_FOLLOWS.search(sentence.plain, max(0, fund - _REACH_BEFORE), fund):
        return 0
    of_department = following[0].text == "phòng" and following[1:2] and following[1].text != "chống"
    if of_department or (not capital and following[0].text not in _OPENERS):
        return 0
    last = following[0]
    for before, token in pairwise(following):
        between = sentence.text[before.end : token.start]
        charity = before.text == "từ" or (token.text == "từ" and sentence.plain.startswith("thiện", token.end + 1))
        ends = token.text in _NAME_END or _VERB.match(sentence.plain, token.start) or token.text[0].isdigit()
        if between not in {" ", " - ", " – ", "-"} or (
            ends and not charity and not sentence.text[token.start].isupper()
        ):
            break
        last = token
    return 0 if _ONLY_KIND.fullmatch(sentence.plain, following[0].start, last.end) else last.end


def _campaigns(sentence: Sentence) -> Iterator[FundMention]:
    for match in _CAMPAIGN.finditer(sentence.plain):
        group = next(name for name in ("name", "quoted", "bare") if match[name])
        sells = _SELLS.search(sentence.plain) and not _GIVES.search(sentence.plain)
        if group != "quoted" or (_CHARITY.search(match["quoted"]) and not sells):
            yield _mention(sentence, match.start(), match.end(), match.start(group), match.end(group))


def _mention(sentence: Sentence, start: int, end: int, name_start: int, name_end: int) -> FundMention:
    name = re.sub(r"[“”\"'‘’«»]", "", sentence.text[name_start:name_end]).lower()
    name = " ".join(name.split()).removeprefix("quỹ ")
    return FundMention(start, end, name_start, name_end, name)
