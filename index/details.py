"""Details that an article names without telling them: which three of many, whose third prize, the second round."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from index.candidates import Candidate, Reading
from index.ordinals import number_of
from index.sentence_words import occurrences
from index.types import AnswerType, Question, Span
from index.vietnamese.normalise import fold, normalise, spelled
from index.vietnamese.tokens import Token

_NUMBERS = {
    "hai": "2", "ba": "3", "bốn": "4", "năm": "5", "sáu": "6", "bảy": "7", "tám": "8", "chín": "9", "mười": "10",
}  # fmt: skip
_KINDS = (
    "đơn vị", "địa phương", "phường", "xã", "quận", "huyện", "tỉnh", "thôn", "thị trấn", "tổ dân phố", "khu dân cư",
    "cá nhân", "tập thể", "hộ", "gia đình", "doanh nghiệp", "công ty", "trường", "đội", "mô hình", "dự án",
    "công trình", "bệnh viện", "nơi", "điểm", "cơ sở", "chùa",
    "người", "đại biểu", "vị", "kẻ", "đối tượng", "trường hợp", "ứng viên", "dự thảo", "văn bản",
)  # fmt: skip
_WHICH = rf"{spelled('nào', 'gì', 'những ai', 'là ai')}(?!\w)|{spelled('tên')}"
_COUNTED = re.compile(
    rf"(?<!\w)(?P<number>\d+|{spelled(*_NUMBERS)})\s+(?P<kind>{spelled(*_KINDS)})(?!\w)(?=.*(?<!\w)(?:{_WHICH}))"
    rf"|^\W*(?:{spelled('kể tên', 'nêu tên', 'liệt kê', 'cho biết tên', 'tên')})\s+"
    rf"(?P<first>\d+|{spelled(*_NUMBERS)})\s+(?P<named>{spelled(*_KINDS)})(?!\w)"
)
_GIVEN = re.compile(
    rf"(?<!\w)(?P<number>\d+|{spelled(*_NUMBERS)})\s+(?P<kind>{spelled('căn nhà', 'ngôi nhà', 'suất học bổng')})(?!\w)"
    rf"(?=.*(?<!\w){spelled('cho')}\s+(?:{spelled('những', 'các')}\s+)?"
    rf"(?:{spelled('ai')}|{spelled('hộ', 'gia đình', 'người', 'em', 'học sinh')}\s+{spelled('nào')})(?!\w))"
)
_PRIZE = re.compile(
    r"\b(?P<prize>giai (?:nhat|nhi|ba|tu|khuyen khich|dac biet|vang|bac|dong))\b(?! (?:tri|cap)\b)"
    r"(?: (?:mon |phan |noi dung |thi )?(?P<contest>\w+ \w+))?"
)
_NO_CONTEST = frozenset(
    {"hoi", "cuoc", "trong", "o", "tai", "cua", "nam", "la", "ve", "thuoc", "do", "duoc", "trao", "cho", "co", "khi"}
    | {"thi", "ngay", "va", "toan", "cap", "lan", "tap", "ca", "ai", "doi"}
)
_NUMBER = r"(?P<number>\d{1,2}|nhat|hai|ba|bon|i{1,3}|iv)\b(?!/)"
_ROUND = re.compile(rf"\b(?P<kind>dot|(?<!trong )vong|giai doan) (?:(?:(?!dot|vong)\w+ ){{0,3}}thu )?{_NUMBER}")
_WHICH_ONE = re.compile(r"\b(?P<kind>\w+(?: \w+){1,3}) nao\b")
_CALLED_WHAT = re.compile(r"(?P<kind>\w+(?: \w+){1,3}).* ten (?:la )?gi$")
_KIND_CALLED = re.compile(
    r"\b(?P<kind>(?:truong|benh vien|cong ti|doanh nghiep|chua|cho|hop tac xa)(?: \w+)?) ten (?:la )?gi$"
)
_WHO_IS = re.compile(r"(?P<role>\w+ \w+ \w+ \w+)\b.* la (?:nhung )?ai$")
_NUMBER_ASKED = re.compile(
    r"\b(?P<kind>khu dan cu|to dan pho|khu pho|thon|xom|to|cum|khoi|nghi dinh|thong tu|quyet dinh|nghi quyet|cong van)"
    r" so (?:may|bao nhieu)\b"
)
_RESULT_ASKED = re.compile(r"\bket (?:qua|luan)\b.*\b(?:the nao|ra sao|gi|sao)\b|\bcho ket qua\b")
_RESULT_TO_COME = re.compile(
    r"\b(?:so ket|tong ket|danh gia) (?:vao|trong) (?:cuoi|quy|thang|dau)\b"
    r"|\bket qua (?:\w+ ){0,2}?(?:se|chua|dang cho)\b|\b(?:chua co|dang cho|cho) ket qua\b"
    r"|\bse (?:tiep tuc )?(?:to chuc|tien hanh|dien ra|lam viec|hop|(?:tai )?giam sat|khao sat|kiem tra)\b"
)
_NAME = re.compile(r"[^\W\d_]\S*")
_MANY = 3  # capitals of at least two names
_ASKS_WHICH = frozenset({AnswerType.WHERE, AnswerType.WHO, AnswerType.LIST, AnswerType.PASSAGE})


def is_of_part(question: Question, candidate: Candidate) -> bool:
    """Return whether a sentence is of the very prize, contest or round that a question names."""
    return _of_prize(question, candidate) and _of_contest(question, candidate) and _of_round(question, candidate)


def leaves_untold(question: Question, candidate: Candidate) -> bool:
    """Return whether a sentence speaks of what is asked for and does not tell it.

    It counts those whose names are asked for ("3 phường chưa đạt"), says "một nhà máy" where the question is which one,
    no number where one is asked for, or that a result is still to come.
    """
    return (
        _counts_only(question, candidate)
        or _says_some(question, candidate.reading)
        or _lacks_number(question, candidate.reading)
        or _awaits_result(question, candidate.reading)
    )


def names_counted(question: Question, candidate: Candidate) -> bool:
    """Return whether a sentence counts those whose names are asked for, and names them ("6 phường: A, B, …")."""
    counted = _counted(question, candidate)
    return any(_has_names(question, candidate.reading, place) for place in counted)


def _counts_only(question: Question, candidate: Candidate) -> bool:
    counted = _counted(question, candidate)
    who = _WHO_IS.match(question.folded.rstrip(" ?.!"))
    # "1 đại biểu dự khuyết đi dự Đại hội": who that is, it does not say.
    alone = who and re.search(rf"\b\d+ {re.escape(who['role'])}\b", candidate.reading.line)
    if alone and question.answer_type is AnswerType.WHO and not candidate.typed:
        return True
    if question.answer_type is AnswerType.WHO:
        return bool(counted) and not candidate.typed
    return bool(counted) and not any(_has_names(question, candidate.reading, place) for place in counted)


def _counted(question: Question, candidate: Candidate) -> list[int]:
    """Return the offsets at which a sentence counts those whose names are asked for ("Sáu phường nào …")."""
    asked = _counted_in(question.search_text) if question.answer_type in _ASKS_WHICH else None
    if asked is None:
        return []
    groups = asked.groupdict()
    number, kind = groups["number"] or groups.get("first") or "", fold(groups["kind"] or groups.get("named") or "")
    number = {fold(word): digits for word, digits in _NUMBERS.items()}.get(fold(number), number)
    forms = [number, number.zfill(2), *(fold(word) for word, digits in _NUMBERS.items() if digits == number)]
    tokens = candidate.reading.tokens
    words = [token.folded for token in tokens]
    return [tokens[span.start].start for form in forms for span in occurrences(words, [form, *kind.split()])]


@lru_cache(maxsize=64)
def _counted_in(text: str) -> re.Match[str] | None:
    """Return how many of what a question asks the names of, which is asked of every sentence."""
    read = normalise(text)
    return _COUNTED.search(read) or _GIVEN.search(read)


def _has_names(question: Question, reading: Reading, place: int) -> bool:
    """Return whether names that the question lacks stand in the part between semicolons that holds a place."""
    known = {*question.syllables, "quy", "vi", "mttq", "uy", "ubnd", "hdnd", "viet", "nam"}
    first = max(reading.text.rfind(mark, 0, place) for mark in ";:") + 1
    last = reading.text.find(";", place)
    before, after = reading.text[first:place], reading.text[place : last if last > 0 else len(reading.text)]

    def capitals(text: str) -> int:
        words = [word.strip('“”"(),.:') for word in _NAME.findall(text)]
        return sum(word[:1].isupper() and fold(word) not in known for word in words)

    return capitals(after) > 0 or capitals(" ".join(before.split()[1:])) > _MANY


def _says_some(question: Question, reading: Reading) -> bool:
    """Return whether a sentence says "một nhà máy" or "các ngân hàng" without a name where the question is which."""
    if question.answer_type not in _ASKS_WHICH:
        return False
    asked = question.folded.rstrip(" ?.!")
    words = [token.folded for token in reading.tokens]
    called = _KIND_CALLED.search(asked)
    if called:
        held = occurrences(words, called["kind"].split())
        return bool(held) and not any(_is_named(reading, span, _ONE) for span in held)
    found = _WHICH_ONE.search(asked) or _CALLED_WHAT.match(asked)
    runs = _runs(found["kind"].split()) if found else []
    if found and found.re is _CALLED_WHAT:  # "Cách giúp hộ nghèo … tên là gì?" asks no household's name
        runs = [run for run in runs if found["kind"].startswith(" ".join(run))]
    if not any(" ".join(run) in _NAMED_KINDS for run in runs):
        return False
    counts = (_ONE, *_SEVERAL) if _SEVERAL_ASKED.search(asked) else (_ONE,)
    told = (
        (count, span) for run in runs if len(run) > 1 for count in counts for span in occurrences(words, [count, *run])
    )
    return next((not _is_named(reading, span, count) for count, span in told), False)


def _runs(words: Sequence[str]) -> list[Sequence[str]]:
    """Return all runs of the words, the longest first."""
    runs = [words[first:last] for first in range(len(words)) for last in range(first + 1, len(words) + 1)]
    return sorted(runs, key=len, reverse=True)


def _is_named(reading: Reading, span: Span, count: str) -> bool:
    """Return whether a name stands right after one thing of a kind, or anywhere in its part after several."""
    if count == _ONE:
        return _named_after(reading.text, reading.tokens[span.end - 1 :])
    return any(letter.isupper() for letter in reading.text[reading.tokens[span.end - 1].end :].partition(";")[0])


_ONE = "mot"
_NAMED_KINDS = frozenset(
    {fold(kind) for kind in _KINDS}
    | {"nha may", "co so", "khach san", "benh vien", "cho", "chua", "dinh", "nha", "cong", "truong", "cau", "duong",
       "manh thuong quan", "nha hao tam",
       "can bo", "nghe si", "ngan hang", "hop tac xa", "cong tac", "lanh dao", "giao xu", "di tich", "lang", "ban",
       "chi hoi", "lop"}
)  # fmt: skip
"""What is known by a name of its own; a kind of animal or a sort of thing is told by what it is like."""


_SEVERAL = ("cac", "nhung")
_SEVERAL_ASKED = re.compile(r"\b(?:cac|nhung) (?:\w+ ){1,4}nao\b")


def _named_after(text: str, tokens: Sequence[Token]) -> bool:
    """Return whether a capital or a quotation stands within a few words after the first of some tokens.

    What stands after "ở" is where it is, and not its name.
    """
    after = text[tokens[0].end : tokens[_CLOSE].end if len(tokens) > _CLOSE else len(text)]
    after = _WHERE_IT_IS.split(after, maxsplit=1)[0]
    return any(letter.isupper() or letter in '“":(' for letter in after)


_CLOSE = 3
_WHERE_IT_IS = re.compile(rf"(?<!\w){spelled('ở', 'tại', 'trên', 'thuộc')}(?!\w)")


def _lacks_number(question: Question, reading: Reading) -> bool:
    """Return whether "khu dân cư số mấy" is asked, and a sentence has no number there."""
    asked = _NUMBER_ASKED.search(question.folded)
    if asked is None:
        return False
    return not re.search(rf"\b{re.escape(asked['kind'])} (?:so )?\d", reading.line)


def _awaits_result(question: Question, reading: Reading) -> bool:
    return bool(_RESULT_ASKED.search(question.folded)) and bool(_RESULT_TO_COME.search(reading.line))


def _of_prize(question: Question, candidate: Candidate) -> bool:
    """Return whether a sentence speaks of the very prize that the question names ("giải Ba")."""
    asked = _PRIZE.search(question.folded)
    if asked is None:
        return True
    contest = asked["contest"].split() if asked["contest"] else []
    game = _SPORTS.match(asked["contest"] or "")  # "kéo co" holds a word of grammar
    named = contest if contest and (game or not _NO_CONTEST & {*contest}) else []
    # "Tổ 2 đoạt giải nhất kéo co; bà con còn thi nhảy bao bố": the one is no prize of the other.
    parts = [re.findall(r"\w+", fold(part)) for part in candidate.reading.text.split(";")]
    before = candidate.before.words if candidate.before else ()
    # "Hội thi nấu món chay … Giải Nhất thuộc về tổ 4": the contest is the one before, if the sentence names none.
    told = named and occurrences(before, named) and not _SPORTS.search(candidate.reading.line)
    return any(
        occurrences(part, asked["prize"].split()) and (not named or told or occurrences(part, named)) for part in parts
    )


_GAMES = (
    "keo co|bao bo|ban no|day gay|tung con|nem con|gia gao|bong (?:chuyen|da|ban)|cau long|co tuong|danh mang"
    "|to ma le|chay|dua|mua|hat|van nghe|hai hoa|bat vit|bit mat|ca kheo|dap (?:nieu|noi)|nau (?:an|com|mon)"
    "|(?:goi|lam) banh|lac thung|bai choi|cam hoa"
)
_SPORTS = re.compile(rf"\b(?:{_GAMES})\b")


def _of_contest(question: Question, candidate: Candidate) -> bool:
    """Return whether a sentence says who won the game asked for ("đội nào vô địch kéo co"), not only that it was."""
    asked = question.normalised
    games = [_GAME_WON.match(fold(asked[won.end() :])) for won in _WINS.finditer(asked)]
    parts = [(fold(part), normalise(part)) for part in candidate.reading.text.split(";")]
    return all(
        any(re.search(rf"\b{game['game']}\b", folded) and _WON.search(read) for folded, read in parts)
        for game in games
        if game
    )


_WINS = re.compile(rf"(?<!\w){spelled('vô địch', 'thắng cuộc', 'thắng', 'quán quân', 'về nhất')}(?!\w)")
# Typed plainly, "mỗi tháng mua" is no dance that is won.
_GAME_WON = re.compile(rf"(?: (?:mon|cuoc|tran|phan|noi dung|hoi|thi|o|nhay|choi))* (?!mua\b)(?P<game>{_GAMES})\b")
_WON = re.compile(rf"(?<!\w){spelled('giải', 'nhất', 'vô địch', 'thắng', 'quán quân', 'đoạt', 'giành')}(?!\w)")


def _of_round(question: Question, candidate: Candidate) -> bool:
    """Return whether a sentence is of the round asked for; one that names none is of its neighbour's or its title's."""
    asked = _ROUND.search(question.folded)
    if asked is None:
        return True
    around = (candidate.before.words if candidate.before else (), candidate.background.words)
    here = _rounds_told([candidate.reading.words], asked["kind"])
    return number_of(asked["number"]) in (here or _rounds_told(around, asked["kind"]))


def _rounds_told(texts: Iterable[Sequence[str]], kind: str) -> set[str | None]:
    found = (one for words in texts for one in _ROUND.finditer(" ".join(words)))
    return {number_of(one["number"]) for one in found if one["kind"] == kind}
