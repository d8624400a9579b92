"""The line that signs an article: a person, an office, or where the text comes from."""

import re
from dataclasses import dataclass

from corpus.genre import genre_pattern
from corpus.letters import is_capitalised, is_personal_name, one_line

BYLINE_LENGTH = 110
_MOST_WORDS = 12

_OWN_LABEL = re.compile(
    r"^(?:tác giả(?: bài viết)?|người (?:viết|thực hiện|đưa tin|đăng|đăng tin)|viết bởi|author|written by|by)"
    r"(?:(?P<mark>\s*[:\-–]\s*)|\s+)",
    re.IGNORECASE,
)
_LABELLED = (
    r"^[(\[]?{works}(?:\s?(?:,|va|và|&|-|–|/|\+)?\s?{works})*\s?(?::|[-–]\s)\s?\S"
    r"|^[(\[]?{origins}\s?(?::|[-–]\s)\s?\S"
    r"|^(?:ban biên tập|bbt|tòa soạn)\s?\((?:theo|nguồn)[^()]{2,60}\)$"
    r"|^(?:pv|ctv|bbt|btv)(?:\s\S+){0,6}$|^(?:nhóm )?(?:phóng viên|pv)(?:\s\S+){0,5}$"
)
_FROM = re.compile(r"^[(\[]?(?:Theo|THEO|theo)\s?:?\s(?P<name>(?P<host>[a-z0-9-]+\.[a-z])?\S+(?:\s\S+){0,10})$")
_FROM_WORDS = r"^[(\[]?theo\s?:?\s{quoted}\b"
_SOURCE = re.compile(r"^[(\[]?(?:nguồn(?: tin| bài)?\s*:?|theo\s*:?)\s+(?P<name>[^()\[\]]+)[)\]]?$", re.IGNORECASE)
# A full stop is no bar after the short forms of a city and of the centre (MTTQ TP. Hải Phòng, Ban Dân vận T.Ư).
_OFFICE = r"^{offices}(?:\s(?:[^.;:!?]|(?<=\bTP)\.|(?<=\bT)\.(?=Ư)|(?<=\bQ)\.){2,})?$"
_TELLING = r"\b{telling}\b"
_POST = r"^{posts}\s"
_AGENCY = re.compile(
    r"^(?:(?P<place>[^\W\d_]+(?:[ .][^\W\d_]+){0,3})\s)?"
    r"(?:\((?P<bracketed>[^()]{2,40})\)|(?P<code>[A-ZĐ][A-ZĐ.&]{1,10}))"
    r"(?:\s[-–—]\s?|[-–—]\s)(?=[\"“‘'(]?[^\W\d_])"
)
_NO_AGENCY = frozenset(["UBND", "HĐND", "MTTQ", "UBMTTQ", "BTT", "BCH", "TP", "TW"])
_CONTRIBUTORS = frozenset(["CTV", "PV", "BTV"])
_AFTER_END = re.compile(r"(?:\./\.|[.!?…])\s*(?P<name>[^.!?…/]{4,60})$")
_DASH = re.compile(r"\s+[-–—]\s*|\s*[-–—]\s+|\s*/\s*|,\s+")
_CREDITED = re.compile(r"(?P<name>[^()\d]+)\s?\((?P<where>[^()\d]{2,40}(?:\s\d{1,2})?)\)")


@dataclass(frozen=True, slots=True)
class Byline:
    """Who signs: ``author`` as written, and the organisation or the source it names, if any."""

    author: str
    organisation: str | None = None
    source: str | None = None


def parse_byline(line: str) -> Byline | None:
    """Read a whole line as a byline; None when it is not one."""
    text = one_line(line)
    if not text or len(text) > BYLINE_LENGTH or text.endswith((":", ";", ",", "?", "!", "…", "...")):
        return None
    return _labelled(text) or _bare(text.strip("()[]*_ ")) or _credited(text)


def agency_of(paragraph: str) -> str | None:
    """Return the agency that opens a lead: ``HNP - Ngày …``, ``(Mặt trận) - …``, ``Hà Nội (TTXVN) - …``."""
    match = _AGENCY.match(paragraph)
    if match is None:
        return None
    place, bracketed, code = match["place"], match["bracketed"], match["code"]
    if bracketed is not None:
        is_named = bracketed[0].isupper() and not any(letter.isdigit() for letter in bracketed)
        is_placed = place is None or all(word[0].isupper() for word in place.split())
        return bracketed if is_named and is_placed else None
    next_word = paragraph[match.end() :].split(maxsplit=1)[0]
    return None if place is not None or code in _NO_AGENCY or next_word.isupper() else str(code)


def author_glued_to(paragraph: str) -> str | None:
    """Return the personal name that stands after the last full stop of a paragraph, if one does."""
    match = _AFTER_END.search(paragraph.rstrip()[-BYLINE_LENGTH:])
    byline = parse_byline(match["name"]) if match else None
    return byline.author if byline is not None and byline.organisation is None else None


def _labelled(text: str) -> Byline | None:
    """Read "Tin, ảnh: …", "Nguồn: …", "Theo …" as written, and "Tác giả: …" without its label."""
    own = _OWN_LABEL.match(text)
    name = text[own.end() :].strip() if own else ""
    if own and (own["mark"] or name[:1].isupper()):
        return Byline(name, organisation=name if _is_office(name) else None) if name else None
    begun = _FROM.search(text)
    named = begun is not None and (begun["host"] is not None or begun["name"][0].isupper())
    is_from = named and not genre_pattern(_FROM_WORDS).search(text) and not _tells(text[5:])
    if is_from or (len(text.split()) <= _MOST_WORDS and genre_pattern(_LABELLED).search(text)):
        source = _SOURCE.match(text)
        origin = source["name"].strip() if source else ""
        is_person = is_personal_name(origin) and not _is_office(origin)
        return Byline(text, source=None if is_person else origin or None)
    return None


def _bare(text: str) -> Byline | None:
    """Read a person, an office, or a person and where they work."""
    if _is_office(text):
        return Byline(text, organisation=text)
    if is_personal_name(text):
        return Byline(text)
    parts = [part.strip() for part in _DASH.split(text) if part.strip()]
    if len(parts) > 1 and all(map(is_personal_name, parts)) and not parts[-1].isupper():
        return Byline(text)
    if len(parts) != 2 or not (is_personal_name(parts[0]) or _is_pen_name(parts[0])):
        return None
    office = genre_pattern(_POST).sub("", parts[1])
    if office in _CONTRIBUTORS:
        return Byline(text)
    return Byline(text, organisation=office) if _is_office(office) or office.isupper() else None


def _credited(text: str) -> Byline | None:
    match = _CREDITED.fullmatch(text)
    if match is None or not is_personal_name(match["name"]):
        return None
    where = match["where"].strip()
    return Byline(text, organisation=where if _is_office(where) or where.isupper() else None)


def _is_office(text: str) -> bool:
    if not genre_pattern(_OFFICE).match(text) or len(text.split()) > 14 or _tells(text):
        return False
    words = text.replace("-", " ").split()
    return words[0][:1].isupper() and sum(map(is_capitalised, words)) >= max(2, len(words) / 3)


def _tells(text: str) -> bool:
    """Tell whether a line has a verb in it, read with its small letters: the place "Năm Căn" is no "năm"."""
    return bool(genre_pattern(_TELLING, re.NOFLAG).search(text))


def _is_pen_name(text: str) -> bool:
    return is_capitalised(text) and len(text) <= 12
