"""The parts of a question that is two, or a comparison that no table of facts answers: each is asked by itself.

"So quỹ Vì người nghèo của quận X năm 2022 với của Cụm thi đua số 4 thì bên nào nhiều hơn?" asks how much the fund of
quận X raised, and then, as one asks further, "còn của Cụm thi đua số 4?". "Chủ tịch xã A và chủ tịch xã B lần lượt là
ai?" asks twice who it is; "Nhà bà Bảy xây hết bao nhiêu, huyện cho bao nhiêu?" asks two things.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.types import Constraint, ConstraintKind, Question
from index.vietnamese.normalise import CAPITAL, fold, normalise, spelled

_OPENING = re.compile(rf"^\W*{spelled('so sánh', 'so')}(?:\s+{spelled('giúp')}(?:\s+\w+)?)?[\s,:]+")
_CLOSING = re.compile(
    rf"[\s,:]+(?:{spelled('thì')}\s+)?(?:{spelled('bên', 'đâu', 'nơi', 'cái', 'đơn vị')}\s+\w+"
    rf"|{spelled('năm', 'quý', 'tháng', 'nhiệm kì', 'đợt', 'lần', 'xã', 'phường', 'quận', 'huyện', 'tỉnh', 'hội nghị')}"
    rf"\s+{spelled('nào')}|{spelled('mỗi')}\s+{spelled('bên', 'nơi', 'đợt', 'quận', 'huyện', 'tỉnh', 'địa phương')}"
    rf"|{spelled('chênh', 'hơn kém', 'khác', 'lệch')}\s+{spelled('nhau')}(?!\w))(?P<rest>.*)$"
)
# "… bên nào hỗ trợ mỗi căn nhà nhiều tiền hơn", "… nơi nào nhiều ý kiến hơn".
_MORE = re.compile(
    rf"^(?P<doing>.*?)\s+{spelled('nhiều', 'cao', 'lớn', 'ít', 'thấp', 'nhỏ', 'đông')}"
    rf"(?:\s+(?P<measure>\w+(?:\s+\w+){{0,4}}))?\s+{spelled('hơn')}(?!\w)"
)
_OF_MONEY = frozenset({"tien", "kinh phi", "so tien"})
_JOINING = re.compile(rf"\s+{spelled('so với', 'với', 'và', 'hay', 'hoặc')}\s+")
_IN_TURN = re.compile(rf"[\s,]+(?:(?:hai|2)\s+\w+\s+)?{spelled('lần lượt')}\s+(?={spelled('là', 'được', 'đạt', 'có')})")
_IN_ORDER = re.compile(
    rf"{spelled('nào', 'gì')}(?:\s+\w+){{0,4}}?\s+{spelled('trước', 'sau', 'sớm hơn', 'muộn hơn')}(?!\w)"
)
_HEADED = re.compile(rf"^[^:]*{spelled('nào', 'gì')}[^:]*:\s*")
_ASKED_AFTER = re.compile(r"[?.!]\s*\w.*$")
_PARTING = re.compile(rf"\s*[,;?]\s+(?:{spelled('rồi', 'thì', 'và', 'mà')}\s+)?|\s+{spelled('và', 'rồi')}\s+")
_TELLING_APART = frozenset(
    {ConstraintKind.PLACE, ConstraintKind.ORDINAL, ConstraintKind.FUND, ConstraintKind.PERIOD, ConstraintKind.QUALIFIER}
)


def as_compared(text: str) -> str:
    """Return a question with what it compares first and which of them is asked after, as ``sides`` reads it.

    "A và B, huyện nào nhiều hơn trong năm 2020?" names the time at its end, "A hay B được nhiều hơn?" asks for no side.
    """
    plain = normalise(text)
    timed = _TIMED_AFTER.match(plain)
    if timed:
        moved = f"{text[timed.start('time') : timed.end('time')]}, {text[: timed.end('compared')]}"
        return moved if _CLOSING.search(normalise(moved)) else text
    bare = _SIDE_UNNAMED.match(text)
    return f"{text[: bare.end('sides')]}, nơi nào {text[bare.start('doing') :]}" if bare else text


_TIMED_AFTER = re.compile(
    rf"^(?P<compared>.*\s{spelled('hơn')})\s+(?:{spelled('trong', 'vào')}\s+)?"
    rf"(?P<time>(?:\d+\s+{spelled('tháng')}|{spelled('năm', 'quý', 'nhiệm kì', 'giai đoạn', 'tháng')})\s[^,?]+)\W*$"
)
_SIDE_UNNAMED = re.compile(
    rf"^(?P<sides>[^,]*?\s(?i:{spelled('hay')})(?:\s+(?i:{spelled('xã', 'phường', 'quận', 'huyện', 'tỉnh', 'thôn')}))?"
    rf"(?:\s+{CAPITAL}\w*){{1,4}})\s+"
    rf"(?P<doing>[^,]*\s(?i:{spelled('nhiều', 'ít', 'cao', 'thấp')})\s[^,]*?(?i:{spelled('hơn')}))\W*$"
)


def sides(text: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to part what the question ``text`` compares in two, the joining word nearest its middle first.

    What is compared of both is asked of the first: "Xã A và xã B, nơi nào nhiều ý kiến hơn" asks "xã A bao nhiêu ý
    kiến", then further of "xã B".
    """
    plain = normalise(text)
    opening = _OPENING.match(plain) or _HEADED.match(plain)
    closing = _CLOSING.search(plain) or _ASKED_AFTER.search(plain)
    first, last = opening.end() if opening else 0, closing.start() if closing else len(text)
    compared = _compared_of_both(plain)
    for joint in _from_the_middle(list(_JOINING.finditer(plain, first, last)), first + last):
        yield f"{text[first : joint.start()]}{compared}", text[joint.end() : last].rstrip(" ?.!")


def asks_count(text: str) -> bool:
    """Return whether the question ``text`` compares how many there are of something else than money."""
    more = _more(normalise(text))
    return bool(more and _counted(more))


def _compared_of_both(plain: str) -> str:
    """Return what the end of a comparison says is compared, as it is asked of one side, or nothing."""
    more = _more(plain)
    if more is None:
        return ""
    counted = _counted(more)
    return "".join(f" {part}" for part in (more["doing"].strip(), counted and f"bao nhiêu {counted}") if part)


def _more(plain: str) -> re.Match[str] | None:
    closing = _CLOSING.search(plain)
    return _MORE.match(closing["rest"]) if closing else None


def _counted(more: re.Match[str]) -> str:
    """Return what there is more of, nothing if it is money."""
    return more["measure"] if more["measure"] and fold(more["measure"]) not in _OF_MONEY else ""


def asks_order(text: str) -> bool:
    """Return whether the question ``text`` is which of two was first, or later."""
    return bool(_IN_ORDER.search(normalise(text)))


def asked_in_turn(text: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to part "A và B lần lượt là ai?" in two questions, the joining word nearest the middle first."""
    plain = normalise(text)
    turn = _IN_TURN.search(plain)
    if turn is None:
        return
    asked = text[turn.end() :]
    for joint in _from_the_middle(list(_JOINING.finditer(plain, 0, turn.start())), turn.start()):
        yield f"{text[: joint.start()]} {asked}", f"{text[joint.end() : turn.start()]} {asked}"


def asked_together(text: str, asking: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Yield the ways to part the question ``text`` in two that both ask something, as the pattern ``asking`` tells."""
    plain = normalise(text)
    for joint in _PARTING.finditer(plain):
        if asking.search(plain[: joint.start()]) and asking.search(plain[joint.end() :]):
            yield text[: joint.start()], text[joint.end() :].rstrip(" ?.!")


def _from_the_middle(joints: list[re.Match[str]], ends: int) -> list[re.Match[str]]:
    """Return the joining words, nearest the middle first; ``ends`` is the sum of where the whole begins and ends."""
    return sorted(joints, key=lambda one: abs(one.start() + one.end() - ends))


def are_apart(first: Question, second: Question) -> bool:
    """Return whether each of two questions names something that the other does not."""
    named = [{one for one in question.constraints if one.kind in _TELLING_APART} for question in (first, second)]
    return bool(named[0] - named[1]) and bool(named[1] - named[0])


def of_one_place(first: Question, second: Question) -> tuple[Question, Question]:
    """Return two questions, the place that one names given to the other if that names none."""
    places = [[one for one in asked.constraints if one.kind is ConstraintKind.PLACE] for asked in (first, second)]
    return first if places[0] else _placed(first, places[1]), second if places[1] else _placed(second, places[0])


def _placed(question: Question, places: Sequence[Constraint]) -> Question:
    written = " ".join([question.search_text, *(place.written for place in places)])
    return replace(question, constraints=(*question.constraints, *places), search_text=written)
