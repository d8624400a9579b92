"""All facts of an article, as the index keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.article import Article
from index.facts.funds import funds_of
from index.facts.meetings import meetings_of
from index.facts.reading import FactGrammar, Story
from index.facts.records import FundFact, MeetingFact
from index.types import Passage


@dataclass(frozen=True, slots=True)
class Facts:
    """What one article reports of meetings and funds."""

    meetings: tuple[MeetingFact, ...] = ()
    funds: tuple[FundFact, ...] = ()


def find_facts(article: Article, passages: Sequence[Passage], grammar: FactGrammar) -> Facts:
    """Return the facts of ``article``, whose passages are ``passages``."""
    story = Story.of(article, passages)
    return Facts(tuple(meetings_of(story, grammar)), tuple(funds_of(story, grammar)))
