"""Numbers that count what a question asks for.

A classifier alone is nothing: "503 cuộc" counts the meetings of "702 cuộc họp" no more than its inspections.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.measures import is_of_unit, weighs
from index.numerals import find_numerals
from index.sentence_words import SentenceWords, occurrences
from index.synonyms import Phrase, Synonyms
from index.types import Question, Span
from index.vietnamese.normalise import fold, normalise, spelled
from index.vietnamese.tokens import Token, tokenise

_REACH = 3
_NOUN_REACH = 5
_BEFORE = 12
_LONGEST_COUNTED = 3
_RANK_ASKED = re.compile(r"\b(?:thu|hang) (?:may|bao nhieu)\b")
_RANK = re.compile(r"\b(?:thứ|hạng|top) (?:\d+|nhất|nhì|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)\b")
_CLASSIFIERS = frozenset({"cuoc", "vu", "luot"})
# What follows a classifier and does not say of what it is.
_NO_NOUN = frozenset(
    {
        *(
            "viec",
            "nguoi",
            "da",
            "duoc",
            "trong",
            "o",
            "tai",
            "cua",
            "nam",
            "va",
            "do",
            "ma",
            "nhu",
            "nay",
            "nao",
            "thi",
        ),
        *("sau", "khi", "bi", "boi", "truoc"),
        *("to", "dien", "tren", "cho", "voi", "tu", "den", "co", "la", "cac", "nhung", "tham", "thanh", "moi"),
    }
)
_MEASURED = re.compile(r"\b(?:dai|rong|cao|sau) (?:bao nhieu|may)$")  # "Con đường dài bao nhiêu?"
_LENGTH = re.compile(rf"\s*(?:km|m|cm|ha|{spelled('mét', 'cây số', 'ki lô mét', 'hecta')})(?:[2²]|vuông)?(?!\w)")
_TIMES = frozenset({"năm", "tháng", "ngày", "quý", "tuần", "thứ", "số", "sáng", "chiều"})
# What makes people or households of a kind.
_KINDS = frozenset({"ngheo", "can", "khuyet", "kho", "thoat", "chinh", "uy", "khong"})
_OF_KINDS = frozenset({"nguoi", "ho"})


@dataclass(frozen=True, slots=True)
class CountFinder:
    """Finds the numbers in a sentence that count what is asked for, in its words or others for the same."""

    synonyms: Synonyms

    def find(self, question: Question, sentence: SentenceWords) -> Iterator[Span]:
        """Yield the numbers that could answer, in order."""
        if _RANK_ASKED.search(question.folded):
            yield from (Span(*match.span()) for match in _RANK.finditer(sentence.normalised))
        measured = _MEASURED.search(question.folded.rstrip(" ?.!"))
        for number in find_numerals(sentence, question.counted):
            if measured and not _LENGTH.match(normalise(sentence.text[number.end :])):
                continue
            if _numbers_a_thing(sentence, number) or _typed_otherwise(question, sentence, number):
                continue
            if not question.counted or self._counts(question, sentence, number):
                yield number

    def _counts(self, question: Question, sentence: SentenceWords, number: Span) -> bool:
        counted = question.counted
        after = _clause_after(sentence, number)
        of_time = bool(after) and after[0].text in _TIME_UNITS
        if counted[:2] == ("thoi", "gian"):
            return of_time
        if of_time and after[0].folded != counted[0]:
            return False  # "6 tháng của Ủy ban" counts nobody
        if counted[0] in _GUESTS and "du" in counted[1:] and not _ATTENDED.search(sentence.folded):
            return False
        return (
            weighs(counted, sentence, after)
            or is_of_unit(counted, sentence, number)
            or any(_begins_within(after, phrase, _REACH) for phrase in self._others(counted))
            or _counts_people(question, sentence, after)
            or _counts_cases(counted, after)
            or _changes_to(counted, sentence, number)
            or _is_told_of(counted, _clause_before(sentence, number), after)
            or self._is_headed(counted, _clause_before(sentence, number), after)
            or _counts_children(counted, sentence, after)
            or _points_back(counted, sentence, after)
            or _counts_pieces(counted, after)
            or self._counts_noun(counted, sentence, number, after)
        )

    def _counts_noun(
        self, counted: Sequence[str], sentence: SentenceWords, number: Span, after: Sequence[Token]
    ) -> bool:
        """Return whether the number counts a classifier's noun, or a noun in its own word."""
        noun = _noun(counted)
        near = [token.folded for token in after[:_REACH]]
        near = near if near[:2] != ["don", "vi"] else []  # "hai đơn vị" counts no "vị"
        closely = any(word in _same_classifier(counted) for word in near)
        if not noun:
            return closely or _is_age(counted, sentence, number)
        # "Cuộc họp" has its own words for the same; "họp" by itself would have those of the verb.
        others = _NONE if tuple(counted[:2]) in self.synonyms.folded else self._others(noun)
        if _holds_noun(after, noun, counted[0]) or any(_begins_within(after, one, _NOUN_REACH) for one in others):
            return closely or counted[0] not in _OF_KINDS
        before = _clause_before(sentence, number)
        return closely and (
            _holds_noun(before, noun, "") or any(_begins_within(before, phrase, _BEFORE) for phrase in others)
        )

    def _is_headed(self, counted: Sequence[str], before: Sequence[Token], after: Sequence[Token]) -> bool:
        """Return whether people of the kind asked for stand right before their number ("nữ có 57 người")."""
        if not after or after[0].folded not in _HEADS:
            return False
        words = [token.folded for token in before if token.folded not in _LINKING]
        others = {tuple(map(fold, phrase)) for phrase in self._others(counted) if phrase not in _PEOPLE_AT_LARGE}
        phrases = others | ({tuple(counted[:2])} if len(counted) > 1 else set())
        return any(words[-len(phrase) :] == [*phrase] for phrase in phrases)

    def _others(self, words: Sequence[str]) -> frozenset[Phrase]:
        """Return the phrases for the same as the longest phrase of words that begins these."""
        sizes = range(min(len(words), _LONGEST_COUNTED), 0, -1)
        return next(
            (self.synonyms.folded[key] for n in sizes if (key := tuple(words[:n])) in self.synonyms.folded), _NONE
        )


_NONE: frozenset[Phrase] = frozenset()
_HEADS = frozenset({"nguoi", "vi", "em", "chau", "ho"})
_LINKING = frozenset(
    {"co", "la", "chiem", "gom", "con", "hien", "toan", "tong", "so", "thanh", "pho", "tinh", "huyen", "xa"}
)
_PEOPLE_AT_LARGE = frozenset({("người",), ("người", "dân"), ("đại", "biểu"), ("thành", "viên")})


def _points_back(counted: Sequence[str], sentence: SentenceWords, after: Sequence[Token]) -> bool:
    """Return whether the number counts those told of before ("nhiều hộ nghèo …: còn 63 hộ thuộc diện này")."""
    words = [token.folded for token in after]
    told = occurrences([token.folded for token in sentence.tokens], counted[:2])
    return bool(told) and words[:1] == [counted[0]] and words[1:4] == ["thuoc", "dien", "nay"]


def _counts_children(counted: Sequence[str], sentence: SentenceWords, after: Sequence[Token]) -> bool:
    """Return whether the number counts "em" or "cháu" in a sentence on the children asked for ("trẻ mồ côi: 86 em")."""
    if not after or after[0].text not in _CHILDREN or counted[0] not in _YOUNG:
        return False
    noun = counted[:2] if counted[0] == "hoc" else counted[1:3] or counted
    return bool(occurrences([token.folded for token in sentence.tokens], noun))


_CHILDREN = frozenset({"em", "cháu"})
_YOUNG = frozenset({"tre", "chau", "em", "hoc", "thieu"})


def _numbers_a_thing(sentence: SentenceWords, number: Span) -> bool:
    """Return whether a number tells one thing from others of its kind ("Cụm Thi đua số 2"), and so counts nothing."""
    before = [token.text for token in sentence.tokens if token.end <= number.start][-2:]
    ranked = before == ["lần", "thứ"] or before[-1:] in (["khóa"], ["kì"])
    return ranked or (before[-1:] == ["số"] and before[0] not in _NUMBER_OF)


_NUMBER_OF = frozenset({"con", "tổng", "dân", "sĩ", "tỉ", "điểm", "trong", "doanh", "chỉ", "quân", "đa"})
"""What makes "số" a number of something, and no name of one of its kind."""


def _typed_otherwise(question: Question, sentence: SentenceWords, number: Span) -> bool:
    """Return whether the number counts a word of the same letters, but other accents ("9 nội dung thi đua": thí sinh).

    Where the next syllable is the question's as well, the accents are a slip ("họ nghèo").
    """
    if not (question.accented and question.counted):
        return False
    asked, *rest = question.counted
    near = _clause_after(sentence, number)[:_REACH]
    places = [place for place, token in enumerate(near) if token.folded == asked]
    if not places or any([token.folded for token in near[place + 1 : place + 2]] == rest[:1] for place in places):
        return False
    tokens = tokenise(question.search_text)
    found = occurrences([token.folded for token in tokens], question.counted)
    return bool(found) and all(near[place].text != tokens[found[-1].start].text for place in places)


_TIME_UNITS = frozenset({"năm", "tháng", "ngày", "quý", "tuần", "giờ", "phút", "giây"})


# Who was there is counted only where somebody is said to have been there: "16 đại biểu Quốc hội" came to no meeting.
_GUESTS = frozenset({"nguoi", "dai", "vi", "khach", "can"})
_ATTENDED = re.compile(
    r"\bdu\b(?! (?:kien|an|thao|toan|bao|phong|tinh|luat)\b)"
    r"|\b(?:tham gia|co mat|trieu tap|thanh phan|gap mat|quy tu|dong dao|so luong)\b"
)


def _counts_people(question: Question, sentence: SentenceWords, after: Sequence[Token]) -> bool:
    """Return whether people are asked for, and the number counts who came ("165 cử tri") or a body ("gồm 5 vị")."""
    counted, words = question.counted, tuple(token.folded for token in after[:2])
    if not words or not (counted[0] in _PEOPLE or tuple(counted[:2]) in _OF_BODY):
        return False
    if counted in _BARE_PEOPLE and (words[0] == "vi" or words in _MEMBERS):
        return True
    if tuple(counted[:2]) in _OF_BODY and (words[0] in {"vi", "nguoi"} or words in _MEMBERS):
        return True
    if counted[1:3] in _SPEAKING and words == ("y", "kien"):
        return True  # each "ý kiến" is somebody's
    came = _CAME.search(question.folded) and _ATTENDED.search(sentence.folded)
    return bool(came) and len(counted) < 3 and (words in _GUESTS_NAMED or words[0] == "vi")


_PEOPLE = frozenset({"nguoi", "vi", "ba"})
_BARE_PEOPLE = frozenset({("nguoi",), ("vi",), ("nguoi", "the"), ("nguoi", "vay")})
_OF_BODY = frozenset({("uy", "vien"), ("thanh", "vien")})
_MEMBERS = frozenset({("dong", "chi"), ("thanh", "vien"), ("uy", "vien")})
_GUESTS_NAMED = frozenset(
    {("dai", "bieu"), ("cu", "tri"), ("hoc", "vien"), ("hoi", "vien"), ("can", "bo"), ("doan", "vien"),
     ("khach", "moi"), ("nong", "dan"), ("nguoi", "dan"), ("ba", "con"), *_MEMBERS}
)  # fmt: skip
_SPEAKING = frozenset({("gop", "y"), ("phat", "bieu"), ("neu", "y"), ("tham", "luan"), ("tham", "gia")})
_CAME = re.compile(r"\b(?:du|tham du|tham gia|co mat|den|toi)\b")


def _counts_cases(counted: Sequence[str], after: Sequence[Token]) -> bool:
    """Return whether the number counts the cases of what befell those asked for ("118 trường hợp bị bỏ sót")."""
    words = [token.folded for token in after[:_NOUN_REACH]]
    befell = tuple(counted[1:3])
    return (
        counted[0] in _OF_KINDS and words[:2] == ["truong", "hop"] and len(befell) > 1 and tuple(words[2:4]) == befell
    )


def _changes_to(counted: Sequence[str], sentence: SentenceWords, number: Span) -> bool:
    """Return whether the number is what the one asked for came to ("số Ban công tác … giảm từ 63 xuống còn 52")."""
    told = (
        rf"\bso {re.escape(' '.join(counted[:2]))}\b[^;:]* (?:xuong|len|thanh|con|toi|den)(?: con| thanh| den| toi)? $"
    )
    return bool(re.search(told, sentence.folded[: number.start]))


def _is_told_of(counted: Sequence[str], before: Sequence[Token], after: Sequence[Token]) -> bool:
    """Return whether what is counted stands before its number ("sinh viên là 69 suất", "giành giải X sáu lần")."""
    words = [token.folded for token in before]
    if counted[0] == "phieu" and words[-1:] == ["phieu"]:
        return True  # "với số phiếu 61/61"
    led = words[-1:] == ["la"] or [token.folded for token in after[:1]] == ["lan"]
    return led and bool(occurrences(words, counted[:2])) and len(counted) > 1


def _counts_pieces(counted: Sequence[str], after: Sequence[Token]) -> bool:
    """Return whether the number counts the noun without its classifier, or with another ("4.166 nhà", "2 ngôi nhà")."""
    words = [token.folded for token in after[:2]]
    return counted[0] in _PIECES and len(counted) > 1 and counted[1] not in _NO_NOUN and counted[1] in words


_PIECES = frozenset({"can", "ngoi", "chiec", "cai", "con", "quyen", "cuon", "bo"})


def _same_classifier(counted: Sequence[str]) -> frozenset[str]:
    """Return the classifiers that count the same as a bare one: "giám sát bao nhiêu lượt" is told by "503 cuộc"."""
    alone = counted[0] in _OCCURRENCES and (len(counted) == 1 or counted[1] in _NO_NOUN)
    return _OCCURRENCES if alone else frozenset(counted[:1])


_OCCURRENCES = frozenset({"cuoc", "luot", "lan", "dot", "buoi"})


def _noun(counted: Sequence[str]) -> tuple[str, ...]:
    """Return the words after a classifier that say of what it is, or nothing."""
    rest = tuple(counted[1:])
    if counted[0] == "vu" and rest[:1] == ("viec",):
        rest = rest[1:]
    if not rest or rest[0] in _NO_NOUN:
        return ()
    kind = rest[0] in _KINDS and rest[:2] != ("chinh", "thuc")
    needed = counted[0] in _CLASSIFIERS or (counted[0] in _OF_KINDS and kind)
    return rest if needed else ()


def _holds_noun(tokens: Sequence[Token], noun: Sequence[str], classifier: str) -> bool:
    """Return whether the noun stands in the words, or at least its first syllable right after the classifier."""
    folded = [token.folded for token in tokens]
    return bool(occurrences(folded, noun[:2]) or (classifier and occurrences(folded, (classifier, noun[0]))))


def _begins_within(tokens: Sequence[Token], phrase: Phrase, reach: int) -> bool:
    reach = 1 if len(phrase) == 1 and phrase[0] in _VAGUE else reach  # "99 vụ việc" counts no "việc"
    return any(span.start < reach for span in occurrences([token.text for token in tokens], phrase))


_VAGUE = frozenset({"việc", "chuyện", "cái"})


def _clause_after(sentence: SentenceWords, number: Span) -> list[Token]:
    """Return the words closely after a number, up to the next one or a comma; "2" is a part of "m2"."""
    close: list[Token] = []
    end = number.end
    for token in [token for token in sentence.tokens if token.start >= number.end][:_NOUN_REACH]:
        numbered = token.text[0].isdigit() and not (close and token.start == end)
        if numbered or {*sentence.text[end : token.start]} & {*",;:"}:
            break
        close.append(token)
        end = token.end
    return close


def _clause_before(sentence: SentenceWords, number: Span) -> list[Token]:
    """Return the last words before a number in its clause; none where they may belong to another number."""
    before = [token for token in sentence.tokens if token.end <= number.start][-_BEFORE:]
    ends = [*(one.start for one in before[1:]), number.start]
    marks = [n for n, end in enumerate(ends) if {*sentence.text[before[n].end : end]} & {*",;:"}] if before else []
    clause = before[max(marks, default=-1) + 1 :]
    return [] if any(_is_count(clause, place) for place in range(len(clause))) else clause


def _is_count(tokens: Sequence[Token], place: int) -> bool:
    """Return whether the token is a number that counts, and not one of a date or a time."""
    beside = {token.text for token in tokens[max(0, place - 1) : place + 2]}
    return tokens[place].text[0].isdigit() and beside.isdisjoint(_TIMES)


def _is_age(counted: Sequence[str], sentence: SentenceWords, number: Span) -> bool:
    """Return whether the number is an age as "ở tuổi 39" tells it."""
    before = [token.folded for token in sentence.tokens if token.end <= number.start][-1:]
    return tuple(counted[:1]) == ("tuoi",) == tuple(before)
