"""Finds what funds and campaigns raised and spent: sums, each with the fund, who gave or spent it, and when."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from corpus.article import Article
from index.facts.fund_bodies import find_body
from index.facts.fund_names import FundMention, find_mentions
from index.facts.reading import FactGrammar, Sentence, Story
from index.facts.records import FundFact, FundUse, Written
from index.types import Passage, Period, Span
from index.vietnamese.amounts import WrittenNumber, find_money
from index.vietnamese.normalise import spelled
from index.vietnamese.periods import NamedPeriod, find_periods

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
    r"(?<!\w)" + spelled("mỗi", "từng", "mức", "bình quân", "trung bình") + r"(?:\s+\w+){0,5}\s*$"
)
_EACH_AFTER = re.compile(
    rf"\s*(?:/\s*\w|{spelled('mỗi', 'một')}\s+{spelled('suất', 'căn', 'hộ', 'nhà', 'người', 'em', 'phần')})"
)
_UNIT = re.compile(r"(?:đồng|vn[dđ]|đ)$")
_NO_UNIT_FOLLOWS = re.compile(
    r"\s*(?:[,;.:()”\"\n]|$|" + spelled("để", "cho", "từ", "và", "trong", "vào", "nhằm", "tiền", "ủng hộ")
    + r"(?!\w))"
)  # fmt: skip
_TO_FUND = re.compile(
    r"\s*(?:" + spelled("tiền mặt", "tiền") + r"\s*)?(?:(?:[^;:.\n“”\"]{0,60}?)(?<!\w)"
    + spelled("cho", "vào", "ủng hộ", "đóng góp", "tới", "đến", "góp") + r"\s+)(?:[^;:.,\d\n“”\"]{0,40})[“\"‘]?$"
)  # fmt: skip
_OF_FUND = re.compile(
    r"\s*(?:[^;:.,\d\n]{0,24}?)(?<!\w)"
    + spelled("từ", "của", "từ nguồn", "trích từ", "qua", "thông qua", "thuộc")
    + r"\s+(?:[^;:.,\d\n]{0,30})[“\"‘]?$"
)
_SPENT = re.compile(
    r"(?<!\w)" + spelled("trích", "chi", "sử dụng", "giải ngân", "hỗ trợ", "xây", "sửa chữa", "tặng", "trao",
    "phân bổ", "dành", "cấp", "trị giá", "trợ giúp", "giúp đỡ", "thăm hỏi", "cho vay", "đầu tư", "chuyển") + r"(?!\w)"
)  # fmt: skip
_RAISED = re.compile(
    r"(?<!\w)" + spelled("ủng hộ", "vận động", "quyên góp", "đóng góp", "tiếp nhận", "thu", "huy động", "nhận",
    "được", "đạt", "góp", "đăng ký", "gây quỹ", "kêu gọi", "tài trợ", "số dư", "công bố") + r"(?!\w)"
)  # fmt: skip
_ANAPHORIC = re.compile(
    r"(?<!\w)" + spelled("trao", "ủng hộ", "đóng góp", "quyên góp", "vận động", "tiếp nhận", "nhận được",
    "đăng ký", "tổng số tiền", "số tiền", "thu được", "trích", "quỹ đã") + r"(?!\w)"
)  # fmt: skip
_ELSEWHERE = re.compile(r"\s*(?:" + spelled("cho", "vào") + r")\s")
_UNTIL = re.compile(
    rf"(?<!\w)(?:{spelled('tính')}\s+)?{spelled('đến', 'tới')}"
    rf"(?:\s+{spelled('hết', 'ngày', 'cuối', 'thời điểm', 'hết ngày')})?\s+$"
)
_UNTIL_NOW = re.compile(
    r"(?<!\w)(?:"
    + spelled(
        "tính đến nay", "từ đầu năm đến nay", "cho đến nay", "đến nay", "tính đến thời điểm này", "đến thời điểm này"
    )
    + r"|"
    + spelled("trong")
    + r"\s+\d+\s+"
    + spelled("năm qua")
    + r")(?!\w)"
)
_TOPIC_REACH = 2


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
    none goes on with the fund of the sentences right before.
    """
    story = Story.of(article, passages)
    facts: list[FundFact] = []
    topic: tuple[int, Sentence, FundMention] | None = None
    for number, span in enumerate(story.sentences):
        plain = story.plain(span)
        named = bool(_WORTH_READING.search(plain))
        if not named and not (topic and number - topic[0] <= _TOPIC_REACH and _MONEY_LIKE.search(plain)):
            continue
        sentence = story.read(span)
        mentions = find_mentions(sentence, grammar) if named else []
        before = (topic[1], topic[2]) if topic and number - topic[0] <= _TOPIC_REACH else None
        facts += (_fact(story, sentence, given, grammar) for given in _given(sentence, mentions, before))
        if mentions:
            topic = (number, sentence, mentions[-1])
    return facts


def _given(
    sentence: Sentence, mentions: Sequence[FundMention], topic: tuple[Sentence, FundMention] | None
) -> Iterator[_Given]:
    sums = [found for found in find_money(sentence.text) if _is_sum(sentence.plain, found)]
    for place, money in enumerate(sums):
        ceiling = sums[place + 1].start if place + 1 < len(sums) else len(sentence.plain)
        after = next((one for one in mentions if money.end <= one.start < ceiling), None)
        before = next((one for one in reversed(mentions) if one.end <= money.start), None)
        between = sentence.plain[money.end : after.start] if after else ""
        if after and _TO_FUND.match(between):
            yield _Given(money, after, sentence, FundUse.RAISED)
        elif after and _OF_FUND.match(between):
            yield _Given(money, after, sentence, _use(sentence.plain[: money.start]))
        elif before:
            yield _Given(money, before, sentence, _use_after(sentence.plain, before, money))
        elif topic and not mentions and _goes_on(sentence.plain, money):
            yield _Given(money, topic[1], topic[0], _use(sentence.plain[: money.start]))


def _is_sum(plain: str, money: WrittenNumber) -> bool:
    """Return whether a number with a scale is money, and no share for each of many."""
    if not _UNIT.search(plain[money.start : money.end]) and not _NO_UNIT_FOLLOWS.match(plain, money.end):
        return False
    return not (
        _EACH_BEFORE.search(plain[max(0, money.start - 40) : money.start]) or _EACH_AFTER.match(plain, money.end)
    )


def _goes_on(plain: str, money: WrittenNumber) -> bool:
    return bool(_ANAPHORIC.search(plain[: money.start])) and not _ELSEWHERE.match(plain, money.end)


def _use(led: str) -> FundUse:
    """Return what the last verb before a sum says became of it."""
    spent = max((match.start() for match in _SPENT.finditer(led)), default=-1)
    raised = max((match.start() for match in _RAISED.finditer(led)), default=-1)
    return FundUse.SPENT if spent > raised else FundUse.RAISED


def _use_after(plain: str, mention: FundMention, money: WrittenNumber) -> FundUse:
    between = plain[mention.end : money.start]
    if _SPENT.search(between) or _RAISED.search(between):
        return _use(between)
    return _use(plain[max(0, mention.start - 40) : mention.start].replace("trao", "    "))


def _fact(story: Story, sentence: Sentence, given: _Given, grammar: FactGrammar) -> FundFact:
    money, mention = given.money, given.mention
    qualifier = _QUALIFIER.search(sentence.plain[: money.start])
    period, as_of, period_span = _period(story, sentence, money)
    return FundFact(
        span=sentence.span,
        fund=Written(mention.name, given.named_in.in_body(mention.name_start, mention.name_end)),
        amount=_whole(money.value),
        amount_span=sentence.in_body(money.start, money.end),
        qualifier=qualifier["word"] if qualifier else None,
        body=find_body(story, sentence, mention if given.named_in is sentence else None, money, given.use),
        period=period,
        as_of=as_of,
        period_span=period_span,
        use=given.use,
    )


def _whole(amount: Decimal) -> Decimal:
    """Return an amount without the decimals that "10,4 tỷ" leaves behind."""
    whole = amount.to_integral_value()
    return whole if whole == amount else amount


def _period(story: Story, sentence: Sentence, money: WrittenNumber) -> tuple[Period | None, date | None, Span | None]:
    """Return when a sum was raised: the period nearest before it in its sentence, else the first after it."""
    today = story.published
    now = _UNTIL_NOW.search(sentence.plain)
    dated = [one for one in find_periods(sentence.text, today or date(2000, 12, 31)) if one.has_year or today]
    dated = [one for one in dated if one.kind not in {"term", "span"}]
    before = [one for one in dated if one.end <= money.start]
    chosen: NamedPeriod | None = before[-1] if before else None
    if chosen is None and now:
        return None, today, sentence.in_body(now.start(), now.end())
    if chosen is None:
        return None, None, None
    until = _UNTIL.search(sentence.plain[: chosen.start])
    start = until.start() if until else chosen.start
    span = sentence.in_body(start, chosen.end)
    return (None, chosen.period.last, span) if until else (chosen.period, None, span)
