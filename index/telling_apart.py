"""What keeps one thing from another told beside it: a draft list from the final one, the injured from the dead."""

import re
from collections.abc import Mapping

from index.candidates import LEAD_CHARACTERS, Candidate
from index.pointing import paragraph_before
from index.requirements import asks_why
from index.sentence_words import occurrences
from index.types import FIGURES, AnswerType, ConstraintKind, Question
from index.vietnamese.normalise import fold, normalise

_OPPOSITES = (
    ("so bo", "chinh thuc"),
    ("noi thanh", "ngoai thanh"),
    ("xay moi", "sua chua"),
    ("trong nuoc", "nuoc ngoai"),
    ("thanh thi", "nong thon"),
)
# People of a kind, and in what words a report tells of them.
_KINDS: Mapping[str, re.Pattern[str]] = {
    asked: re.compile(rf"\b(?:{told})\b")
    for asked, told in (
        (r"bi thuong", "bi thuong|thuong vong|thuong tich"),
        (r"mat tich", "mat tich"),
        (r"can ngheo", "can ngheo"),
        (r"ti le ho ngheo", "ho ngheo|ngheo da chieu|thoat ngheo"),
        (r"thoat ngheo", "thoat ngheo|vuon len|ra khoi"),
        (r"dan toc thieu so", "dan toc"),
        (r"thac si|tien si|tren dai hoc|sau dai hoc", "thac si|tien si|tren dai hoc|sau dai hoc"),
        (r"tu ung cu", "tu ung cu"),
        (r"tai cu", "tai cu|tai dac cu|tiep tuc"),
        (r"ngoai dang", "ngoai dang"),
        (r"dang vien", "dang vien|trong dang|ngoai dang"),
        (r"khuyet tat", "khuyet tat"),
        (r"ton giao", "ton giao|cong giao|phat giao|chuc sac"),
        (r"giay khen|bang khen", "giay khen|bang khen|khen thuong|bieu duong"),
        (r"bo phieu", "bo phieu|phieu"),
        (r"ti le (?:tan thanh|nhat tri)", "tan thanh|nhat tri|dong y|dong thuan|bieu quyet|phieu"),
        (r"(?:tre|nho tuoi|it tuoi) nhat", "(?:tre|tre tuoi|nho tuoi|it tuoi) nhat"),
        (r"(?:gia|cao tuoi|lon tuoi) nhat", "(?:gia|cao tuoi|lon tuoi) nhat"),
        (r"gia mao|mao danh", "gia mao|gia danh|mao danh"),
        (r"xin rut", "xin rut|rut ten|rut don"),
        (r"(?:may|bao nhieu)(?: \w+){0,3} (?:la )?(?:phu nu|nu)$", r"nu(?! hoang)"),
        (r"(?:trung cu|dac cu)\b(?!.*\bphieu)", "trung cu|dac cu|duoc bau|ket qua bau"),
        (r"bi (?:gach|loai|dua ra)", "gach|loai|dua|rut|khong dat"),
        (r"thiet hai", "thiet hai|ton that|mat trang"),
        (r"doanh thu", "doanh thu|thu ve|ban duoc"),
        (r"tong von|von dau tu|tong muc dau tu", "von|dau tu|kinh phi"),
        (r"ai (?:la|lam) (?:mc|nguoi dan chuong trinh)", "mc|dan chuong trinh"),
        (r"ai (?:la|lam) (?:giam khao|trong tai)", "giam khao|cham thi|trong tai"),
        (r"ai (?:la|lam) (?:dien gia|bao cao vien|phien dich|thu ki)", "dien gia|bao cao vien|phien dich|thu ki"),
    )
}
_DECIDED = re.compile(r"\b(?:thong qua|ban hanh|phe duyet)\b")
_HAPPENED = re.compile(
    r"\b(?:thong qua|ban hanh|phe duyet|khai mac|to chuc|dien ra|hop|trao|ky ket)\b.*\b(?:nao|may|gio)\b"
)
_BY_THEN = re.compile(r"\b(?:truoc|cham nhat|muon nhat)(?: (?:la|vao|ngay))* $")


def tells_that_side(question: Question, candidate: Candidate) -> bool:
    """Return whether a sentence is not of the other of two ("danh sách sơ bộ" where the final one is asked of)."""
    asked, told = question.folded, candidate.reading.line
    around = f"{told} {' '.join(candidate.before.words) if candidate.before else ''}"
    if "chinh thuc" in asked and "chinh thuc" not in told and _EARLIER_ROUND.search(told):
        return False
    return not any(
        one in asked and other not in asked and one not in told and other in around
        for pair in _OPPOSITES
        for one, other in (pair, pair[::-1])
    )


_EARLIER_ROUND = re.compile(r"\bhiep thuong lan (?:1|2)\b")


def tells_of_that_kind(question: Question, candidate: Candidate) -> bool:
    """Return whether a sentence counts or names people of the very kind asked for: the injured, those who run alone."""
    if question.answer_type not in FIGURES | {AnswerType.WHO}:
        return True
    asked, told = question.folded, candidate.reading.line
    return all(pattern.search(told) for kind, pattern in _KINDS.items() if re.search(rf"\b(?:{kind})\b", asked))


def tells_gift(question: Question, candidate: Candidate) -> bool:
    """Return whether a sentence speaks of giving, where the question is what was given."""
    asked = question.answer_type in _OF_GIFTS and _GIFT_ASKED.search(question.folded)
    return not asked or bool(_GIFT.search(candidate.reading.normalised))


_OF_GIFTS = frozenset({AnswerType.PASSAGE, AnswerType.LIST})
_GIFT_ASKED = re.compile(r"\b(?:tang|trao|bieu|trao tang)(?: duoc| cho \w+)? (?:nhung )?gi\b")
_GIFT = re.compile(r"\b(?:tặng|trao(?! đổi)|biếu|quà|suất|hỗ trợ|ủng hộ|giúp|bàn giao)\b")


def tells_new_count(question: Question, candidate: Candidate) -> bool:
    """Return whether a sentence counts with other numbers than the question itself gives of what it asks for.

    "Sau khi cử bổ sung 4 vị, Ủy ban có tất cả bao nhiêu vị?" is not answered by those four.
    """
    if question.answer_type is not AnswerType.COUNT or not (question.counted and candidate.typed):
        return True
    given = set(re.findall(rf"\b(\d+(?:[.,]\d+)*) {re.escape(question.counted[0])}\b", question.folded))
    return any(candidate.reading.text[one.start : one.end] not in given for one in candidate.typed)


def tells_share_left(question: Question, candidate: Candidate) -> bool:
    """Return whether a place has a figure of its own, and is not one of several that share what is left.

    "Xã A 980 phần, số còn lại chia cho phường B và phường C" tells no number of phường C.
    """
    places = [one.words for one in question.constraints if one.kind is ConstraintKind.PLACE]
    if question.answer_type not in FIGURES or not places:
        return True
    _, left, rest = candidate.reading.line.partition(" con lai ")
    shared = left and re.match(r"(?:\w+ ){0,3}?(?:chia|danh|trao|phan bo|chuyen)\b[^0-9]*$", rest)
    return not shared or not occurrences(rest.split(), places[0])


def tells_day_of(question: Question, candidate: Candidate) -> bool:
    """Return whether a day told is not only a deadline, where the question is when something came about."""
    if question.answer_type is not AnswerType.WHEN or not (candidate.typed and candidate.background.is_report):
        return True
    asked = question.folded
    decided = _DECIDED.search(asked)
    if decided and decided[0] not in candidate.reading.line:
        return False
    if not _HAPPENED.search(asked):
        return True
    before = (candidate.reading.folded[: found.start] for found in candidate.typed)
    return not all(_BY_THEN.search(one) for one in before)


def tells_how_long(question: Question, candidate: Candidate) -> bool:
    """Return whether a sentence of a report tells how long something lasts, where that is the question.

    Of a meeting it has to name one: what else lasted in a report is another matter.
    """
    asked = question.folded
    if not (candidate.background.is_report and _HOW_LONG.search(asked)):
        return True
    told = candidate.reading.line
    return bool(_LASTS.search(told)) and bool(_MEETING.search(told) or not _MEETING.search(asked))


_MEETING = re.compile(r"\b(?:hoi nghi|dai hoi|(?:ki|phien|cuoc|buoi) hop|hoi thao|toa dam|hoi thi|le)\b")
_HOW_LONG = re.compile(
    r"\bbao lau\b(?! (?:nua|roi))"
    r"|\b(?:trong|keo dai|dien ra) (?:may|bao nhieu) (?:ngay|gio|tieng|buoi|phut|tuan|thang|nam)\b"
    r"|\b(?:lam|giu|giu chuc|cong tac|gan bo) (?:\w+ ){1,14}(?:duoc )?(?:may|bao nhieu) nam\W*$"
)
_LASTS = re.compile(
    r"(?<!sau )\b(?:\d+(?:,\d+)?|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|nua|vai|nhieu|ca|suot)"
    # Neither a part of a year ("sơ kết 6 tháng") nor of a date nor of the clock.
    r" (?:(?:ngay|tieng|buoi|phut|tuan|thang|nam|gio)\b(?<!\b[369] thang)(?! (?:\d|dau|cuoi|nam|qua|sang|chieu|ngay)))"
    r"|\b(?:keo dai|suot|gan|hon|khoang) [369] thang\b|\blien tuc\b"
    r"|\b(?:hoan thanh|xong)(?: chi)? sau (?:gan |hon )?\d+ (?:ngay|tuan|thang|nam)\b"
    r"|\btu (?:ngay|thang|nam|sang|\d).*\b(?:den|toi)\b"
)


def tells_who_not(question: Question, candidate: Candidate) -> bool:
    """Return whether a sentence of a report denies something, where the question is who or which one did not.

    Where they did not come, it has to deny that, or say who was missing.
    """
    asked = candidate.background.is_report and _WHO_NOT.search(question.folded)
    denies = _ABSENT if asked and _COMING.match(asked["what"]) else _DENIES
    return not asked or bool(denies.search(candidate.reading.line))


_WHO_NOT = re.compile(
    r"\b(?:ai|nao) (?:(?:da |con |van |lai )?vang|(?:\w+ ){0,6}?(?:khong|chua)) (?P<what>\w+(?: \w+)?)"
)
_COMING = re.compile(r"(?:tham |den |ve |toi )?du\b|tham gia|den\b|co mat|mat\b")
_ABSENT = re.compile(r"\bvang\b|\b(?:khong|chua) (?:\w+ ){0,2}(?:du|tham gia|den|co mat)\b")
_DENIES = re.compile(r"\b(?:khong(?! (?:ngung|chi|nhung))|chua|vang|ngoai|tru|thieu|tu choi|chang|con lai)\b")


def tells_what_befell(question: Question, candidate: Candidate) -> bool:
    """Return whether a report tells beside a sentence that somebody resigned, or something was put off, as is asked.

    "Vì sao bà X từ chức?" takes for granted what no article may tell; that her forerunner did is no answer.
    """
    people = [one.words for one in question.constraints if one.kind is ConstraintKind.PERSON]
    asked = question.folded
    for person in people:  # "ông Đĩnh chỉ ra" suspends nobody
        asked = asked.replace(" ".join(person), "-")
    befallen = [told for happening, told in _BEFALLEN if happening.search(asked)]
    if not befallen or not candidate.background.is_report:
        return True
    beside = [one.words for one in (candidate.before, candidate.after) if one]
    about = [words for words in beside if all(occurrences(words, person) for person in people)]
    told = " . ".join(" ".join(words) for words in (candidate.reading.words, *about))
    return all(one.search(told) for one in befallen)


_BEFALLEN = tuple(
    (re.compile(rf"\b(?:{asked})\b"), re.compile(rf"\b(?:{told})\b"))
    for asked, told in (
        (
            r"tu chuc|tu nhiem|mat chuc",
            r"tu chuc|thoi (?:giu|lam|chuc|tham gia)|xin nghi|mien nhiem|rut khoi",
        ),
        (
            r"thoi (?:giu |lam )?(?:chuc|chu tich|pho chu tich|bi thu|pho bi thu|truong ban)",
            r"tu chuc|thoi (?:giu|lam|chuc|tham gia)|nghi (?:huu|viec|cong tac|che do)|mien nhiem|chuyen cong tac"
            r"|rut khoi",
        ),
        (
            r"tam dung|dinh chi",
            r"(?:tam|phai|bi|da) dung|dung (?:lai|viec|thi cong|thuc hien|hoat dong)|dinh chi|ngung",
        ),
        (r"(?<!lien )hoan (?:lai|hop|to chuc|hoi|dai|buoi|cuoc)|bi hoan|doi (?:lich|ngay|sang)", r"hoan|lui|doi"),
        (r"huy bo|bi huy|bai bo", r"huy|bai bo|khong (?:to chuc|thuc hien)|bo qua"),
        (r"ki luat|khien trach|canh cao|cach chuc", r"ki luat|khien trach|canh cao|cach chuc|xu li"),
        (r"tu choi", r"tu choi|khong nhan|khuoc tu"),
        (r"khoi kien|bi kien|bi bat|bi khoi to", r"kien|bat|khoi to"),
    )
)


def tells_income(question: Question, candidate: Candidate) -> bool:
    """Return whether a sum is not only what people earn, where nobody asks for that."""
    asked = question.folded
    if question.answer_type is not AnswerType.AMOUNT or _INCOME.search(asked) or not candidate.typed:
        return True
    text = candidate.reading.text
    parts = [fold(text[max(0, one.start - _INCOME_BEFORE) : one.start]).rpartition(",")[2] for one in candidate.typed]
    return not all(_INCOME.search(part) for part in parts)


_INCOME = re.compile(r"\b(?:thu nhap|luong|binh quan dau nguoi)\b")
_INCOME_BEFORE = 60  # characters


def tells_that_year(question: Question, candidate: Candidate) -> bool:
    """Return whether an article is not of the Tết of another year than the one asked for, both by the old calendar."""
    asked = _OLD_YEAR.search(question.normalised)
    if asked is None:
        return True
    article = candidate.background.article
    around = (candidate.reading.text, article.title, article.body[:LEAD_CHARACTERS])
    told = {fold(found[0]) for text in around for found in _OLD_YEAR.finditer(normalise(text))}
    return not told or fold(asked[0]) in told


# With its accents: without them "quỹ hội" and "tấn dầu" are years as well.
_STEMS = "|".join(map(normalise, ("giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý")))
_BRANCHES = "|".join(
    map(normalise, ("tý", "tỵ", "sửu", "dần", "mão", "thìn", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi"))
)
_OLD_YEAR = re.compile(rf"(?<!\w)(?:{_STEMS}) (?:{_BRANCHES})(?!\w)")


def tells_replacement(question: Question, candidate: Candidate) -> bool:
    """Return whether a sentence, or the one before it, tells that somebody went, if who took over is asked."""
    if not _REPLACES.search(question.folded) or question.answer_type is not AnswerType.WHO:
        return True
    if _WENT.search(candidate.reading.line):
        return True
    people = [one.words for one in question.constraints if one.kind is ConstraintKind.PERSON]
    before = candidate.before.words if candidate.before else ()
    told = any(occurrences(before, name) for name in people) and _WENT.search(" ".join(before))
    return bool(told and _CAME_IN.search(candidate.reading.line))


_CAME_IN = re.compile(r"\b(?:cu|bau|bo nhiem|giu chuc|phan cong)\b")
_REPLACES = re.compile(r"\b(?:thay(?: the| cho)?|ke nhiem) (?:ong|ba|dong chi)\b")
_WENT = re.compile(
    r"\b(?:thay|thoi|nghi (?:huu|viec|cong tac|che do)|mien nhiem|chuyen|bo sung|kien toan|ke nhiem|tu tran)\b"
)


def tells_withdrawal(question: Question, candidate: Candidate) -> bool:
    """Return whether a sentence, or the one after it, speaks of withdrawing, where the question is why somebody did."""
    asked = question.answer_type is AnswerType.REASON and candidate.background.is_report
    if not asked or not _WITHDREW.search(question.folded):
        return True
    after = candidate.after
    goes_on = after is not None and _ON_WHY.match(after.text) and _WITHDREW.search(after.line)
    return bool(_WITHDREW.search(candidate.reading.line) or goes_on)


_ON_WHY = re.compile(r"(?:Lý do|Nguyên nhân|Ông|Bà|Theo ông|Theo bà)\b")
_WITHDREW = re.compile(r"\brut (?:khoi|ten|don|lui)\b|\bxin rut\b")


def tells_of_relief(question: Question, candidate: Candidate) -> bool:
    """Return whether a sum is told of floods or storms, here or at the head of its article, where that is asked of."""
    if question.answer_type not in FIGURES or not candidate.background.is_report:
        return True
    if not _FLOOD.search(question.folded):
        of_fund = any(one.kind is ConstraintKind.FUND for one in question.constraints)
        return not (of_fund and _FOR_OTHERS.search(candidate.reading.line))
    background = candidate.background
    around = (candidate.reading.words, background.words, background.lead_words)
    return any(_FLOOD.search(" ".join(words)) for words in around) or bool(
        _FLOOD.search(fold(paragraph_before(candidate)))
    )


_FOR_OTHERS = re.compile(
    r"\b(?:ung ho|giup) (?:dong bao|nhan dan|ba con)(?: \w+){0,4} (?:mien trung|lu|bao|thien tai)\b"
)
_FLOOD = re.compile(r"\b(?:lu(?! hanh)|lut|bao lu|bao so|mien trung|thien tai|ngap|cuu tro|sat lo)\b")


def tells_of_guests(question: Question, candidate: Candidate) -> bool:
    """Return whether a sentence does not count those sent to another congress, where who came to one is asked for."""
    asked = question.folded
    if question.answer_type is not AnswerType.COUNT or not _CAME_ASKED.search(asked):
        return True
    return not _SENT.search(candidate.reading.line)


_CAME_ASKED = re.compile(r"\bbao nhieu dai bieu\b(?!.*\b(?:di du|cu di|duoc cu)\b).*\b(?:du|tham du|ve du)\b")
_SENT = re.compile(r"\b(?:bau|cu) (?:\w+ ){0,12}?di du\b")


def tells_why(question: Question, candidate: Candidate) -> bool:
    """Return whether a report says why, here or in the sentence after, or lets somebody say it in their words.

    A long sentence of a speech tells it in words that no rule knows.
    """
    text = candidate.reading.text
    if not (asks_why(question) and candidate.background.is_report) or len(text) > _LONG:
        return True
    after = candidate.after.text if candidate.after else ""
    asked = question.normalised
    told = (found[0] for found in _BECAUSE.finditer(_NAMED_WHY.sub(" ", normalise(f"{text} {after}"))))
    return any(word in _JOINS_CAUSE or not re.search(rf"(?<!\w){word}(?!\w)", asked) for word in told)


_JOINS_CAUSE = frozenset({"vì", "do", "bởi", "nhờ", "nên", "để", "“", "”", '"'})

_NAMED_WHY = re.compile(r"[“\"](?:tết )?vì [^”\"]*[”\"]|(?:quỹ|tháng cao điểm|tết) vì ")
"""The names of funds and campaigns that begin with "vì" and give no reason."""
_LONG = 300  # characters
_BECAUSE = re.compile(
    r"(?<!\w)(?:vì|do(?! (?:ông|bà|đồng chí|anh|chị|phó|chủ tịch|ban|ủy ban|mttq|ubnd|công ty)\b)"
    r"|bởi|nhờ|nên|để|nhằm|nguyên nhân|lí do|lí giải|xuất phát|vướng|thiếu|khó khăn|chưa có|không có|bị"
    r"|quá|trùng|hết hạn|xuống cấp|hư hỏng|từ khi|mong|muốn|nghỉ hưu|chế độ|chuyển|điều động|nhiệm vụ mới|góp phần|sợ"
    r"|lo)(?!\w)|[“”\"]"
)
