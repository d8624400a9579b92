"""What a sentence has to show or say of a question, however many of its words it holds."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from index.candidates import Candidate, Reading
from index.features import STRICT_TYPES
from index.matching import Wanted, matched
from index.person_asked import NAMED_WHAT, asks_for_name, asks_who_acted
from index.ranks import names_first
from index.types import FIGURES, AnswerType, ConstraintKind, Question, Span
from index.vietnamese.normalise import fold, spelled

# What a person or place is to what is asked, which another in the same report is not: who chaired, where one is from.
_RELATIONS: Mapping[AnswerType, tuple[str, ...]] = {
    AnswerType.WHO: (
        "chu tri",
        "chu toa",
        "dieu hanh",
        "khai mac",
        "be mac",
        "ket luan",
        "ki",
        "ki ket",
        "gioi thieu",
        "y kien",
        "gop y",
        "trinh bay",
        "doat",
        "doat giai",
        "giai nhat",
        "gianh giai",
        "vo dich",
        "quan quan",
        "vang",
        "vang mat",
        "trung cu",
        "bo sung",
        "cu bo sung",
        "bau bo sung",
        "dac cu",
        "tru tri",
    ),
    AnswerType.LIST: ("vang", "vang mat"),
    AnswerType.WHERE: ("que", "que quan", "que huong", "tru so", "dia chi"),
    AnswerType.WHEN: (
        "sinh",
        "mat",
        "qua doi",
        "tu tran",
        "nghi huu",
        "khoi cong",
        "khanh thanh",
        "thanh lap",
        "bo nhiem",
        "han",
        "han cuoi",
        "han chot",
        "xong",
        "sua xong",
        "lam xong",
        "xay xong",
        "hoan thanh",
    ),
}
_BORN = re.compile(r"\bsinh (?:ngay|nam|thang|vao|\d)|\b(?:nam|ngay) sinh\b")
_DEADLINES = frozenset({"han", "han cuoi", "han chot", "xong", "sua xong", "lam xong", "xay xong", "hoan thanh"})
_UNTIL_TOLD = re.compile(r"\b(?:den|truoc|het|cham nhat|xong)(?: vao| trong| het)? (?:nam|ngay|thang|quy|cuoi) ")
_KIN = frozenset(
    {"vợ", "chồng", "bố", "mẹ", "con trai", "con gái", "cháu nội", "cháu ngoại", "cháu trai", "cháu gái"}
)  # without accents "bo" is many a word
_QUOTED = re.compile(r"“[^“”]+”|\"[^\"]+\"")
_RELATION_HELD = 0.5
_CONDITION_ASKED = re.compile(r"\b(?:khi|luc) nao\b|\bthoi (?:gian|diem) nao\b")
_TWO_FIGURES = re.compile(r"\btu (?:bao nhieu|may)\b.*\b(?:len|xuong|den|toi|thanh) (?:bao nhieu|may)\b")
_RAISED = "thu|van dong|quyen|quyen gop|huy dong|ung ho|tiep nhan"
_DONE_ASKED = re.compile(
    rf"\bthuc te\b|\brot cuoc\b|\b(?:{_RAISED}) duoc\b"
    rf"|\bda (?:{_RAISED}|hoan thanh|xoa|nhan|dat|chi|trao|tang|ho tro|xay|giam sat)\b"
)
_AIMED_AT = re.compile(r"\b(?:phan dau|du kien|muc tieu|se|dat ra|nhiem vu nam|noi dung thi dua)\b")
_HAS_TO_DO = re.compile(r"\b(?:phai|can) (?:lam|xoa)(?: \w+){0,2} $")
_TELLER_ASKED = re.compile(
    r"\b(?:noi|neu|ke|bao cao|cho biet|cho rang|trinh bay|thong tin|phat bieu|chia se|khang dinh|thong bao|danh gia"
    r"|nhan xet|phan anh|de nghi|de xuat|yeu cau|cong bo|thua nhan|thay mat|dai dien|ket luan|theo ai)\b"
)
_TELLS = re.compile(
    r"(?:[,–-][^;:.]{0,90}?|[^,;:.]{0,30}?)\b(?:cho biet|cho hay|thong tin(?! ve)|bao cao rang|neu ro)\b"
)
_TOLD_BY = re.compile(r"\btheo (?:bao cao (?:do |cua )?)?(?:ong |ba |dong chi |anh |chi )?$")
_CONTACTS = {
    "so tai khoan": re.compile(r"\b(?:tai khoan|stk)\b"),
    "so dien thoai": re.compile(r"\b(?:dien thoai|sdt|dt|hotline|duong day nong)\b"),
    "duong day nong": re.compile(r"\b(?:duong day nong|hotline|dien thoai)\b"),
    "hotline": re.compile(r"\b(?:duong day nong|hotline|dien thoai)\b"),
    "email": re.compile(r"\b(?:email|thu dien tu|hop thu)\b"),
}
# What each is: a text may name the account and where it is kept, and not give its number.
_ACCOUNT_NUMBER = re.compile(r"\d(?:[ .-]?\d){5,}")
_CALLED_NUMBER = re.compile(r"\d{3}")
_WRITTEN = {"so tai khoan": _ACCOUNT_NUMBER, "email": re.compile("@")}
_WHY = re.compile(r"\b(?:vi sao|tai sao|vi li do|nguyen nhan|li do|do dau)\b")
_CAUSE = re.compile(
    rf"(?<!\w)(?:{spelled('nguyên nhân', 'lý do', 'bởi', 'khiến', 'dẫn đến')}"
    rf"|{spelled('vì')}(?!\s+{spelled('người nghèo', 'biển', 'đàn em', 'an ninh', 'trẻ em')}\b)"
    rf"|(?<!tự ){spelled('do')}(?!\s+{spelled('ông', 'bà', 'đồng chí', 'ban', 'ủy ban', 'mttq', 'ubnd')}\b))(?!\w)"
)
_PURPOSE_ASKED = re.compile(
    r"\b(?:de lam (?:gi|chi)|nham (?:muc (?:dich|tieu) )?gi|muc dich (?:gi|nao|la gi|cua)"
    r"|(?:dung|chi|su dung|danh) (?:vao|cho|de|lam) (?:nhung )?(?:viec |muc dich |noi dung )?(?:gi|nao))\b"
)
_PURPOSE = re.compile(
    rf"(?<!\w)(?:{spelled('nhằm', 'mục đích', 'mục tiêu', 'để', 'dành', 'sẽ dùng', 'được dùng', 'sử dụng')})(?!\w)"
)
_CARRIES_ON = re.compile(r"(?:dong thoi|sau do|ngoai ra|ben canh do|cung voi do|tiep do|tiep theo|rieng)\b")
_OF_EVENTS = frozenset(
    {ConstraintKind.PLACE, ConstraintKind.ORDINAL, ConstraintKind.OCCASION, ConstraintKind.ORGANISATION}
)


_OF_GENRE = frozenset(
    {
        ConstraintKind.FUND,
        ConstraintKind.ORGANISATION,
        ConstraintKind.OFFICE,
        ConstraintKind.ORDINAL,
        ConstraintKind.OCCASION,
        ConstraintKind.QUALIFIER,
        ConstraintKind.VENUE,
    }
)


def is_of_genre(question: Question) -> bool:
    """Return whether a question names what reports of meetings and funds are about, and not only people and places."""
    named = any(one.kind in _OF_GENRE for one in question.constraints)
    return named or bool(_GENRE_WORDS.search(question.folded))


_GENRE_WORDS = re.compile(
    r"\b(?:hoi nghi|(?:cuoc|ki|phien|buoi) (?:hop|le|lam viec|gap mat)|mttq|mat tran|cu tri|ung ho|quyen gop|van dong"
    r"|ho ngheo|dai doan ket|hiep thuong|phan bien|giam sat)\b"
)


def shows_type(question: Question, candidate: Candidate) -> bool:
    """Return whether the candidate shows the type asked for, where that has to show.

    In a report figures and people of many things stand side by side, so that the sentence nearest to a question tells
    nothing without its own; elsewhere it mostly answers, in words that no rule knows, unless the question is of the
    genre: an archive has news of other matters from every district, and a figure asked for has to show in it.
    """
    of_genre = candidate.background.is_report or is_of_genre(question)
    if names_first(question, candidate):
        return True
    located = question.answer_type in FIGURES and any(one.kind is ConstraintKind.PLACE for one in question.constraints)
    return bool(candidate.typed) or not ((of_genre or located) and _has_to_show(question))


def _has_to_show(question: Question) -> bool:
    return bool(
        _asks_for_somebody(question)
        or _asks_for_figure(question)
        or asks_for_name(question)
        or asks_who_acted(question)
        or (question.answer_type is AnswerType.WHERE and question.level)
    )


def holds_relation(question: Question, asked: Wanted, candidate: Candidate) -> bool:
    """Return whether the sentence says what "ai chủ trì" asks of, in these words or others for the same.

    ``asked`` are the telling words of the question that are no constraint.
    """
    quoted = {fold(word) for found in _QUOTED.finditer(question.search_text) for word in found[0].strip('“”"').split()}
    related = _RELATIONS.get(question.answer_type, ())
    kin = _KIN if question.answer_type is AnswerType.WHO else frozenset()
    words = tuple(word for word in asked.words if not quoted.issuperset(word.folded))
    words = tuple(word for word in words if " ".join(word.folded) in related or " ".join(word.syllables) in kin)
    if not words:
        return True
    if question.answer_type is AnswerType.WHEN and any(word.folded == ("sinh",) for word in words):
        return bool(_BORN.search(candidate.reading.line))
    if {" ".join(word.folded) for word in words} <= _DEADLINES and _UNTIL_TOLD.search(candidate.reading.line):
        return True
    return max(matched(replace(asked, words=words), candidate.reading.vocabulary)) >= _RELATION_HELD


def asks_when_done(question: Question) -> bool:
    """Return whether the question is when a work was begun or finished: it has other days beside."""
    done = _DONE_WHEN.search(question.folded)
    return question.answer_type is AnswerType.WHEN and done is not None


_DONE_WHEN = re.compile(r"\b(?:khoi cong|khanh thanh|thanh lap|hoan thanh|xong|han (?:cuoi|chot))\b")


def holds_contact(question: Question, candidate: Candidate) -> bool:
    """Return whether the sentence gives a number or an address of the kind that is asked for ("số tài khoản")."""
    if question.answer_type in _NO_CONTACTS:
        return True
    asked = question.folded
    here = candidate.reading.line
    return all(
        told.search(here) and _WRITTEN.get(kind, _CALLED_NUMBER).search(candidate.reading.text)
        for kind, told in _CONTACTS.items()
        if kind in asked
    )


_NO_CONTACTS = frozenset({AnswerType.WHEN, AnswerType.YES_NO, AnswerType.REASON})


def holds_done(question: Question, candidate: Candidate) -> bool:
    """Return whether a figure asked for as it came about ("thực tế đã thu") is not one that was only aimed at."""
    if not _DONE_ASKED.search(question.folded) or question.answer_type not in FIGURES:
        return True
    before = (candidate.reading.folded[: found.start] for found in candidate.typed)
    return not candidate.typed or not all(_AIMED_AT.search(one) or _HAS_TO_DO.search(one) for one in before)


def names_doer(question: Question, candidate: Candidate) -> bool:
    """Return whether somebody is named besides who tells of it ("ông A cho biết: …"), where nobody asks who told."""
    if question.answer_type is not AnswerType.WHO or asks_for_holder(question) or not candidate.typed:
        return True
    if _TELLER_ASKED.search(question.folded):
        return True
    text, words = candidate.reading.text, question.syllables
    named = NAMED_WHAT.search(question.folded.rstrip(" ?.!"))
    asked = set() if named else {" ".join(pair) for pair in pairwise(words)}

    def tells(found: Span) -> bool:
        led = _TOLD_BY.search(fold(text[: found.start]))
        return bool(led or _TELLS.match(fold(text[found.end :].lstrip())))

    return not all(
        tells(found) and not any(pair in _around_teller(text, found) for pair in asked) for found in candidate.typed
    )


def _around_teller(text: str, found: Span) -> str:
    """Return the folded words before a name, and those after it up to what is told."""
    after = fold(text[found.end :])
    told = _TELLS.match(after.lstrip())
    return f"{fold(text[: found.start])} {after[: told.end()] if told else ''}"


def asks_for_several(question: Question) -> bool:
    """Return whether several things are asked for: a list, or a figure before and one after."""
    asked = question.folded
    return question.answer_type is AnswerType.LIST or bool(_TWO_FIGURES.search(asked))


def carries_on(reading: Reading) -> bool:
    """Return whether a sentence goes on with what was told before it ("Đồng thời, lập quỹ …")."""
    return bool(_CARRIES_ON.match(" ".join(reading.words[:3])))


def asks_why(question: Question) -> bool:
    """Return whether the reason of something is asked for, and not how it is."""
    return question.answer_type is AnswerType.REASON and bool(_WHY.search(question.folded))


def tells_cause(reading: Reading) -> bool:
    """Return whether a sentence says why something is so."""
    return bool(_CAUSE.search(reading.normalised))


def asks_what_for(question: Question) -> bool:
    """Return whether the purpose of something is asked for."""
    return bool(_PURPOSE_ASKED.search(question.folded))


def tells_purpose(reading: Reading) -> bool:
    """Return whether a sentence says what something is for."""
    return bool(_PURPOSE.search(reading.normalised))


def asks_for_limits(question: Question) -> bool:
    """Return whether the question is what falls short, by a report's own word ("hạn chế gì", "việc nào chưa đạt")."""
    return bool(_LIMITS_ASKED.search(question.folded)) and question.answer_type in _TELLING_TYPES


def tells_limits(reading: Reading) -> bool:
    """Return whether a sentence says what falls short."""
    return bool(_LIMITS.search(reading.line))


def asks_limit(word: Sequence[str]) -> bool:
    """Return whether a folded word may ask for what falls short, which ``tells_limits`` finds told in others."""
    return _LIMIT_WORDS.issuperset(word)


_TELLING_TYPES = frozenset({AnswerType.LIST, AnswerType.PASSAGE, AnswerType.REASON})
_LIMITS_ASKED = re.compile(
    r"\b(?:han che|khuyet diem|ton tai|thieu sot|yeu kem|diem yeu|mat yeu|(?:con|tu nhan|la) yeu)\b"
    r".*\b(?:gi|nao|sao|dau)\b"
    r"|\b(?:chi tieu|noi dung|nhiem vu|viec|mat|khau) (?:nao|gi) (?:\w+ ){0,6}?"
    r"(?:khong|chua) (?:dat|hoan thanh|lam duoc)\b"
    r"|\b(?:khong|chua) (?:dat|hoan thanh|lam duoc) (?:duoc )?(?:chi tieu|noi dung|nhiem vu) (?:nao|gi)\b(?! khong)"
)
_LIMITS = re.compile(
    r"\blung tung\b|\bcon (?:cham|yeu|thap|hinh thuc|nang tinh|mong|it|han hep)\b"
    r"|\b(?:chua|khong) (?:dat|kip thoi|cao|thuong xuyen|dong deu|sau|manh|hieu qua|kip|day du|sat|nhieu|ro|chu dong"
    r"|phat huy|hoan thanh|tot|den|duoc|toi)\b"
)
_LIMIT_WORDS = frozenset(
    {"han", "che", "khuyet", "diem", "ton", "tai", "thieu", "sot", "yeu", "kem", "khong", "chua", "dat", "tu", "nhan"}
)


def lists_items(reading: Reading) -> bool:
    """Return whether a sentence announces several things and tells them ("gồm: …; …; …")."""
    _, colon, after = reading.text.partition(":")
    return bool(colon) and after.count(";") > 1


def asks_for_holder(question: Question) -> bool:
    """Return whether the question is who holds an office."""
    return question.answer_type is AnswerType.WHO and any(
        constraint.kind is ConstraintKind.OFFICE for constraint in question.constraints
    )


def _asks_for_somebody(question: Question) -> bool:
    """Return whether the question is who holds an office or plays a part, or who did something to a named person."""
    named = any(constraint.kind is ConstraintKind.PERSON for constraint in question.constraints)
    role = _ROLE_ASKED.search(question.folded)
    return asks_for_holder(question) or (question.answer_type is AnswerType.WHO and (named or bool(role)))


_ROLE_ASKED = re.compile(
    r"^ai la (?!(?:nhung|cac|don vi|to chuc|co quan|ben)\b)|^tru tri\b.* la ai\b"
    r"|^nhung ai\b.*\b(?:gioi thieu|ung cu|trung cu|khen)\b"
)


def _asks_for_figure(question: Question) -> bool:
    """Return whether only words of the type asked for answer; "khi nào" of no event is also told by a condition."""
    if question.answer_type is not AnswerType.WHEN or not _CONDITION_ASKED.search(fold(question.text)):
        return question.answer_type in STRICT_TYPES
    return any(constraint.kind in _OF_EVENTS for constraint in question.constraints)
