"""The tokens that are stored with a passage are those that reading its sentences anew gives."""

from collections.abc import Mapping, Sequence

import pytest

from corpus.article import Article
from index.answer_types import TypeFinder
from index.candidates import Candidate, CandidateReader
from index.encoder.tables import TokenTables
from index.language import Language
from index.options import PassageOptions
from index.passage_terms import PassageTerms, read_terms
from index.passages import cut_passages
from index.sentence_tokens import SentenceTokens
from index.types import Encoder, Hit, Question
from tests.index.invented import ARTICLES

QUESTION = Question("Hội nghị họp ngày nào?", search_text="Hội nghị họp ngày nào?")
MARKED = Article("dau-sao", "Họp ở Ba Gò", "UBMTTQ xã Ba Gò họp ngày 7/7.\n\n* * *\n\nHĐND xã dự họp.")
Read = tuple[list[list[int]], list[list[int]]]


@pytest.fixture(scope="module")
def language() -> Language:
    return Language.load()


@pytest.fixture(scope="module")
def tables(encoder: Encoder) -> TokenTables:
    return TokenTables.load(encoder)


def _read(
    candidates: Sequence[Candidate], tables: TokenTables, language: Language, terms: Mapping[str, PassageTerms]
) -> Read:
    tokens = SentenceTokens(tables, language.abbreviations, lambda _: terms)
    accented, folded = tokens.of_candidates(candidates)
    return [[int(one) for one in ids] for ids in accented], [[int(one) for one in ids] for ids in folded]


@pytest.mark.parametrize("article", [*ARTICLES, MARKED], ids=lambda article: article.id)
def test_stored_tokens_are_those_of_the_sentences(article: Article, language: Language, tables: TokenTables) -> None:
    passages = cut_passages(article, PassageOptions())
    types = TypeFinder(language.names, language.grammar.offices, language.synonyms)
    reader = CandidateReader(types, language.abbreviations, language.frequencies)
    candidates = reader.hits(QUESTION, [Hit(one, 1.0, 1.0, 1.0) for one in passages], {article.id: article})
    read = read_terms([(passage, article.title) for passage in passages], tables, language.abbreviations)
    terms = dict(zip((passage.id for passage in passages), read, strict=True))
    anew = _read(candidates, tables, language, {})
    assert _read(candidates, tables, language, terms) == anew
    assert any(anew[0])
    assert any(anew[1])


def test_a_sentence_without_a_word_is_not_stored(language: Language, tables: TokenTables) -> None:
    passages = cut_passages(MARKED, PassageOptions())
    read = read_terms([(passage, MARKED.title) for passage in passages], tables, language.abbreviations)
    stored = sum(len(terms.accented_tokens.starts) for terms in read)
    assert 0 < stored < sum(len(passage.sentences) for passage in passages)
