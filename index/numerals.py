"""The numbers of a sentence that can tell how many: in digits or words, and sums and shares where any will do."""

import re
from collections.abc import Sequence

from index.sentence_words import SentenceWords, occurrences
from index.types import Span
from index.vietnamese.amounts import find_counts, find_foreign_money, find_fractions, find_money, find_percentages
from index.vietnamese.normalise import spelled

_NUMBER_WORDS = frozenset({"hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"})


def find_numerals(sentence: SentenceWords, counted: Sequence[str]) -> list[Span]:
    """Return the numbers that may count what the folded words ``counted`` say, in order.

    "Ủng hộ bao nhiêu?" does not say of what: a sum or a share answers as well.
    """
    numbers = [Span(found.start, found.end) for found in find_counts(sentence.text)]
    if not counted:
        others = (*find_money(sentence.text), *find_foreign_money(sentence.text), *find_percentages(sentence.text))
        numbers += [Span(found.start, found.end) for found in others]
        numbers += [Span(*found) for found in find_fractions(sentence.text)]
    return sorted([*numbers, *_spelled_out(sentence), *_ones(sentence, counted)], key=lambda span: span.start)


def _spelled_out(sentence: SentenceWords) -> list[Span]:
    """Return the numbers written as words, without those of ranks, months and terms (thứ hai, tháng hai, khóa hai)."""
    words = ["", *(token.text for token in sentence.tokens), ""]
    return [Span(*found.span()) for found in _HUNDREDS.finditer(sentence.normalised)] + [
        Span(token.start, token.end)
        for token, last, following in zip(sentence.tokens, words, words[2:], strict=False)
        if token.text in _NUMBER_WORDS
        and last not in _RANKED
        and not (token.text == "năm" and _is_year(last, following))
        # "Ngã Bảy", "bà Nguyễn Thị Bảy"; "Năm" is the year wherever it begins with a capital.
        and not (sentence.text[token.start].isupper() and (last or token.text == "năm"))
    ]


_HUNDREDS = re.compile(
    rf"(?<!\w){spelled('hàng')} {spelled('chục', 'trăm', 'nghìn', 'ngàn', 'vạn', 'triệu', 'tỉ')}(?!\w)"
)


def _ones(sentence: SentenceWords, counted: Sequence[str]) -> list[Span]:
    """Return each "một" or "năm" right before what is counted, two words at least ("một ngày lương").

    Before one word "một" is an article, and "năm" may be a year.
    """
    found = occurrences([token.folded for token in sentence.tokens], counted[:2]) if len(counted) > 1 else []
    before = [sentence.tokens[span.start - 1] for span in found if span.start]
    return [Span(token.start, token.end) for token in before if token.text in {"một", "năm"}]


def _is_year(last: str, following: str) -> bool:
    """Return whether the words beside "năm" make it a year and no five."""
    return following[:1].isdigit() or following in _AFTER_YEAR or last in _BEFORE_YEAR


_AFTER_YEAR = frozenset({"", "thứ", "nay", "qua", "trước", "sau", "ngoái", "nào", "tới"})
_BEFORE_YEAR = frozenset({"là", "các", "mỗi", "hàng", "hằng", "cả", "trong", "đầu", "cuối", "giữa", "nhiều", "từng"})
_RANKED = frozenset({"thứ", "tháng", "quý", "khóa", "lần"})
