"""Organisations in a sentence, and whether one of them does what a question asks of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.sentence_words import SentenceWords, occurrences
from index.synonyms import Synonyms
from index.types import Question, Span
from index.vietnamese.names import Names

BODY_ASKED = re.compile(
    r"\b(to chuc|ben|don vi|co quan|doan the|hoi doan|ban nganh|cong ti|doanh nghiep|nha tai tro|hop tac xa) nao\b"
)
PLURAL = frozenset({"nhung", "cac", "gom"})
# What begins the name of an organisation, and goes on small after it ("Ủy ban", "Liên đoàn").
_FIRST = frozenset(
    {
        *(
            "uy",
            "ban",
            "hoi",
            "lien",
            "doan",
            "so",
            "phong",
            "cong",
            "tong",
            "mttq",
            "ubnd",
            "hdnd",
            "ldld",
            "mat",
            "truong",
        ),
        *(
            "chi",
            "dang",
            "quan",
            "huyen",
            "thanh",
            "vien",
            "cuc",
            "vu",
            "bo",
            "trung",
            "ngan",
            "giao",
            "bao",
            "to",
            "clb",
        ),
    }
)
_WITHIN = frozenset(
    {"ban", "doan", "hiep", "tran", "ti", "dong", "nhan", "dan", "chien", "uy", "hoi", "tra", "va", "cac"}
)
_LONGEST = 14
_LISTED = 3  # "các cơ quan, đoàn thể nào"
_HOLDING = frozenset({"làm", "giữ"})
_BETWEEN = frozenset({"da", "duoc", "se", "con", "cung", "vua", "len", "dang", "la", "tiep", "tuc", "deu"})


@dataclass(frozen=True, slots=True)
class BodyFinder:
    """Finds organisations; of what did what is asked, those that do it in the sentence."""

    names: Names
    synonyms: Synonyms

    def find(self, question: Question, sentence: SentenceWords) -> Iterator[Span]:
        """Yield the organisations that do what the question asks; where it asks for several, at least two."""
        asked = BODY_ASKED.search(question.folded)
        if asked is None:
            return
        words = question.folded
        before, after = words[: asked.start()].split(), re.findall(r"\w+", words[asked.end() :])
        people = self.names.find_people(sentence.text, sentence.tokens)
        # "Quận ủy Phú Lãng Trịnh Văn Lợi cho biết": a person does it.
        bodies = [ends for ends in self._bodies(sentence) if not any(ends[0] < one.end <= ends[1] for one in people)]
        if PLURAL & {*before[-_LISTED:]}:
            yield from (sentence.span(*ends) for ends in bodies if len(bodies) > 1)
            return
        while after and after[0] in _BETWEEN:
            after = after[1:]
        yield from (sentence.span(*ends) for ends in bodies if self._does(sentence, ends[1], after))

    def _does(self, sentence: SentenceWords, last: int, asked: Sequence[str]) -> bool:
        """Return whether what is asked, or a word for the same, follows right after an organisation."""
        position = last
        while position < len(sentence.tokens) and sentence.tokens[position].folded in _BETWEEN:
            position += 1
        following = sentence.tokens[position : position + _REACH]
        folded, accented = [one.folded for one in following], [one.text for one in following]
        plain = len(asked) == 1 or tuple(asked[:1]) in self.synonyms.folded or folded[:2] == list(asked[:2])
        if plain and asked[:1] and folded[:1] == list(asked[:1]):
            return True
        # "Tổ chức nào làm Cụm phó?": what it is stands after "là" or "làm".
        if asked[:1] == ["lam"] and occurrences(folded, asked[1:3]):
            return True
        phrases = next(
            (self.synonyms.folded[key] for size in (3, 2, 1) if (key := tuple(asked[:size])) in self.synonyms.folded),
            (),
        )
        return any(tuple(accented[: len(phrase)]) == phrase for phrase in phrases)

    def _bodies(self, sentence: SentenceWords) -> Iterator[tuple[int, int]]:
        """Yield where names of organisations begin and end: a word that begins one, and its capitals and levels."""
        position = 0
        while position < len(sentence.tokens):
            last = self._end(sentence, position) if self._begins(sentence, position) else position
            if last > position:
                yield position, last
            position = max(last, position + 1)

    def _begins(self, sentence: SentenceWords, position: int) -> bool:
        """Return whether the word begins the name of a body, or of a place that is one ("huyện Nhà Bè")."""
        level = self.names.level_at(sentence.tokens, position, accented=True)
        named = level and position + level < len(sentence.tokens) and sentence.is_capital(position + level)
        return bool(named) or (sentence.is_capital(position) and sentence.tokens[position].folded in _FIRST)

    def _end(self, sentence: SentenceWords, first: int) -> int:
        last = end = first
        while last < min(len(sentence.tokens), first + _LONGEST):
            joined = last == first or sentence.between(last, last) == " "
            level = self.names.level_at(sentence.tokens, last, accented=True)
            if not joined or not (sentence.is_capital(last) or level or self._goes_on(sentence, last)):
                break
            last += level or 1
            end = last
        return end

    def _goes_on(self, sentence: SentenceWords, position: int) -> bool:
        """Return whether a small word belongs to a name: one that always does, or the second half of a term."""
        return sentence.tokens[position].folded in _WITHIN or (
            sentence.is_capital(position - 1) and not self._verbal(sentence, position)
        )

    def _verbal(self, sentence: SentenceWords, position: int) -> bool:
        """Return whether the words from here on say what somebody does."""
        texts = [token.text for token in sentence.tokens[position : position + 2]]
        return (
            tuple(texts) in self.synonyms.accented
            or tuple(texts[:1]) in self.synonyms.accented
            or sentence.tokens[position].folded in _BETWEEN
            or texts[0] in _HOLDING
        )


_REACH = 6
