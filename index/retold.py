"""One story is quoted once: where another site tells it in the same words, that is said beside the quote."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.article import Article
from index.manifest import Manifest
from index.stories import is_same_story
from index.types import Answer, Citation, Hit, Source
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
        """Return the passages without those that an article of the same story, found before them, tells as well.

        What it tells otherwise stays: another figure is no retelling.
        """
        signed = self.manifest.signatures({hit.passage.article_id for hit in hits})
        stories: list[list[str]] = []  # the articles of each, in the order found
        kept = []
        for hit in hits:
            own = hit.passage.article_id
            story = next((one for one in stories if is_same_story(signed[one[0]], signed[own])), None)
            if story is None:
                stories.append(story := [])
            told = any(self._tells(earlier, hit.passage.text) for earlier in story if earlier != own)
            if not told:
                kept.append(hit)
            if own not in story:
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

    def _tells(self, article_id: str, text: str) -> bool:
        article = self.manifest.article(article_id)
        return article is not None and tells(article, text)
