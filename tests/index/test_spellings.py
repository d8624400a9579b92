"""However a question is spelled, it reaches the passages that its proper form reaches."""

import unicodedata
from collections.abc import Iterator

import pytest

from corpus.article import Article
from corpus.store import write_article
from index.engine import Engine, open_engine
from index.options import AnswerOptions, IndexOptions, RetrieveOptions
from index.sync import synchronise
from index.vietnamese.normalise import strip_accents
from tests.index.conftest import TODAY

TEXTS = {
    "dai": "Ủy ban Mặt trận Tổ quốc Việt Nam họp bàn về cứu trợ vùng lũ.",
    "nua-ngan": "Sáng nay, Ủy ban MTTQ Việt Nam thăm hỏi các gia đình chính sách.",
    "ngan": "UBMTTQ VN trao tặng 40 suất học bổng.",
    "lien": "Đoàn công tác của UBMTTQVN kiểm tra việc xây cầu.",
    "quoc-hoi": "Quốc hội thông qua nghị quyết về ngân sách.",
    "qh": "Đại biểu QH tiếp xúc cử tri phường.",
    "uy-ban-khac": "Ủy ban nhân dân xã sửa đường làng.",
    "hoi": "Hội Nông dân Việt Nam mở hội chợ ở huyện, có 30 gian hàng của các xã và phường cùng góp mặt.",
    "quy-ba": "Trong quý, thôn thu gom được nhiều rác.",
    "quy-von": "Thôn lập quỹ, ai cũng góp.",
    "to-quoc": "Học sinh viết thư về biển đảo Tổ quốc.",
}
FRONT = {"dai", "nua-ngan", "ngan", "lien"}


@pytest.fixture(scope="module")
def spelling(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("spellings")
    for article_id, text in TEXTS.items():
        write_article(Article(article_id, "Tin", text), folder)
    options = IndexOptions(path=tmp_path_factory.mktemp("spellings-index"))
    synchronise(folder, options)
    # By words alone: in so few passages the likeness of meaning would decide.
    engine = open_engine(options, RetrieveOptions(dense_weight=0), AnswerOptions(), today=lambda: TODAY)
    yield engine
    engine.close()


def found(engine: Engine, question: str) -> list[str]:
    return [hit.passage.article_id for hit in engine.search(question)]


@pytest.mark.parametrize(
    "name",
    [
        "Ủy ban Mặt trận Tổ quốc Việt Nam", "Uỷ ban MTTQ Việt Nam", "Ủy ban MTTQ VN", "UBMTTQ VN", "UBMTTQ Việt Nam",
        "UBMTTQVN", "ubmttqvn", "ubmttq vn", "uy ban mat tran to quoc viet nam", "Uỷ ban mặt tran tổ quốc viet nam",
    ],
)  # fmt: skip
def test_every_name_of_the_front_finds_every_other(spelling: Engine, name: str) -> None:
    assert set(found(spelling, name)[:4]) == FRONT
    assert set(found(spelling, unicodedata.normalize("NFD", name))[:4]) == FRONT


@pytest.mark.parametrize("name", ["Quốc hội", "QH", "qh", "quoc hoi", "quốc hoi"])
def test_the_assembly_is_found_by_both_its_names(spelling: Engine, name: str) -> None:
    assert set(found(spelling, name)[:2]) == {"quoc-hoi", "qh"}


@pytest.mark.parametrize("name", ["MTTQ", "mttq", "Mặt trận Tổ quốc", "mat tran to quoc", "mặt tran tổ quoc"])
def test_the_front_itself_comes_before_what_shares_a_word(spelling: Engine, name: str) -> None:
    assert set(found(spelling, name)[:4]) == FRONT


@pytest.mark.parametrize(
    ("typed", "proper"),
    [
        ("cụ Lụa góp quỹ dc bn tiền", "cụ Lụa góp quỹ được bao nhiêu tiền"),
        ("quỹ đc bnhiêu", "quỹ được bao nhiêu"),
        ("xã có họp ko", "xã có họp không"),
        ("ngày hội tổ chức ntn", "ngày hội tổ chức như thế nào"),
        ("hội nghị họp lúc mấy h", "hội nghị họp lúc mấy giờ"),
        ("Uỷ ban toà soạn hoà giải", "Ủy ban tòa soạn hòa giải"),
    ],
)
@pytest.mark.parametrize("form", [str, strip_accents])
def test_a_chat_spelling_searches_as_the_proper_one(engine: Engine, typed: str, proper: str, form: type[str]) -> None:
    assert engine.search(form(typed)) == engine.search(form(proper))


def test_typed_accents_count(spelling: Engine, engine: Engine) -> None:
    for word, article_id in (("quý", "quy-ba"), ("quỹ", "quy-von")):
        assert found(spelling, word)[0] == article_id
        assert found(spelling, f"{word} của thon")[0] == article_id  # partly accented
    assert {"quy-ba", "quy-von"} == set(found(spelling, "quy")[:2])
    assert "quý" in engine.search("quý")[0].passage.text
    assert "Quỹ" in engine.search("quỹ")[0].passage.text
