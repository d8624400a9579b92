"""What a sentence has to show of a question, however many of its words it holds: the signer, the most, the account."""

from collections.abc import Callable
from datetime import datetime

import pytest

from corpus.article import Article
from index.engine import Engine
from index.types import Status
from index.vietnamese.normalise import strip_accents
from tests.index.conftest import EngineOf

FUND = Article(
    "quy-bien-dao",
    "Huyện Sơn Khê phát động ủng hộ Quỹ “Vì biển, đảo Việt Nam” năm 2022",
    "Sáng 13/5, Ủy ban MTTQ huyện Sơn Khê tổ chức Lễ phát động ủng hộ Quỹ “Vì biển, đảo Việt Nam” năm 2022.\n\n"
    "Năm nay, huyện phấn đấu vận động từ 4 tỷ đồng trở lên. Người lao động ủng hộ tối thiểu một ngày lương.\n\n"
    "Đặc biệt, cụ Mạc Thị Mùi, mẹ liệt sĩ ở xã Vân Cói, đã trao 5 triệu đồng tiền tiết kiệm. Thấp nhất là xã Cầu Sỏi, "
    "97,6 triệu đồng, dẫn đầu là xã Vân Cói với 300 triệu đồng.\n\n"
    "Đại diện lãnh đạo hai đơn vị đã ký kết chương trình phối hợp.",
    published=datetime(2022, 5, 13, 9),
)
CONGRESS = Article(
    "dai-hoi",
    "Đại hội đại biểu MTTQ phường Bến Gốm lần thứ XV, nhiệm kỳ 2024 - 2029",
    "Ngày 28/3/2024, MTTQ phường Bến Gốm tổ chức Đại hội đại biểu lần thứ XV tổng kết công tác năm 2023.\n\n"
    "Đại hội đã cử 39 vị vào Ủy ban MTTQ phường khóa XV. Tại kỳ họp thứ nhất, ông Vương Đình Sỏi được cử giữ chức Chủ "
    "tịch Ủy ban MTTQ phường.\n\n"
    "Gia đình ông Sỏi sẽ lập quỹ Hoàng Mây. Đồng thời, lập quỹ Bình Minh giúp học sinh nghèo.",
    published=datetime(2024, 3, 29, 9),
)


@pytest.fixture(scope="module")
def engine(engine_of: EngineOf) -> Engine:
    return engine_of([FUND, CONGRESS])


@pytest.mark.parametrize("typed", [str, strip_accents], ids=["accents", "plain"])
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        # What an article of one fund tells without naming any is that fund's.
        ("Quỹ Vì biển, đảo Việt Nam năm 2022 huyện Sơn Khê phấn đấu vận động bao nhiêu tiền?", "4 tỷ đồng"),
        ("Cụ bà mẹ liệt sĩ ở Vân Cói ủng hộ quỹ biển đảo bao nhiêu tiền?", "5 triệu đồng"),
        ("Xã nào ở Sơn Khê ủng hộ quỹ biển đảo ít nhất?", "Cầu Sỏi"),
        ("Xã nào ở Sơn Khê ủng hộ quỹ biển đảo nhiều nhất?", "Vân Cói"),
        ("Ai được cử giữ chức Chủ tịch Ủy ban MTTQ phường Bến Gốm khóa XV?", "Vương Đình Sỏi"),
    ],
)
def test_is_answered(engine: Engine, asked: str, told: str, typed: Callable[[str], str]) -> None:
    answer = engine.answer(typed(asked))
    assert answer.status is Status.ANSWERED
    assert told in answer.text


def test_several_things_are_quoted_as_far_as_they_are_told_on(engine: Engine) -> None:
    answer = engine.answer("Gia đình ông Vương Đình Sỏi lập những quỹ nào?")
    assert "Hoàng Mây" in answer.text
    assert "Bình Minh" in answer.text


@pytest.mark.parametrize(
    "asked",
    [
        "Ai đại diện huyện Sơn Khê ký kết chương trình phối hợp?",
        "Số tài khoản của Quỹ Vì biển, đảo huyện Sơn Khê?",
        "Vợ ông Vương Đình Sỏi tên gì?",
        "Doanh nghiệp nào ủng hộ nhiều nhất ở huyện Sơn Khê?",
        "Đại hội tổng kết công tác năm 2022 của phường Bến Gốm họp ngày nào?",
        "Hạn cuối ủng hộ quỹ biển đảo ở huyện Sơn Khê là ngày nào?",
    ],
)
def test_is_refused(engine: Engine, asked: str) -> None:
    assert engine.answer(asked).status is Status.NOT_FOUND


@pytest.mark.parametrize(
    ("account", "told"),
    [
        ("tài khoản của Ban Vận động cứu trợ huyện mở tại Kho bạc Nhà nước", None),
        ("tài khoản số 3761.0.9058274 của Ban Vận động cứu trợ huyện tại Kho bạc Nhà nước", "3761.0.9058274"),
    ],
)
def test_the_number_of_an_account_has_to_be_given(engine_of: EngineOf, account: str, told: str | None) -> None:
    body = (
        f"Sáng 20/9, huyện Sơn Khê phát động ủng hộ đồng bào bị lũ lụt.\n\nNgười dân có thể chuyển tiền vào {account}."
    )
    answer = engine_of([Article("phat-dong", "Huyện Sơn Khê phát động ủng hộ", body)]).answer(
        "Cho mình xin số tài khoản của Ban Vận động cứu trợ huyện Sơn Khê"
    )
    assert (answer.status is Status.ANSWERED) == bool(told)
    assert told is None or told in answer.text


FALLS = "Trong thung lũng Mây Bạc có dăm ngọn thác nhỏ đổ xuống quanh năm."


@pytest.mark.parametrize(
    ("lead", "asked", "status"),
    [
        (
            "Thung lũng Mây Bạc sinh ra từ một miệng núi lửa.",
            "Thung lũng Mây Bạc có bao nhiêu ngọn thác nhỏ?",
            Status.ANSWERED,
        ),
        (
            "Ngày 3/2, Ủy ban MTTQ huyện thăm thung lũng Mây Bạc.",
            "Thung lũng Mây Bạc có bao nhiêu ngọn thác nhỏ?",
            Status.NOT_FOUND,
        ),
        (
            "Thung lũng Mây Bạc ở huyện Sơn Khê.",
            "Thung lũng Mây Bạc ở huyện Sơn Khê có bao nhiêu ngọn thác nhỏ?",
            Status.NOT_FOUND,
        ),
    ],
)
def test_words_that_no_rule_knows_answer_only_outside_the_genre(
    engine_of: EngineOf, lead: str, asked: str, status: Status
) -> None:
    engine = engine_of([Article("thung-lung", "Thung lũng Mây Bạc", f"{lead}\n\n{FALLS}")])
    assert engine.answer(asked).status is status
