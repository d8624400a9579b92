"""Questions and passages compared term by term."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.encoder.tables import DIMENSION, TokenTables
from index.interaction import NAMES, asked_terms, interact
from index.passage_terms import read_terms
from index.types import Encoder
from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.frequencies import Frequencies
from index.vietnamese.normalise import fold, has_accents
from tests.index.test_passage_terms import passage

ABBREVIATIONS = Abbreviations.load()
ASKING = frozenset({"bao", "nhiêu", "là", "gì"})
WORDS = st.sampled_from(["quỹ", "quý", "quy", "hội", "nghị", "nghèo", "Ba", "Gò", "2,5", "tỷ", "ủng", "hộ", "là", "gì"])
SENTENCES = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
PASSAGES = st.lists(SENTENCES, min_size=1, max_size=4)


@pytest.fixture(scope="module")
def frequencies() -> Frequencies:
    return Frequencies.load()


@pytest.fixture(scope="module")
def tables(encoder: Encoder) -> TokenTables:
    return TokenTables.load(encoder)


def compare(
    question: str, passages: list[list[str]], tables: TokenTables, frequencies: Frequencies, title: str = ""
) -> list[dict[str, float]]:
    accented = has_accents(question)
    table = tables.reading(accented=accented)
    rows = table.unit_rows(DIMENSION)
    (tokens,) = table.token_ids([question])
    asked = asked_terms(question, rows[tokens], table.token_lengths(tokens), ASKING, frequencies, accented=accented)
    terms = read_terms([(passage(*sentences), title) for sentences in passages], tables, ABBREVIATIONS)
    return [dict(zip(NAMES, row, strict=True)) for row in interact(asked, terms, rows).tolist()]


def test_a_passage_that_is_the_question_holds_all_of_it(tables: TokenTables, frequencies: Frequencies) -> None:
    question = "Quỹ Vì người nghèo quận Ba Gò nhận ủng hộ"
    (found,) = compare(question, [[question]], tables, frequencies, title=question)
    whole = [name for name in NAMES if name != "sentence"]
    assert [found[name] for name in whole] == pytest.approx([1.0] * len(whole), abs=1e-5)


def test_words_that_meet_in_a_sentence_count_for_more(tables: TokenTables, frequencies: Frequencies) -> None:
    question = "quận Ba Gò ủng hộ quỹ bao nhiêu"
    apart = ["Quận Ba Gò có hội nghị.", "Trời đẹp.", "Phường khác ủng hộ quỹ."]
    together = ["Quận Ba Gò ủng hộ quỹ.", "Trời đẹp.", "Phường khác có hội nghị."]
    first, second = compare(question, [apart, together], tables, frequencies)
    assert first["passage"] == pytest.approx(second["passage"])
    for name in ("sentence", "pairs", "interaction", "interaction_sentence"):
        assert second[name] > first[name]


def test_two_sentences_count_together_only_side_by_side(tables: TokenTables, frequencies: Frequencies) -> None:
    near, far = compare("ủng hộ hội nghị", [["Ủng hộ.", "Hội nghị.", "Trời."], ["Ủng hộ.", "Trời.", "Hội nghị."]],
                        tables, frequencies)  # fmt: skip
    assert near["interaction"] == pytest.approx(1.0, abs=1e-5)
    assert far["interaction"] < near["interaction"]


def test_sentences_of_two_passages_never_meet(tables: TokenTables, frequencies: Frequencies) -> None:
    alone = compare("ủng hộ hội nghị", [["Ủng hộ."]], tables, frequencies)
    beside = compare("ủng hộ hội nghị", [["Ủng hộ."], ["Hội nghị."]], tables, frequencies)
    assert beside[0] == pytest.approx(alone[0])


def test_typed_accents_count_and_dropped_ones_cost_nothing(tables: TokenTables, frequencies: Frequencies) -> None:
    passages = [["Quỹ của quận."], ["Quý của quận."]]
    fund, quarter = compare("quỹ", passages, tables, frequencies)
    assert fund["passage"] == pytest.approx(1.0)
    assert quarter["passage"] == 0.0
    assert quarter["interaction"] < fund["interaction"]
    plain = compare("quy", passages, tables, frequencies)
    assert plain[0] == pytest.approx(plain[1])


def test_a_word_that_only_asks_weighs_little(tables: TokenTables, frequencies: Frequencies) -> None:
    asks, tells = compare("quỹ là gì", [["Là gì."], ["Quỹ."]], tables, frequencies)
    assert asks["passage"] < 0.5 < tells["passage"]


@pytest.mark.parametrize("question", ["", "🙂", "?!"])
def test_a_question_without_words_is_like_nothing(question: str, tables: TokenTables, frequencies: Frequencies) -> None:
    (found,) = compare(question, [["Quỹ của quận."]], tables, frequencies)
    assert set(found.values()) == {0.0}


def test_no_passages_no_rows(tables: TokenTables, frequencies: Frequencies) -> None:
    assert compare("quỹ", [], tables, frequencies) == []
    (empty,) = compare("quỹ", [["🙂"]], tables, frequencies)
    assert set(empty.values()) == {0.0}


@settings(deadline=None)
@given(SENTENCES, st.lists(PASSAGES, min_size=1, max_size=3))
def test_each_passage_is_compared_by_itself(
    tables: TokenTables, frequencies: Frequencies, question: str, passages: list[list[str]]
) -> None:
    together = compare(question, passages, tables, frequencies)
    for found, sentences in zip(together, passages, strict=True):
        (alone,) = compare(question, [sentences], tables, frequencies)
        assert found == pytest.approx(alone, abs=1e-5)
        assert all(math.isfinite(value) for value in found.values())
        assert found["interaction_sentence"] <= found["interaction"] + 1e-6


@settings(deadline=None)
@given(SENTENCES, PASSAGES)
def test_shares_as_counted_by_hand(
    tables: TokenTables, frequencies: Frequencies, question: str, sentences: list[str]
) -> None:
    bare = fold(question)
    (found,) = compare(bare, [sentences], tables, frequencies)
    asked = dict.fromkeys(bare.split())
    asking = {fold(word) for word in ASKING}
    weight = {
        word: min(frequencies.weight(word, accented=False), 7.0) * (0.15 if word in asking else 1.0) for word in asked
    }
    texts = [set(fold(sentence).split()) for sentence in sentences]

    def share(text: set[str]) -> float:
        return sum(weight[word] for word in asked if word in text) / sum(weight.values())

    assert found["passage"] == pytest.approx(share(set().union(*texts)), abs=1e-5)


def test_late_interaction_is_the_weighted_mean_of_the_nearest(tables: TokenTables, frequencies: Frequencies) -> None:
    question, sentences = "hội nghị ủng hộ quỹ", ["Hội nghị mở.", "Nhiều người góp tiền."]
    (found,) = compare(question, [sentences], tables, frequencies)
    table = tables.accented
    (asked,) = table.token_ids([question])
    units = table.unit_rows(DIMENSION)
    held = [token for tokens in table.token_ids(sentences) for token in tokens]
    weights = table.token_lengths(asked)
    nearest = (units[asked] @ units[held].T).max(axis=1)
    assert found["interaction"] == pytest.approx(float(np.dot(weights, nearest) / weights.sum()), abs=1e-5)
