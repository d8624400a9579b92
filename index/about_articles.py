"""Answers about an article itself: when it appeared, who wrote it, which one it is, what it says in short."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.article import Article
from index.answer import Composer
from index.candidates import CandidateReader
from index.evidence import EvidenceFinder
from index.manifest import Manifest
from index.types import Answer, AnswerType, Evidence, Question

_SUMMARY_SENTENCES = 2


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
                return self.composer.article(question, lead[0])
            case AnswerType.SUMMARY if lead:
                return self.composer.summary(question, lead)
            case _:
                return None

    def author_and_day(self, question: Question, chosen: Sequence[Article], finder: EvidenceFinder) -> Answer | None:
        """Return who wrote the first of the articles and when it appeared; None where it does not tell both."""
        asked = [replace(question, answer_type=one) for one in (AnswerType.AUTHOR, AnswerType.PUBLISHED)]
        author, day = (self.answer(one, chosen, finder) for one in asked)
        return replace(author, question=question, text=f"{author.text}\n{day.text}") if author and day else None

    def _lead(self, article: Article, finder: EvidenceFinder) -> list[Evidence]:
        """Return the sentences that open an article, captions passed over."""
        sentences = [
            sentence
            for passage in self.manifest.passages_of(article.id)
            if not passage.caption
            for sentence in passage.sentences
        ]
        background = self.candidates.background(article)
        return [finder.quote(background, sentence) for sentence in sentences[:_SUMMARY_SENTENCES]]
