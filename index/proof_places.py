"""Whether a sentence, or what its article says of all its sentences, is of a place that a question names."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from index.candidates import Candidate, Reading
from index.ordinals import numbers_body
from index.pointing import (
    means_another,
    means_same,
    names_another,
    points_at_level,
    points_at_one_there,
    tells_of_person_from,
    tells_on,
)
from index.sentence_words import occurrences
from index.types import FIGURES, AnswerType, Constraint, ConstraintKind, Question
from index.vietnamese.normalise import CAPITAL, fold


def meets_place(question: Question, constraint: Constraint, candidate: Candidate) -> bool:
    """A place is the sentence's or the article's; for a figure the lead, which says where people met, is too little."""
    background = candidate.background
    if _asks_what_some_said(question, constraint) and not occurrences(background.own_words, constraint.words):
        return _says(candidate.reading, constraint)
    here = _words_of_figure(candidate) if question.answer_type in FIGURES else candidate.reading.words
    written = re.findall(r"\w+", fold(constraint.written))
    asked = _level_before(written, max(0, len(written) - len(constraint.words)))
    if _is_of_another(question, constraint, asked, candidate):
        return False
    led = (
        question.answer_type not in FIGURES or points_at_level(asked, candidate) or _tells_of_asked(question, candidate)
    )
    lead = background.lead_words if led else ()
    # Who publishes news of a chairman, or of a congress, need not be of its place, unless the sentence leaves out whose
    # "tỉnh" it means.
    own = question.answer_type is AnswerType.WHO or (question.answer_type in _HELD and asked == "tinh")
    stated = background.own_words if own and asked not in here else background.words
    goes_on = _goes_on(question, candidate) or means_same(asked, constraint.words, candidate)
    told_on = candidate.before.words if candidate.before and goes_on else ()
    named = _levels((here, stated, lead, told_on), constraint.words)
    if constraint.words in background.provinces and (
        _asks_within(question)
        or _says_province(candidate.reading)
        or _numbers_body(question)
        or _WHOLE_PROVINCE.search(background.line)
    ):
        return True  # a meeting of a district is one of its province
    if question.answer_type is AnswerType.YES_NO and _asks_where_held(question, constraint):
        return any(
            _AT & {*here[max(0, span.start - _AT_REACH) : span.start]} for span in occurrences(here, constraint.words)
        )
    if (
        not named
        and question.answer_type in FIGURES
        and (
            tells_of_person_from(question, constraint.words, candidate)
            or points_at_one_there(constraint.words, candidate)
        )
    ):
        return True
    # Without its level a name is the place of the question, unless the article says that it is another.
    strict = named - {""} or len(constraint.words) == 1  # "thôn Đông" is no "cộng đồng"
    return asked in named if asked and strict else bool(named)


_WHOLE_PROVINCE = re.compile(r"\btoan (?:tinh|thanh pho)\b")


def _only_lived_in(question: Question, place: Constraint, candidate: Candidate) -> bool:
    """Return whether a place gave something, as is asked, and a sentence only says that who gave lives there."""
    before, _, after = question.folded.partition(fold(place.written))
    if before.split()[-1:] in (["o"], ["tai"]) or not _GAVE.match(after):
        return False  # "cụ bà ở Vân Cói ủng hộ bao nhiêu" is asked of her
    if occurrences(candidate.background.words, place.words):
        return False
    told = candidate.reading.words
    led = [" ".join(told[: span.start]) for span in occurrences(told, place.words)]
    return bool(led) and all(_LIVES.search(one) for one in led)


_GAVE = re.compile(
    r" (?:da |co |duoc |nhan )*(?:ung ho|dong gop|quyen gop|gop|van dong|ho tro|tang|trao|dang ki|chuyen|gui|phan bo)\b"
)
_LIVES = re.compile(
    r"\b(?:ong|ba|cu|anh|chi|em|chau|co|gia dinh|ho)\b(?: \w+){0,8}? (?:o|tru tai|que|thuong tru)(?: (?!\d)\w+){0,7}$"
)


def _is_where_most_are(place: Constraint, candidate: Candidate) -> bool:
    """Return whether a sentence says only after its figure that most are there ("2.746 ngõ, tập trung ở quận X")."""
    found = _MOST_THERE.search(candidate.reading.folded)
    if found is None or not candidate.typed or occurrences(candidate.background.words, place.words):
        return False
    name = " ".join(place.words)
    before, after = candidate.reading.folded[: found.start()], candidate.reading.folded[found.end() :]
    return name in after and name not in before and any(one.end <= found.start() for one in candidate.typed)


_MOST_THERE = re.compile(r"\b(?:tap trung|chu yeu|nhieu nhat)(?: nhieu nhat)? (?:la )?(?:o|tai)\b")


def _is_told_elsewhere(question: Question, place: Constraint, level: str, candidate: Candidate) -> bool:
    """Return whether a sentence lets somebody of another such place tell a figure, or says that it was done there.

    "Theo Chủ tịch MTTQ huyện A, năm 2024 huyện đã xóa 97 nhà tạm", "tại A, đoàn trao 200 suất quà": an article on A
    and B tells that of A.
    """
    if occurrences(candidate.reading.words, place.words):
        return False
    before = question.folded.partition(fold(place.written))[0].split()[-1:]
    there = _DONE_AT.findall(candidate.reading.text) if before in (["o"], ["tai"]) else []
    spoken = re.finditer(_SPOKEN_FOR.format(level=_WRITTEN[level]), candidate.reading.text) if level in _WRITTEN else ()
    people = candidate.reading.led_people  # "Chủ tịch MTTQ quận Lưu Đình Khải" names no quận
    names = [*there, *(found[1] for found in spoken if found.start(1) not in people)]
    # A name is read as far as its second syllable.
    return any(not " ".join(place.words).startswith(fold(name)) for name in names)


_DONE_AT = re.compile(rf"(?:^|,\s)[Tt]ại (?:huyện |quận |xã |phường |thị xã )?({CAPITAL}\w+ {CAPITAL}\w+),")
_SPOKEN_FOR = (
    rf"(?:[Cc]hủ tịch|[Bb]í thư|[Đđ]ại diện|[Tt]rưởng ban)[^,;]{{{{0,40}}}}{{level}} ({CAPITAL}\w+ {CAPITAL}\w+)"
)
_WRITTEN = {"huyen": "huyện", "quan": "quận", "xa": "xã", "phuong": "phường", "thi xa": "thị xã"}


def _holds_elsewhere(question: Question, place: Constraint, level: str, candidate: Candidate) -> bool:
    """Return whether the office asked of is held at another level, of which a sentence says no name ("MTTQ tỉnh")."""
    told = candidate.reading.line
    if not level or occurrences(candidate.reading.words, place.words):
        return False
    offices = [" ".join(one.words) for one in question.constraints if one.kind is ConstraintKind.OFFICE]
    found = [re.search(rf"\b{office}\b(?: \w+){{0,6}}? (?P<level>{_ANY_LEVEL})\b", told) for office in offices]
    return any(one and one["level"] != level for one in found) and all(found)


_ANY_LEVEL = "tinh|thanh pho|huyen|quan|xa|phuong|thi xa"


def _tells_of_asked(question: Question, candidate: Candidate) -> bool:
    """Return whether the sentence names all the people that the question does: their figure is of where they came."""
    people = [one.words for one in question.constraints if one.kind is ConstraintKind.PERSON]
    return bool(people) and all(occurrences(candidate.reading.words, person) for person in people)


def _is_of_another(question: Question, place: Constraint, level: str, candidate: Candidate) -> bool:
    """Return whether what a sentence tells is of another place, though its article names this one."""
    if question.answer_type is AnswerType.WHO:
        return _holds_elsewhere(question, place, level, candidate)
    if question.answer_type is AnswerType.WHEN and not occurrences(candidate.background.words, place.words):
        return names_another(level, place.words, candidate)
    return question.answer_type in FIGURES and (
        means_another(level, place.words, candidate)
        or _only_lived_in(question, place, candidate)
        or _is_where_most_are(place, candidate)
        or _is_told_elsewhere(question, place, level, candidate)
        or _is_of_whole(place, level, candidate)
    )


def _is_of_whole(place: Constraint, level: str, candidate: Candidate) -> bool:
    """Return whether a sentence tells of the whole huyện, where the question is of a place of another level in it."""
    told = re.findall(r"\btoan (huyen|quan|tinh|thanh pho|xa(?! hoi)|phuong)\b", candidate.reading.line)
    return bool(level and told) and level not in told and not occurrences(candidate.reading.words, place.words)


def _goes_on(question: Question, candidate: Candidate) -> bool:
    """Return whether a sentence goes on with what the one before it told of: its thing, or "tại cao nguyên này"."""
    follows = question.answer_type not in FIGURES and _FOLLOWING.search(candidate.reading.line)
    return bool(follows) or tells_on(candidate)


_FOLLOWING = re.compile(
    r"^(?:theo do|cu the|trong do|tai day|o day|ra doi|duoc thanh lap|bat dau tu|khoi dong tu)\b"
    r"|\b(?:tai|o) (?:day|do)\b"
    r"|\b(?:cao nguyen|diem|noi|khu|vung|ban|thon|lang|dao|mo hinh|xa|phuong|huyen|cong trinh|du an) nay\b"
)


def _words_of_figure(candidate: Candidate) -> Sequence[str]:
    """Return the words of the parts between semicolons that hold a figure asked for, and those of the first part.

    "Quỹ A đạt 2 tỷ đồng; ủng hộ nạn nhân ở quận X 0,4 tỷ đồng": the fund is not of quận X.
    """
    reading = candidate.reading
    ends = [match.end() for match in re.finditer(";", reading.text)]
    if not ends or not candidate.typed:
        return reading.words
    parts = list(pairwise([0, *ends, len(reading.text)]))
    told = [part for part in parts if any(part[0] <= found.start < part[1] for found in candidate.typed)]
    return [
        token.folded
        for token in reading.tokens
        if any(first <= token.start < last for first, last in (parts[0], *told))
    ]


def _asks_what_some_said(question: Question, place: Constraint) -> bool:
    """Return whether a question is what the people of the place said ("cử tri phường X kiến nghị gì")."""
    before, _, after = question.folded.partition(fold(place.written))
    return bool(_SPEAKERS.search(before)) and bool(_SAID.search(after)) and question.answer_type not in FIGURES


def _says(reading: Reading, place: Constraint) -> bool:
    """Return whether somebody of the place says something in a sentence."""
    return bool(occurrences(reading.words, place.words)) and bool(_SAYS.search(reading.line))


_HELD = frozenset({AnswerType.WHEN, AnswerType.WHERE})
_SPEAKERS = re.compile(r"\b(?:cu tri|dai dien|dai bieu|nguoi dan|ba con)(?: (?:mttq|mat tran|cua|o|tai))* $")
_SAID = re.compile(
    r"^ (?:\w+ ){0,4}?(?:kien nghi|de nghi|phan anh|phat bieu|noi|hoi|than phien|y kien|buc xuc|de xuat)\b"
)
_SAYS = re.compile(
    r"\b(?:kien nghi|de nghi|phan anh|phat bieu|noi|hoi|y kien|buc xuc|de xuat|cho rang|cho biet|neu|mong|chia se"
    r"|bay to|bao cao|trao doi|lo lang|ban khoan)\b"
)


def _asks_within(question: Question) -> bool:
    """Return whether articles or meetings of a province are asked for, or the newest of something there."""
    listed = question.answer_type in {AnswerType.MEETINGS, AnswerType.ARTICLE} or question.recency is not None
    return listed and question.answer_type not in FIGURES


def _numbers_body(question: Question) -> bool:
    """Return whether a question names a body by its number: an article on "Cụm thi đua số 1" need not say whose."""
    return any(one.kind is ConstraintKind.ORDINAL and numbers_body(one) for one in question.constraints)


def _says_province(reading: Reading) -> bool:
    """Return whether the sentence says "Thành phố" or "tỉnh" and means the article's own: no name follows."""
    for level in _LEVELS_OF_PROVINCES:
        for span in occurrences([token.folded for token in reading.tokens], level):
            if span.end == len(reading.tokens):
                return True
            before, after = reading.tokens[span.end - 1], reading.tokens[span.end]
            led = reading.text[before.end : after.start] == " " and reading.text[after.start].isupper()
            named = led and after.start not in reading.led_people
            if not named:
                return True
    return False


_LEVELS_OF_PROVINCES = (("tp",), ("thanh", "pho"), ("thu", "do"), ("tinh",))


def _asks_where_held(question: Question, place: Constraint) -> bool:
    """Return whether a question is if something was held at the place ("có phải họp ở quận X không")."""
    before = question.folded.partition(fold(place.written))[0].split()[-2:]
    return bool(_AT & {*before}) and bool(_HOLDING.search(question.folded))


_AT = frozenset({"tai", "o"})
_AT_REACH = 4
_HOLDING = re.compile(r"\b(?:(?<!phoi )hop|to chuc|dien ra|khai mac|be mac|tien hanh)\b")


def _levels(texts: Iterable[Sequence[str]], name: Sequence[str]) -> set[str]:
    """Return the levels with which the texts name a place, an empty one where they name it without."""
    return {_level_before(words, span.start) for words in texts for span in occurrences(words, name)}


def _level_before(words: Sequence[str], end: int) -> str:
    """Return the level that ends right before a position, its short form in full, or nothing."""
    pair = " ".join(words[max(0, end - 2) : end])
    last = words[end - 1] if end else ""
    return _LONG_LEVELS.get(pair) or _LEVELS.get(last, "")


# The levels of one name that are different places: quận X and phường X. A city is often called by its bare name.
_LEVELS = {
    "quan": "quan", "huyen": "huyen", "tinh": "tinh", "phuong": "phuong", "xa": "xa", "thon": "thon",
    "tp": "thanh pho", "tx": "thi xa", "tt": "thi tran", "ban": "ban", "ap": "ap", "buon": "buon", "lang": "lang",
}  # fmt: skip
_LONG_LEVELS = {
    "thanh pho": "thanh pho", "thi xa": "thi xa", "thi tran": "thi tran", "huyen dao": "huyen", "xa dao": "xa",
    "dac khu": "dac khu",
}  # fmt: skip
