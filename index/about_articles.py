"""Answers about an article itself: when it appeared, who wrote it, which one it is, what it says in short."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.article import Article
from index.answer import Composer
from index.candidates import CandidateReader
from index.evidence import EvidenceFinder
from index.manifest import Manifest
from index.types import Answer, AnswerType, Evidence, Question, Span

_MOST_TELLING = 2  # sentences of a summary beside the opening
_MOST_ARTICLES = 5
_SEVERAL = re.compile(r"\b(?:nhung|cac|may) (?:bai|bai viet|bai bao|tin) (?:nao|gi)\b")


@dataclass(frozen=True, slots=True)
class AboutArticles:
    """Answers from an article's metadata and the sentences that open it."""

    manifest: Manifest
    candidates: CandidateReader
    composer: Composer

    def answer(self, question: Question, chosen: Sequence[Article], finder: EvidenceFinder) -> Answer | None:
        """Return the answer from the first of the articles; None without any, or where it does not tell."""
        if not chosen:
            return None
        article = chosen[0]
        lead = self._lead(article, finder)
        match question.answer_type:
            case AnswerType.PUBLISHED if article.published and lead:
                return self.composer.published(question, lead[0])
            case AnswerType.AUTHOR if (article.author or article.publisher) and lead:
                return self.composer.author(question, lead[0])
            case AnswerType.ARTICLE if lead:
                return self._which(question, chosen, finder)
            case AnswerType.SUMMARY if lead:
                return self.composer.summary(question, self._summary(article, finder))
            case _:
                return None

    def _which(self, question: Question, chosen: Sequence[Article], finder: EvidenceFinder) -> Answer:
        """Return which article it is, or which they are where several are asked for; each by what opens it."""
        several = bool(_SEVERAL.search(question.folded))
        leads = [
            one for article in chosen[: _MOST_ARTICLES if several else 1] for one in self._lead(article, finder)[:1]
        ]
        return self.composer.articles(question, leads) if several else self.composer.article(question, leads[0])

    def author_and_day(self, question: Question, chosen: Sequence[Article], finder: EvidenceFinder) -> Answer | None:
        """Return who wrote the first of the articles and when it appeared; None where it does not tell both."""
        asked = [replace(question, answer_type=one) for one in (AnswerType.AUTHOR, AnswerType.PUBLISHED)]
        author, day = (self.answer(one, chosen, finder) for one in asked)
        return replace(author, question=question, text=f"{author.text}\n{day.text}") if author and day else None

    def _lead(self, article: Article, finder: EvidenceFinder) -> list[Evidence]:
        """Return the sentence that opens an article, if it has one, captions passed over."""
        background = self.candidates.background(article)
        return [finder.quote(background, sentence) for sentence in self._sentences(article)[:1]]

    def _summary(self, article: Article, finder: EvidenceFinder) -> list[Evidence]:
        """Return the opening of an article and what tells most of the topic of the question, in the article's order."""
        opening, *rest = self._sentences(article)
        background = self.candidates.background(article)
        telling = sorted(rest, key=lambda sentence: finder.tells(background, sentence), reverse=True)
        chosen = {opening, *telling[:_MOST_TELLING]}
        return [finder.quote(background, sentence) for sentence in sorted(chosen, key=lambda span: span.start)]

    def _sentences(self, article: Article) -> list[Span]:
        passages = self.manifest.passages_of(article.id)
        return [sentence for passage in passages if not passage.caption for sentence in passage.sentences]
