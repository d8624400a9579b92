"""The default encoder as it ships, the models a config can name instead, and what a broken one says."""

import json
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load_file, save_file
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Dense, StaticEmbedding
from tokenizers import Tokenizer

from index.encoder import DEFAULT_MODEL, EncoderError, StaticEncoder, load_encoder
from index.encoder.sentence_transformer import fingerprint, looks_like_a_path
from index.errors import IndexFault

ENCODER = load_encoder("default")
TEXTS = (
    "Ủy ban Mặt trận Tổ quốc quận họp ngày 07/07/2023.",
    "UBND phường trao 1.500.000 đồng cho hộ nghèo; quỹ còn 12,5 triệu",
    "a",
    "The quick brown fox, Nguyễn Văn Đức và 3 người khác 🙂",
    "từ " * 3000,
    "\x00\x07 họp\ttổ\u200bdân phố\r\n",
)
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạếềểễệốồổỗộớờởỡợứừửữựủỷòóỏõọ"
VIETNAMESE = st.text(alphabet=st.sampled_from(LETTERS + " ,.1234567890"))


def cosine(left: str, right: str) -> float:
    return float((ENCODER.encode_questions([left]) @ ENCODER.encode_passages([right]).T)[0, 0])


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEFAULT_MODEL, tmp_path / "model"))


def test_default_is_named_by_its_weights_and_tokenizer(model: Path) -> None:
    assert re.fullmatch(r"hoidap-static@[0-9a-f]{12}", ENCODER.name)
    assert StaticEncoder(model, label="hoidap-static").name == ENCODER.name
    weights = load_file(model / "model.safetensors")
    weights["embedding.weight"][0, 0] += 1
    save_file(weights, model / "model.safetensors")
    assert StaticEncoder(model, label="hoidap-static").name != ENCODER.name


def test_default_is_small_and_in_half_precision() -> None:
    size = sum(file.stat().st_size for file in DEFAULT_MODEL.rglob("*") if file.is_file())
    assert size <= 40_000_000
    assert load_file(DEFAULT_MODEL / "model.safetensors")["embedding.weight"].dtype == np.float16


def test_vectors_have_length_one_and_the_stated_shape() -> None:
    for vectors in (ENCODER.encode_questions(TEXTS), ENCODER.encode_passages(TEXTS)):
        assert vectors.shape == (len(TEXTS), ENCODER.dimension)
        assert vectors.dtype == np.float32
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_same_vectors_as_sentence_transformers() -> None:
    reference = SentenceTransformer(str(DEFAULT_MODEL), local_files_only=True, device="cpu")
    expected = reference.encode(list(TEXTS), show_progress_bar=False).astype(np.float32)
    assert np.abs(ENCODER.encode_passages(TEXTS) - expected).max() < 1e-3


@pytest.mark.parametrize("text", ["", " ", "\n\t", "🙂🎉", "?!…", "\x00\x01", "\ud800"])
def test_text_without_words_is_a_row_of_zeros(text: str) -> None:
    vectors = ENCODER.encode_questions([text, "quỹ vì người nghèo"])
    assert not vectors[0].any()
    assert np.linalg.norm(vectors[1]) == pytest.approx(1.0, abs=1e-5)


def test_no_texts_are_no_rows() -> None:
    assert ENCODER.encode_passages([]).shape == (0, ENCODER.dimension)


@given(st.text() | VIETNAMESE)
def test_any_text_has_a_vector_of_length_one_or_zero(text: str) -> None:
    length = float(np.linalg.norm(ENCODER.encode_questions([text])[0]))
    assert length == 0 or length == pytest.approx(1.0, abs=1e-4)


@given(VIETNAMESE)
def test_decomposed_text_gives_the_same_vector(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert np.array_equal(ENCODER.encode_questions([composed]), ENCODER.encode_questions([decomposed]))


SMALL_BATCHES = StaticEncoder(DEFAULT_MODEL, batch_size=2)


@given(st.lists(st.text(max_size=30), max_size=8))
def test_batch_size_changes_no_vector(texts: list[str]) -> None:
    assert np.array_equal(SMALL_BATCHES.encode_passages(texts), ENCODER.encode_passages(texts))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ủy ban, hòa giải, khỏe", "uỷ ban, hoà giải, khoẻ"),
        ("MẶT TRẬN TỔ QUỐC", "mặt trận tổ quốc"),
        ("tháng 07/2023", "tháng 7/2023"),
        ("mặt   trận\ntổ quốc", "mặt trận tổ quốc"),
    ],
)
def test_one_word_in_two_spellings_has_one_vector(one: str, other: str) -> None:
    assert np.array_equal(ENCODER.encode_questions([one]), ENCODER.encode_questions([other]))


def test_question_finds_its_passage_with_and_without_accents() -> None:
    passages = (
        "Sáng 5/3, trường tiểu học khai giảng lớp bơi miễn phí cho 120 em ở các thôn ven sông.",
        "Bệnh viện tỉnh vừa ghép thận thành công cho một bệnh nhân 34 tuổi sau ca mổ kéo dài bảy giờ.",
        "Giá xăng giảm 450 đồng mỗi lít từ 15 giờ chiều nay, dầu hỏa giữ nguyên.",
        "Hội đồng nhân dân xã thông qua nghị quyết xây cầu mới thay cầu treo đã xuống cấp.",
    )
    questions = (
        ("Lớp dạy bơi miễn phí dành cho bao nhiêu em?", "lop day boi mien phi danh cho bao nhieu em"),
        ("Ca ghép thận mất mấy giờ?", "ca ghep than mat may gio"),
        ("Xăng giảm giá bao nhiêu một lít?", "xang giam gia bao nhieu mot lit"),
        ("Vì sao xã xây cầu mới?", "vi sao xa xay cau moi"),
    )
    rows = ENCODER.encode_passages(passages)
    for column in zip(*questions, strict=True):
        assert (ENCODER.encode_questions(column) @ rows.T).argmax(axis=1).tolist() == [0, 1, 2, 3]


def test_token_ids_follow_the_text_and_rows_are_unit_rows() -> None:
    encoder = StaticEncoder(DEFAULT_MODEL)
    ids, none = encoder.token_ids(["Mặt trận Tổ quốc, mặt trận tổ quốc", ""])
    rows = encoder.unit_rows(64)[ids]
    assert rows.shape == (len(ids), 64)
    assert ids[: len(ids) // 2] == ids[len(ids) // 2 :]
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert none == []


def test_default_needs_neither_torch_nor_a_network() -> None:
    program = (
        "import socket, sys\n"
        "def refuse(*_): raise AssertionError('a socket was opened')\n"
        "socket.socket.__init__ = refuse\n"
        "from index.encoder import load_encoder\n"
        "load_encoder('default').encode_questions(['xin chào'])\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_folder_of_a_static_model_is_read_in_the_same_way(model: Path) -> None:
    encoder = load_encoder(str(model), batch_size=2)
    assert isinstance(encoder, StaticEncoder)
    assert encoder.name.startswith("model@")
    assert np.array_equal(encoder.encode_passages(TEXTS), ENCODER.encode_passages(TEXTS))


@pytest.fixture
def other_kind(tmp_path: Path) -> Path:
    """A model that is more than a static table, with prompts of its own."""
    table = StaticEmbedding(Tokenizer.from_file(str(DEFAULT_MODEL / "tokenizer.json")), embedding_dim=8)
    dense = Dense(in_features=8, out_features=4)
    saved = SentenceTransformer(modules=[table, dense], prompts={"query": "hỏi ", "document": "đoạn "})
    saved.save(str(tmp_path / "other"))
    return tmp_path / "other"


def test_other_local_model_is_loaded_with_its_prompts(other_kind: Path) -> None:
    encoder = load_encoder(str(other_kind))
    questions, passages = encoder.encode_questions(TEXTS), encoder.encode_passages(TEXTS)
    assert encoder.dimension == 4
    assert questions.shape == (len(TEXTS), 4)
    assert questions.dtype == np.float32
    assert np.linalg.norm(questions, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert not np.allclose(questions, passages)
    assert encoder.encode_questions([]).shape == (0, 4)


def test_name_of_a_local_model_follows_its_files(other_kind: Path) -> None:
    before = load_encoder(str(other_kind)).name
    assert before == f"{other_kind}@{fingerprint(other_kind)}"
    config = other_kind / "config_sentence_transformers.json"
    config.write_text(config.read_text(encoding="utf-8").replace("cosine", "dot"), encoding="utf-8")
    assert load_encoder(str(other_kind)).name != before


@pytest.mark.parametrize("name", ["./none", "/no/such/folder", "~/none", "a/b/c", "", "a\\b"])
def test_missing_folder_is_told_apart_from_a_hub_name(name: str) -> None:
    assert looks_like_a_path(name)
    with pytest.raises(EncoderError, match=r"no such folder.*index\.encoder\.model"):
        load_encoder(name)


def test_name_that_no_hub_serves_is_an_error_with_the_mend() -> None:
    # Not a valid hub name, so that it is refused here and no hub is asked.
    with pytest.raises(EncoderError) as caught:
        load_encoder("nobody/no such model!")
    message = str(caught.value)
    assert message.startswith("encoder model nobody/no such model! cannot be loaded (")
    assert "index.encoder.model" in message
    assert "\n" not in message


def test_folder_without_a_model_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=re.escape(str(tmp_path))):
        load_encoder(str(tmp_path))
    with pytest.raises(EncoderError, match="not a static embedding model"):
        StaticEncoder(tmp_path)


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "modules.json"])
def test_broken_or_missing_file_is_named_with_the_mend(model: Path, name: str) -> None:
    (model / name).write_bytes((model / name).read_bytes()[:100])
    with pytest.raises(EncoderError, match=rf"{re.escape(name)} .*index\.encoder\.model") as caught:
        load_encoder(str(model))
    assert isinstance(caught.value, IndexFault)
    (model / name).unlink()
    with pytest.raises(EncoderError):
        StaticEncoder(model)


@pytest.mark.parametrize("modules", ["{}", "[]", "[1]", '[{"type": 3, "path": ""}]', '[{"type": "StaticEmbedding"}]'])
def test_malformed_list_of_modules_is_named(model: Path, modules: str) -> None:
    (model / "modules.json").write_text(modules, encoding="utf-8")
    with pytest.raises(EncoderError, match=r"modules\.json"):
        load_encoder(str(model))


def test_weights_that_do_not_fit_the_tokenizer_are_refused(model: Path) -> None:
    save_file({"embedding.weight": np.zeros((3, 4), np.float16)}, model / "model.safetensors")
    with pytest.raises(EncoderError, match="3 rows"):
        load_encoder(str(model))
    save_file({"another": np.zeros((3, 4), np.float16)}, model / "model.safetensors")
    with pytest.raises(EncoderError, match=r"embedding\.weight"):
        load_encoder(str(model))


def test_modules_are_recognised_by_their_class_alone(model: Path) -> None:
    modules = [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"}]
    (model / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    assert isinstance(load_encoder(str(model)), StaticEncoder)


def test_the_weights_stay_within_what_a_repository_can_carry() -> None:
    weights = [path.stat().st_size for path in DEFAULT_MODEL.parent.glob("*/*.safetensors")]
    assert len(weights) == 2
    assert sum(weights) < 64_000_000
