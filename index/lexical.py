"""BM25 over passages in tantivy: the one place that imports it.

Terms are made in Python (syllables, pairs, abbreviations) and stored space-separated, so documents and questions
go through the same text layer. Each text is indexed twice, with and without its accents. Beside them stands what a
passage can be filtered by: the names that its article carries, and days as numbers (``date.toordinal``).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from typing import Any, Self

import tantivy

from corpus.article import Article
from index.errors import IndexBroken, mend_of
from index.filters import ArticleSigns, Filter, day_number, days_of_passage, name_terms
from index.options import RetrieveOptions
from index.recency import in_order
from index.types import TITLE_SHARE, Passage, Recency
from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.names import Names
from index.vietnamese.tokens import document_terms, search_terms, spellings

_WRITER_BYTES = 128 * 2**20
_ORDERED = 10_000  # the most passages about a topic among which the newest or oldest are sought
_ORDERED_FIRST = 300  # how many are looked at first: few topics have more, and each looked at costs
# Up to so many days are sought day by day: a range reads the days of every passage of the index, whatever it asks for.
_DAYS_NAMED = 10 * 366
_TOPICAL = 0.5  # share of the best score below which a passage is about something else, however new


@contextmanager
def _faults_named(path: Path) -> Iterator[None]:
    try:
        yield
    except (ValueError, OSError) as error:
        raise IndexBroken(f"{path}: no readable BM25 index ({error}); {mend_of(error)}") from error


class LexicalStore:
    """A tantivy index of passages, on disk."""

    def __init__(self, index: tantivy.Index, schema: tantivy.Schema, abbreviations: Abbreviations, path: Path) -> None:
        self._path = path
        self._index = index
        self._schema = schema
        self._abbreviations = abbreviations

    @classmethod
    def open(cls, path: Path, abbreviations: Abbreviations) -> Self:
        """Open the store at ``path``, or make an empty one.

        Raises IndexBroken if the folder holds something else.
        """
        schema = _schema()
        with _faults_named(path):
            path.mkdir(parents=True, exist_ok=True)
            index = tantivy.Index(schema, path=str(path), reuse=True)
        return cls(index, schema, abbreviations, path)

    def replace(self, removed: Iterable[str], added: Iterable[Mapping[str, Any]]) -> None:
        """Delete the passages of the articles ``removed``, add what ``passage_fields`` gives, and commit."""
        with _faults_named(self._path):
            writer = self._index.writer(_WRITER_BYTES, 1)
            for article_id in removed:
                writer.delete_documents_by_term("article_id", article_id)
            for fields in added:
                writer.add_document(tantivy.Document(**fields))
            writer.commit()
            writer.wait_merging_threads()
            self._index.reload()

    def count(self) -> int:
        return int(self._index.searcher().num_docs)

    def ids(self) -> list[str]:
        """Return the id of every passage in the store."""
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.all_query(), max(1, int(searcher.num_docs)), count=False).hits
        return [searcher.doc(address)["id"][0] for _, address in hits]

    def reload(self) -> None:
        """See what another process has committed."""
        self._index.reload()

    def search(self, question: str, limit: int, options: RetrieveOptions) -> list[tuple[str, float]]:
        """Return (passage id, BM25 score), best first, at most ``limit``."""
        query = self._query(question, options)
        return self._found(query, limit) if query else []

    def search_filtered(
        self, question: str, limit: int, options: RetrieveOptions, wanted: Filter
    ) -> list[tuple[str, float]]:
        """Return (passage id, BM25 score) of passages that meet ``wanted``, at most ``limit``.

        Best first, or, where the filter asks for an order, the newest or oldest of those that are about its topic as
        much as any. The filter adds nothing to the score, so scores compare with those of ``search``.
        """
        words = self._query(question, options)
        if words is None:
            return []
        if wanted.recency is None:
            return self._found(_within(words, self._conditions(wanted)), limit)
        newest = self._by_day(wanted, wanted.recency, limit, options)
        scores = dict(self._found(_within(words, [tantivy.Query.term_set_query(self._schema, "id", newest)]), limit))
        return [(passage_id, scores.get(passage_id, 0.0)) for passage_id in newest]

    def _found(self, query: tantivy.Query, limit: int) -> list[tuple[str, float]]:
        searcher = self._index.searcher()
        hits = searcher.search(query, limit, count=False).hits
        return [(searcher.doc(address)["id"][0], float(score)) for score, address in hits]

    def _by_day(self, wanted: Filter, recency: Recency, limit: int, options: RetrieveOptions) -> list[str]:
        """Return the ids of what meets the filter, by the day of publication where it is much about the topic."""
        topic = self._query(wanted.topic, options)
        searcher = self._index.searcher()
        if topic is None:  # all is about it, so that the index can order it
            published = _within(tantivy.Query.exists_query("published"), self._conditions(wanted))
            order = tantivy.Order.Desc if recency is Recency.NEWEST else tantivy.Order.Asc
            found = searcher.search(published, limit, count=False, order_by_field="published", order=order).hits
            if found:
                return [searcher.doc(address)["id"][0] for _, address in found]
            topic = tantivy.Query.all_query()
        hits = _topical(searcher, _within(topic, self._conditions(wanted)))
        days = searcher.fast_field_values("published", [address for _, address in hits])
        dated = list(zip(hits, days, strict=True))
        ordered = in_order(dated, recency, day=lambda one: one[1], score=lambda one: one[0][0], share=_TOPICAL)
        return [searcher.doc(address)["id"][0] for (_, address), _ in ordered[:limit]]

    def _conditions(self, wanted: Filter) -> Iterator[tantivy.Query]:
        if wanted.articles:
            yield _any(self._term("article_id", article_id) for article_id in wanted.articles)
        for name in wanted.names:
            terms = name_terms(name)
            yield _any(_all(self._term(field, term) for term in terms) for field in ("names", "folded"))
        for period in wanted.periods:
            yield self._within_days(period.first.toordinal(), period.last.toordinal())
        for title in wanted.titles:
            clauses = [(tantivy.Occur.Should, self._term("title_folded", word)) for word in dict.fromkeys(title)]
            yield tantivy.Query.boolean_query(clauses, minimum_number_should_match=ceil(TITLE_SHARE * len(clauses)))

    def _within_days(self, first: int, last: int) -> tantivy.Query:
        if last - first < _DAYS_NAMED:
            return tantivy.Query.term_set_query(self._schema, "days", list(range(first, last + 1)))
        return tantivy.Query.range_query(self._schema, "days", tantivy.FieldType.Integer, first, last)

    def _query(self, question: str, options: RetrieveOptions) -> tantivy.Query | None:
        accented, folded = map(self._terms, spellings(question))
        weighted = (
            ("accented", accented, options.accented_weight),
            ("folded", folded, options.folded_weight),
            ("title_accented", accented, options.accented_weight * options.title_weight),
            ("title_folded", folded, options.folded_weight * options.title_weight),
        )
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(self._term(field, term), weight))
            for field, terms, weight in weighted
            if weight > 0
            for term in terms
        ]
        return tantivy.Query.boolean_query(clauses) if clauses else None

    def _term(self, field: str, term: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, term, index_option="freq")

    def _terms(self, words: Sequence[str]) -> list[str]:
        return search_terms(words, self._abbreviations)


def passage_fields(
    passages: Sequence[Passage], article: Article, abbreviations: Abbreviations, names: Names
) -> list[dict[str, Any]]:
    """Return the documents that are indexed for the passages of one article."""
    signs = ArticleSigns.of(article, names)
    shared: dict[str, Any] = {"article_id": article.id, **_text_fields("title_", article.title, abbreviations)}
    published = day_number(article)
    if published is not None:
        shared["published"] = published
    shared["names"] = " ".join(sorted(signs.terms))
    return [
        {
            "id": passage.id,
            **shared,
            **_text_fields("", passage.text, abbreviations),
            "days": [day.toordinal() for day in days_of_passage(passage.text, article, signs)],
        }
        for passage in passages
    ]


def _text_fields(prefix: str, text: str, abbreviations: Abbreviations) -> dict[str, str]:
    return {
        f"{prefix}{form}": " ".join(document_terms(words, abbreviations, folded=form == "folded"))
        for form, words in zip(("accented", "folded"), spellings(text), strict=True)
    }


def _any(queries: Iterable[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def _topical(searcher: tantivy.Searcher, query: tantivy.Query) -> list[tuple[float, tantivy.DocAddress]]:
    """Return the best hits, all that reach the share of the best score which says that they are about the topic."""
    limit = _ORDERED_FIRST
    while True:
        hits: list[tuple[float, tantivy.DocAddress]] = searcher.search(query, limit, count=False).hits
        if len(hits) < limit or limit >= _ORDERED or hits[-1][0] < _TOPICAL * hits[0][0]:
            return hits
        limit = _ORDERED


def _all(queries: Iterable[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])


def _within(words: tantivy.Query, conditions: Iterable[tantivy.Query]) -> tantivy.Query:
    """Return what matches ``words`` and meets all conditions, scored by the words alone."""
    clauses = [(tantivy.Occur.Must, tantivy.Query.boost_query(one, 0.0)) for one in conditions]
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, words), *clauses])


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("article_id", tokenizer_name="raw", index_option="basic")
    for field in ("accented", "folded", "title_accented", "title_folded"):
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("names", tokenizer_name="whitespace", index_option="basic")
    builder.add_integer_field("published", fast=True)
    builder.add_integer_field("days", indexed=True, fast=True)
    return builder.build()
