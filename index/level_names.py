"""The places of a level that a sentence names: "xã Đồng Lụa", "các quận (A, B và C)"."""

from collections.abc import Iterator

from index.sentence_words import SentenceWords
from index.types import Span
from index.vietnamese.names import Names
from index.vietnamese.normalise import fold

_PLURAL = frozenset({"các", "những"})
_REACH = 5
_LONGEST_NAME = 4
# Capitals after a level that are no place: bodies, offices and people's titles.
_NO_PLACE = frozenset({"pho", "cum", "khoi", "mttq", "ubnd", "hdnd", "uvtv", "truong", "nguyen"})
_NO_PLACES = frozenset(
    {("chu", "tich"), ("bi", "thu"), ("uy", "ban"), ("uy", "vien"), ("dong", "chi"), ("ban", "thuong")}
)


def named_of_level(names: Names, level: str, sentence: SentenceWords) -> Iterator[tuple[Span, list[Span]]]:
    """Yield the tokens of each folded ``level`` and the names that it introduces, as ranges of tokens.

    After its plural, words may stand between ("các quận trong Cụm (A, B)").
    """
    tokens = sentence.tokens
    listed = 0  # the end of the last list: a level within it begins none
    for position in range(len(tokens)):
        if position < listed:
            continue
        size = names.level_at(tokens, position, accented=True)
        first = position + size
        if not size or fold(" ".join(token.text for token in tokens[position:first])) != level:
            continue
        plural = position > 0 and tokens[position - 1].text in _PLURAL
        reach = range(first, min(first + (_REACH if plural else 1), len(tokens)))
        begin = next((place for place in reach if _name_end(sentence, place) > place), None)
        if begin is not None:
            found = _listed(names, sentence, begin)
            listed = found[-1].end
            yield Span(position, first), found


def _listed(names: Names, sentence: SentenceWords, first: int) -> list[Span]:
    """Return the names from the first on that commas or "và" join, each with its level again or without."""
    found = [Span(first, _name_end(sentence, first))]
    while (last := found[-1].end) < len(sentence.tokens):
        following = last + (sentence.tokens[last].text == "và")
        following += names.level_at(sentence.tokens, following, accented=True)
        if following >= len(sentence.tokens):
            break
        end = _name_end(sentence, following)
        between = sentence.text[sentence.tokens[last - 1].end : sentence.tokens[following].start].strip()
        joined = between[:1] in {",", ";"} or sentence.tokens[last].text == "và"
        if not joined or end == following:
            break
        found.append(Span(following, end))
    return found


def _name_end(sentence: SentenceWords, first: int) -> int:
    """Return where a capitalised name that begins at ``first`` ends, or ``first`` if none does."""
    words = tuple(token.folded for token in sentence.tokens[first : first + 2])
    if not words or words[0] in _NO_PLACE or words in _NO_PLACES or not sentence.is_capital(first):
        return first
    last = first + 1
    while (
        last < min(len(sentence.tokens), first + _LONGEST_NAME)
        and sentence.is_capital(last)
        and sentence.between(last, last) == " "
    ):
        last += 1
    return last
