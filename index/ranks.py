"""Questions for which of many is the most, the least or ahead, and whether a sentence says so."""

import re
from collections.abc import Sequence

from index.candidates import Candidate
from index.sentence_words import occurrences
from index.types import Question
from index.vietnamese.amounts import find_money
from index.vietnamese.normalise import CAPITAL

_SEVERAL = 3
_COMPANIES = ("doanh nghiep", "cong ti", "tap doan", "ngan hang")
_PLACES = ("tinh", "quan", "huyen", "xa", "phuong", "thi tran")
_KINDS = "|".join((*_COMPANIES, *_PLACES, "don vi", "dia phuong", "ca nhan"))
_WHICH = rf"\b(?:ai|(?P<kind>{_KINDS}) nao) (?:\w+ ){{0,12}}"
_MOST_ASKED = re.compile(rf"{_WHICH}(?:nhieu|cao|lon)(?: \w+){{0,4}} nhat\b")
_LEAST_ASKED = re.compile(rf"{_WHICH}(?:it|thap|nho)(?: \w+){{0,4}} nhat\b")
_LEADER_ASKED = re.compile(
    rf"\b(?P<kind>{_KINDS}) nao (?:\w+ ){{0,8}}(?:dan dau|dung dau|(?:xep|dung) (?:thu )?nhat|ve nhat)\b"
)
_MOST_TOLD = re.compile(
    r"\b(?:nhieu|cao|lon|nang)(?: \w+){0,3}? nhat\b|\b(?:dan|dung|xep|hang) dau\b"
    r"|(?<!thong )(?<!thap )(?<!it )(?<!nho )\bnhat\b(?! (?:tri|la)\b)"
)
_LEAST_TOLD = re.compile(r"\b(?:thap|it|nho) nhat\b|\bxep cuoi\b|\bcuoi bang\b")


def asks_for_most(question: Question) -> bool:
    """Return whether the question is which one of many is the most, or the least."""
    asked = question.folded
    return bool(_MOST_ASKED.search(asked) or _LEAST_ASKED.search(asked))


def asks_for_first(question: Question) -> bool:
    """Return whether the question is which one of many is the most, the least or ahead of the others."""
    return asks_for_most(question) or bool(_LEADER_ASKED.search(question.folded))


def asks_which_giver(question: Question) -> bool:
    """Return whether the question is which person or company is the most or the least."""
    asked = question.folded
    which = _MOST_ASKED.search(asked) or _LEAST_ASKED.search(asked)
    return which is not None and (which["kind"] is None or which["kind"] in (*_COMPANIES, "ca nhan"))


def asks_rank(question: Question, word: Sequence[str]) -> bool:
    """Return whether a folded word asks for the most or least, which ``holds_rank`` finds told in others as well."""
    return asks_for_most(question) and _RANK_WORDS.issuperset(word)


_RANK_WORDS = frozenset({"nhieu", "cao", "lon", "it", "thap", "nho", "nhat"})


def holds_rank(question: Question, candidate: Candidate) -> bool:
    """Return whether the sentence says that something is the most or the least, where the question is which one is."""
    asked, told = question.folded, candidate.reading.line
    least, most = _LEAST_ASKED.search(asked), _MOST_ASKED.search(asked) or _LEADER_ASKED.search(asked)
    which = least or most
    if which is None:
        return True
    kinds = _COMPANIES if which["kind"] in _COMPANIES else (which["kind"],) if which["kind"] in _PLACES else ()
    named = not kinds or any(occurrences(candidate.reading.words, kind.split()) for kind in kinds)
    return named and bool((_LEAST_TOLD if least else _MOST_TOLD).search(told) or _sets_side_by_side(which, candidate))


def _sets_side_by_side(which: re.Match[str], candidate: Candidate) -> bool:
    """Return whether a sentence gives each of several places or givers its sum, which tells who has the most."""
    sums = find_money(candidate.reading.text)
    if which["kind"] is None or which["kind"] in (*_COMPANIES, "don vi", "dia phuong", "ca nhan"):
        parts = candidate.reading.text.count(";") + 1
        return len(sums) >= _SEVERAL and parts >= _SEVERAL and bool(_GIVEN.search(candidate.reading.line))
    places = [span.end for span in occurrences(candidate.reading.words, which["kind"].split())]
    return len(places) >= _SEVERAL and len(sums) >= len(places)


_GIVEN = re.compile(r"\b(?:phan bo|ung ho|dong gop|gop|trao|tang|tai tro|dang ki|tiep nhan)\b")


def names_first(question: Question, candidate: Candidate) -> bool:
    """Return whether a sentence names what is first, where that is asked: "nhiều nhất là Đăk Glei" needs no level."""
    return asks_for_first(question) and bool(_NAMED_FIRST.search(candidate.reading.text))


_NAMED_FIRST = re.compile(rf"(?<!\w)nhất (?:là|thuộc về) (?:\w+ ){{0,2}}{CAPITAL}")
