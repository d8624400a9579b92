"""One story is quoted once: where another site tells it in the same words, that is said beside the quote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.article import Article
from index.manifest import Manifest
from index.stories import is_same_story
from index.types import Answer, Citation, Hit, Passage, Source
from index.vietnamese.normalise import compose


def tells(article: Article, quote: str) -> bool:
    """Return whether the body of an article holds a quote to the letter, white space aside."""
    return _words(quote) in _words(article.body)


def _words(text: str) -> str:
    return " ".join(compose(text).split())


@dataclass(frozen=True, slots=True)
class Retellings:
    """Knows which articles of an index tell one story."""

    manifest: Manifest

    def once(self, hits: Sequence[Hit]) -> list[Hit]:
        """Return the passages without those whose every sentence is held by ones of the same story found before them.

        What is told otherwise stays: another figure is no retelling.
        """
        signed = self.manifest.signatures({hit.passage.article_id for hit in hits})
        stories: list[list[Passage]] = []  # the passages kept of each, in the order found
        kept = []
        for hit in hits:
            own = hit.passage
            story = next((one for one in stories if _is_of(own, one[0], signed)), None)
            if story is None:
                stories.append(story := [])
            others = " ".join(_words(one.text) for one in story if one.article_id != own.article_id)
            if not others or not all(_words(sentence) in others for sentence in _sentences(own)):
                kept.append(hit)
                story.append(own)
        return kept

    def named(self, answer: Answer) -> Answer:
        """Return the answer with the other articles that hold a quote named in its citation."""
        return replace(
            answer,
            citations=tuple(map(self._named, answer.citations)),
            further=tuple(map(self._named, answer.further)),
        )

    def _named(self, citation: Citation) -> Citation:
        others = [one for one in self.manifest.same_story(citation.article_id) if tells(one, citation.quote)]
        also = tuple(Source(one.id, one.title, one.published, one.publisher, one.url) for one in others)
        return replace(citation, also=also)


def _is_of(passage: Passage, other: Passage, signed: Mapping[str, bytes]) -> bool:
    """Return whether two passages are of one article or one story."""
    own, its = passage.article_id, other.article_id
    return own == its or is_same_story(signed[own], signed[its])


def _sentences(passage: Passage) -> list[str]:
    return [passage.text[one.start - passage.start : one.end - passage.start] for one in passage.sentences]
