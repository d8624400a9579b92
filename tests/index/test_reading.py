"""Articles read by several processes are read as by one."""

import numpy as np

from corpus.article import Article
from index.options import IndexOptions
from index.reading import read_all
from index.types import Encoder
from index.vectors import cosines, cut, pack_vector


def test_several_processes_read_what_one_reads_and_in_order(encoder: Encoder) -> None:
    articles = [
        Article(
            f"bai-{one}", f"Phường {one} họp", f"Ngày {one % 28 + 1}/3/2024, phường {one} họp. Quỹ được {one} triệu."
        )
        for one in range(300)
    ]
    alone = list(read_all(articles, encoder, IndexOptions(), 1))
    together = list(read_all(articles, encoder, IndexOptions(), 2))
    assert [read.article for read in together] == articles
    for one, other in zip(alone, together, strict=True):
        assert (one.digest, one.passages, one.terms, one.fields, one.facts) == (
            other.digest, other.passages, other.terms, other.fields, other.facts,
        )  # fmt: skip
        assert np.array_equal(one.vectors, other.vectors)


def test_packed_vectors_keep_their_cosines() -> None:
    rows = cut(np.random.default_rng(3).normal(size=(20, 1024)).astype(np.float32), 512)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert np.allclose(cosines(rows[0], list(map(pack_vector, rows))), rows @ rows[0], atol=2e-3)
    assert cosines(rows[0], [pack_vector(np.zeros(512, np.float32))]).tolist() == [0.0]
    assert len(cosines(rows[0], [])) == 0
