"""What a sentence that a language model wrote must stand up to before anybody sees it.

Each figure, date, name and quotation stands in a span that the sentence cites, in the same unit and of the same thing;
no word turns the claim round; and what else it says are the span's own words or words of grammar.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from index.displayed import displayed
from index.generated_figures import figures_amiss, spelled_amiss
from index.generated_words import GeneratedWords, Reading, read
from index.holders import HolderFinder
from index.sentence_words import SentenceWords
from index.types import Evidence
from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.names import Names
from index.vietnamese.normalise import compose, normalise

SUPPORT = 1.0
"""The least share of a sentence's telling words that its spans must hold; see tests/benchmarks/fit_support.py."""

_LONGEST = 500  # characters; a longer sentence is a speech
_FORM = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏḀ-ỹ0-9 .…,;:!?%()“”\"'’–—/+°²³&-]+")
_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"(?i:https?|www|\w@\w|\w\.(?:com|vn|net|org|info|io|me|gov|edu|html?)\b|t\.me)")
_DOTTED = re.compile(r"[^\W\d_]+\.[^\W\d_]+")
_QUOTED = re.compile(r"[“\"]([^“”\"]*)[”\"]")
_A_LEAP_YEAR = 2000
_LEAST_WORDS = 2
_ANSWER_HELD = 0.6
_LESSENED = frozenset({"pho", "nguyen", "cuu"})


@dataclass(frozen=True, slots=True)
class GeneratedVerifier:
    """Holds generated sentences against the spans they cite."""

    words: GeneratedWords
    holders: HolderFinder
    abbreviations: Abbreviations
    support: float = SUPPORT

    @classmethod
    def load(cls, names: Names, offices: Sequence[tuple[str, ...]], abbreviations: Abbreviations) -> Self:
        """Read the table that ships with the package."""
        return cls(GeneratedWords.load(), HolderFinder(names, offices), abbreviations)

    def faults(self, sentence: str, cited: Sequence[Evidence]) -> list[str]:
        """Return what is wrong with a sentence, or a part of one that has marks of its own, one line each.

        ``sentence`` comes without its marks; without faults it may be shown.
        """
        text = compose(sentence).strip()
        if not cited:
            return ["nothing is cited"]
        malformed = list(_malformed(text, cited))
        if malformed:
            return malformed
        published = cited[0].article.published
        reading = read(text, published.year if published else _A_LEAP_YEAR, self.words)
        spans = [self._span(piece) for piece in cited]
        about = [read(_about(piece), _year(piece), self.words) for piece in cited]
        return [
            *_misquoted(text, cited),
            *figures_amiss(reading, spans, about),
            *spelled_amiss(reading, spans),
            *self._names_amiss(reading, spans, about),
            *self._offices_amiss(reading, spans),
            *_turned(reading, spans),
            *self._unsupported(reading, spans, about),
        ]

    def support_of(self, reading: Reading, spans: Sequence[Reading]) -> float:
        """Return the share of the telling words of a sentence that the spans hold, 0 to 1."""
        held = {word for span in spans for word in self._vocabulary(span)}
        content = [reading.tokens[place].text for place in reading.content()]
        return sum(word in held for word in content) / len(content) if content else 0.0

    def holds(self, text: str, answer: str, year: int) -> bool:
        """Return whether a text holds the words that answer: their figures if they have any, else most words."""
        said, wanted = read(text, year, self.words), read(answer, year, self.words)
        if wanted.figures:
            return {(one.kind, one.value) for one in wanted.figures} <= {(one.kind, one.value) for one in said.figures}
        told = self._vocabulary(said)
        words = [wanted.tokens[place].text for place in wanted.content()]
        return sum(word in told for word in words) >= _ANSWER_HELD * len(words)

    def _span(self, piece: Evidence) -> Reading:
        return read(displayed(piece.quote), _year(piece), self.words)

    def _vocabulary(self, span: Reading) -> set[str]:
        """Return the words of a span, short forms in full and long ones short as well."""
        words = [token.text for token in span.tokens]
        short = (word for form in self.abbreviations.short_forms(words) for word in form.split())
        return {*words, *short, *self.abbreviations.spelled_out(words, folded=False)}

    def _unsupported(self, reading: Reading, spans: Sequence[Reading], about: Sequence[Reading]) -> Iterator[str]:
        content = reading.content()
        if len(content) + len(reading.figures) < _LEAST_WORDS:
            yield "it tells nothing"
        elif content and self.support_of(reading, [*spans, *about]) < self.support:
            yield "its words are not those of a cited span"
        own = {token.text for span in spans for token in span.tokens}
        if content and not any(reading.tokens[place].text in own for place in content):
            yield "it tells nothing of the span itself"

    def _names_amiss(self, reading: Reading, spans: Sequence[Reading], about: Sequence[Reading]) -> Iterator[str]:
        """Yield names that stand in no cited text, and those of one span told in another order, as who gave to whom."""
        names = [reading.written(span) for span in reading.names]
        flat = [_flat(span.text) for span in spans]
        full = [_flat(self.abbreviations.written_out(one.text)) for one in (*spans, *about)]
        known = [*flat, *(_flat(one.text) for one in about), *full]
        for name in names:
            if not any(_flat(name) in text for text in known):
                yield f"{name} stands in no cited text"
        for text in flat:
            at = 0
            for name in (_flat(name) for name in names if _flat(name) in text):
                at = text.find(name, at)
                if at < 0:
                    yield "its names stand in another order than in a cited span"
                    break

    def _offices_amiss(self, reading: Reading, spans: Sequence[Reading]) -> Iterator[str]:
        """Yield the people with an office that no cited span gives them."""
        told = self._held(reading)
        known = {pair for span in spans for pair in self._held(span)}
        for person, office in told - known:
            yield f"{person} is not {office} in a cited span"

    def _held(self, reading: Reading) -> set[tuple[str, str]]:
        """Return who holds which office in a text, as folded words; a former or a vice one is another."""
        words = [token.folded for token in reading.tokens]
        held = set()
        for office, person in self.holders.holding(SentenceWords(reading.text, reading.tokens, ())):
            lessened = office.start > 0 and words[office.start - 1] in _LESSENED
            title = words[office.start - lessened : office.end]
            held.add((" ".join(words[person.start : person.end]), " ".join(title)))
        return held


def is_plain(text: str) -> bool:
    """Return whether a text is made of the letters and signs that Vietnamese sentences need, and holds no address."""
    return bool(_FORM.fullmatch(text)) and not _ADDRESS.search(text)


def _malformed(text: str, cited: Sequence[Evidence]) -> Iterator[str]:
    """Yield what no sentence of an answer has: other marks, addresses, markup, hidden or foreign letters."""
    if not _FORM.fullmatch(text):
        yield "it holds signs that no sentence needs"
    if len(text) > _LONGEST:
        yield f"it is longer than {_LONGEST} characters"
    quotes = " ".join(piece.quote for piece in cited)
    if _ADDRESS.search(text) or any(match[0] not in quotes for match in _DOTTED.finditer(text)):
        yield "it holds an address"


def _about(piece: Evidence) -> str:
    return displayed(" . ".join(part for part in (piece.article.title, piece.article.area) if part))


def _year(piece: Evidence) -> int:
    return piece.article.published.year if piece.article.published else _A_LEAP_YEAR


def _misquoted(text: str, cited: Sequence[Evidence]) -> Iterator[str]:
    """Yield what stands in quotation marks and in no cited text to the letter."""
    known = [compose(_plain_marks(f"{displayed(piece.quote)} {_about(piece)}")) for piece in cited]
    for match in _QUOTED.finditer(text):
        if not any(_plain_marks(match[1]) in one for one in known):
            yield f"“{match[1]}” is no quote of a cited text"
    if sum(text.count(sign) for sign in '“”"') % 2:
        yield "a quotation mark is left open"


def _plain_marks(text: str) -> str:
    return text.replace("“", '"').replace("”", '"')


def _turned(reading: Reading, spans: Sequence[Reading]) -> Iterator[str]:
    """Yield the words whose claim is turned round: told without its "not", or with one that the span has not."""
    known = {pair for span in spans for pair in _polar(span)}
    for sign, word in _polar(reading) - known:
        yield f"“{sign} {word}” stands in no cited span"
    own = {second for _, second in _polar(reading)}
    words = {token.text for token in reading.tokens}
    for span in spans:
        turned = {word for _, word in _polar(span)}
        plain = _unturned(span)
        for word in (turned & words) - own - plain - reading.words.function:
            yield f"“{word}” is told without what turns it round in the span"


def _polar(reading: Reading) -> set[tuple[str, str]]:
    """Return each word that turns a claim round, with the word after it."""
    words = [*(token.text for token in reading.tokens), ""]
    return {pair for pair in pairwise(words) if pair[0] in reading.words.polarity}


def _unturned(reading: Reading) -> set[str]:
    words = ["", *(token.text for token in reading.tokens)]
    return {second for first, second in pairwise(words) if first not in reading.words.polarity}


def _flat(text: str) -> str:
    """Return the normalised words of a text, each between spaces."""
    return f" {' '.join(_WORD.findall(normalise(text)))} "
