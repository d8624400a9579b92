"""What keeps a figure or a word to whom it is of: another's votes, a village's income, a gift beside the one asked."""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.candidates import Candidate
from index.pointing import paragraph_before
from index.proof import holds_office
from index.ranks import names_first
from index.sentence_words import occurrences
from index.types import FIGURES, AnswerType, ConstraintKind, Question, Span
from index.vietnamese.normalise import CAPITAL, fold, normalise, spelled
from index.vietnamese.tokens import tokenise


def tells_of_giver(question: Question, candidate: Candidate) -> bool:
    """Return whether a sentence of a report speaks of giving, and names who gave, where that is the question."""
    asked = _GIVER_ASKED.search(question.folded) if candidate.background.is_report else None
    if asked is None:
        return True
    text = candidate.reading.text
    called = [bool(_NAMED_NEXT.match(text[found.end() :])) for found in _GIVERS.finditer(normalise(text))]
    named = any(called) or not (called or asked["kind"] in _COMPANIES)
    told = candidate.reading.line
    if _SPONSOR_ASKED.search(asked[0]) and not (any(called) or _SPONSORS.search(told)):
        return False
    done = _PROVIDED.search(asked[0])
    if done and done[0] not in told:
        return False
    return named and bool(_GIVES.search(told) or names_first(question, candidate))


def tells_of_company(question: Question, candidate: Candidate) -> bool:
    """Return whether a figure of a report is of the company that a question names as who gave, as its paragraph says.

    "Công ty X ủng hộ bao nhiêu?" is not answered by the sum of all who gave, nor by another's.
    """
    asked = _COMPANY_GAVE.search(question.search_text) if candidate.background.is_report else None
    if asked is None or question.answer_type not in FIGURES:
        return True
    name = [token.folded for token in tokenise(asked["name"])][-_TELLING_NAME:]
    told = [token.folded for token in tokenise(f"{paragraph_before(candidate)} {candidate.reading.text}")]
    return bool(occurrences(told, name))


_COMPANY_GAVE = re.compile(
    r"(?i:công t[yi]|ngân hàng|hợp tác xã|tập đoàn|doanh nghiệp)\b[^,;]*?"
    rf"\s(?P<name>{CAPITAL}\w*(?:\s+{CAPITAL}\w*)*)\s+(?:(?:đã|cũng|có)\s+)?"
    rf"(?:ủng hộ|tặng|trao|góp|đóng góp|tài trợ|hỗ trợ|cho|giúp)\s"
)
_TELLING_NAME = 2  # syllables: what leads to them is left out as often as not ("Công ty Cổ phần …")
_COMPANIES = frozenset({"doanh nghiep", "cong ti", "tap doan"})
_GIVER_ASKED = re.compile(
    r"\b(?P<kind>don vi|doanh nghiep|cong ti|tap doan|to chuc|nha hao tam|nha tai tro)(?: (?!nao)\w+){0,3} nao "
    r"(?:da |se )?(?:dang ki )?(?:tai tro|tang|trao tang|trao|ung ho|giup|do dau|gop|dong gop|bao tieu|cung cap)\b"
    r"|^ai (?:tai tro|do dau)\b"
)
_PROVIDED = re.compile(r"\b(?:bao tieu|cung cap)$")
_SPONSOR_ASKED = re.compile(r"\b(?:tai tro|do dau)$")
_SPONSORS = re.compile(r"\b(?:tai tro|do dau|ho tro|ung ho|giup|dong gop|van dong|nguon|do|cua|phoi hop|cong ti)\b")
_GIVES = re.compile(
    r"\b(?:tai tro|tang|trao|ung ho|giup|do dau|ho tro|dong gop|gop|dang ki|phoi hop|tiep nhan|nhan|bao tieu"
    r"|cung cap)\b"
)
_GIVERS = re.compile(
    rf"(?<!\w)(?:{spelled('các', 'những', 'một', 'nhiều')}\s+)?"
    rf"{spelled('đơn vị', 'doanh nghiệp', 'công ty', 'tập đoàn', 'nhà hảo tâm', 'nhà tài trợ')}(?!\w)"
)
_NAMED_NEXT = re.compile(rf"(?:\s+(?!ở|tại|trên|đã|tài|tặng|trao|ủng|hỗ)\w+){{0,4}}?\s*[:(“\"]?\s*{CAPITAL}")


def tells_what_place_gave(question: Question, candidate: Candidate) -> bool:
    """Return whether a sentence does not only say what a place was given, where the question is what it gave.

    "Bắc Mê được phân bổ 2,45 tỷ đồng" tells nothing of what Bắc Mê gave.
    """
    if question.answer_type not in FIGURES or not candidate.background.is_report:
        return True
    asked, told = question.folded, candidate.reading.line
    places = [fold(one.written) for one in question.constraints if one.kind is ConstraintKind.PLACE]
    gave = any(re.search(rf"\b{re.escape(place)} {_PLACE_GAVE}", asked) for place in places)
    return not gave or not _ALLOTTED.search(told) or bool(_GAVE.search(told))


_PLACE_GAVE = r"(?:da |cung |co )*(?:ung ho|dong gop|quyen gop|gop|chuyen ve|gui)\b(?! (?:lai|tra))"
_ALLOTTED = re.compile(r"\b(?:phan bo|duoc ho tro|duoc nhan|trich|chuyen cho|giup cac)\b")
_GAVE = re.compile(r"\b(?:ung ho|dong gop|quyen gop|gop|chuyen ve|gui|dang ki|van dong|tiep nhan)\b")


def tells_of_named(question: Question, candidate: Candidate) -> bool:
    """Return whether a report is of the talk or contest that a question quotes the name of, here or at its head."""
    asked = _NAMED_EVENT.search(question.search_text) if candidate.background.is_report else None
    words = {token.folded for token in tokenise(asked["name"])} if asked else set()
    if len(words) < _LONG_NAME:
        return True
    background = candidate.background
    known = {*background.words, *background.lead_words, *candidate.passage.folded.split()}
    return len(words & known) >= _NAME_SHARE * len(words)


_NAMED_EVENT = re.compile(
    rf"(?i:{spelled('tọa đàm', 'hội thảo', 'diễn đàn', 'cuộc thi', 'hội thi', 'đề án', 'mô hình', 'dự án')})\s+"
    r"[“\"](?P<name>[^”\"]+)[”\"]"
)
_LONG_NAME, _NAME_SHARE = 4, 0.8


def tells_of_whole(question: Question, candidate: Candidate) -> bool:
    """Return whether a figure is of the whole district where that is asked for, and not of a village in it."""
    asked = _WHOLE_ASKED.search(question.folded) if question.answer_type in FIGURES else None
    if asked is None:
        return True
    small = _SMALL.search(candidate.background.line)
    return not small or bool(occurrences(candidate.reading.words, asked["level"].split()))


_WHOLE_ASKED = re.compile(r"\btoan (?P<level>xa|phuong|quan|huyen|tinh|thi xa|thanh pho)\b")
_SMALL = re.compile(r"\b(?:thon|xom|ap|khom|to dan pho|khu dan cu|khu pho|buon|lang) ")


def tells_of_that_person(question: Question, candidate: Candidate) -> bool:
    """Return whether a figure is of the person asked of, and of the office, where a sentence tells of several.

    "Bà A được cử giữ chức Chủ tịch với 57/58 phiếu; ông B giữ chức Phó Chủ tịch": those are no votes for ông B.
    """
    people = [one.words for one in question.constraints if one.kind is ConstraintKind.PERSON]
    if question.answer_type not in FIGURES or len(people) != 1 or not candidate.typed:
        return True
    text, name = candidate.reading.text, " ".join(people[0])
    votes = _VOTES.search(question.folded)
    if votes and not (_reaches_office(question, candidate) and _are_of(text, name, candidate.typed)):
        return False
    ends = [0, *(found.end() for found in re.finditer(";", text)), len(text)]
    parts = [(first, last) for first, last in pairwise(ends) if name in fold(text[first:last])]
    return not parts or any(first <= found.start < last for first, last in parts for found in candidate.typed)


def _are_of(text: str, name: str, figures: Sequence[Span]) -> bool:
    """Return whether nobody else is called between a name and a figure ("bà A và ông B …, trong đó bà A 58/61")."""
    for figure in figures:
        before = text[: figure.start]
        called = list(_CALLED.finditer(before))
        if not called or name in fold(called[-1][0]) or fold(before).rfind(name) > called[-1].start():
            return True
    return False


_CALLED = re.compile(rf"\b(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Aa]nh|[Cc]hị) {CAPITAL}\w+(?: {CAPITAL}\w+)*")
_VOTES = re.compile(r"\b(?:phieu|tin nhiem)\b")


def _reaches_office(question: Question, candidate: Candidate) -> bool:
    """Return whether a sentence names the office of the question, and not only as a deputy's or one of before."""
    offices = [one.words for one in question.constraints if one.kind is ConstraintKind.OFFICE]
    return all(holds_office(candidate.reading, office) for office in offices)


def tells_of_that_spot(question: Question, candidate: Candidate) -> bool:
    """Return whether a sentence of a report speaks of a parish or a school at all, where the question is which one.

    A bank or a factory that is spoken of has to be named: "vay ngân hàng 400 triệu" does not say which.
    """
    asked = _WHICH_SPOT.search(question.normalised) if candidate.background.is_report else None
    if asked is None:
        return True
    kind = next(spot for spot in _SPOTS if fold(spot) == fold(asked["kind"]))
    if kind in _NAMED_SPOTS:
        found = re.finditer(rf"(?<!\w){re.escape(normalise(kind))}(?!\w)", candidate.reading.normalised)
        return any(_NAMED_NEXT.match(candidate.reading.text[one.end() :]) for one in found)
    return bool(re.search(rf"(?<!\w){re.escape(normalise(kind))}(?!\w)", candidate.reading.normalised))


_SPOTS = (
    "giáo xứ", "giáo họ", "chùa", "trường", "bệnh viện", "trạm y tế", "hợp tác xã", "câu lạc bộ", "nhà máy",
    "khách sạn", "đồn biên phòng", "ngân hàng",
)  # fmt: skip
_NAMED_SPOTS = frozenset({"nhà máy", "đồn biên phòng", "ngân hàng"})
_WHICH_SPOT = re.compile(
    rf"(?<!\w)(?P<kind>{spelled(*_SPOTS)})(?:\s+(?!{spelled('nào')})\w+){{0,2}}\s+{spelled('nào')}(?!\w)"
)


def tells_builder(question: Question, candidate: Candidate) -> bool:
    """Return whether a sentence speaks of building, where the question is who built something."""
    asked = _BUILDER_ASKED.search(question.folded)
    text = candidate.reading.text
    return asked is None or bool(_BUILT_BY.search(text) or (_BUILDER.search(text) and _BUILDS.search(text)))


_BUILDER_ASKED = re.compile(
    r"\b(?:ai|nao) (?:da |la (?:don vi )?)?(?:thi cong|thiet ke|giam sat thi cong|chu dau tu)\b"
)
_BUILDER = re.compile(
    rf"(?i:nhà thầu|đơn vị thi công|công ty|doanh nghiệp|hợp tác xã|xí nghiệp)\s+(?:\w+\s+){{0,4}}?[“\"]?{CAPITAL}"
)
_BUILDS = re.compile(r"(?i:thi công|thiết kế|xây|lắp|nhà thầu|đầu tư)")
_BUILT_BY = re.compile(r"\bdo [^.;]{3,60}? (?:thi công|thiết kế)\b")


def tells_aim(question: Question, candidate: Candidate) -> bool:
    """Return whether a sentence sets an aim, where the question is what the aim is ("Chỉ tiêu … là bao nhiêu?")."""
    if question.answer_type not in FIGURES or not _AIM_ASKED.match(question.folded):
        return True
    return not candidate.typed or bool(_AIM.search(candidate.reading.folded))


_AIM_ASKED = re.compile(r"(?:nam \d+ )?(?:chi tieu|muc tieu)\b.*\b(?:bao nhieu|may)\b")
_AIM = re.compile(
    r"(?<!% )(?<!vuot )(?<!vuot muc )\b(?:chi tieu|muc tieu|phan dau|dat ra|de ra|se"
    r"|tu [\d.,]+ (?:ty|trieu)[^,;]{0,20}tro len)\b"
    r"(?! (?:tinh |nam )?giao\b)"
)


def tells_worth(question: Question, candidate: Candidate) -> bool:
    """Return whether a sum is said to be the worth of something, where that is the question: no gift beside it."""
    asked = question.answer_type is AnswerType.AMOUNT and _WORTH_ASKED.search(question.folded)
    text = candidate.reading.text
    if not asked or ";" not in text:
        return True
    told = [text[text.rfind(";", 0, one.start) + 1 : one.end + _WORTH_AFTER] for one in candidate.typed]
    return not told or any(_WORTH.search(fold(part)) for part in told)


_WORTH_ASKED = re.compile(r"\btri gia (?:bao nhieu|may)\b")
_WORTH = re.compile(r"\b(?:tri gia|gia tri|kinh phi|moi|gia)\b|/")
_WORTH_AFTER = 12  # characters: "3 triệu đồng/suất"


def tells_occasion(question: Question, candidate: Candidate) -> bool:
    """Return whether what somebody said is told of the talk or congress that the question names, and of no other."""
    named = any(one.kind is ConstraintKind.PERSON for one in question.constraints)
    asked = _SAID_AT.search(question.folded) if named and candidate.background.is_report else None
    if asked is None or question.answer_type in FIGURES:
        return True
    background = candidate.background
    around = (candidate.reading.words, background.words, background.lead_words)
    return any(occurrences(words, asked["event"].split()) for words in around)


_SAID_AT = re.compile(
    r"\b(?:phat bieu|noi|kien nghi|de nghi|y kien|chia se)\b.* (?:tai|o|trong) "
    r"(?P<event>toa dam|hoi thao|dai hoi|ngay hoi|hoi thi|le phat dong|dien dan)\b"
)


def tells_age_of_kin(question: Question, candidate: Candidate) -> bool:
    """Return whether an age is that of the grandchild or husband asked of, and not of the one whose kin they are."""
    asked = _AGE_OF_KIN.search(question.folded)
    return asked is None or bool(re.search(rf"\b{asked['kin']}\b[^,;]{{0,40}}\b\d+ tuoi", candidate.reading.folded))


_AGE_OF_KIN = re.compile(
    r"\b(?P<kin>chau|con|chong|vo|me|bo|em)\b(?: (?:trai|gai|noi|ngoai|ut|ca|lon))?(?:.* cua)? (?:ong|ba|anh|chi|cu)\b"
    r".*\b(?:may|bao nhieu) tuoi\b"
)


def tells_which_village(question: Question, candidate: Candidate) -> bool:
    """Return whether a sentence of a report names a village, where the question is in which one something is."""
    asked = _VILLAGE_ASKED.search(question.normalised) if candidate.background.is_report else None
    if asked is None or question.answer_type is not AnswerType.WHERE:
        return True
    level = asked["level"] if asked["level"] in _VILLAGES else "|".join(_VILLAGES)
    return bool(re.search(rf"(?<!\w)(?i:{level})(?:\s+(?i:số))?\s+(?:{CAPITAL}|\d)", candidate.reading.text))


_VILLAGES = ("ấp", "bản", "xóm", "khóm", "buôn", "làng", "thôn", "khu phố", "khu dân cư", "tổ dân phố")
_VILLAGE_ASKED = re.compile(rf"(?<!\w)(?P<level>{spelled(*_VILLAGES)})\s+{spelled('nào')}(?!\w)")
