"""BM25 over passages, with and without accents."""

from pathlib import Path
from typing import Any

import pytest

from corpus.article import Article
from index.errors import IndexBroken
from index.lexical import LexicalStore, passage_fields
from index.options import PassageOptions, RetrieveOptions
from index.passages import article_of, cut_passages
from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.names import Names
from index.vietnamese.normalise import fold

OPTIONS = RetrieveOptions()
TEXTS = {
    "quy-von": "Phường nhận quỹ vốn vay cho hộ nghèo.",
    "quy-mot": "Phường họp quý một bàn việc hè phố.",
    "nong-dan": "Hội Nông dân xã Vân Cói thăm ruộng.",
    "viet-tat": "UBND phường Bến Gốm trả lời cử tri.",
    "so": "Xã tặng 1.500 suất quà ngày 07/05/2024.",
}


def passages(texts: dict[str, str]) -> list[dict[str, Any]]:
    return [
        fields
        for article_id, text in texts.items()
        for fields in documents(Article(article_id, "Tin địa phương", text))
    ]


def documents(article: Article) -> list[dict[str, Any]]:
    return passage_fields(cut_passages(article, PassageOptions()), article, Abbreviations.load(), Names.load())


@pytest.fixture
def lexical(tmp_path: Path, abbreviations: Abbreviations) -> LexicalStore:
    store = LexicalStore.open(tmp_path / "tantivy", abbreviations)
    store.replace((), passages(TEXTS))
    return store


def found(store: LexicalStore, question: str, options: RetrieveOptions = OPTIONS) -> list[str]:
    return [article_of(passage_id) for passage_id, _ in store.search(question, 10, options)]


def test_accents_that_are_typed_count(lexical: LexicalStore) -> None:
    assert found(lexical, "quỹ")[0] == "quy-von"
    assert found(lexical, "quý")[0] == "quy-mot"
    accented_only = RetrieveOptions(folded_weight=0)
    assert found(lexical, "quỹ", accented_only) == ["quy-von"]


def test_accents_that_are_not_typed_cost_nothing(lexical: LexicalStore) -> None:
    assert set(found(lexical, "quy")) == {"quy-von", "quy-mot"}
    for article_id, text in TEXTS.items():
        assert found(lexical, text)[0] == article_id
        assert found(lexical, fold(text))[0] == article_id
        assert found(lexical, text.upper())[0] == article_id


@pytest.mark.parametrize("typed", [str, fold])
@pytest.mark.parametrize(
    ("question", "article_id"),
    [("HND thăm", "nong-dan"), ("ủy ban nhân dân", "viet-tat"), ("Uỷ ban nhân dân", "viet-tat")],
)
def test_short_and_long_forms_find_each_other(
    lexical: LexicalStore, question: str, article_id: str, typed: type[str]
) -> None:
    assert found(lexical, typed(question))[0] == article_id


@pytest.mark.parametrize("question", ["1500 suất", "1.500", "7/5/2024", "07-05-2024"])
def test_a_number_is_found_however_it_is_written(lexical: LexicalStore, question: str) -> None:
    assert found(lexical, question)[0] == "so"


def test_titles_count_less_than_text(tmp_path: Path, abbreviations: Abbreviations) -> None:
    store = LexicalStore.open(tmp_path / "tantivy", abbreviations)
    first, second = Article("trong-bai", "Tin", "Mưa lớn ở xã."), Article("trong-ten", "Mưa", "Nắng to ở làng.")
    store.replace((), [*documents(first), *documents(second)])
    assert found(store, "mưa") == ["trong-bai", "trong-ten"]
    assert found(store, "mưa", RetrieveOptions(title_weight=0)) == ["trong-bai"]


@pytest.mark.parametrize("question", ["", "?!", "🙂", "xyzzy", 'a:"b" AND (OR ~ [ * ^2 \\'])
def test_a_question_without_known_words_finds_nothing(lexical: LexicalStore, question: str) -> None:
    assert found(lexical, question) == []


def test_scores_fall_and_the_limit_holds(lexical: LexicalStore) -> None:
    hits = lexical.search("phường xã quỹ quý", 10, OPTIONS)
    scores = [score for _, score in hits]
    assert scores == sorted(scores, reverse=True)
    assert lexical.search("phường xã quỹ quý", 2, OPTIONS) == hits[:2]


def test_replacing_an_article_leaves_the_others(lexical: LexicalStore) -> None:
    lexical.replace(["so", "chưa có"], passages({"moi": "Phường Bến Gốm diễn tập chữa cháy."}))
    assert lexical.count() == len(TEXTS)
    assert found(lexical, "1500 suất quà") == []
    assert found(lexical, "chữa cháy") == ["moi"]
    assert {article_of(passage_id) for passage_id in lexical.ids()} == {*TEXTS, "moi"} - {"so"}


def test_the_store_outlives_the_process_and_sees_another_writer(
    lexical: LexicalStore, tmp_path: Path, abbreviations: Abbreviations
) -> None:
    other = LexicalStore.open(tmp_path / "tantivy", abbreviations)
    assert found(other, "quỹ vốn")[0] == "quy-von"
    lexical.replace(list(TEXTS), ())
    other.reload()
    assert (other.count(), other.ids()) == (0, [])


def test_a_folder_that_is_no_store_is_a_fault_with_its_mend(tmp_path: Path, abbreviations: Abbreviations) -> None:
    (tmp_path / "meta.json").write_text("{broken", "utf-8")
    with pytest.raises(IndexBroken, match="hoidap index --full"):
        LexicalStore.open(tmp_path, abbreviations)
