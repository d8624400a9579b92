"""Whether a sentence, with what its article says of all its sentences, meets what a question names."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from index.bodies import BODY_ASKED
from index.candidates import LEAD_CHARACTERS, Candidate, Reading
from index.constraints import MEETING_KINDS
from index.ordinals import numbers_storm
from index.pointing import holds_given_name, paragraph_before, points_at_person
from index.proof_ordinals import HELD_TYPES, meets_ordinal
from index.proof_periods import meets_period
from index.proof_places import meets_place
from index.qualifiers import names_qualified, names_venue
from index.question_words import QuestionWords
from index.requirements import asks_for_holder
from index.sentence_words import occurrences
from index.sums import fund_mentions, names_no_fund, names_one_fund
from index.types import FIGURES, TITLE_SHARE, AnswerType, Constraint, ConstraintKind, Question, Span
from index.vietnamese.normalise import fold
from index.vietnamese.tokens import tokenise

ABOUT_ARTICLES = frozenset({AnswerType.PUBLISHED, AnswerType.AUTHOR, AnswerType.SUMMARY, AnswerType.ARTICLE})
"""Types that ask about an article and not about what it reports."""

_CITY = ("thanh", "pho")
_LESSENED = frozenset({"pho", "nguyen", "cuu"})


def meets(question: Question, constraint: Constraint, candidate: Candidate) -> bool:
    """Return whether the candidate meets one constraint of the question.

    Each kind has its rule below: a name that an article carries holds for all its sentences, a fund or a person has to
    be in the sentence.
    """
    return _RULES[constraint.kind](question, constraint, candidate)


def _around(candidate: Candidate, words: Sequence[str]) -> bool:
    """Return whether the sentence, the title and what stands beside it, or the lead holds a run of words."""
    background = candidate.background
    return any(_holds(where, words) for where in (candidate.reading.words, background.words, background.lead_words))


def _fund(question: Question, constraint: Constraint, candidate: Candidate) -> bool:
    title = candidate.background.tokens
    if fund_mentions(candidate.reading.tokens, constraint.words) or _tells_on_of_fund(constraint, candidate):
        return True
    campaign = occurrences(candidate.background.words, constraint.words) and names_no_fund(title)
    if not fund_mentions(title, constraint.words):
        # "Tháng cao điểm “Vì người nghèo”" raises money for the fund of that name.
        return bool(campaign) and names_no_fund(candidate.reading.tokens)
    # What an article of one fund tells without naming any is that fund's.
    alone = names_one_fund(title) and names_no_fund(candidate.reading.tokens)
    return question.answer_type in ABOUT_ARTICLES or alone


def _tells_on_of_fund(constraint: Constraint, candidate: Candidate) -> bool:
    """Return whether a sentence tells on of the sum before it ("Số tiền này được chia cho …"), a sum of the fund."""
    before = candidate.before
    opening = " ".join(candidate.reading.words[:_OPENING])
    if before is None or not names_no_fund(candidate.reading.tokens):
        return False
    if not (_OF_PART.match(opening) or _OF_SUM.match(opening)):
        return False
    told = tokenise(paragraph_before(candidate)) if _OF_PART.match(opening) else before.tokens
    return bool(fund_mentions(told, constraint.words)) and names_one_fund(told)


# "Trong đó, cấp tỉnh 19,2 tỷ đồng; huyện A 4,15 tỷ đồng", "Dẫn đầu là xã B với 61 triệu đồng": parts of the sum before.
_OF_PART = re.compile(
    r"(?:trong do|cu the|rieng)\b|(?:\w+ ){0,7}?(?:dan dau|dung dau|cao nhat|nhieu nhat|thap nhat|it nhat)\b"
)
_OPENING = 9  # syllables
_OF_SUM = re.compile(
    r"(?:toan bo |tong )?(?:so tien|nguon (?:tien|kinh phi|quy|luc))(?: (?:nay|tren|do|ay|se|duoc|dung))\b"
)


def _person(question: Question, constraint: Constraint, candidate: Candidate) -> bool:
    if _holds(candidate.reading.words, constraint.words):
        return True
    told = _holds(candidate.background.lead_words, constraint.words) or _in_passage(candidate, constraint.words)
    # A story about somebody goes on about them.
    goes_on = question.answer_type not in _OF_SOMEBODY and not candidate.background.is_report
    if told and (goes_on or holds_given_name(candidate.reading, constraint.words)):
        return True
    if candidate.speaker == constraint.words or (candidate.speaker or ())[-1:] == constraint.words:
        return True
    before = candidate.before.words if candidate.before else ()
    if _REPLACED.search(question.folded) and _holds(before, constraint.words):
        return True
    if points_at_person(candidate, constraint.words) or _opens_meeting(question, constraint, candidate):
        return True
    # A speech runs on: who tells of something is named where it begins.
    telling = question.answer_type in FIGURES and bool(_TELLING.search(question.folded))
    return telling and _in_passage(candidate, constraint.words)


_OF_SOMEBODY = FIGURES | {AnswerType.WHO, AnswerType.OFFICE}
_REPLACED = re.compile(
    r"\b(?:ai|nguoi nao) (?:\w+ ){0,2}?thay(?: the)? (?:ong|ba|dong chi)\b|\bke nhiem (?:ong|ba|dong chi)\b"
)


def _opens_meeting(question: Question, person: Constraint, candidate: Candidate) -> bool:
    """Return whether a lead tells when or where a meeting was that the person chaired or spoke at, as is told below."""
    acted = question.answer_type in HELD_TYPES and _AT_MEETINGS.search(question.folded)
    led = acted and candidate.reading.sentence.start < LEAD_CHARACTERS
    return bool(led) and " ".join(person.words) in candidate.background.folded_body


_AT_MEETINGS = re.compile(
    r"\b(?:chu tri|chu toa|dieu hanh|du|tham du|phat bieu|ket luan|khai mac|be mac|trao)\b.*"
    r"\b(?:hoi nghi|buoi|cuoc|le|dai hoi|chuong trinh|ki hop|phien hop|hoi thi)\b"
)
_TELLING = re.compile(r"\b(?:theo|cho biet|bao cao|thong tin|khang dinh|neu ro|phat bieu)\b")


def _in_passage(candidate: Candidate, name: Sequence[str]) -> bool:
    return all(candidate.passage.holds(f"{first} {second}") for first, second in pairwise(name))


def _office(question: Question, constraint: Constraint, candidate: Candidate) -> bool:
    asked = question.folded
    needed = question.answer_type is AnswerType.WHO or BODY_ASKED.search(asked) or _PLACE_HOLDS.search(asked)
    return not needed or holds_office(candidate.reading, constraint.words)


_PLACE_HOLDS = re.compile(
    r"\b(?:quan|huyen|xa|phuong|tinh|dia phuong) nao (?:\w+ )?(?:lam|giu|la)\b"
    r"|\b(?:cum|khoi) truong\b.* la (?:quan|huyen|xa|phuong|tinh|dia phuong|don vi) nao\b"
)


def _organisation(question: Question, constraint: Constraint, candidate: Candidate) -> bool:
    """An organisation is the sentence's or the title's; where neither names any, the lead's, if that names one.

    A figure beside another organisation alone is that one's, though the lead names both.
    """
    asked = {one.words[0] for one in question.constraints if one.kind is ConstraintKind.ORGANISATION}
    background, here = candidate.background, candidate.reading.organisations
    if not asked.isdisjoint(here | background.organisations):
        return True
    led = not asked.isdisjoint(background.lead_organisations)
    if asks_for_holder(question) and background.organisations and not here:
        return False  # "giữ chức Chủ tịch" in news of the Front is of no other body
    if here:
        return led and question.answer_type not in FIGURES
    return led or not (background.organisations or background.lead_organisations)


def _occasion(question: Question, constraint: Constraint, candidate: Candidate) -> bool:
    """A meeting of another kind is no answer to when or where one was held, nor is a day on which another was."""
    if question.answer_type not in HELD_TYPES or _holds(candidate.background.words, constraint.words):
        return True
    if not _around(candidate, constraint.words):
        return False
    days = candidate.typed if question.answer_type is AnswerType.WHEN else ()
    return not days or any(_event_on(candidate.reading, day) in {constraint.words, None} for day in days)


def _event_on(reading: Reading, day: Span) -> tuple[str, ...] | None:
    """Return the kind of meeting that a sentence tells of next to a day: the first after it, else the last before."""
    words = [token.folded for token in reading.tokens]
    every = sorted(
        (reading.tokens[found.start].start, kind) for kind in MEETING_KINDS for found in occurrences(words, kind)
    )
    # What stands in another part between semicolons is another matter, if the day's own tells of a meeting.
    first, last = reading.text.rfind(";", 0, day.start), reading.text.find(";", day.end)
    own = [one for one in every if first < one[0] and (last < 0 or one[0] < last)]
    events = own or every
    after = [kind for start, kind in events if start >= day.end]
    before = [kind for start, kind in events if start < day.start]
    return next(iter([*after[:1], *before[-1:]]), None)


def _name(question: Question, constraint: Constraint, candidate: Candidate) -> bool:
    around = (candidate.passage, candidate.background.vocabulary)
    if constraint.head:  # a market or a river
        article = candidate.background.article
        return " ".join(constraint.words) in fold(f"{article.title} . {article.body}")
    if len(constraint.words) > 1:
        return any(all(map(where.holds, constraint.words)) for where in around)
    name = constraint.words[0]
    # "Bão Yagi (bão số 3)": a storm is called by its number as well.
    if f"bao {name}" in question.folded and any(map(numbers_storm, question.constraints)):
        return True
    forms = {
        *_CALLED.get(name, ()),
        name,
        f"{name}s",
        name.removesuffix("s"),
        *(f"{name[:cut]} {name[cut:]}" for cut in range(2, len(name) - 1)),
    }
    if any(where.holds(form) for where in around for form in forms) or not forms.isdisjoint(
        candidate.background.lead_words
    ):
        return True
    if not candidate.background.is_report and (
        constraint.written in candidate.background.article.body or _is_first_name(question, constraint, candidate)
    ):
        return True
    # A letter more or less is another company (VietBank, VietABank), but the same foreign name in other letters.
    transliterated = len(name) > _SHORT_SYLLABLE and constraint.written[1:].islower()
    return transliterated and any(
        word[0] == name[0] and abs(len(word) - len(name)) <= _LONGEST_INFLECTION and _nearly(name, word)
        for where in around
        for word in where.folded.split()
    )


def _is_first_name(question: Question, constraint: Constraint, candidate: Candidate) -> bool:
    """Return whether a name is the first of two, and the last stands in a sentence: so people are called again."""
    last = next(
        (
            one
            for one in question.constraints
            if one.kind is ConstraintKind.NAME and f"{constraint.written} {one.written}" in question.search_text
        ),
        None,
    )
    return last is not None and _holds(candidate.reading.words, last.words)


_SHORT_NAME = 6
_SHORT_SYLLABLE = 4  # as long as a syllable of the language is
_LINES = ("dien thoai", "duong day", "hotline", "sdt")
_CALLED: Mapping[str, Sequence[str]] = dict.fromkeys(_LINES, _LINES)
"""How else a line to call is named."""
_INFLECTIONS = frozenset({"s", "es", "n", "an", "ian", "ic", "ese"})
_LONGEST_INFLECTION = max(map(len, _INFLECTIONS))


def _nearly(name: str, word: str) -> bool:
    """Return whether two words are a slip apart: one letter more, less or other, two swapped, or an inflection."""
    short, long = sorted((name, word), key=len)
    if abs(len(name) - len(word)) > 1:
        return len(short) > _SHORT_NAME and long.startswith(short) and long[len(short) :] in _INFLECTIONS
    same = next(
        (place for place, (one, other) in enumerate(zip(short, long, strict=False)) if one != other), len(short)
    )
    if len(name) == len(word):
        return name[same + 1 :] == word[same + 1 :] or (
            name[same : same + 2] == word[same : same + 2][::-1] and name[same + 2 :] == word[same + 2 :]
        )
    return short[same:] == long[same + 1 :]


def _title(question: Question, constraint: Constraint, candidate: Candidate) -> bool:
    """A quoted title is the article's, give or take a slip or a part left out."""
    known = candidate.background.vocabulary
    return sum(map(known.holds, constraint.words)) >= TITLE_SHARE * len(constraint.words)


def _qualifier(question: Question, constraint: Constraint, candidate: Candidate) -> bool:
    background = candidate.background
    around = (candidate.reading.words, background.words, background.lead_words)
    return any(names_qualified(words, constraint) for words in around)


def _venue(question: Question, constraint: Constraint, candidate: Candidate) -> bool:
    held = _holds(candidate.reading.words, constraint.words)
    return held and names_venue(QuestionWords.of(candidate.reading.text), constraint.words)


_RULES: Mapping[ConstraintKind, Callable[[Question, Constraint, Candidate], bool]] = {
    ConstraintKind.PLACE: meets_place,
    ConstraintKind.ORDINAL: meets_ordinal,
    ConstraintKind.FUND: _fund,
    ConstraintKind.ORGANISATION: _organisation,
    ConstraintKind.PERSON: _person,
    ConstraintKind.OFFICE: _office,
    ConstraintKind.PERIOD: meets_period,
    ConstraintKind.OCCASION: _occasion,
    ConstraintKind.NAME: _name,
    ConstraintKind.TITLE: _title,
    ConstraintKind.QUALIFIER: _qualifier,
    ConstraintKind.VENUE: _venue,
}


def _holds(words: Sequence[str], wanted: Sequence[str]) -> bool:
    return bool(occurrences(words, wanted))


def holds_office(reading: Reading, office: Sequence[str]) -> bool:
    """Return whether the office stands in a sentence as such, and not as the end of a deputy's or a former one's."""
    words = reading.words
    before = (tuple(words[max(0, span.start - 2) : span.start]) for span in occurrences(words, office))
    held = any(led[-1:] == () or led[-1] not in _LESSENED or led == _CITY for led in before)
    # "Vũ Thị Hạnh Nguyên - Chủ tịch" is nobody's former office.
    called = _CALLED_NGUYEN.finditer(reading.text)
    return held or any(reading.folded[one.end() :].startswith(" ".join(office)) for one in called)


_CALLED_NGUYEN = re.compile(r"\bNguyên\s*[-–—,(]\s*")
