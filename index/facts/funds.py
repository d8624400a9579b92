"""Finds what funds and campaigns raised and spent: sums, each with the fund, who gave or spent it, and when."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from corpus.article import Article
from index.facts.fund_bodies import find_body
from index.facts.fund_names import FundMention, find_mentions
from index.facts.fund_times import find_time
from index.facts.reading import FactGrammar, Sentence, Story
from index.facts.records import FundFact, FundUse, Written
from index.types import Passage
from index.vietnamese.amounts import WrittenNumber, find_money
from index.vietnamese.normalise import fold, spelled

_WORTH_READING = re.compile(
    r"(?<!\w)(?:quỹ|"
    + spelled(
        "vì người nghèo", "nối vòng tay lớn", "chung tay", "chương trình", "phong trào", "cuộc vận động", "chiến dịch"
    )
    + r")(?!\w)"
)
_MONEY_LIKE = re.compile(r"\d")
_QUALIFIER = re.compile(
    r"(?<!\w)(?P<word>" + spelled("trên dưới", "trên", "hơn", "gần", "khoảng", "xấp xỉ", "ước đạt", "ước") + r")\s+$"
)
# A price or a share for each of many is no sum of the fund.
_EACH_BEFORE = re.compile(
    r"(?<!\w)"
    + spelled("mỗi", "từng", "mức")
    + r"(?:\s+\w+){0,5}\s*$|(?<!\w)"
    + spelled("bình quân", "trung bình", "với mỗi", "cứ mỗi", "mỗi tin nhắn")
    + r"[^;.]*$"
)
_EACH_AFTER = re.compile(
    rf"\s*(?:/\s*\w|{spelled('mỗi', 'một')}\s+{spelled('suất', 'căn', 'hộ', 'nhà', 'người', 'em', 'phần')})"
)
_UNIT = re.compile(r"(?:đồng|vn[dđ]|đ)$")
_NO_UNIT_FOLLOWS = re.compile(
    r"\s*(?:[,;.:()”\"\n]|$|" + spelled("để", "cho", "từ", "và", "trong", "vào", "nhằm", "tiền", "ủng hộ")
    + r"(?!\w))"
)  # fmt: skip
# What stands between a sum and the fund that it goes to, or comes from.
_TO_FUND = re.compile(
    r"\s*(?:[^;:.\n“”\"]{0,60}?)(?<!\w)" + spelled("cho", "vào", "ủng hộ", "đóng góp", "tới", "đến", "góp", "tặng")
    + r"\s+[^;:.,\d\n“”\"]{0,40}[“\"‘]?$"
)  # fmt: skip
_OF_FUND = re.compile(
    r"\s*,?\s*(?:[^;:.,\d\n]{0,24}?)(?<!\w)" + spelled("từ", "của", "từ nguồn", "trích từ", "qua", "thông qua",
    "thuộc", "do", "nguồn vốn", "nguồn")
    + r"\s+[^;:.,\d\n]{0,40}[“\"‘]?$|"
    + r"[^;:.\d\n]{0,70}?(?<!\w)" + spelled("trong", "thuộc",
    "trong khuôn khổ") + r"\s+(?:" + spelled("khuôn khổ") + r"\s+)?$"
)  # fmt: skip
_FROM = re.compile(rf"(?<!\w){spelled('từ')}(?!\w)")
_GAVE = spelled("trao tặng", "trao", "tặng", "ủng hộ", "hỗ trợ", "tài trợ", "đóng góp", "quyên góp") + r"(?!\w)"
_FROM_GIVERS = re.compile(rf"\s*{spelled('từ')}\s+{spelled('nguồn', 'sự')}\s+{_GAVE}")
# "Quỹ A được B trao tặng": here the fund is given to.
_RECEIVES = re.compile(rf"(?<!\w){spelled('được')}\s+\w[^,;]*?\s{_GAVE}")
_BY_FUND = re.compile(rf"\s*,?\s*{spelled('do')}\s+(?:{spelled('các')}\s+)?$")
_OF = re.compile(rf"\s*{spelled('của')}\s+[^,]*$")
# "... và tặng Quỹ A 450 triệu đồng": the sum before these words went elsewhere.
_GIVES_ANEW = re.compile(
    r"(?:,|;|(?<!\w)" + spelled("và", "đồng thời", "cùng với đó") + r")\s+(?:" + spelled("đã", "còn", "cũng") + r"\s+)*"
    + spelled("tặng", "ủng hộ", "đóng góp", "góp", "hỗ trợ", "trao", "trao tặng") + r"\s+$"
)  # fmt: skip
_GIVEN_TO = re.compile(
    r"(?<!\w)" + spelled("ủng hộ", "tặng", "tặng lại", "hỗ trợ", "trao", "trao tặng", "trao cho", "tặng cho",
    "hỗ trợ cho",
    "chuyển cho", "tài trợ", "tài trợ cho", "ủng hộ cho", "vào", "tới") + r"\s+(?:" + spelled("cho", "các",
    "nguồn") + r"\s+)*$"
)  # fmt: skip
_GIFT = re.compile(
    r"(?<!\w)" + spelled("ủng hộ", "hỗ trợ", "tài trợ", "đóng góp") + r"\s+(?:" + spelled("trên", "hơn", "gần",
    "khoảng", "số tiền")
    + r"\s+)*$"
)  # fmt: skip
_OF_OTHERS = re.compile(rf"\s*,?\s*{spelled('của', 'do')}\s")
_SPENT = re.compile(
    r"(?<!\w)" + spelled("trích", "chi", "sử dụng", "giải ngân", "hỗ trợ", "xây", "sửa chữa", "tặng", "trao",
    "phân bổ", "dành", "trị giá", "tài trợ", "trợ giúp", "giúp đỡ", "thăm hỏi", "cho vay", "đầu tư",
    "chuyển", "thưởng", "giúp") + r"(?!\w)|(?<!\w)" + spelled("cấp") + r"(?=\s+(?:\d|" + spelled("phát", "vốn",
    "kinh phí", "hỗ trợ", "cho") + r"))"
)  # fmt: skip
_RAISED = re.compile(
    r"(?<!\w)" + spelled("ủng hộ", "vận động", "quyên góp", "đóng góp", "tiếp nhận", "thu", "huy động", "nhận",
    "được", "đạt", "góp", "đăng ký", "gây quỹ", "kêu gọi", "số dư", "công bố") + r"(?!\w)"
)  # fmt: skip
_GIVING = re.compile(
    r"(?<!\w)" + spelled("trao", "ủng hộ", "đóng góp", "quyên góp", "vận động", "tiếp nhận", "nhận được",
    "đăng ký", "thu được") + r"(?!\w)"
)  # fmt: skip
# "Quỹ đã ...", "Tổng số tiền ..." go on with the fund before them; "số tiền ... khác" does not.
_BARE_FUND = re.compile(r"(?<!\w)(?:nguồn )?quỹ(?!\w)")
_THE_SUM = re.compile(spelled("tổng số tiền", "số tiền", "toàn bộ số tiền", "tổng kinh phí") + r"(?!\w)")
_OTHER = re.compile(rf"\s*{spelled('khác', 'còn lại')}(?!\w)")
_ELSEWHERE = re.compile(rf"\s*(?:,\s*)?{spelled('cho', 'vào', 'để', 'nhằm')}\s")
# What a fund is called on for at the event that the article is about.
_APPEAL = re.compile(
    r"(?<!\w)" + spelled("ủng hộ", "vận động", "phát động", "tiếp nhận", "gây quỹ", "quyên góp", "đóng góp")
    + r"(?!\w)"
)  # fmt: skip
_TARGET = re.compile(
    r"(?<!\w)" + spelled("phấn đấu", "mục tiêu", "chỉ tiêu", "tối đa", "không quá", "ít nhất", "kế hoạch là",
    "dự kiến vận động", "dự kiến thu") + r"(?!\w)"
)  # fmt: skip
# "Trong đó, A ủng hộ 5 tỷ đồng" tells more of the sum before, "Chương trình đã ..." of the campaign.
_TELLS_MORE = re.compile(
    spelled("trong đó", "cụ thể", "riêng") + r"(?!\w)|(?:[^,]{0,40},\s+)?" + spelled("chương trình", "cuộc vận động")
    + r"\s+(?:" + spelled("này", "trên") + r"\s+)?" + spelled("đã", "cũng đã", "nhận được", "thu được",
    "vận động được") + r"(?!\w)"
)  # fmt: skip
_FEW_WORDS = 6
_TOPIC_REACH = 2
_LEAD_SENTENCES = 4


@dataclass(frozen=True, slots=True)
class _Given:
    """A sum with the fund that it belongs to, and the sentence that names the fund."""

    money: WrittenNumber
    mention: FundMention
    named_in: Sentence
    use: FundUse


def find_funds(article: Article, passages: Sequence[Passage], grammar: FactGrammar) -> list[FundFact]:
    """Return the sums that ``article`` tells of funds and campaigns with a name, in the order of its text.

    A sum is of the fund that it is given to, else of the one named before it in the sentence; a sentence that names
    none may go on with the fund of the sentences right before, or with the only one that the article calls on for. A
    sum told twice is one fact, the one that tells most; a target is none.
    """
    return funds_of(Story.of(article, passages), grammar)


def funds_of(story: Story, grammar: FactGrammar) -> list[FundFact]:
    """Return the sums of an article already cut into its sentences."""
    facts: list[FundFact] = []
    topic: _Topic | None = None
    for number, span in enumerate(story.sentences):
        plain = story.plain(span)
        named = bool(_WORTH_READING.search(plain))
        if not named and not (topic and _MONEY_LIKE.search(plain)):
            continue
        sentence = story.read(span)
        mentions = find_mentions(sentence, grammar) if named else []
        given = _given(sentence, mentions, topic, near=topic is not None and number - topic.number <= _TOPIC_REACH)
        facts += (_fact(story, sentence, one) for one in given)
        if mentions:
            topic = _Topic.after(topic, number, sentence, mentions)
    return _told_once(facts)


@dataclass(frozen=True, slots=True)
class _Topic:
    """The fund named last, in which sentence, and whether it is the only one so far and the article calls on for it."""

    number: int
    sentence: Sentence
    mention: FundMention
    appealed: bool

    @classmethod
    def after(cls, before: "_Topic | None", number: int, sentence: Sentence, mentions: Sequence[FundMention]) -> Self:
        """Return the topic that a sentence leaves."""
        names = {mention.name for mention in mentions} | ({before.mention.name} if before else set())
        appeals = number < _LEAD_SENTENCES and bool(_APPEAL.search(sentence.plain))
        appealed = len(names) == 1 and (before.appealed if before else appeals)
        return cls(number, sentence, mentions[-1], appealed)


def _given(
    sentence: Sentence, mentions: Sequence[FundMention], topic: _Topic | None, *, near: bool
) -> Iterator[_Given]:
    plain = sentence.plain
    sums = [found for found in find_money(sentence.text) if _is_sum(plain, found)]
    for place, money in enumerate(sums):
        ceiling = sums[place + 1].start if place + 1 < len(sums) else len(plain)
        after = next((one for one in mentions if money.end <= one.start < ceiling), None)
        before = next((one for one in reversed(mentions) if one.end <= money.start), None)
        between = plain[money.end : after.start] if after else ""
        anew = after is not None and ceiling < len(plain) and bool(_GIVES_ANEW.search(between))
        if after and not anew and _TO_FUND.match(between):
            yield _Given(money, after, sentence, FundUse.RAISED)
        elif after and not anew and _OF_FUND.match(between):
            yield _Given(money, after, sentence, _use_of(plain, money, between))
        elif before and not _is_of_others(plain, sums[:place], before, money):
            yield _Given(money, before, sentence, _use_after(plain, before, money))
        elif topic and not mentions and _goes_on(plain, money, topic, near=near):
            yield _Given(money, topic.mention, topic.sentence, _use(plain[: money.start]))


def _use_of(plain: str, money: WrittenNumber, between: str) -> FundUse:
    """Return what became of a sum before the fund that it is of; what somebody else gave came in."""
    led = plain[: money.start]
    if _BY_FUND.match(between) or (_GIFT.search(led) and _OF.match(between)):
        return FundUse.SPENT
    if _OF_OTHERS.match(plain, money.end) and not _OF.match(between):
        return FundUse.RAISED
    return FundUse.SPENT if _FROM.search(between) else _use(led)


def _is_of_others(plain: str, sums: Sequence[WrittenNumber], before: FundMention, money: WrittenNumber) -> bool:
    """Return whether a sum is of others beside that of the fund before it: "1 tỷ của Quỹ A, 2 tỷ của B"."""
    own = any(one.end <= before.start and _OF_FUND.match(plain[one.end : before.start]) for one in sums)
    return own and bool(_OF_OTHERS.match(plain, money.end))


def _goes_on(plain: str, money: WrittenNumber, topic: _Topic, *, near: bool) -> bool:
    """Return whether a sum is of the fund that sentences before name."""
    if _OTHER.match(plain, money.end):
        return False
    led = plain[: money.start]
    if near and (_BARE_FUND.search(led) or (_THE_SUM.match(plain) and not _OTHER.search(plain))):
        return True
    more = near and _TELLS_MORE.match(plain) and _GIVING.search(led)
    if more and not _ELSEWHERE.match(plain, money.end):
        return True
    clause = led[max(led.rfind(";"), led.rfind("trong đó")) + 1 :]
    return topic.appealed and bool(_GIVING.search(clause)) and not _ELSEWHERE.match(plain, money.end)


def _told_once(facts: Sequence[FundFact]) -> list[FundFact]:
    kept: dict[tuple[str, Decimal], FundFact] = {}
    for fact in facts:
        key = (fold(fact.fund.value), fact.amount)
        if key not in kept or _pieces(fact) > _pieces(kept[key]):
            kept[key] = fact
    return sorted(kept.values(), key=lambda fact: fact.amount_span.start)


def _pieces(fact: FundFact) -> int:
    return sum(piece is not None for piece in (fact.body and fact.body.span, fact.period_span))


def _is_sum(plain: str, money: WrittenNumber) -> bool:
    """Return whether a number with a scale is money, and no share for each of many."""
    if not _UNIT.search(plain[money.start : money.end]) and not _NO_UNIT_FOLLOWS.match(plain, money.end):
        return False
    return not (
        _TARGET.search(plain[: money.start])
        or _EACH_BEFORE.search(plain[max(0, money.start - 70) : money.start])
        or _EACH_AFTER.match(plain, money.end)
    )


def _use(led: str) -> FundUse:
    """Return what the last verb before a sum says became of it."""
    spent = max((match.start() for match in _SPENT.finditer(led)), default=-1)
    raised = max((match.start() for match in _RAISED.finditer(led)), default=-1)
    return FundUse.SPENT if spent > raised else FundUse.RAISED


def _use_after(plain: str, mention: FundMention, money: WrittenNumber) -> FundUse:
    between = plain[mention.end : money.start]
    if _FROM_GIVERS.match(plain, money.end) or _RECEIVES.search(between):
        return FundUse.RAISED
    if len(between.split()) <= _FEW_WORDS and not _SPENT.search(between) and _GIVEN_TO.search(plain[: mention.start]):
        return FundUse.RAISED
    if _SPENT.search(between) or _RAISED.search(between):
        return _use(between)
    return _use(plain[max(0, mention.start - 40) : mention.start].replace("tài trợ", "").replace("trao", ""))


def _fact(story: Story, sentence: Sentence, given: _Given) -> FundFact:
    money, mention = given.money, given.mention
    qualifier = _QUALIFIER.search(sentence.plain[: money.start])
    time = find_time(story, sentence, money, given.named_in)
    return FundFact(
        span=sentence.span,
        fund=Written(mention.name, given.named_in.in_body(mention.name_start, mention.name_end)),
        amount=_whole(money.value),
        amount_span=sentence.in_body(money.start, money.end),
        qualifier=qualifier["word"] if qualifier else None,
        body=find_body(story, sentence, money, given.use, (mention, given.named_in)),
        period=time.period,
        as_of=time.as_of,
        period_span=time.span,
        use=given.use,
    )


def _whole(amount: Decimal) -> Decimal:
    """Return an amount without the decimals that "3,5 tỷ" leaves behind."""
    whole = amount.to_integral_value()
    return whole if whole == amount else amount
