"""Who speaks or acts in each sentence of an article, by how reports tell of speeches.

A speaker is named once, with an office; after that the report says "đồng chí Chủ tịch Ủy ban MTTQ huyện", "Đồng chí
cũng …", or leaves the subject out ("Đồng thời, yêu cầu …", "Tiếp tục đổi mới …").
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.holders import HolderFinder
from index.sentence_words import SentenceWords
from index.types import Span
from index.vietnamese.names import Names
from index.vietnamese.sentences import split_sentences
from index.vietnamese.tokens import tokenise

Name = tuple[str, ...]
"""The folded syllables of a person's name."""

# What a speaker does; who stands before it is the one who speaks.
_SAYING = re.compile(
    r"\b(?:phat bieu|ghi nhan|danh gia|bieu duong|de nghi|yeu cau|khang dinh|nhan manh|chi dao|ket luan|cho biet"
    r"|cho rang|cho hay|bay to|mong muon|mong rang|luu y|de xuat|kien nghi|chia se|neu|bao cao|trinh bay"
    r"|thong tin|giao nhiem vu|chuc mung|tin tuong|cam on|hoan nghenh|dong vien|keu goi|thong bao|tong hop"
    r"|tiep thu|quan triet)\b"
)
_LONGEST_OPENING = 40  # syllables
# Openings that lean on the sentence before: a joining word, or the speaker pointed at.
_JOINED = re.compile(
    r"^(?:dong thoi|ben canh do|ngoai ra|tiep do|cuoi cung|mat khac|cung voi do|theo do|trong do|tu do|vi vay|do do"
    r"|truoc mat|(?:dong chi|ong|ba)(?! [a-z]+ [-–]))\b"
)
# What a speech asks for, one sentence a task: a verb without a subject.
_TASK = re.compile(
    r"^(?:tiep tuc|tang cuong|day manh|chu trong|tap trung|quan tam|thuc hien|phoi hop|doi moi|nang cao|phat huy"
    r"|chu dong|xay dung|to chuc tot|lam tot|can|phai|khan truong|kip thoi|trien khai|bam sat|quan ly"
    r"|huy dong|van dong|thuong xuyen)\b"
)
_REACH = 10  # syllables of the unit after an office


@dataclass(frozen=True, slots=True)
class _Post:
    """An office as a report writes it: its words, the kind of its body and the levels of its unit."""

    office: tuple[str, ...]
    body: str | None
    levels: frozenset[str]

    def may_be(self, other: "_Post") -> bool:
        """Return whether both can be one office, of which ``self`` is the shorter way to write it."""
        return (
            self.office == other.office
            and self.body in {None, other.body}
            and (self.levels <= other.levels or not other.levels)
        )


@dataclass(frozen=True, slots=True)
class SpeakerFinder:
    """Finds who speaks, by names and offices."""

    names: Names
    holders: HolderFinder

    def speakers(self, body: str) -> Mapping[int, Name]:
        """Return who speaks or acts in the sentences of an article, by where each begins in ``body``."""
        sentences = [(span, self._words(body, span)) for span in split_sentences(body)]
        posts = [pair for _, words in sentences for pair in self._posts(words)]
        found: dict[int, Name] = {}
        speaker: Name | None = None
        for span, words in sentences:
            speaker = self._speaker(words, posts, speaker)
            if speaker:
                found[span.start] = speaker
        return found

    def _words(self, body: str, span: Span) -> SentenceWords:
        text = body[span.start : span.end]
        return SentenceWords(text, tokenise(text), ())

    def _posts(self, words: SentenceWords) -> Iterator[tuple[Name, _Post]]:
        """Yield who is introduced with which office."""
        for office, person in self.holders.holding(words):
            last = person.start if office.end <= person.start else office.end + _REACH
            yield _folded(words, person), self._post(words, office, last)

    def _post(self, words: SentenceWords, office: Span, last: int) -> _Post:
        unit = [token.folded for token in words.tokens[office.end : min(last, office.end + _REACH)]]
        levels = frozenset(word for word in unit if word in _LEVELS)
        return _Post(_folded(words, office), self.names.body_in(unit), levels)

    def _speaker(self, words: SentenceWords, posts: Sequence[tuple[Name, _Post]], before: Name | None) -> Name | None:
        folded = " ".join(token.folded for token in words.tokens)
        last = _opening_end(folded)
        people = [one for one in self.names.find_people(words.text, words.tokens) if one.start < last]
        if people:
            return _folded(words, people[0]) if len(people) == 1 else None
        for office in self.holders.offices_in(words):
            if office.start < last:
                post = self._post(words, office, last)
                holders = {name for name, held in posts if post.may_be(held)}
                return holders.pop() if len(holders) == 1 else None
        return before if _JOINED.search(folded) or _TASK.search(folded) else None


_LEVELS = frozenset({"quan", "huyen", "tinh", "phuong", "xa", "pho", "tp", "thi"})


def _opening_end(folded: str) -> int:
    """Return how many syllables stand before the first that says what is said or done."""
    said = [match.start() for match in _SAYING.finditer(folded)]
    counts = [folded[:start].count(" ") for start in said]
    return min(next((count for count in counts if count > _FEWEST_BEFORE), _LONGEST_OPENING), _LONGEST_OPENING)


_FEWEST_BEFORE = 2  # "Phát biểu tại hội nghị, đồng chí …" opens with a saying


def _folded(words: SentenceWords, span: Span) -> tuple[str, ...]:
    return tuple(token.folded for token in words.tokens[span.start : span.end])
