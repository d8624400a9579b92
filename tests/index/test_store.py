"""Passage vectors in Chroma."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from llama_index.core.vector_stores.types import VectorStoreQuery
from llama_index.vector_stores.chroma import ChromaVectorStore

from corpus.article import Article
from index.errors import IndexBroken
from index.options import PassageOptions
from index.passages import cut_passages
from index.store import VectorStore
from index.types import Passage, Vectors

RECORD = Article("tin", "Tin quận", "Quận họp. " * 3 + "Phường họp. " * 30 + "Xã họp. " * 30)
PASSAGES = cut_passages(Article(RECORD.id, RECORD.title, RECORD.body), PassageOptions(target_characters=100))
RECORDS = {RECORD.id: RECORD}


def unit_rows(number: int, dimension: int = 16) -> Vectors:
    rows = np.random.default_rng(7).normal(size=(number, dimension)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


VECTORS = unit_rows(len(PASSAGES))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[VectorStore]:
    opened = VectorStore.open(tmp_path / "chroma")
    opened.add(PASSAGES, RECORDS, VECTORS)
    yield opened
    opened.close()


def ids(passages: list[Passage]) -> list[str]:
    return [passage.id for passage in passages]


def test_an_empty_store_finds_nothing(tmp_path: Path) -> None:
    store = VectorStore.open(tmp_path / "chroma")
    assert (store.count(), store.ids(), store.search(VECTORS[0], 5), store.vectors(["a:0:0"])) == (0, [], [], {})
    store.delete(["a:0:0"])
    store.delete([])
    store.close()


def test_the_nearest_come_first(store: VectorStore) -> None:
    question = unit_rows(1)[0]
    cosines = VECTORS @ question
    hits = store.search(question, 4)
    expected = np.argsort(-cosines)[:4]
    assert hits == [PASSAGES[position].id for position in expected]
    assert len(store.search(question, 10_000)) == len(PASSAGES)
    assert store.search(question, 0) == []


def test_a_large_store_finds_the_true_nearest(tmp_path: Path) -> None:
    rows = unit_rows(3000, dimension=64)
    passages = [replace(PASSAGES[0], id=f"tin:{number}:0") for number in range(len(rows))]
    store = VectorStore.open(tmp_path / "chroma")
    store.add(passages, RECORDS, rows)
    found = shared = 0
    for question in -rows[:10]:
        nearest = {passages[place].id for place in np.argsort(-(rows @ question))[:50]}
        hits = set(store.search(question, 50))
        found, shared = found + len(hits), shared + len(hits & nearest)
    store.close()
    assert found == 500
    assert shared >= 0.98 * found


def test_a_store_of_short_vectors_searches_by_the_first_numbers_of_each(tmp_path: Path) -> None:
    store = VectorStore.open(tmp_path / "chroma", 8)
    store.add(PASSAGES, RECORDS, VECTORS)
    question = unit_rows(1)[0]
    short = VECTORS[:, :8] / np.linalg.norm(VECTORS[:, :8], axis=1, keepdims=True)
    nearest = np.argsort(-(short @ question[:8]))[:4]
    assert store.search(question, 4) == [PASSAGES[position].id for position in nearest]
    assert np.allclose(store.vectors([PASSAGES[1].id])[PASSAGES[1].id], short[1], atol=1e-6)
    store.close()


def test_what_is_added_stands_in_the_graph_on_the_disk(tmp_path: Path) -> None:
    rows = unit_rows(1500, dimension=32)
    passages = [replace(PASSAGES[0], id=f"tin:{number}:0") for number in range(len(rows))]
    store = VectorStore.open(tmp_path / "chroma")
    store.add(passages[:1400], RECORDS, rows[:1400])
    (graph,) = (tmp_path / "chroma").glob("*/length.bin")
    assert graph.stat().st_size >= 4 * 1400
    store.add(passages[1400:], RECORDS, rows[1400:])
    store.delete([passages[0].id])
    assert store.count() == 1499
    assert store.search(rows[1450], 1) == [passages[1450].id]
    assert passages[0].id not in store.search(rows[0], 50)
    store.close()


def test_vectors_come_back_by_id(store: VectorStore) -> None:
    wanted = [PASSAGES[2].id, PASSAGES[0].id, "lạ:9:000000000000"]
    found = store.vectors(wanted)
    assert set(found) == set(wanted[:2])
    assert np.allclose(found[PASSAGES[2].id], VECTORS[2], atol=1e-6)
    assert store.vectors([]) == {}


def test_adding_again_changes_nothing(store: VectorStore) -> None:
    store.add(PASSAGES[:2], RECORDS, VECTORS[:2])
    assert sorted(store.ids()) == sorted(ids(PASSAGES))


def test_deleting_takes_what_is_named(store: VectorStore) -> None:
    store.delete([PASSAGES[0].id, "lạ:9:000000000000"])
    assert sorted(store.ids()) == sorted(ids(PASSAGES[1:]))
    assert PASSAGES[0].id not in store.search(VECTORS[0], 100)


def test_the_store_outlives_its_closing(store: VectorStore, tmp_path: Path) -> None:
    store.close()
    again = VectorStore.open(tmp_path / "chroma")
    assert again.count() == len(PASSAGES)
    assert again.search(VECTORS[1], 1)[0] == PASSAGES[1].id
    again.close()


def test_any_llama_index_program_can_read_the_collection(store: VectorStore) -> None:
    foreign = ChromaVectorStore(chroma_collection=store._collection)
    result = foreign.query(VectorStoreQuery(query_embedding=VECTORS[3].tolist(), similarity_top_k=1))
    assert result.nodes is not None
    (node,) = result.nodes
    assert node.node_id == PASSAGES[3].id
    assert node.metadata["title"] == RECORD.title
    assert node.get_content() == PASSAGES[3].text
    assert node.ref_doc_id == RECORD.id


def test_a_folder_that_chroma_cannot_read_is_a_fault_with_its_mend(tmp_path: Path) -> None:
    (tmp_path / "chroma.sqlite3").write_bytes(b"no database" * 500)
    with pytest.raises(IndexBroken, match="hoidap index --full"):
        VectorStore.open(tmp_path)


def test_vectors_of_another_length_are_a_fault(store: VectorStore) -> None:
    with pytest.raises(IndexBroken, match="hoidap index --full"):
        store.search(unit_rows(1, dimension=8)[0], 3)
