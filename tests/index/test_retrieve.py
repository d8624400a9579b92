"""Words and meaning together, by weighted score."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.encoder.tables import TokenTables
from index.language import Language
from index.manifest import Manifest
from index.options import RerankOptions, RerankWeights, RetrieveOptions
from index.passages import context_text
from index.rerank import Reranker
from index.retrieve import retrieve
from index.stores import Stores
from index.types import Encoder, Hit, Question
from index.vietnamese.normalise import fold, has_accents
from tests.index.invented import ARTICLES, COMPACT, EMULATION, FUND, LAW, MIDYEAR, OTHER_FUND, SUPERVISION, UNDATED

QUESTIONS = (
    ("Hội nghị lần thứ 7 Ủy ban MTTQ quận Phú Lãng có ai dự?", MIDYEAR.id),
    ("Công ty Thạch Bích ủng hộ bao nhiêu tiền?", FUND.id),
    ("Quỹ Vì người nghèo huyện Sơn Khê nhận bao nhiêu?", OTHER_FUND.id),
    ("Ban thanh tra nhân dân phường Bến Gốm kiến nghị mấy vụ việc?", SUPERVISION.id),
    ("Cụm thi đua số 4 tổng kết ở đâu?", EMULATION.id),
    ("Ngày hội Đại đoàn kết làng Dâu", COMPACT.id),
    ("lớp tập huấn của Trường Chính trị tỉnh Trà Sa", LAW.id),
    ("cụ Khổng Thị Lụa góp quỹ gì?", UNDATED.id),
)


def search(stores: Stores, encoder: Encoder, question: str, options: RetrieveOptions | None = None) -> list[Hit]:
    options = options or RetrieveOptions()
    language = Language.load()
    asking = language.grammar.question_words
    tables = TokenTables.load(encoder)
    reranker = Reranker(tables, language.abbreviations, language.frequencies, asking, options.rerank)
    read = Question(question, search_text=question, accented=has_accents(question))
    return retrieve(read, stores=stores, encoder=encoder, reranker=reranker, options=options)


@pytest.mark.parametrize("typed", [str, fold])
@pytest.mark.parametrize(("question", "article_id"), QUESTIONS)
def test_the_article_asked_about_comes_first(
    stores: Stores, encoder: Encoder, question: str, article_id: str, typed: type[str]
) -> None:
    assert search(stores, encoder, typed(question))[0].passage.article_id == article_id


def test_without_a_second_stage_the_score_is_the_weighted_sum(stores: Stores, encoder: Encoder) -> None:
    options = RetrieveOptions(dense_weight=0.25, rerank=RerankOptions(candidates=0))
    hits = search(stores, encoder, QUESTIONS[2][0], options)
    best = max(hit.lexical for hit in hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        assert hit.score == pytest.approx(hit.lexical / best + 0.25 * hit.dense)


def test_the_second_stage_orders_what_it_compares_before_the_rest(stores: Stores, encoder: Encoder) -> None:
    first = search(stores, encoder, QUESTIONS[2][0], RetrieveOptions(top=100, rerank=RerankOptions(candidates=0)))
    both = search(stores, encoder, QUESTIONS[2][0], RetrieveOptions(top=100, rerank=RerankOptions(candidates=4)))
    assert {hit.passage.id for hit in both[:4]} == {hit.passage.id for hit in first[:4]}
    assert [hit.passage.id for hit in both[4:]] == [hit.passage.id for hit in first[4:]]
    assert [hit.score for hit in both] == sorted((hit.score for hit in both), reverse=True)


def test_a_weight_of_the_second_stage_moves_the_order(stores: Stores, encoder: Encoder) -> None:
    def first(**weights: float) -> str:
        options = RetrieveOptions(rerank=RerankOptions(weights=RerankWeights(lexical=0, dense=0, **weights)))
        return search(stores, encoder, "Cụm thi đua số 4", options)[0].passage.article_id

    none = dict.fromkeys(RerankWeights.model_fields.keys() - {"lexical", "dense"}, 0.0)
    assert first(**(none | {"title": 1.0})) == EMULATION.id
    assert first(**(none | {"title": -1.0})) != EMULATION.id


def test_the_dense_score_is_the_cosine_of_question_and_passage(stores: Stores, encoder: Encoder) -> None:
    question = QUESTIONS[0][0]
    row = encoder.encode_questions([question])[0]
    for hit in search(stores, encoder, question, RetrieveOptions(candidates=2)):
        title = next(article.title for article in ARTICLES if article.id == hit.passage.article_id)
        vector = encoder.encode_passages([context_text(hit.passage, title)])[0]
        assert hit.dense == pytest.approx(float(np.dot(row, vector)), abs=2e-3)


def test_words_alone_or_meaning_alone(stores: Stores, encoder: Encoder) -> None:
    question = QUESTIONS[6][0]
    by_words = search(stores, encoder, question, RetrieveOptions(dense_weight=0))
    assert all(hit.dense == 0 and hit.lexical > 0 for hit in by_words)
    by_meaning = search(stores, encoder, question, RetrieveOptions(accented_weight=0, folded_weight=0, title_weight=0))
    assert all(hit.lexical == 0 for hit in by_meaning)
    assert LAW.id in {hit.passage.article_id for hit in by_meaning[:3]}


def test_no_more_than_asked_for_and_none_twice(stores: Stores, encoder: Encoder) -> None:
    hits = search(stores, encoder, "quận phường xã hội nghị quỹ", RetrieveOptions(top=3))
    assert len(hits) == 3
    every = search(stores, encoder, "quận phường xã hội nghị quỹ", RetrieveOptions(top=100))
    assert len({hit.passage.id for hit in every}) == len(every) == stores.manifest.passage_count()
    assert every[:3] == hits


def test_a_question_is_answered_the_same_twice(stores: Stores, encoder: Encoder) -> None:
    assert search(stores, encoder, QUESTIONS[3][0]) == search(stores, encoder, QUESTIONS[3][0])


@pytest.mark.parametrize("question", ["", "🙂", "?!", "\x00"])
def test_a_question_without_words_crashes_nothing(stores: Stores, encoder: Encoder, question: str) -> None:
    assert all(hit.lexical == 0 for hit in search(stores, encoder, question))


def test_passages_are_those_of_the_stored_articles(stores: Stores, encoder: Encoder) -> None:
    bodies = {article.id: article.body for article in ARTICLES}
    for hit in search(stores, encoder, "hội nghị quỹ"):
        assert bodies[hit.passage.article_id][hit.passage.start : hit.passage.end] == hit.passage.text


def test_a_passage_that_the_manifest_does_not_know_is_ignored(stores: Stores, encoder: Encoder, tmp_path: Path) -> None:
    empty = Manifest.open(tmp_path / "manifest.sqlite")
    assert search(replace(stores, manifest=empty), encoder, QUESTIONS[0][0]) == []
    empty.close()
