"""The places of a level that a sentence names: "xã Đồng Lụa", "các quận (A, B và C)"."""

from collections.abc import Iterator

from index.sentence_words import SentenceWords
from index.types import Span
from index.vietnamese.names import Names
from index.vietnamese.normalise import fold

_PLURAL = frozenset({"các", "những"})
_REACH = 5
_FAR = 16
_UNITS = frozenset({("đơn", "vị"), ("địa", "phương")})
"""What a list of places of one level may be called."""
_LONGEST_NAME = 4
_ENDS = frozenset({",", ";", ")", "."})
_IN_BRACKETS = 6
_FIGURE = frozenset({"tỉ", "tỷ", "triệu", "nghìn", "đồng", "hộ", "người", "căn", "nhà", "suất", "quà", "phần", "tấn"})
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
        is_level = size and fold(" ".join(token.text for token in tokens[position:first])) == level
        if not is_level and tuple(token.text for token in tokens[position : position + 2]) in _UNITS:
            first, is_level = position + 2, _opens_list(sentence, position + 2)
        if not is_level:
            continue
        plural = position > 0 and (tokens[position - 1].text in _PLURAL or tokens[position - 1].text.isdigit())
        begin = next((place for place in _reach(sentence, first, plural) if _name_end(sentence, place) > place), None)
        if begin is None and _is_numbered(sentence, position, first):
            yield Span(position, first), [Span(first, first + 1)]
        elif begin is not None:
            found = _listed(names, sentence, begin)
            listed = found[-1].end
            yield Span(position, first), found


def _is_numbered(sentence: SentenceWords, position: int, first: int) -> bool:
    """Return whether a number is the name of a place, as of the wards of some cities: "Phường 5"."""
    numbered = first < len(sentence.tokens) and sentence.tokens[first].text.isdigit()
    return numbered and sentence.is_capital(position) and sentence.between(first, first) == " "


def _reach(sentence: SentenceWords, first: int, plural: bool) -> range:
    """Return where a name may begin: after a plural within a few words, or after the next colon or "gồm"."""
    if not plural:
        return range(first, min(first + 1, len(sentence.tokens)))
    last = min(first + _FAR, len(sentence.tokens))
    opened = next((place for place in range(first, last) if _opens(sentence, place)), None)
    return range(opened, opened + 1) if opened is not None else range(first, min(first + _REACH, last))


def _opens(sentence: SentenceWords, place: int) -> bool:
    """Return whether a colon stands before a position, "gồm", or a "là" before a name."""
    before = sentence.tokens[place - 1].text
    named = before == "là" and sentence.is_capital(place)
    return named or ":" in sentence.between(place, place) or before == "gồm"


def _opens_list(sentence: SentenceWords, first: int) -> bool:
    """Return whether a colon or a bracket stands before a position ("gồm 6 đơn vị: A, B")."""
    return first < len(sentence.tokens) and bool({":", "("} & {*sentence.between(first, first)})


def _listed(names: Names, sentence: SentenceWords, first: int) -> list[Span]:
    """Return the names from the first on that commas or "và" join, each with its level again or without."""
    found = [Span(first, _name_end(sentence, first))]
    while (last := _past_figure(sentence, _past_brackets(sentence, found[-1].end))) < len(sentence.tokens):
        following = last + (sentence.tokens[last].text == "và")
        following += names.level_at(sentence.tokens, following, accented=True)
        if following >= len(sentence.tokens):
            break
        end = _name_end(sentence, following)
        between = sentence.text[sentence.tokens[last - 1].end : sentence.tokens[following].start].strip(") ")
        joined = between[:1] in {",", ";"} or sentence.tokens[last].text == "và"
        if not joined or end == following:
            break
        found.append(Span(following, end))
    return found


def _past_figure(sentence: SentenceWords, last: int) -> int:
    """Return where a name ends with the figure that it is given: "Lào Cai 5 tỷ đồng, Yên Bái 3 tỷ đồng"."""
    tokens = sentence.tokens
    if last >= len(tokens) or not tokens[last].text[0].isdigit() or sentence.between(last, last) != " ":
        return last
    return next((place for place in range(last + 1, len(tokens)) if tokens[place].text not in _FIGURE), len(tokens))


def _past_brackets(sentence: SentenceWords, last: int) -> int:
    """Return where a name ends with what stands in brackets after it: "Thường Tín (Cụm trưởng)"."""
    if last >= len(sentence.tokens) or "(" not in sentence.between(last, last):
        return last
    inside = range(last + 1, min(last + _IN_BRACKETS, len(sentence.tokens)))
    return next((place for place in inside if ")" in sentence.between(place, place)), last)


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
    return last + _is_numbered_name(sentence, last)


def _is_numbered_name(sentence: SentenceWords, last: int) -> bool:
    """Return whether a number that nothing follows ends the name, as of wards that were one: "Mỹ Đình 2, Mễ Trì"."""
    tokens = sentence.tokens
    if last >= len(tokens) or not tokens[last].text.isdigit() or sentence.between(last, last) != " ":
        return False
    return last + 1 == len(tokens) or tokens[last + 1].text == "và" or sentence.between(last + 1, last + 1)[:1] in _ENDS
