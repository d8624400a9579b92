"""Cuts an article into passages: runs of whole sentences, each with its place in the stored body."""

import hashlib
import re
from collections.abc import Iterator

from corpus.article import CAPTION_MARK, Article
from index.options import PassageOptions
from index.types import Passage, Span
from index.vietnamese.sentences import split_sentences

_PARAGRAPH = re.compile(r"[^\n](?:.*?)(?=\n{2,}|\Z)", re.DOTALL)


def cut_passages(article: Article, options: PassageOptions) -> list[Passage]:
    """Return the passages of ``article`` in order; together they hold every sentence of the body once.

    Neighbouring short paragraphs share a passage, a long one is cut between sentences, and a caption stands alone,
    since it describes a picture and not what the text around it reports.
    """
    groups = _grouped(_paragraphs(article.body), options.target_characters)
    return [_passage(article, ordinal, sentences, caption) for ordinal, (sentences, caption) in enumerate(groups)]


def _paragraphs(body: str) -> Iterator[tuple[list[Span], bool]]:
    for match in _PARAGRAPH.finditer(body):
        caption = match[0].startswith(CAPTION_MARK)
        offset = match.start() + (len(CAPTION_MARK) if caption else 0)
        sentences = [
            Span(offset + span.start, offset + span.end) for span in split_sentences(body[offset : match.end()])
        ]
        if sentences:
            yield sentences, caption


def _grouped(paragraphs: Iterator[tuple[list[Span], bool]], target: int) -> Iterator[tuple[list[Span], bool]]:
    held: list[Span] = []
    for sentences, caption in paragraphs:
        if caption:
            yield from _flushed(held)
            held = []
            yield sentences, True
            continue
        if held and held[-1].end - held[0].start + _length(sentences) > target:
            yield from _flushed(held)
            held = []
        for sentence in sentences:
            if held and sentence.end - held[0].start > target:
                yield from _flushed(held)
                held = []
            held = [*held, sentence]
    yield from _flushed(held)


def _flushed(held: list[Span]) -> Iterator[tuple[list[Span], bool]]:
    if held:
        yield held, False


def _length(sentences: list[Span]) -> int:
    return sentences[-1].end - sentences[0].start


def _passage(article: Article, ordinal: int, sentences: list[Span], caption: bool) -> Passage:
    start, end = sentences[0].start, sentences[-1].end
    text = article.body[start:end]
    # All that the stores keep of a passage goes into its id, so an id never stands for two contents.
    digest = hashlib.sha256(f"{start}\0{caption}\0{article.title}\0{text}".encode()).hexdigest()[:12]
    return Passage(f"{article.id}:{ordinal}:{digest}", article.id, ordinal, start, end, text, tuple(sentences), caption)


def article_of(passage_id: str) -> str:
    """Return the id of the article that a passage is of, from the passage's own id."""
    return passage_id.rsplit(":", 2)[0]


def context_text(passage: Passage, title: str) -> str:
    """Return what the encoder reads of a passage: the article's title before the passage's own words."""
    return f"{title}\n{passage.text}"
