"""What a sentence points at without naming it: "bà", "ngôi nhà", "trong thôn"."""

import re
from collections.abc import Collection, Sequence
from itertools import takewhile

from index.candidates import LEAD_CHARACTERS, Candidate, Reading
from index.sentence_words import occurrences
from index.types import Question
from index.vietnamese.normalise import CAPITAL, fold
from index.vietnamese.tokens import Token, tokenise

_HONORIFICS = (("ong",), ("ba",), ("dong", "chi"), ("anh",), ("chi",))
# "Anh em" and "chị em" are people at large.
_POINTING = re.compile(
    r"\b(?i:ông|bà|cụ|(?:anh|chị)(?!\s+em\b)|đồng chí"
    r"|(?:gia đình|vợ chồng)(?!\s+(?:ông|bà|cụ|anh|chị|đồng chí)\b))\b\s*"
)
_HOUSE = re.compile(r"\b(?i:căn nhà|ngôi nhà|nhà mới)\b")
_BEGUN_BY = re.compile(rf"(?:Trước đó, |Sau đó, |Theo |Cũng )?(?i:ông|bà|cụ|anh|chị|đồng chí)(?! em\b)\s+(?!{CAPITAL})")
_CALLED_BEFORE, _NAME_MORE = rf"\b(?i:ông|bà|cụ|anh|chị|đồng chí)\s+({CAPITAL}\w+", rf"(?:\s+{CAPITAL}\w+)"
_CALLED = re.compile(rf"{_CALLED_BEFORE}{_NAME_MORE}{{1,4}})")
_CALLED_SHORT = re.compile(rf"{_CALLED_BEFORE}{_NAME_MORE}{{0,4}})")
_ARTICLES = frozenset({"ngoi", "can", "so", "khoan", "mon", "chiec", "suat"})
"""Words before a noun at the head of a sentence that make it the one told of before ("Ngôi nhà", "Số tiền")."""
_OF_A_HOUSE = frozenset({"rong", "duoc", "co", "tri", "moi"})
_BODIES = frozenset({"doan", "uy", "hoi"})  # "Tỉnh Đoàn" is no name of a province
_SEVERAL = frozenset({"cac", "nhung", "nhieu", "moi", "tung", "hai", "ba", "lien", "mot"})


def holds_given_name(reading: Reading, name: Sequence[str]) -> bool:
    """Return whether the sentence calls a person, folded name, by the last syllable ("ông Hà") or two ("bà Sa Rết")."""
    given = (name[-size:] for size in (1, 2) if size == 1 or size < len(name))
    return any(occurrences(reading.words, (*led, *called)) for called in given for led in _HONORIFICS)


def paragraph_before(candidate: Candidate) -> str:
    """Return what stands in the paragraph of a sentence before it."""
    body, start = candidate.background.article.body, candidate.reading.sentence.start
    return body[body.rfind("\n", 0, start) + 1 : start]


def points_at_person(candidate: Candidate, name: Sequence[str]) -> bool:
    """Return whether the sentence says "bà" without a name, or tells on of a thing, after one that names the person."""
    before, text = candidate.before, candidate.reading.text
    if before is None:
        return False
    if _BEGUN_BY.match(text) or (_HOUSE.search(text) and not _CALLED.search(text)):
        # What was said or how somebody lives may stand between: "Ông A phân tích: “…”. Ông đề nghị …"
        last = _last_called(paragraph_before(candidate)).split()
        if last and list(name[-len(last) :]) == last:
            return True
    named = occurrences(before.words, name) or holds_given_name(before, name)
    if named and any(not text[found.end() : found.end() + 1].isupper() for found in _POINTING.finditer(text)):
        return True
    return tells_on(candidate) and bool(named)


def _last_called(text: str) -> str:
    """Return the folded name of the last whom a text calls "ông A B" or "bà B", or nothing."""
    called = [fold(" ".join(name.split())) for name in _CALLED_SHORT.findall(text)]
    return called[-1] if called else ""


def points_at_one_there(place: Sequence[str], candidate: Candidate) -> bool:
    """Return whether the sentence begins with "bà" alone, and the one before it names her and the place."""
    before = candidate.before
    if before is None or not _BEGUN_BY.match(candidate.reading.text):
        return False
    return bool(_CALLED.search(before.text) and occurrences(before.words, place))


def tells_on(candidate: Candidate) -> bool:
    """Return whether the sentence begins with a thing that the one before it told of ("Căn nhà …", "Số tiền …")."""
    opening = candidate.reading.words[:3]
    opening = opening[1:] if opening[:1] == ["moi"] else opening[:2]  # "Mỗi căn nhà"
    known = candidate.before.words if candidate.before else ()
    if opening[:1] == ["nha"] and opening[-1] in _OF_A_HOUSE:  # "Nhà rộng 45 m2", but not "Nhà nước"
        return "nha" in known
    return len(opening) > 1 and opening[0] in _ARTICLES and opening[-1] in known


def tells_of_person_from(question: Question, place: Sequence[str], candidate: Candidate) -> bool:
    """Return whether the sentence, or the one before it, names somebody of the question whom the article has there.

    "Nhà bà Bảy ở thôn X": the sum stands in a sentence on "bà Bảy", and thôn X where she is introduced.
    """
    around = [reading.words for reading in (candidate.reading, candidate.before) if reading]
    names = [name for name in _called(question.search_text) if any(name in words for words in around)]
    paragraphs = ([token.folded for token in tokenise(line)] for line in candidate.background.article.body.splitlines())
    return bool(names) and any(name in words and occurrences(words, place) for words in paragraphs for name in names)


def _called(text: str) -> list[str]:
    """Return the last syllables, folded, of those whom a text calls "bà Bảy" or "ông Tạ Văn Lâm"."""
    words = re.findall(r"\w+", text)
    names = []
    for position, word in enumerate(words):
        name = list(takewhile(lambda one: one[0].isupper(), words[position + 1 :]))
        if fold(word) in _CALLING and name:
            names.append(fold(name[-1]))
    return names


_CALLING = frozenset({"ong", "ba", "cu", "anh", "chi", "em", "chau", "co", "chu"})


def points_at_level(level: str, candidate: Candidate) -> bool:
    """Return whether the sentence says "trong thôn" or "toàn xã" and means the only one that the lead names.

    ``level`` is folded; an empty one is never pointed at.
    """
    reading = candidate.reading
    if not level or all(_names_after(level, reading.text, reading.tokens, reading.led_people)):
        return False
    lead = candidate.background.article.body[:LEAD_CHARACTERS]
    return len({name for name in _names_after(level, lead, tokenise(lead)) if name}) == 1


def means_another(level: str, place: Sequence[str], candidate: Candidate) -> bool:
    """Return whether the sentence says "huyện" alone, and the one before it names a huyện that is not the place.

    "Tại huyện A, đoàn đến xã B. Đoàn trao cho huyện 2 tỷ đồng": that is no sum of another huyện of the title. The
    folded ``level`` is that of the place; without one nothing is another.
    """
    reading, before = candidate.reading, candidate.before
    if not level or before is None or any(occurrences(words, place) for words in (reading.words, before.words)):
        return False
    alone = set(_names_after(level, reading.text, reading.tokens, reading.led_people)) == {""}
    return alone and any(_names_after(level, before.text, before.tokens, before.led_people))


def names_another(level: str, place: Sequence[str], candidate: Candidate) -> bool:
    """Return whether the sentence names a huyện, and not the one asked of, at its own level."""
    reading = candidate.reading
    if not level or occurrences(reading.words, place):
        return False
    return any(_names_after(level, reading.text, reading.tokens, reading.led_people))


def means_same(level: str, place: Sequence[str], candidate: Candidate) -> bool:
    """Return whether the sentence says "huyện" alone, and the one before it names the place and no other huyện."""
    written, before = _WRITTEN_LEVELS.get(level), candidate.before
    if written is None or before is None:
        return False
    bare = re.search(rf"(?<!các )(?<!toàn )\b(?i:{written})\b(?!\s+{CAPITAL})", candidate.reading.text)
    named = [fold(name) for name in re.findall(rf"\b{written}((?:\s+{CAPITAL}\w*)+)", before.text)]
    return bool(bare and named) and all(name.split()[: len(place)] == [*place] for name in named)


_WRITTEN_LEVELS = {"huyen": "huyện", "quan": "quận", "xa": "xã", "phuong": "phường", "tinh": "tỉnh", "thi xa": "thị xã"}


def _names_after(level: str, text: str, tokens: Sequence[Token], people: Collection[int] = frozenset()) -> list[str]:
    """Return the first syllable of each name that follows the level in a text, folded; empty where none follows.

    ``people`` are the offsets of names that are no place's.
    """
    folded = [token.folded for token in tokens]
    found = [span for span in occurrences(folded, level.split()) if folded[max(0, span.start - 1)] not in _SEVERAL]
    found = [span for span in found if folded[span.end - 1 : span.end + 1] != ["xa", "hoi"]]
    # "Huyện đảo X" is huyện X.
    ends = [
        span.end + (folded[span.end : span.end + 1] == ["dao"] and tokens[span.end].text == "đảo") for span in found
    ]
    following = [(tokens[end - 1], tokens[end : end + 1]) for end in ends]
    return [
        name[0].folded
        if name
        and name[0].folded not in _BODIES
        and text[last.end : name[0].start] == " "
        and text[name[0].start].isupper()
        and name[0].start not in people
        else ""
        for last, name in following
    ]
