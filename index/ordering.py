"""The order of the sentences that may answer, where more than their scores tells which is meant."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.candidates import Candidate
from index.details import names_counted
from index.features import NAMES, SHOWN_TYPES, Features, context_coverage
from index.filters import day_number
from index.matching import Wanted, focus, matched
from index.recency import in_order
from index.requirements import (
    asks_for_limits,
    asks_what_for,
    asks_why,
    lists_items,
    tells_cause,
    tells_limits,
    tells_purpose,
)
from index.types import FIGURES, AnswerType, Question
from index.untold import gives_each

ABOUT_AS_MUCH = 0.7
"""Share of the best coverage that what is newer or older has to reach."""

_JUST_AS_MUCH = 0.9
_FOCUS_HELD = 0.5
_BESIDE = 0.5  # nearness of the word right beside what asks
_LED = 8  # words that say what is listed
_MUCH = 0.5
_NEARLY = 2.0  # in log odds
_ATTENDANCE = NAMES.index("attendance")

_VERBS = "trao|tang|xay|sua|tham|cuu|trong|hien|thu|lap|mo|cap|phat|gui"
_AIM_ASKED = re.compile(
    r"\b(?:muc tieu|chi tieu|phan dau|dat ra|de ra|du kien|ke hoach)\b(?!.*\b(?:dat|vuot|thuc hien duoc)\b)"
)
_AIM = re.compile(
    r"(?<!voi )(?<!vuot )(?<!dat )\b(?:muc tieu|chi tieu|phan dau|dat ra|de ra|du kien|se|tro len|it nhat|hang nam"
    r"|ca nhiem ki|toi thieu)\b"
)
_BOTH_ENDS = re.compile(r"\bbat dau (?:va|den|toi|roi) .*ket thuc\b|\btu (?:ngay|hom) nao (?:den|toi)\b")
_NUMBER = re.compile(r"(?<![\d/.,-])(?:\d+,\d+|\d{1,3}(?:\.\d{3})+)(?![\d/])")
_DONE = re.compile(rf"\b(?P<verb>{_VERBS}) (?:tat ca |duoc |tong cong )*(?:bao nhieu|may)\b")


@dataclass(frozen=True, slots=True)
class Ordering:
    """Orders candidates, named by their places, for one question; ``wanted`` and ``asked`` are its telling words.

    ``asked`` are those that are no constraint.
    """

    question: Question
    wanted: Wanted
    asked: Wanted
    candidates: Sequence[Candidate]

    def ordered(self, ranked: Sequence[int], features: Features, scores: Features) -> list[int]:
        """Return ``ranked``, best first, with what shows, lists or is as new as the question asks before the rest."""
        if not ranked:
            return []
        if asks_for_limits(self.question):
            ranked = self._limits_first(ranked)
        elif self.question.answer_type is AnswerType.LIST:
            ranked = self._listing_first(ranked)
        elif asks_what_for(self.question):
            ranked = self._purpose_first(ranked)
        else:
            ranked = self._showing_first(ranked, features, scores)
        ranked = self._cause_first(ranked, scores)
        for preferred in (self._aiming, self._spanning, self._stating_number, self._giving_each):
            ranked = self._preferred_first(ranked, preferred)
        return self._newest_first(self._named_first(ranked))

    def _preferred_first(self, ranked: Sequence[int], preferred: Callable[[Candidate], bool | None]) -> Sequence[int]:
        """Put first the best ``preferred`` (None: nothing is asked of it), if it is about as much as the best."""
        if preferred(self.candidates[ranked[0]]) is not False:
            return ranked
        least = _MUCH * self._covers(self.asked, ranked[0])
        found = (place for place in ranked if preferred(self.candidates[place]))
        return _before([place for place in found if self._covers(self.asked, place) >= least][:1], ranked)

    def _cause_first(self, ranked: Sequence[int], scores: Features) -> Sequence[int]:
        """Put first what says why, where that is asked.

        Elsewhere than in a report the likeliest sentence mostly says it, in words that no rule knows, so that only what
        is nearly as likely comes before it.
        """
        if self.candidates[ranked[0]].background.is_report:
            return self._preferred_first(ranked, self._causing)
        near = [place for place in ranked if scores[place] >= scores[ranked[0]] - _NEARLY]
        return _before(self._preferred_first(near, self._causing), ranked)

    def _causing(self, candidate: Candidate) -> bool | None:
        """Return whether a sentence, or the one after it, which is quoted with it, says why; None if nobody asks."""
        if not asks_why(self.question):
            return None
        return tells_cause(candidate.reading) or (candidate.after is not None and tells_cause(candidate.after))

    def _aiming(self, candidate: Candidate) -> bool | None:
        """Return whether a sentence tells an aim; None where none is asked for, or no figure is."""
        asked = self.question.answer_type in FIGURES and _AIM_ASKED.search(self.question.folded)
        return bool(_AIM.search(candidate.reading.line)) if asked else None

    def _spanning(self, candidate: Candidate) -> bool | None:
        """Return whether a sentence tells a beginning and an end; None where not both are asked for."""
        both = _BOTH_ENDS.search(self.question.folded)
        return len(candidate.typed) > 1 if both and self.question.answer_type is AnswerType.WHEN else None

    def _stating_number(self, candidate: Candidate) -> bool | None:
        """Return whether a sentence holds the figure that the question is about ("14,1 tỷ đồng chưa phân bổ …")."""
        numbers = _NUMBER.findall(self.question.search_text) if self.question.answer_type not in FIGURES else ()
        return any(number in candidate.reading.text for number in numbers) if numbers else None

    def _giving_each(self, candidate: Candidate) -> bool | None:
        """Return whether a sentence gives what each of a kind is worth; None where that is not asked."""
        return gives_each(self.question, candidate)

    def _named_first(self, ranked: Sequence[int]) -> list[int]:
        """Put first what counts and names those whose names are asked for, if it is about as much of the question."""
        if names_counted(self.question, self.candidates[ranked[0]]):
            return list(ranked)
        least = ABOUT_AS_MUCH * self._covers(self.asked, ranked[0])
        naming = (place for place in ranked if names_counted(self.question, self.candidates[place]))
        return _before([place for place in naming if self._covers(self.asked, place) >= least][:1], ranked)

    def _showing_first(self, ranked: Sequence[int], features: Features, scores: Features) -> list[int]:
        """Put first what shows a person or place that is asked for, if it is about as much of the question.

        Of those, the ones that hold the words beside the "ai" or "đâu" come first: who chaired is told where chairing
        is. Names of other languages are not always recognised, so what shows none is not left out.
        """
        if self.question.answer_type not in SHOWN_TYPES | {AnswerType.PASSAGE}:
            return list(ranked)
        best = self._covers(self.wanted, ranked[0])
        showing = [
            place
            for place in ranked
            if self.candidates[place].typed
            and not features[place][_ATTENDANCE]
            and self._covers(self.wanted, place) >= _JUST_AS_MUCH * best
        ]
        if self.question.answer_type is AnswerType.OFFICE:
            return _before(self._fullest_first(showing), ranked)
        near = [place for place in showing if scores[place] >= scores[ranked[0]] - _NEARLY]
        return _before(
            sorted(near or showing, key=lambda place: (not self._holds_focus(place), not self._does(place))), ranked
        )

    def _does(self, place: int) -> bool:
        """Return whether a figure stands right after what the question says was done to so many ("trao 12 căn nhà")."""
        done = _DONE.search(self.question.folded)
        if done is None or self.question.answer_type not in FIGURES:
            return True
        tokens, figures = self.candidates[place].reading.tokens, self.candidates[place].typed
        before = ([token.folded for token in tokens if token.end <= figure.start][-2:] for figure in figures)
        return any(done["verb"] in words for words in before)

    def _fullest_first(self, showing: Sequence[int]) -> list[int]:
        """Return what tells an office, of the article that tells it best, the fullest first: "Phó Chủ tịch" is part."""

        def told(place: int) -> int:
            return max(found.end - found.start for found in self.candidates[place].typed)

        articles = [self.candidates[place].background.article for place in showing]
        own = [place for place, article in zip(showing, articles, strict=True) if article is articles[0]]
        return sorted(own, key=told, reverse=True)

    def _listing_first(self, ranked: Sequence[int]) -> list[int]:
        """Put what tells several things in a row first, if it is about as much of the question as the best.

        Where it is less than the best, the words before its colon have to say that it lists what is asked for.
        """
        if lists_items(self.candidates[ranked[0]].reading):
            return list(ranked)
        best = self._covers(self.asked, ranked[0])
        listing = [place for place in ranked if lists_items(self.candidates[place].reading)]
        listing = [place for place in listing if self._covers(self.asked, place) >= best or self._lists_asked(place)]
        return _before(
            [place for place in listing if self._covers(self.asked, place) >= ABOUT_AS_MUCH * best][:1], ranked
        )

    def _lists_asked(self, place: int) -> bool:
        """Return whether a word of the question, beside what asks, stands right before the colon that opens a list."""
        reading = self.candidates[place].reading
        colon = reading.text.index(":")
        led = {token.folded for token in [token for token in reading.tokens if token.end <= colon][-_LED:]}
        return any(led.issuperset(word.folded) for word in self.asked.words if word.nearness >= _BESIDE)

    def _limits_first(self, ranked: Sequence[int]) -> list[int]:
        """Put first what says what falls short: reports seldom call it so."""
        return _before([place for place in ranked if tells_limits(self.candidates[place].reading)][:1], ranked)

    def _purpose_first(self, ranked: Sequence[int]) -> list[int]:
        """Put first what says what for, if it is about as much of the question as the best, which does not."""
        if tells_purpose(self.candidates[ranked[0]].reading):
            return list(ranked)
        least = ABOUT_AS_MUCH * self._covers(self.wanted, ranked[0])
        telling = (place for place in ranked if tells_purpose(self.candidates[place].reading))
        return _before([place for place in telling if self._covers(self.wanted, place) >= least][:1], ranked)

    def _newest_first(self, ranked: Sequence[int]) -> list[int]:
        """Put the newest or oldest first, if that is asked for, of what is about as much of the question."""
        return in_order(
            ranked,
            self.question.recency,
            day=lambda place: day_number(self.candidates[place].background.article),
            score=lambda place: self._covers(self.wanted, place),
            share=ABOUT_AS_MUCH,
        )

    def _covers(self, wanted: Wanted, place: int) -> float:
        return context_coverage(wanted, self.candidates[place])

    def _holds_focus(self, place: int) -> bool:
        return focus(self.asked, matched(self.asked, self.candidates[place].reading.vocabulary)) >= _FOCUS_HELD


def _before(first: Sequence[int], ranked: Sequence[int]) -> list[int]:
    return [*first, *(place for place in ranked if place not in first)]
