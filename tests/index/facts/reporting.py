"""What the tests of facts share: articles made of a few sentences, and the tables that reading them needs."""

from datetime import datetime

from corpus.article import Article
from corpus.dateline import VIETNAM
from index.facts.finding import Facts, find_facts
from index.facts.reading import FactGrammar
from index.facts.records import FundFact, MeetingFact, Written
from index.options import PassageOptions
from index.passages import cut_passages
from index.types import Span

GRAMMAR = FactGrammar.load()
PUBLISHED = datetime(2024, 10, 20, 8, 0, tzinfo=VIETNAM)


def article_of(*paragraphs: str, title: str = "Tin", published: datetime | None = PUBLISHED) -> Article:
    return Article("tin", title, "\n\n".join(paragraphs), published, area="quận Phú Lãng")


def facts_of(article: Article) -> Facts:
    record = Article(article.id, article.title, article.body, article.published, area=article.area)
    return find_facts(record, cut_passages(article, PassageOptions()), GRAMMAR)


def sums(*paragraphs: str, published: datetime | None = PUBLISHED) -> list[FundFact]:
    return list(facts_of(article_of(*paragraphs, published=published)).funds)


def meeting(*paragraphs: str, published: datetime | None = PUBLISHED) -> MeetingFact:
    (found,) = facts_of(article_of(*paragraphs, published=published)).meetings
    return found


def value(piece: Written | None) -> str | None:
    return piece.value if piece else None


def spans_of(facts: Facts) -> list[tuple[Span, str | None]]:
    """Return every span of the facts, with the words that it must hold where a value is quoted."""
    found: list[tuple[Span, str | None]] = []
    for met in facts.meetings:
        people = [piece for one in (*met.people, *met.chairs) for piece in (one.name, one.office)]
        quoted = [met.what, met.place, met.organiser, met.purpose, *met.results, *people]
        found += [(met.span, None), *((piece.span, piece.value) for piece in quoted if piece and piece.span)]
        valued = [met.ordinal, met.part_of_day]
        found += [(piece.span, None) for piece in valued if piece and piece.span]
        found += [(met.day.span, None)] if met.day else []
    for fact in facts.funds:
        found += [(span, None) for span in (fact.span, fact.amount_span, fact.fund.span, fact.period_span) if span]
        found += [(fact.body.span, fact.body.value)] if fact.body and fact.body.span else []
    return found
