"""Words that mean nearly the same: a sentence that holds one tells of the others, for a little less."""

from collections.abc import Callable

import pytest

from index.engine import Engine
from index.matching import Vocabulary, coverage, matched, wanted_words
from index.synonyms import Synonyms
from index.types import Status
from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.frequencies import Frequencies
from index.vietnamese.normalise import has_accents, strip_accents
from index.vietnamese.tokens import tokenise

Held = Callable[[str, str], float]


@pytest.fixture(scope="module")
def synonyms() -> Synonyms:
    return Synonyms.load()


@pytest.fixture(scope="module")
def held(abbreviations: Abbreviations, synonyms: Synonyms) -> Held:
    """Return a function that says how much of a question a text holds."""
    frequencies = Frequencies.load()

    def share(asked: str, text: str) -> float:
        wanted = wanted_words(
            asked, ("được", "có"), ("được",), frequencies, accented=has_accents(asked), synonyms=synonyms
        )
        return coverage(wanted, matched(wanted, Vocabulary.of(tokenise(text), abbreviations, frequencies)))

    return share


@pytest.mark.parametrize("typed", [str, strip_accents])
@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("ủng hộ", "vận động được 3 tỷ"),
        ("quyên góp", "huy động 3 tỷ"),
        ("đóng góp", "quỹ thu được 3 tỷ"),
        ("diễn ra", "phường tổ chức hội thi"),
        ("tham dự", "bà Hiền có mặt"),
        ("có mặt", "bà Hiền đến dự"),
        ("điều hành", "bà Hiền chủ trì"),
        ("phát biểu", "bà Hiền khẳng định"),
        ("trao", "hội tặng 10 suất quà"),
        ("bầu", "hiệp thương cử bà Hiền"),
        ("kinh phí", "trị giá 3 tỷ"),
        ("cuộc họp", "12 hội nghị"),
        ("dàn xếp", "tổ hòa giải"),
        ("xích mích", "mâu thuẫn"),
        ("góp ý", "3 ý kiến đóng góp"),
        ("phần thưởng", "tặng giấy khen"),
        ("qua đời", "cụ Lụa từ trần"),
        ("Noel", "lễ Giáng sinh"),
        ("lên quận", "trở thành quận"),
    ],
)
def test_a_word_of_the_group_counts_nearly_as_the_word_itself(
    asked: str, text: str, typed: type[str], held: Held
) -> None:
    assert 0.7 <= held(typed(asked), text) < held(typed(asked), asked) == 1.0


@pytest.mark.parametrize(("asked", "text"), [("chi", "vận động được 3 tỷ"), ("sử dụng", "quỹ tiếp nhận 3 tỷ")])
def test_what_is_spent_is_not_what_is_raised(asked: str, text: str, held: Held) -> None:
    assert held(asked, text) == 0.0


def test_a_phrase_is_taken_whole(synonyms: Synonyms) -> None:
    groups = synonyms.around(["bà", "có", "mặt", "trận"], accented=True)
    assert [bool(group) for group in groups] == [False, True, True, False]
    assert ("tham", "dự") in groups[1] & groups[2]


@pytest.mark.parametrize("typed", [str, strip_accents])
def test_a_fund_is_found_by_another_word_for_raising(engine: Engine, typed: type[str]) -> None:
    answer = engine.answer(typed("Quận Phú Lãng quyên góp quỹ Cứu trợ bao nhiêu tiền?"))
    assert "1 tỷ 150 triệu đồng" in answer.text


def test_what_was_spent_is_not_answered_by_what_was_raised(engine: Engine) -> None:
    assert engine.answer("Quận Phú Lãng đã chi quỹ Cứu trợ bao nhiêu tiền?").status is Status.NOT_FOUND


def test_a_special_word_is_not_told_by_a_general_one(synonyms: Synonyms) -> None:
    assert ("khai", "mạc") in synonyms.around(["diễn", "ra"], accented=True)[0]
    assert synonyms.around(["khai", "mạc"], accented=True)[0] == frozenset()
