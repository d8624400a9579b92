"""Places that a question typed in small letters names by their level, and that no table knows ("với xã đa tốn")."""

from collections.abc import Collection, Iterator

from index.question_words import QuestionWords
from index.types import Constraint, ConstraintKind, Span
from index.vietnamese.frequencies import Frequencies
from index.vietnamese.names import Names
from index.vietnamese.normalise import fold

_COMMON = 60  # texts; an encyclopedia names many a place, each in few
_NAME = 2  # syllables, as nearly all names of communes have
# Before the level of a place that is spoken of: a preposition, or the end of a body or office.
_BEFORE = frozenset(
    {
        "với",
        "của",
        "ở",
        "tại",
        "từ",
        "đến",
        "tới",
        "xuống",
        "về",
        "cho",
        "mttq",
        "ubnd",
        "hđnd",
        "trận",
        "nam",
        "tịch",
        "thư",
        "dân",
    }
)
# What follows a level and begins no name: verbs of the genre, and what makes a body or another word of the level.
_NO_NAME = frozenset(
    {
        *(
            "ủy",
            "đoàn",
            "hội",
            "đội",
            "viên",
            "mới",
            "cũ",
            "khác",
            "mình",
            "ta",
            "nghèo",
            "điểm",
            "vùng",
            "miền",
            "nhà",
            "khóa",
            "nhiệm",
        ),
        *("trao", "tặng", "thu", "họp", "cử", "bầu", "mua", "xây", "sửa", "làm", "khen", "giao", "nhận", "chi", "góp"),
        *("giúp", "thăm", "mời", "đi", "kí", "xin", "gửi", "mở"),
    }
)
# Particles that are the syllables of many names where accents lack ("hả" and Hà).
_NAME_SYLLABLES = frozenset({"ha", "ho", "a", "nhi", "nha", "tan", "my", "van", "chi", "mai", "bi"})
# What may follow a name, besides words that only ask or join: when, and what the genre does.
_ENDS = frozenset(
    {"hôm", "họp", "tổ", "diễn", "vừa", "mới", "sao", "ủng", "vận", "thu", "đạt", "tặng", "trao", "làm", "nhận"}
)


def find_unknown_places(
    reading: QuestionWords, names: Names, frequencies: Frequencies, asking: Collection[str]
) -> Iterator[Constraint]:
    """Yield what follows a level if it is no word of the language; ``asking`` are words that only ask or join.

    Where the question has names with capitals, what has none is no name.
    """
    tokens = reading.tokens
    written = (reading.text[token.start : token.end] for token in tokens[1:])
    if any(word[0].isupper() and not word.isupper() for word in written):
        return
    accented = reading.accented
    before, no_name, joining, ends_name = (
        frozenset(words if accented else map(fold, words)) for words in (_BEFORE, _NO_NAME, asking, {*asking, *_ENDS})
    )

    joining = joining if accented else joining - _NAME_SYLLABLES

    def is_of(position: int, words: Collection[str]) -> bool:
        token = tokens[position]
        return (token.text if accented else token.folded) in words

    for position in range(1, len(tokens)):
        first = position + names.level_at(tokens, position, accented=accented)
        last = first + _NAME
        if first == position or last > len(tokens) or not is_of(position - 1, before):
            continue
        name = [tokens[place].text if accented else tokens[place].folded for place in range(first, last)]
        ends = last == len(tokens) or is_of(last, ends_name) or tokens[last].text.isdigit()
        # Typed plainly, a level may begin another word (phương thức, tình trạng).
        other = not accented and f"{tokens[first - 1].folded} {tokens[first].folded}" in frequencies.folded
        apart = any(reading.between(place) != " " for place in range(first, last))
        plain = any(is_of(place, joining) or tokens[place].text.isdigit() for place in range(first, last))
        known = frequencies.counts if accented else frequencies.folded
        bound = known.get(" ".join(name), 0) >= _COMMON
        if ends and not (plain or bound or other or apart) and not is_of(first, no_name):
            yield Constraint(
                ConstraintKind.PLACE, reading.written(Span(position, last)), tuple(reading.words[first:last])
            )
