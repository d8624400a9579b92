"""What a question names that its evidence must meet, kind by kind."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import takewhile

from index.funds import find_funds
from index.ordinals import find_ordinals
from index.places import find_places, place_constraints
from index.qualifiers import find_qualifiers, find_venue
from index.question_words import QuestionWords
from index.sentence_words import occurrences
from index.titles import find_title
from index.types import AnswerType, Constraint, ConstraintKind, Question, Span
from index.vietnamese.amounts import find_money
from index.vietnamese.names import Names
from index.vietnamese.normalise import fold, spelled
from index.vietnamese.periods import find_period_lists
from index.vietnamese.tokens import tokenise

_PLAIN_PERSON = re.compile(
    r"(?:\b(?:ong|ba|dong chi|anh|chi) |^)(?P<name>\w+(?: \w+){1,3}?) "
    r"(?=(?:la ai|la gi|giu|dam nhiem|lam gi|lam chuc|chuc vu|phat bieu|co chuc|bao cao|trinh bay|de nghi"
    r"|yeu cau|cho biet)\b)"
)


def find_constraints(
    text: str,
    names: Names,
    offices: Sequence[tuple[str, ...]],
    places: Collection[tuple[str, ...]],
    today: date,
) -> tuple[Constraint, ...]:
    """Return what the question ``text`` names, kind by kind.

    ``places`` are the folded names of further places, those of the corpus.
    """
    title = find_title(text)
    if title:  # what its words name is met by the article of that title
        constraint, span = title
        blank = f"{text[: span.start]}{' ' * len(span)}{text[span.end :]}"
        inside = find_constraints(constraint.written, names, offices, places, today)
        kept = (one for one in inside if one.kind in {ConstraintKind.PLACE, ConstraintKind.ORDINAL})
        return (constraint, *kept, *find_constraints(blank, names, offices, places, today))
    reading = QuestionWords.of(text)
    funds = list(find_funds(reading, names))
    located = _apart(find_places(reading, names, places), [span for span, _ in funds])
    people = _apart(_find_people(reading, names), [*located, *(span for span, _ in funds)])
    people = [span for span in people if not (_is_lived_in(reading, span) or _is_street(reading, span))]
    located = [*located, *_apart(_lived_in(reading), [*located, *people, *(span for span, _ in funds)])]
    return (
        *place_constraints(reading, located, names),
        *find_ordinals(reading),
        *(Constraint(ConstraintKind.FUND, reading.written(span), words) for span, words in funds),
        *(
            Constraint(ConstraintKind.PERSON, reading.written(span), tuple(reading.words[span.start : span.end]))
            for span in people
        ),
        *_organisations(reading, names, [span for span, _ in funds]),
        *_offices(reading, offices),
        *_periods(text, today),
        *_occasions(reading),
        *_foreign_names(reading, names, [*located, *people]),
        *_givers(text, reading),
        *find_qualifiers(reading),
        *find_venue(reading),
        *_contacts(reading),
    )


def _apart(spans: Iterable[Span], taken: Sequence[Span]) -> list[Span]:
    return [span for span in spans if not any(other.start < span.end and span.start < other.end for other in taken)]


def _find_people(reading: QuestionWords, names: Names) -> list[Span]:
    """Return people by their capitals, or, in a question typed without any, by the words around a family name."""
    found = names.find_people(reading.text, reading.tokens, accented=reading.accented)
    if found or reading.capitals:
        return found
    joined = reading.line
    spans = []
    for match in _PLAIN_PERSON.finditer(joined):
        first = joined[: match.start("name")].count(" ")
        spellings = names.surnames.get(reading.words[first], frozenset())
        if spellings and (not reading.accented or reading.tokens[first].text in spellings):
            spans.append(Span(first, first + match["name"].count(" ") + 1))
    return spans


def _is_lived_in(reading: QuestionWords, span: Span) -> bool:
    """Return whether what could be a person is a place: two syllables right after "ở" or "tại"."""
    led = span.start > 0 and any(reading.means(span.start - 1, word, fold(word)) for word in ("ở", "tại"))
    return led and span.end - span.start == _NAME_OF_PLACE


def _is_street(reading: QuestionWords, span: Span) -> bool:
    """Return whether what could be a person is a street: "hè phố Lò Đúc", "đường Lê Lợi"."""
    first = span.start - (span.start > 1 and reading.words[span.start - 1].isdigit())  # "hẻm 118 Trần Phú"
    led = first > 0 and any(reading.means(first - 1, word, fold(word)) for word in _STREETS)
    # "Chủ tịch thành phố Lê Văn Tám", "yêu cầu Lê Văn Tám": there the word is the end of another.
    return led and not (span.start > 1 and reading.words[span.start - 2] in _NO_STREET)


_NO_STREET = frozenset({"thanh", "dan", "khu", "yeu", "nhu", "toan", "dia"})
_STREETS = ("phố", "đường", "ngõ", "ngách", "hẻm", "cầu", "chợ")


def _lived_in(reading: QuestionWords) -> Iterator[Span]:
    """Yield two capitals right after "ở" or "tại" that begin no name of a body or a meeting: "ở Văn Đài"."""
    for first in range(1, len(reading.words) - 1):
        span = Span(first, first + _NAME_OF_PLACE)
        capital = [place < len(reading.words) and reading.is_capital(place) for place in range(first, first + 3)]
        named = capital == [True, True, False] and _NO_PLACE.isdisjoint(reading.words[first : span.end])
        if named and reading.between(first + 1) == " " and _is_lived_in(reading, span):
            yield span


_NO_PLACE = frozenset(
    {"hoi", "dai", "nha", "truong", "mat", "uy", "ban", "cum", "quy", "ubnd", "mttq", "hdnd", "trung", "tinh", "thanh"}
    | {"phong", "bo", "so", "buoi", "le", "ngay", "dang", "to", "tran"}
)
_NAME_OF_PLACE = 2  # syllables


def _organisations(reading: QuestionWords, names: Names, funds: Sequence[Span]) -> Iterator[Constraint]:
    """Yield each kind of organisation once, but none that is part of a fund's name."""
    typed = [token.text if reading.accented else token.folded for token in reading.tokens]
    for kind, forms in names.organisations.items():
        written = [form if reading.accented else bare for form, bare in forms]
        found = _apart((span for form in written for span in occurrences(typed, form.split())), funds)
        if found:
            yield Constraint(ConstraintKind.ORGANISATION, reading.written(found[0]), (kind,))


def _offices(reading: QuestionWords, offices: Sequence[tuple[str, ...]]) -> Iterator[Constraint]:
    position = 0
    possible = [office for office in offices if office[0] in reading.words]
    while position < len(reading.words):
        for office in possible:
            if tuple(reading.words[position : position + len(office)]) == office:
                span = Span(position, position + len(office))
                yield Constraint(ConstraintKind.OFFICE, reading.written(span), office)
                position = span.end - 1
                break
        position += 1


# What has the shape of a date; if it is none (31/02/2023), no article can meet it.
_DATE_SHAPE = re.compile(
    r"(?<![\d/])\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}(?!\d)|(?:ngày|ngay) \d+/\d+(?![\d/])|quý [05-9]\b"
)


def _periods(text: str, today: date) -> Iterator[Constraint]:
    found = find_period_lists(text, today)
    for shape in _DATE_SHAPE.finditer(text.lower()):
        if not any(listed[0].start < shape.end() and shape.start() < listed[-1].end for listed in found):
            yield Constraint(ConstraintKind.PERIOD, text[shape.start() : shape.end()])
    dated = any(
        one.has_year and not _BEFORE_IT.fullmatch(text[one.start : one.end]) for listed in found for one in listed
    )
    for listed in found:
        # Beside a day, "năm trước" is the year before it and no year before ours.
        if dated and _BEFORE_IT.fullmatch(text[listed[0].start : listed[-1].end]):
            continue
        first, *others = (one.period for one in listed)
        yield Constraint(
            ConstraintKind.PERIOD,
            text[listed[0].start : listed[-1].end],
            (),
            first,
            yearless=not any(one.has_year for one in listed),
            others=tuple(others),
        )


_BEFORE_IT = re.compile(rf"(?i:{spelled('năm', 'quý', 'tháng')}\s+{spelled('trước')})")

# A meeting of another kind is no answer to when or where one of these was held.
_OCCASIONS = (("dai", "hoi"), ("ngay", "hoi"), ("hoi", "thi"), ("hoi", "thao"), ("toa", "dam"))
MEETING_KINDS = (("hoi", "nghi"), *_OCCASIONS)
"""What news calls the meetings that it tells apart, in folded words."""


def _occasions(reading: QuestionWords) -> Iterator[Constraint]:
    for occasion in _OCCASIONS:
        for span in occurrences(reading.words, occasion)[:1]:
            yield Constraint(ConstraintKind.OCCASION, reading.written(span), occasion)


_SYLLABLE = re.compile(r"(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?")
_SHORTEST_FOREIGN = 4


def _foreign_names(reading: QuestionWords, names: Names, taken: Sequence[Span]) -> Iterator[Constraint]:
    """Yield capitalised words that are no Vietnamese syllable: trade names and names of other languages.

    None of a place or person that is ``taken`` already ("Kon Plông") is named once more.
    """
    for position, token in enumerate(reading.tokens):
        if any(span.start <= position < span.end for span in taken):
            continue
        written = reading.text[token.start : token.end]
        named = written[0].isupper() and not written.isupper() and len(token.folded) >= _SHORTEST_FOREIGN
        named = named and token.folded not in names.common_words
        if named and token.folded.isalpha() and not _SYLLABLE.fullmatch(token.folded):
            yield Constraint(ConstraintKind.NAME, written, (reading.words[position],))


_GIVER = re.compile(
    r"(?<!\w)(?P<giver>(?:Tổng công ty|Công ty|Tập đoàn|Ngân hàng|Hội đồng|Trường|Bệnh viện|Nhà máy|Hợp tác xã|HTX)"
    r"\s+(?P<first>[^\s,?.;]+)(?:\s+[^\s,?.;]+){0,7}?)\s+(?:đã\s+|có\s+|thì\s+)?"
    r"(?:ủng hộ|đóng góp|quyên góp|góp|trao|tặng|hỗ trợ|tài trợ|chuyển|gửi|đăng ký|cho)(?!\w)",
    re.IGNORECASE,
)
# Words that the names of many have in common.
_OF_ANY_GIVER = frozenset(
    {
        "tong", "cong", "ti", "tap", "doan", "ngan", "hang", "hoi", "dong", "truong", "benh",
        "vien", "nha", "may", "hop", "tac", "xa", "htx", "tnhh", "mtv", "mot", "thanh",
        "co", "phan", "cp", "thuong", "mai", "tmcp", "dich", "vu", "san", "xuat", "dau",
        "tu", "xay", "dung", "viet", "nam", "tinh", "pho", "huyen", "quan", "chi", "nhanh",
        "cua", "va", "o", "tai",
    }
)  # fmt: skip


# A market, a river, a pagoda: what has a name of its own, and is in no article that does not give it.
_SPOT = re.compile(
    r"(?<!\w)(?P<what>(?i:chợ|chùa|nhà thờ|giáo xứ|sông|suối|bãi biển|khu công nghiệp|đồn biên phòng"
    r"|(?<!thành )(?<!dân )(?<!khu )phố|đường|ngõ|(?<!yêu )(?<!nhu )cầu"
    r"|trường (?:tiểu học|mầm non|thcs|thpt)))\s+(?P<name>\w+(?:\s+\w+){1,2})"
)


def _givers(text: str, reading: QuestionWords) -> Iterator[Constraint]:
    """Yield a company or the like that gave, by what tells it from others, and a market or a river by its name.

    "Công ty Xi măng Đá Trắng ủng hộ bao nhiêu?": an article on another company does not tell it.
    """
    for found in _SPOT.finditer(text) if reading.accented else ():
        name = " ".join(takewhile(lambda word: word[0].isupper(), found["name"].split()))
        own = tuple(token.folded for token in tokenise(name))
        if len(own) > 1:
            yield Constraint(ConstraintKind.NAME, f"{found['what']} {name}", own, head=(fold(found["what"]),))
    for found in _GIVER.finditer(text) if reading.accented else ():
        words = [token.folded for token in tokenise(found["giver"])]
        own = tuple(word for word in words if word not in _OF_ANY_GIVER and len(word) > 1)
        if len(own) > 1 and found["first"][0].isupper():
            yield Constraint(ConstraintKind.NAME, found["giver"], own)


# How to reach a body: an article that does not name the thing does not tell it either.
_CONTACTS = (("dien", "thoai"), ("tai", "khoan"), ("dia", "chi"), ("email",), ("website",), ("fax",), ("hotline",))
_CONTACT_ASKED = re.compile(r"\b(?:la gi|gi|nao|bao nhieu|may|o dau|the nao|cho (?:toi|minh|xin))\b")

_BEGGED = re.compile(r"(?:cho (?:\w+ )?)?xin ")


def _contacts(reading: QuestionWords) -> Iterator[Constraint]:
    """Yield a telephone number, an account or an address that the question is for: "số điện thoại của … là gì"."""
    for words in _CONTACTS:
        begged = _BEGGED.match(reading.line)
        first = len(begged[0].split()) if begged else 0
        found = occurrences(reading.words[: first + _CONTACT_REACH], words)
        if found and (begged or len(words) == 1 or _CONTACT_ASKED.search(" ".join(reading.words[found[0].end :]))):
            yield Constraint(ConstraintKind.NAME, reading.written(found[0]), (" ".join(words),))
    if _ADDRESS_ASKED.search(reading.line):
        address = occurrences(reading.words, ("dia", "chi"))[0]
        yield Constraint(ConstraintKind.NAME, reading.written(address), ("dia chi",))
    if _SEAT_ASKED.search(reading.line):
        seat = occurrences(reading.words, _SEAT)[0]
        yield Constraint(ConstraintKind.NAME, reading.written(seat), (" ".join(_SEAT),))


_ADDRESS_ASKED = re.compile(r"(?:\w+ ){4,}(?:o|tai) dia chi nao\b")
_SEAT = ("tru", "so")
_SEAT_ASKED = re.compile(
    r"(?:\w+ ){2}tru so (?:chinh )?(?:(?:dat|dong|nam) )?(?:o|tai)? ?(?:dau|(?:dia chi|pho|duong|so nha) nao)\b"
)
_CONTACT_REACH = 4


def constraint_words(question: Question) -> set[str]:
    """Return the folded words of the constraints that are met as a whole or not at all.

    A foreign name is met by what surrounds the sentence too, so a sentence that holds it says more.
    """
    named = {constraint.kind for constraint in question.constraints}
    return {
        token.folded
        for constraint in question.constraints
        if constraint.kind not in {ConstraintKind.OFFICE, ConstraintKind.ORGANISATION, ConstraintKind.NAME}
        for token in tokenise(constraint.written)
    } | (_HONORIFICS if ConstraintKind.PERSON in named or question.follows else set())


_HONORIFICS = {"ong", "ba", "dong", "chi", "anh", "co", "chu"}


def period_numbers(question: Question) -> set[str]:
    """Return the numbers of the periods asked for: they are met as dates and not as words."""
    return {
        word
        for constraint in question.constraints
        if constraint.period
        for word in fold(constraint.written).replace("/", " ").replace("-", " ").split()
        if word.isdigit()
    } | {str(period.first.year) for constraint in question.constraints for period in constraint.periods}


def sum_words(question: Question) -> set[str]:
    """Return the folded words of the sums in a question after one ("có được trên 2,5 tỷ không, chính xác là mấy?")."""
    if question.answer_type is not AnswerType.AMOUNT:
        return set()
    text = question.search_text
    return {token.folded for found in find_money(text) for token in tokenise(text[found.start : found.end])}
