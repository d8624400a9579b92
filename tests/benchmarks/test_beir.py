"""The benchmark reads a set, ranks its documents and scores them as it says; a made set of three documents shows it."""

import json
import unicodedata
from pathlib import Path

import numpy as np
import pytest

from index.rerank import SIGNS
from tests.benchmarks.beir import built_engine, read_beir
from tests.benchmarks.fit_retrieval import fitted, gather, score
from tests.benchmarks.listwise import Asked, fit
from tests.benchmarks.retrieval import benchmark_options, measure, milliseconds, rank, write_run
from tests.benchmarks.versus_stock import HEADER, Hoidap, first_questions, measured, row, with_distractors

_FILLING = "Cơn mưa lớn kéo dài suốt đêm làm ngập nhiều tuyến đường ở trung tâm. " * 30
_DOCUMENTS: list[dict[str, object]] = [
    # Its answer lies behind more text than a passage holds: it must rank by its best passage.
    {"_id": "bridge", "title": "Cầu_Mới", "text": f"{_FILLING}Cây cầu treo dài 120 mét được khánh thành ở bản Nà Lốc."},
    {"_id": "school", "title": "Trường học", "text": "Ngôi trường nội trú đón 350 học sinh vùng cao."},
    {"_id": "market", "text": "Phiên chợ nông sản cuối tuần bán mật ong và chè."},
]
_QUESTIONS: list[dict[str, object]] = [
    {"_id": "q1", "text": "Cây cầu treo dài bao nhiêu mét?", "answer": ["120 mét"]},
    {"_id": "q2", "text": "Ngôi trường nội trú đón bao nhiêu học sinh?", "answer": ["350"]},
    {"_id": "q3", "text": "Câu hỏi này không có trong bảng liên quan?"},
]


def _write_rows(path: Path, rows: list[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "made"
    made.mkdir()
    _write_rows(made / "corpus.jsonl", _DOCUMENTS)
    _write_rows(made / "queries.jsonl", _QUESTIONS)
    (made / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\tbridge\t1\nq2\tschool\t1\n", "utf-8")
    return made


def test_a_set_is_read_with_its_titles_answers_and_relevance(folder: Path) -> None:
    beir = read_beir(folder)
    assert beir.name == "made"
    assert [article.title for article in beir.articles] == ["Cầu Mới", "Trường học", ""]
    assert [query.id for query in beir.queries] == ["q1", "q2"]  # a question without relevance is left out
    assert beir.queries[0].answers == ("120 mét",)
    assert beir.relevance == {"q1": {"bridge": 1}, "q2": {"school": 1}}


def test_the_way_of_typing_changes_the_questions_alone(folder: Path) -> None:
    typed, bare, apart = read_beir(folder), read_beir(folder, drop_accents=True), read_beir(folder, nfd=True)
    assert bare.queries[0].text == "Cay cau treo dai bao nhieu met?"
    assert apart.queries[0].text == unicodedata.normalize("NFD", typed.queries[0].text) != typed.queries[0].text
    assert bare.articles == apart.articles == typed.articles


def test_documents_rank_by_their_best_passage_and_the_run_file_says_so(folder: Path, tmp_path: Path) -> None:
    beir = read_beir(folder)
    with built_engine(beir.articles, tmp_path / "index", retrieve=benchmark_options()) as engine:
        assert engine.size()[1] > len(beir.articles)
        run, seconds = rank(engine, beir.queries)
    assert [next(iter(documents)) for documents in run.values()] == ["bridge", "school"]
    assert len(seconds) == len(beir.queries)
    assert set(measure(beir.relevance, run).values()) == {1.0}
    write_run(run, tmp_path / "run.tsv", "tag")
    fields = [line.split() for line in (tmp_path / "run.tsv").read_text("utf-8").splitlines()]
    assert {(len(line), line[1], line[5]) for line in fields} == {(6, "Q0", "tag")}
    assert [line[3] for line in fields if line[0] == "q1"] == [str(place + 1) for place in range(len(run["q1"]))]


def test_measures_are_means_over_all_questions(folder: Path) -> None:
    beir = read_beir(folder)
    # q1 has its document second, q2 has not found its own: log2(3) discounts the one, and the other counts as zero.
    found = measure(beir.relevance, {"q1": {"school": 2.0, "bridge": 1.0}, "q2": {"market": 1.0}})
    assert found["nDCG@10"] == pytest.approx(0.6309 / 2, abs=1e-4)
    assert found["RR@10"] == pytest.approx(0.25)
    assert (found["R@1"], found["R@20"]) == (0.0, 0.5)
    assert milliseconds([0.001, 0.002, 0.003])["p50"] == pytest.approx(2.0)


def test_our_row_of_the_comparison_needs_no_package_of_the_others(folder: Path, tmp_path: Path) -> None:
    distractors = tmp_path / "news.jsonl"
    _write_rows(distractors, [{"_id": "other", "title": "Bóng đá", "text": "Đội chủ nhà thắng trận mở màn."}])
    beir = first_questions(read_beir(with_distractors(folder, distractors, tmp_path)), 1)
    assert [article.id for article in beir.articles] == ["bridge", "school", "market", "other"]
    assert list(beir.relevance) == ["q1"]
    printed = row("ours", measured(Hoidap(dense_weight=0), beir, tmp_path / "stores"))
    assert printed.startswith("| ours | 100.0 | 100.0 | 100.0 | 100.0 |")
    assert printed.count("|") == HEADER.splitlines()[0].count("|")


def test_the_second_stage_is_fitted_on_its_signs_and_scored_as_it_ranks(folder: Path) -> None:
    described = gather(folder, None)
    assert set(described.documents["q1"]) == {"bridge", "school", "market"}
    assert all(one.features.shape == (len(one.right), len(SIGNS)) for one in described.asked.values())
    weights = fitted([described], range(len(SIGNS)))
    assert score(described, weights) == 100.0
    assert score(described, -weights) < 100.0
    assert fitted([described], [1, 3]).nonzero()[0].tolist() == [1, 3]


def test_weights_are_fitted_to_what_is_right_and_to_no_noise() -> None:
    dice = np.random.default_rng(1)
    asked = []
    for place in dice.integers(0, 5, 200):
        features = dice.normal(size=(5, 2))
        features[place, 0] += 3
        asked.append(Asked(features, np.arange(5) == place))
    nothing_right = Asked(np.ones((2, 2)), np.zeros(2, dtype=bool))
    told, noise = fit([asked, [*asked[:100], nothing_right]], 0.01)
    assert told > 5 * abs(noise)
