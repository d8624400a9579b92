"""All facts of an article, as the index keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.article import Article
from index.facts.funds import find_funds
from index.facts.meetings import find_meetings
from index.facts.reading import FactGrammar
from index.facts.records import FundFact, MeetingFact
from index.types import Passage


@dataclass(frozen=True, slots=True)
class Facts:
    """What one article reports of meetings and funds."""

    meetings: tuple[MeetingFact, ...] = ()
    funds: tuple[FundFact, ...] = ()


def find_facts(article: Article, passages: Sequence[Passage], grammar: FactGrammar) -> Facts:
    """Return the facts of ``article``, whose passages are ``passages``."""
    return Facts(
        tuple(find_meetings(article, passages, grammar)),
        tuple(find_funds(article, passages, grammar)),
    )
