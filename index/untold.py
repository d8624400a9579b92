"""Questions for a figure that an article names without giving it."""

import re
from collections.abc import Callable, Collection, Sequence

from index.candidates import Candidate
from index.features import Features
from index.matching import Wanted
from index.pointing import tells_on
from index.sentence_words import occurrences
from index.types import FIGURES, ConstraintKind, Question


def gives_share_of(question: Question, told: Candidate) -> bool:
    """Return whether a list gives the place asked of its sum: "Thành phố A 50 tỷ đồng; Thành phố B 20 tỷ đồng"."""
    places = [one.words for one in question.constraints if one.kind is ConstraintKind.PLACE]
    words, tokens = told.reading.words, told.reading.tokens
    if len(told.typed) < _LISTED or len(words) != len(tokens):
        return False
    ends = [tokens[span.end - 1].end for place in places for span in occurrences(words, place)]
    return any(0 <= found.start - end <= 1 for end in ends for found in told.typed)


def gives_each(question: Question, told: Candidate) -> bool | None:
    """Return whether a sentence gives what each of a kind is worth ("mỗi suất 600.000 đồng"); None if nobody asks."""
    asked = _EACH_ASKED.search(question.folded)
    if asked is None:
        return None
    if not occurrences(told.reading.words, asked["thing"].split()):
        return False
    each = re.compile(rf"\bmoi {asked['kind']}\b[^;,]{{0,30}}$")
    return any(each.search(told.reading.folded[: one.start]) for one in told.typed)


_EACH_ASKED = re.compile(r"\bmoi (?P<kind>suat|phan|can|ngoi) (?P<thing>\w+)\b")


def _led_to(one: Candidate, told: Candidate) -> bool:
    """Return whether a sentence stands right before another of its article, but for a caption."""
    between = told.reading.sentence.start - one.reading.sentence.end
    return one.background is told.background and 0 <= between < _CAPTION_LONG


_OF_PART = re.compile(r"(?:trong (?:do|so|\d+)|ve co cau|cu the|tinh den|den (?:nay|het|ngay|\d+)|nhu vay)\b")
_ENDS = (".", "!", "?", "…", ";", ":", "”", '"')  # of a sentence; a heading or an unmarked caption has none
_CAPTION_LONG = 120  # characters
_LISTED = 3  # sums in a row
_TELLING = 4.0  # weight; fewer words stand anywhere
# Of 24 sets of questions (331 right figures, 22 answers of what is not told), right ones stood up to 0.26 of the
# question's words and 3.0 in log odds below the nearest sentence without a figure, 14 of the wrong ones further.
_FAR_MORE = 0.22
_FAR_LIKELIER = 3.5


def names_no_figure(
    question: Question,
    asked: Wanted,
    best: int,
    candidates: Sequence[Candidate],
    met: Collection[int],
    *,
    scores: Callable[[Sequence[int]], Features],
    coverage: Callable[[Candidate], float],
) -> bool:
    """Return whether a sentence without any figure is about far more of a question for one than the best with one.

    It names what is asked for and does not give its figure; another's is no answer, unless that is far likelier still.
    ``best`` is the place of the best with one, ``met`` are the places of what meets all that the question names,
    ``asked`` its telling words that are no constraint, ``scores`` gives those of some places, in log odds. No caption
    gives figures.
    """
    if question.answer_type not in FIGURES or sum(word.weight for word in asked.words) < _TELLING:
        return False
    told = candidates[best]
    if gives_share_of(question, told) or gives_each(question, told):
        return False
    of_fund = any(one.kind is ConstraintKind.FUND for one in question.constraints)  # another sentence is not of it
    plain = [
        place
        for place, one in enumerate(candidates)
        if not (one.typed or one.is_caption or not one.reading.text.rstrip().endswith(_ENDS))
        and (place in met or (one.background is told.background and not of_fund))
        # "Huyện bàn giao nhà cho bà X ở xã Y. Căn nhà có kinh phí …": the one goes on with the other.
        and not (_led_to(one, told) and (tells_on(told) or _OF_PART.match(" ".join(told.reading.words[:3]))))
    ]
    if not plain:
        return False
    nearest = max(plain, key=lambda place: coverage(candidates[place]))
    scored = scores([best, nearest])
    likelier = max((float(scored[place] - scored[best]) for place in plain if place in met), default=0.0)
    more = coverage(candidates[nearest]) - coverage(told)
    return likelier > _FAR_LIKELIER or (more > _FAR_MORE and scored[nearest] - scored[best] > -_FAR_LIKELIER)
