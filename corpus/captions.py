"""Which short lines between paragraphs are captions of pictures.

Where the page's markup is gone, a caption is known by its form alone: a short line that names who is pictured
or what the scene is, usually without a full stop. Where in doubt a line is text.
"""

import re
from collections.abc import Sequence

from corpus.chrome import ends_sentence
from corpus.genre import genre_pattern
from corpus.letters import is_capitalised

CAPTION_LENGTH = 220
_PUNCTUATED_LENGTH = 180

_CREDIT = re.compile(
    r"^[(\[]?(?:ảnh|hình|hình ảnh|nguồn ảnh|chú thích(?: ảnh)?|trong ảnh|ảnh trong bài)"
    r"\s?(?:\d+|minh h(?:ọa|oạ)|tư liệu|internet|trái|phải|trên|dưới|bìa)?\s?[:)\].]"
    r"|^[(\[]?(?:ảnh minh h(?:ọa|oạ)|ảnh tư liệu|ảnh internet|ảnh)[)\].]?$"
    r"|[.(\[,\s](?:ảnh|photo|nguồn ảnh)\s?:[^.:]{1,60}\.?[)\]]?\.?$"
    r"|[(\[](?:ảnh|photo)[^()]{0,60}[)\]]\.?$",
    re.IGNORECASE,
)
_SCENE = re.compile(
    r"^(?:một số )?(?:quang cảnh|toàn cảnh|khung cảnh|hình ảnh|cảnh (?:buổi|hội|lễ))\b"
    r"|^(?:các )?đại biểu (?:về )?(?:dự|tham dự|tham gia|chụp ảnh|biểu quyết|tham quan|dâng|nghe|chào cờ)\b"
    r"|\bchụp (?:ảnh|hình) lưu niệm\b",
    re.IGNORECASE,
)
_SOMEONE = r"^(?:các )?(?:{people}|{bodies})\b"
_PERSON = r"^(?:các )?{people}\b"
_ACTS = r"\b{actions}\b"
_ACTS_AT_OCCASION = r"\b{actions}\b.*\b(?:tại|trong) {occasions}\b"
_POSES = r"\b{poses}\b(?:\s\S+){0,14}$"
_LIST_ITEM = re.compile(r"^(?:[-–—+*•●▪►➢✓√]|\(?\d{1,2}[.)/]|\(?[a-zđ]\)|[IVX]{1,4}[.)])\s*")
_ABBREVIATED = re.compile(r"\b(?:tp|ths|ts|gs|pgs|q|p|h|đ)\. ?", re.IGNORECASE)
_FIGURE = re.compile(r"\d")


def is_caption(line: str, paragraphs: Sequence[str]) -> bool:
    """Tell whether ``line`` is a picture's caption; ``paragraphs`` are all those of the article."""
    text = line.strip()
    if not text or len(text) > CAPTION_LENGTH or _LIST_ITEM.match(text):
        return False
    if _CREDIT.search(text):
        return True
    if text.endswith((":", ";", ",", "?", "!")):
        return False
    if ends_sentence(text):
        return _is_punctuated_caption(text, paragraphs)
    if _SCENE.search(text) or genre_pattern(_ACTS_AT_OCCASION).search(text):
        return True
    names_someone = bool(genre_pattern(_SOMEONE).search(text)) or _opens_with_name(text)
    return names_someone and (len(text.split()) >= 6 or bool(genre_pattern(_ACTS).search(text)))


def _is_punctuated_caption(text: str, paragraphs: Sequence[str]) -> bool:
    """A caption with a full stop: one clause, someone in a pose, who is named again in the text."""
    clause = text.rstrip(" .")
    is_one_clause = ". " not in _ABBREVIATED.sub("", clause) and len(text) <= _PUNCTUATED_LENGTH
    if not is_one_clause or _FIGURE.search(clause):
        return False
    if _SCENE.search(clause):
        return len(clause.split()) <= 16
    if not (genre_pattern(_PERSON).search(clause) and genre_pattern(_POSES).search(clause)):
        return False
    name = _first_name(text)
    return name is not None and any(name in other for other in paragraphs if other != text)


def _opens_with_name(text: str) -> bool:
    """Tell whether a line opens with a person's name: three or four capitals, then small letters."""
    syllables = text.replace(",", " ,").replace("-", " -").replace("–", " –").split()
    if genre_pattern(r"{levels}\b").match(text):
        return False
    run = 0
    while run < len(syllables) and is_capitalised(syllables[run]) and not syllables[run].isupper():
        run += 1
    return 3 <= run <= 4 and run < len(syllables)


def _first_name(text: str) -> str | None:
    """Return the first run of three or four capitalised syllables, which is a person's name in this genre."""
    run: list[str] = []
    for syllable in [*text.replace(",", " , ").replace("-", " - ").split(), ""]:
        if syllable and is_capitalised(syllable):
            run.append(syllable)
            continue
        if 3 <= len(run) <= 4:
            return " ".join(run)
        run = []
    return None
