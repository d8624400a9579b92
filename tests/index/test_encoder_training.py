"""How the default encoder is made: what is read and left out, what is asked, and a small model end to end."""

import json
import random
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from sentence_transformers import SentenceTransformer

from index.encoder import StaticEncoder
from index.encoder.training.__main__ import main as train
from index.encoder.training.documents import (
    Document,
    QuestionPassage,
    question_key,
    read_distractors,
    read_documents,
    read_exclusions,
    read_question_passages,
    split_sentences,
)
from index.encoder.training.evaluate import RetrievalSet, evaluate, read_set, scores_of
from index.encoder.training.evaluate import main as run_evaluation
from index.encoder.training.fit import distinct_batches
from index.encoder.training.pairs import training_rows, windows_of
from index.encoder.training.questions import as_typed, drop_accents, question_from, write_informally
from index.encoder.training.vocabulary import train_tokenizer

TOPICS = (
    "cầu treo",
    "trường mầm non",
    "giếng nước",
    "nhà văn hóa",
    "đường bê tông",
    "trạm y tế",
    "sân bóng",
    "chợ quê",
)
PLACES = ("bản Đông", "xóm Tây", "thôn Nam", "ấp Bắc", "làng Thượng", "khu Hạ", "phố Mới", "bãi Cũ")
WORDS = st.lists(st.sampled_from(("Ngày", "7/2023", "ông", "Đức", "Hà", "trao", "30", "triệu", "đồng,", "nghèo")))


def write_lines(file: Path, records: list[dict[str, Any]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    data = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()
    file.write_bytes(zstandard.ZstdCompressor().compress(data) if file.suffix == ".zst" else data)


def write_set(folder: Path, pairs: list[tuple[str, str]]) -> None:
    write_lines(folder / "queries.jsonl", [{"_id": f"q{n}", "text": q} for n, (q, _) in enumerate(pairs)])
    write_lines(folder / "corpus.jsonl", [{"_id": f"p{n}", "text": p} for n, (_, p) in enumerate(pairs)])
    lines = ["query-id\tcorpus-id\tscore", *(f"q{n}\tp{n}\t1" for n in range(len(pairs)))]
    (folder / "qrels.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def body_of(topic: str, place: str) -> list[str]:
    return [
        f"Người dân {place} vừa góp công sửa {topic} sau mùa mưa lũ kéo dài.",
        f"Ông trưởng nhóm cho biết {topic} phục vụ hơn 200 gia đình ở {place} và vùng lân cận.",
        f"Kinh phí làm {topic} do các hộ ở {place} tự nguyện đóng góp trong ba tháng qua.",
    ]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A small folder in the layout of the training data."""
    folder = tmp_path / "train"
    sites = [(topic, place) for topic in TOPICS for place in PLACES]
    articles = [
        {
            "title": f"{place} sửa {topic}",
            "abstract": f"Việc sửa {topic} xong.",
            "body": body_of(topic, place),
        }
        for topic, place in sites
    ]
    write_lines(folder / "vietnews_train.jsonl.zst", [*articles, articles[0]])
    held_out = [
        {"title": "Giữ lại", "abstract": "", "body": ["từ giữ lại"] * 80},
        {"title": "", "body": ["ngắn"]},
    ]
    write_lines(folder / "vietnews_val.jsonl.zst", held_out)
    leads = [{"title": f"{topic} mới", "summary": f"Khánh thành {topic}. Dân vui."} for topic in TOPICS]
    write_lines(folder / "daily_news_title_lead.jsonl.zst", leads)
    lines = [{"lines": [f"Tin {topic}", f"Tin vắn về {topic} trong vùng."]} for topic in TOPICS] + [{"lines": []}]
    write_lines(folder / "baomoi.jsonl.zst", lines)
    asked = [{"question": f"Ai sửa {topic}?", "passage": " ".join(body_of(topic, PLACES[0]))} for topic in TOPICS]
    write_lines(folder / "question_passage.jsonl.zst", [*asked, {"question": "Ngắn?", "passage": "Quá ngắn."}])
    write_set(folder / "virhe4qa_train", [("Điểm tối đa là mấy?", "Thang điểm của trường là mười. " * 5)])
    return folder


def test_documents_are_read_from_every_source_and_once(data: Path) -> None:
    documents = read_documents(data)
    assert len(documents) == len(TOPICS) * len(PLACES) + 2 * len(TOPICS)
    assert documents[0].sentences == ("Việc sửa cầu treo xong.", *body_of("cầu treo", "bản Đông"))
    assert all(question_key(document.title) != question_key("Giữ lại") for document in documents)


def test_excluded_questions_are_not_read(data: Path, tmp_path: Path) -> None:
    everything = read_question_passages(data)
    assert {pair.question for pair in everything} == {
        *(f"Ai sửa {topic}?" for topic in TOPICS),
        "Điểm tối đa là mấy?",
    }
    write_set(tmp_path / "eval" / "one", [("AI sửa   cau treo", "x"), ("Điểm tối đa là mấy", "y")])
    excluded = read_exclusions([tmp_path / "eval"])
    kept = read_question_passages(data, excluded)
    assert {pair.question for pair in everything} - {pair.question for pair in kept} == {
        "Ai sửa cầu treo?",
        "Điểm tối đa là mấy?",
    }


def test_folder_without_questions_cannot_be_excluded(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no queries\.jsonl"):
        read_exclusions([tmp_path])


def test_distractors_come_from_held_out_articles_alone(data: Path) -> None:
    (passage,) = read_distractors(data, 10, random.Random(0))
    assert 100 <= len(passage.split()) <= 200
    assert set(passage.split()) == {"từ", "giữ", "lại"}


@given(st.text())
def test_question_key_ignores_accents_case_and_marks(text: str) -> None:
    key = question_key(text)
    assert question_key(key) == key
    assert question_key(unicodedata.normalize("NFD", text)) == key
    assert question_key(f"  {text}?") == key


@given(WORDS.map(" ".join))
def test_dropping_accents_leaves_plain_letters(text: str) -> None:
    assert drop_accents(text).isascii()
    assert drop_accents(unicodedata.normalize("NFD", text)) == drop_accents(text)


@given(WORDS.map(" ".join), st.integers(0, 1000))
def test_rule_made_question_is_a_question_of_known_words(sentence: str, seed: int) -> None:
    question = question_from(sentence, random.Random(seed))
    assert question.endswith("?")
    assert len(question.split()) <= len(sentence.split()) + 8
    assert question == question_from(sentence, random.Random(seed))


def test_typed_questions_come_with_and_without_accents() -> None:
    dice = random.Random(0)
    typed = [as_typed("Quận được bao nhiêu tiền?", dice) for _ in range(400)]
    unaccented = sum(question.isascii() for question in typed)
    assert 60 <= unaccented <= 160
    assert "Quận được bao nhiêu tiền?" in typed
    assert len(set(typed)) > 5


def test_informal_spelling_replaces_whole_words() -> None:
    informal = {write_informally("bao nhiêu người không được", random.Random(seed)) for seed in range(50)}
    assert any("bn" in question.split() for question in informal)
    assert write_informally("gìn giữ", random.Random(0)) == "gìn giữ"


@given(
    st.lists(st.integers(1, 40).map(lambda length: " ".join(["từ"] * length)), max_size=40),
    st.integers(0, 99),
)
def test_windows_are_runs_of_whole_sentences(sentences: list[str], seed: int) -> None:
    windows = list(windows_of(sentences, random.Random(seed)))
    together = [sentence for window in windows for sentence in window]
    assert together == sentences[: len(together)]
    assert sum(len(sentence.split()) for sentence in sentences[len(together) :]) < 12
    assert all(windows)


@given(st.text())
def test_splitting_sentences_loses_no_word(text: str) -> None:
    assert " ".join(split_sentences(text)).split() == text.split()


def test_rows_keep_an_article_together_and_ask_each_window_once() -> None:
    documents = [
        Document(f"Tiêu đề dài thứ {number}", tuple(f"bài{number} " + "câu dài " * 30 for _ in range(9)))
        for number in range(5)
    ]
    questions = [QuestionPassage("Hỏi gì?", "Đáp thế này. " * 20)]
    rows = list(training_rows(documents, questions, rounds=2, question_rounds=3, seed=0))
    assert sum("Đáp" in passage for _, passage in rows) == 6
    owners = [passage.split("bài")[1][0] for _, passage in rows if "bài" in passage]
    changes = sum(left != right for left, right in pairwise(owners))
    assert changes < 10
    assert rows == list(training_rows(documents, questions, rounds=2, question_rounds=3, seed=0))


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(20, 32)), max_size=60), st.integers(1, 6))
def test_no_batch_holds_a_question_or_a_passage_twice(keys: list[tuple[int, int]], size: int) -> None:
    batches = list(distinct_batches(keys, size))
    rows = [row for batch in batches for row in batch]
    assert len(set(rows)) == len(rows)
    for batch in batches:
        assert len(batch) == size
        assert len({part for row in batch for part in keys[row]}) == 2 * size


def test_tokens_span_syllables_and_never_cut_one() -> None:
    texts = ["Mặt trận Tổ quốc xã họp, ông Panthers dự.", "mặt trận tổ quốc phường 12 nhận 2023 quà"] * 20
    tokenizer = train_tokenizer(texts, syllable_tokens=400, phrase_tokens=40, fold_accents=False)
    tokens = tokenizer.encode("Mặt trận Tổ quốc, panthers", add_special_tokens=False).tokens
    assert tokens[0] == "▁mặt▁trận▁tổ▁quốc"
    assert all(token.startswith("▁") for token in tokenizer.get_vocab() if "▁" in token)
    assert tokenizer.encode("uỷ hoà").ids == tokenizer.encode("ủy hòa").ids


def test_folded_tokens_are_the_same_without_accents() -> None:
    texts = ["Mặt trận Tổ quốc Đống Đa họp sáng nay"] * 20
    tokenizer = train_tokenizer(texts, syllable_tokens=300, phrase_tokens=20, fold_accents=True)
    assert tokenizer.encode("ĐỐNG ĐA họp").ids == tokenizer.encode("dong da hop").ids


def test_scores_are_the_means_of_their_formulas() -> None:
    scores = scores_of([[3, 1, 2], [9, 8, 0], [5, 6, 7]], [frozenset({3}), frozenset({0}), frozenset({1})])
    assert scores.recall_at_1 == pytest.approx(1 / 3)
    assert scores.reciprocal_rank == pytest.approx((1 + 1 / 3) / 3)
    assert scores.ndcg == pytest.approx((1 + 1 / np.log2(4)) / 3)


def test_evaluation_counts_distractors_and_prints_a_row_a_set(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_set(tmp_path / "sets" / "small", [("cầu treo ở đâu?", "cầu treo"), ("giếng nước ở đâu?", "giếng nước")])
    small = read_set(tmp_path / "sets" / "small")
    assert small == RetrievalSet(
        "small",
        ("cầu treo ở đâu?", "giếng nước ở đâu?"),
        ("cầu treo", "giếng nước"),
        (frozenset({0}), frozenset({1})),
    )
    run_evaluation(["--sets", str(tmp_path / "sets"), "--data", str(data)])
    printed = capsys.readouterr().out
    assert "| small | 1.000 |" in printed
    assert "| small + 1 news | 1.000 |" in printed
    run_evaluation(["--sets", str(tmp_path / "sets"), "--json"])
    assert json.loads(capsys.readouterr().out)["R@1 unaccented"] == 1.0


def test_a_small_model_is_trained_written_and_finds_what_it_learned(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "README.md").write_text("our card", encoding="utf-8")
    sizes = ["--syllable-tokens", "300", "--phrase-tokens", "60", "--dimension", "32"]
    steps = ["--batch-size", "16", "--rounds", "12", "--learning-rate", "0.1", "--seed", "3"]
    train(["--data", str(data), "--output", str(folder), *sizes, *steps])
    encoder = StaticEncoder(folder)
    assert encoder.dimension == 32
    assert (folder / "README.md").read_text(encoding="utf-8") == "our card"
    sites = list(zip(TOPICS, PLACES, strict=True))
    questions = tuple(f"{place} sửa {topic} thế nào?" for topic, place in sites)
    passages = tuple(" ".join(body_of(topic, place)) for topic, place in sites)
    tested = RetrievalSet("made", questions, passages, tuple(frozenset({n}) for n in range(len(passages))))
    results = evaluate(encoder, tested)
    assert results["accented"].recall_at_1 > 0.8
    assert results["unaccented"] == results["accented"]


def test_fewer_numbers_of_a_row_are_written_if_asked(data: Path, tmp_path: Path) -> None:
    sizes = ["--syllable-tokens", "300", "--phrase-tokens", "60", "--dimension", "32", "--written-dimension", "16"]
    train(["--data", str(data), "--output", str(tmp_path / "model"), *sizes, "--batch-size", "16", "--keep-accents"])
    encoder = StaticEncoder(tmp_path / "model")
    assert encoder.dimension == 16
    (vector,) = encoder.encode_passages(["Mặt trận sửa cầu treo."])
    model = SentenceTransformer(str(tmp_path / "model"), local_files_only=True, device="cpu")
    assert np.allclose(vector, model.encode("Mặt trận sửa cầu treo."), atol=1e-3)
