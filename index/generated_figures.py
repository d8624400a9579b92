"""Whether the figures of a generated sentence are those of a span it cites: value, unit, exactness, and of what."""

from collections.abc import Iterator, Sequence

from index.generated_words import Figure, Reading
from index.sentence_words import occurrences
from index.types import Span

_NEAREST = 3
_HELD = 0.5


def figures_amiss(sentence: Reading, spans: Sequence[Reading], about: Sequence[Reading]) -> Iterator[str]:
    """Yield the figures of the sentence that no cited span gives in this way; ``about`` are titles and areas.

    A number of a title (a year, an ordinal) may be told, a sum or a count may not: of what it is is not said there.
    """
    if not sentence.figures:
        return
    for figure in sentence.figures:
        written = _written(sentence, figure)
        same = [(span, other) for span in spans for other in span.figures if _is_same(sentence, figure, span, other)]
        if not same:
            titled = any(_is_same(sentence, figure, title, other) for title in about for other in title.figures)
            # What day or year it was is the span's to say, if it says any.
            told = figure.kind.startswith("date") and any(
                figure.kind == one.kind for span in spans for one in span.figures
            )
            if not titled or told or figure.kind in {"money", "share"}:
                yield f"{written} is no figure of a cited span"
            continue
        if not any(_belongs(sentence, figure, span, other) for span, other in same):
            yield f"{written} is of something else in the cited span"
    if not any(_in_order(sentence, span) for span in spans):
        yield "the figures stand in another order than in a cited span"


def spelled_amiss(sentence: Reading, spans: Sequence[Reading]) -> Iterator[str]:
    """Yield the runs of spelled-out numbers, with the word after them, that no cited span holds."""
    for first, last in _spelled(sentence):
        run = tuple(token.text for token in sentence.tokens[first:last])
        if not any(_places(span, run) for span in spans):
            yield f"{' '.join(run)} is spelled out in no cited span"


def _written(reading: Reading, figure: Figure) -> str:
    return reading.text[reading.tokens[figure.first].start : reading.tokens[figure.last - 1].end]


def _is_same(sentence: Reading, figure: Figure, span: Reading, other: Figure) -> bool:
    if (figure.kind, figure.value, figure.exactness) != (other.kind, other.value, other.exactness):
        return False
    if figure.kind not in {"count", "number", "share"}:
        return True
    unit, counted = sentence.unit(figure), span.unit(other)
    bare = not unit or unit[0] in sentence.words.function
    if figure.kind == "share":
        return bare or unit[:1] == counted[:1]
    # "46/48 phiếu" counts as 46 of 48, and "10/2022/QH15" is one name: what belongs to the number stands beside it.
    if _tail(sentence, figure) != _tail(span, other):
        return False
    if bare:
        return sentence.before(figure) == span.before(other) or _has_unit_before(sentence, figure, counted)
    alike = len(unit) == 1 or unit[1] in sentence.words.function or unit == counted
    return unit[:1] == counted[:1] and alike


def _has_unit_before(sentence: Reading, figure: Figure, counted: tuple[str, ...]) -> bool:
    return bool(counted) and sentence.before(figure) in counted


def _tail(reading: Reading, figure: Figure) -> str:
    """Return what is written to the number without a space: "/48" of "46/48", "/2022/QH15"."""
    start = reading.tokens[figure.first].start
    lead = len(reading.text[:start]) - len(reading.text[:start].rstrip("0123456789./-"))
    end = reading.tokens[figure.last - 1].end
    rest = reading.text[end:].split(maxsplit=1)
    tail = rest[0].rstrip(".,;:!?)”") if rest and not reading.text[end : end + 1].isspace() else ""
    return reading.text[start - lead : start] + tail


def _belongs(sentence: Reading, figure: Figure, span: Reading, other: Figure) -> bool:
    """Return whether the name and the words nearest to the figure in the sentence stand with it in the span as well."""
    if figure.kind == "number":
        return True
    owned = _owned(span, other)
    name = _nearest_name(sentence, figure)
    led, told = None, [token.text for token in sentence.tokens[name.start : name.end]] if name else []
    if name:
        places = _places(span, told)
        led = next((place for place in reversed(places) if _leads(span, place + len(told), other)), None)
        if places and led is None and not set(told) <= owned:
            return False
    words = [word for word in _nearest_words(sentence, figure) if _places(span, [word])]
    named = set(told) if led is not None else set()
    held = [word in owned | named or (led is not None and _shared(span, word, led, other)) for word in words]
    return sum(held) > _HELD * len(held) if held else True


def _nearest_name(sentence: Reading, figure: Figure) -> Span | None:
    """Return the name that stands last before a figure in its clause, else the first after it there."""
    own = [name for name in sentence.names if sentence.clauses[name.start] == sentence.clauses[figure.first]]
    before = [name for name in own if name.end <= figure.first]
    after = [name for name in own if name.start >= figure.last]
    return before[-1] if before else after[0] if after else None


def _nearest_words(sentence: Reading, figure: Figure) -> list[str]:
    """Return the telling words that stand last before a figure in its clause; where there are few, those after it."""
    content = [
        place
        for place in sentence.content()
        if sentence.clauses[place] == sentence.clauses[figure.first]
        and sentence.tokens[place].text not in sentence.words.polarity
    ]
    near = [place for place in content if place < figure.first][-_NEAREST:]
    if len(near) < 2:
        near += [place for place in content if place >= figure.last][: _NEAREST - len(near)]
    return [sentence.tokens[place].text for place in near]


def _leads(span: Reading, end: int, figure: Figure) -> bool:
    """Return whether a name that ends at a place is the last before a figure of its sentence."""
    if end > figure.first or span.sentences[end - 1] != span.sentences[figure.first]:
        return False
    return not any(end <= name.start < figure.first for name in span.names)


def _shared(span: Reading, word: str, name: int, figure: Figure) -> bool:
    """Return whether a word leads a list of names with their figures, of which this is one."""
    return any(
        place < name and span.sentences[place] == span.sentences[figure.first] for place in _places(span, [word])
    )


def _places(span: Reading, run: Sequence[str]) -> list[int]:
    words = [token.text for token in span.tokens]
    return [found.start for found in occurrences(words, run)]


def _owned(span: Reading, figure: Figure) -> set[str]:
    """Return the words that belong to a figure of a span: those of its clause, and those that lead or end at it."""
    same = [one for one in span.figures if one.kind == figure.kind]
    owned = set()
    for place, token in enumerate(span.tokens):
        if place not in span.of_figures and _owner(span, same, place) == figure:
            owned.add(token.text)
    return owned


def _owner(span: Reading, figures: Sequence[Figure], place: int) -> Figure | None:
    """Return the figure of a kind that a word belongs to: of its clause, else the next of its sentence, or before.

    A sentence with figures of other kinds alone tells of those; one with none may lead to the next sentence's.
    """
    here = [one for one in figures if span.sentences[one.first] == span.sentences[place]]
    others = [one for one in span.figures if not one.kind.startswith("date")]
    if not here and any(span.sentences[one.first] == span.sentences[place] for one in others):
        return None
    clause = span.clauses[place]
    own = [one for one in here if span.clauses[one.first] == clause]
    pool = own or here or figures
    following = [one for one in pool if one.first > place]
    return following[0] if following else pool[-1]


def _in_order(sentence: Reading, span: Reading) -> bool:
    """Return whether figures of one kind come in the order of the span, as far as the span gives them."""
    for kind in {one.kind for one in sentence.figures}:
        told = [(one.value) for one in span.figures if one.kind == kind]
        wanted = [one.value for one in sentence.figures if one.kind == kind and one.value in told]
        rest = iter(told)
        if not all(value in rest for value in wanted):
            return False
    return True


def _spelled(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the token ranges of spelled-out numbers, each with the word after it."""
    tokens = reading.tokens
    place = 0
    while place < len(tokens):
        last = place
        while last < len(tokens) and last not in reading.of_figures and _is_number(reading, last, last > place):
            last += 1
        if last > place:
            yield place, min(last + 1, len(tokens))
        place = max(last, place + 1)


def _is_number(reading: Reading, place: int, led: bool) -> bool:
    word = reading.tokens[place].text
    if word != "năm":
        return word in reading.words.numbers
    following = reading.tokens[place + 1].text if place + 1 < len(reading.tokens) else ""
    return led or (bool(following) and not following[0].isdigit())
