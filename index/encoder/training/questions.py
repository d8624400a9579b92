"""Makes questions out of sentences by rule, and makes typed questions look typed.

A rule-made question keeps most of the words of a clause and puts a question word where a fact stood. It reads
poorly, but it asks of the encoder what a real question does: find the passage by part of what it says.
"""

import random
import re
import unicodedata

_HAS_DIGIT = re.compile(r"\d")
_EDGE_MARKS = " ,.;:!?\"'“”‘’()[]-–…"

_DATE_QUESTIONS = ("khi nào", "ngày nào", "vào thời gian nào", "bao giờ", "năm nào")
_AMOUNT_QUESTIONS = ("bao nhiêu", "mấy", "số lượng bao nhiêu")
_NAME_QUESTIONS = ("ai", "gì", "nào", "người nào", "đơn vị nào", "tổ chức nào", "ở đâu", "cái gì")
_TAIL_QUESTIONS = (
    *("gì", "là gì", "như thế nào", "ra sao", "ở đâu", "những gì", "thế nào", "bao nhiêu", "làm gì"),
    *("vì sao", "để làm gì", "khi nào", "bằng cách nào"),
)
_OPENINGS = (
    "ai",
    "vì sao",
    "tại sao",
    "khi nào",
    "điều gì",
    "theo bài viết",
    "cho hỏi",
    "cho mình hỏi",
    "có phải",
)
_DATE_WORDS = frozenset(("ngày", "tháng", "năm", "sáng", "chiều", "tối"))

# What people type for a common word or phrase when chatting.
_INFORMAL = {
    "không": ("ko", "k", "hok", "khong"),
    "được": ("đc", "dc", "đk"),
    "gì": ("j", "gi"),
    "vậy": ("v", "z"),
    "với": ("vs", "vơi"),
    "người": ("ng", "ngừi"),
    "nhiêu": ("nhiu",),
    "bao nhiêu": ("bn", "bao nhiu"),
    "rồi": ("r", "rùi"),
    "thế nào": ("tn", "thế nao"),
    "như thế nào": ("ntn",),
    "những": ("nhg", "nhữg"),
    "trong": ("trog",),
    "tháng": ("t", "thg"),
    "quận": ("q",),
    "huyện": ("h",),
    "phường": ("p", "f"),
    "ủy ban nhân dân": ("ubnd",),
    "hội đồng nhân dân": ("hđnd", "hdnd"),
    "mặt trận tổ quốc": ("mttq",),
    "thành phố": ("tp",),
    "hồ chí minh": ("hcm",),
    "hà nội": ("hn",),
    "việt nam": ("vn",),
    "bảo hiểm xã hội": ("bhxh",),
    "bảo hiểm y tế": ("bhyt",),
    "công an": ("ca",),
    "triệu": ("tr",),
    "chủ tịch": ("ct",),
    "sinh viên": ("sv",),
    "học sinh": ("hs",),
    "giáo viên": ("gv",),
    "doanh nghiệp": ("dn",),
}
_INFORMAL_PATTERN = re.compile(r"\b(" + "|".join(sorted(map(re.escape, _INFORMAL), key=len, reverse=True)) + r")\b")


def drop_accents(text: str) -> str:
    """Return ``text`` as typed on a keyboard without Vietnamese."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


def drop_some_accents(text: str, dice: random.Random) -> str:
    return " ".join(drop_accents(word) if dice.random() < 0.5 else word for word in text.split())


def write_informally(text: str, dice: random.Random) -> str:
    """Replace about two in three of the words that have a short form in chat by such a form."""

    def short(match: re.Match[str]) -> str:
        return dice.choice(_INFORMAL[match[0]]) if dice.random() < 0.65 else match[0]

    return _INFORMAL_PATTERN.sub(short, text.lower())


def as_typed(question: str, dice: random.Random) -> str:
    """Return the question as people type: with or without accents, in full or in short forms."""
    roll = dice.random()
    if roll < 0.15:
        question = write_informally(question, dice)
    roll = dice.random()
    if roll < 0.25:
        return drop_accents(question)
    if roll < 0.33:
        return drop_some_accents(question, dice)
    return question


def fragment_of(sentence: str, dice: random.Random, shortest: int = 5, longest: int = 15) -> str:
    """Return a run of words of the sentence."""
    words = sentence.split()
    length = min(len(words), dice.randint(shortest, longest))
    start = dice.randint(0, len(words) - length)
    return " ".join(words[start : start + length])


def question_from(sentence: str, dice: random.Random) -> str:
    """Make a question of a clause of the sentence: a fact becomes a question word, some words go missing."""
    words = fragment_of(sentence, dice, 6, 20).split()
    asked = _ask_for_a_fact(words, dice)
    kept = [word for word in asked if dice.random() < (0.92 if _is_telling(word) else 0.78)]
    if dice.random() < 0.2:
        middle = dice.randint(0, len(kept))
        kept = kept[middle:] + kept[:middle]
    if dice.random() < 0.15:
        kept.insert(0, dice.choice(_OPENINGS))
    return " ".join(kept) + "?"


def _ask_for_a_fact(words: list[str], dice: random.Random) -> list[str]:
    """Replace one run of telling words by a question word, or the tail where there is none."""
    facts = _runs_of_facts(words)
    if not facts or dice.random() < 0.4:
        cut = dice.randint(1, max(1, min(5, len(words))))
        return [*words[:-cut], dice.choice(_TAIL_QUESTIONS)]
    start, end = dice.choice(facts)
    before = words[start - 1].lower() if start else ""
    if _HAS_DIGIT.search(words[start]):
        dated = before in _DATE_WORDS or "/" in words[start]
        asked = dice.choice(_DATE_QUESTIONS if dated else _AMOUNT_QUESTIONS)
    else:
        asked = dice.choice(_NAME_QUESTIONS)
    return [*words[:start], asked, *words[end:]]


def _runs_of_facts(words: list[str]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for place, word in enumerate(words):
        if place and _is_telling(word):
            if runs and runs[-1][1] == place and not _HAS_DIGIT.search(word):
                runs[-1] = (runs[-1][0], place + 1)
            else:
                runs.append((place, place + 1))
    return runs


def _is_telling(word: str) -> bool:
    bare = word.strip(_EDGE_MARKS)
    return bool(bare) and (bare[0].isupper() or _HAS_DIGIT.search(bare) is not None)
