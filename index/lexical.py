"""BM25 over passages in tantivy: the one place that imports it.

Terms are made in Python (syllables, pairs, abbreviations) and stored space-separated, so documents and questions
go through the same text layer. Each text is indexed twice, with and without its accents.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Self

import tantivy

from index.errors import IndexBroken
from index.options import RetrieveOptions
from index.types import Passage
from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.tokens import search_terms, spellings

_WRITER_BYTES = 128 * 2**20


class LexicalStore:
    """A tantivy index of passages, on disk."""

    def __init__(self, index: tantivy.Index, schema: tantivy.Schema, abbreviations: Abbreviations) -> None:
        self._index = index
        self._schema = schema
        self._abbreviations = abbreviations

    @classmethod
    def open(cls, path: Path, abbreviations: Abbreviations) -> Self:
        """Open the store at ``path``, or make an empty one.

        Raises IndexBroken if the folder holds something else.
        """
        schema = _schema()
        try:
            path.mkdir(parents=True, exist_ok=True)
            index = tantivy.Index(schema, path=str(path), reuse=True)
        except (ValueError, OSError) as error:
            raise IndexBroken(f"{path}: no readable BM25 index ({error}); run `hoidap index --full`") from error
        return cls(index, schema, abbreviations)

    def replace(self, removed: Iterable[str], added: Sequence[tuple[Passage, str]]) -> None:
        """Delete the passages of the articles ``removed``, add passages with their titles, and commit."""
        writer = self._index.writer(_WRITER_BYTES, 1)
        for article_id in removed:
            writer.delete_documents_by_term("article_id", article_id)
        for passage, title in added:
            writer.add_document(self._document(passage, title))
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
        if query is None:
            return []
        searcher = self._index.searcher()
        hits = searcher.search(query, limit, count=False).hits
        return [(searcher.doc(address)["id"][0], float(score)) for score, address in hits]

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

    def _document(self, passage: Passage, title: str) -> tantivy.Document:
        fields: dict[str, Any] = {"id": passage.id, "article_id": passage.article_id}
        for prefix, text in (("", passage.text), ("title_", title)):
            for field, words in zip(("accented", "folded"), spellings(text), strict=True):
                fields[f"{prefix}{field}"] = " ".join(self._terms(words))
        return tantivy.Document(**fields)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("article_id", tokenizer_name="raw", index_option="basic")
    for field in ("accented", "folded", "title_accented", "title_folded"):
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return builder.build()
