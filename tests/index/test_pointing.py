"""Who and what a sentence tells of without a name: the house of the sentence before, "trong thôn", "bà"."""

from datetime import datetime

import pytest

from corpus.article import Article
from index.engine import Engine
from index.types import Status
from tests.index.conftest import EngineOf

HOUSE = Article(
    "nha-tinh-thuong",
    "Trao nhà tình thương tại xã Vân Cói",
    "Sáng 30/1, Ủy ban MTTQ huyện Sơn Khê bàn giao nhà cho gia đình ông Mạc Văn Tòng ở xã Vân Cói.\n\n"
    "Các nhà hảo tâm góp sức dựng cho vợ chồng ông Tòng căn nhà trị giá 150 triệu đồng. Ngôi nhà khởi công từ ngày "
    "7/10/2023 và nay đã hoàn thành.",
    published=datetime(2024, 1, 30, 9),
)
FESTIVAL = Article(
    "ngay-hoi",
    "Ngày hội Đại đoàn kết ở khu dân cư",
    "Chiều 16/11, thôn Bến Nhạn, xã Vân Cói tổ chức Ngày hội Đại đoàn kết toàn dân tộc với hơn 200 người dự.\n\n"
    "Nhiều gia đình vươn lên làm giàu. Trong thôn không còn hộ đói; hộ nghèo giảm xuống còn 8 hộ.",
    published=datetime(2024, 11, 16, 9),
)
TWO = Article(
    "hai-thon",
    "Hai khu dân cư họp mặt",
    "Sáng 17/11, thôn Cầu Sỏi và thôn Gò Mận cùng tổ chức Ngày hội Đại đoàn kết toàn dân tộc.\n\n"
    "Trong thôn hiện còn 14 hộ nghèo.",
    published=datetime(2024, 11, 17, 9),
)


TRIP = Article(
    "trao-ho-tro",
    "Mặt trận tỉnh trao hỗ trợ người dân vùng lũ Văn Chấn, Mù Cang Chải",
    "Ngày 30/9, tại huyện Văn Chấn, đoàn đến các xã bị thiệt hại nặng nhất. Thay mặt Ban Vận động cứu trợ tỉnh, đoàn "
    "trao cho huyện 2,15 tỷ đồng.\n\n"
    "Sáng hôm sau, đoàn sang Mù Cang Chải, trao 1,78 tỷ đồng cho huyện để giúp các hộ dân mất nhà.",
    published=datetime(2024, 10, 2, 9),
)
WARDS = Article(
    "lam-diem",
    "Phản biện dự thảo Đề án phân loại rác",
    "Sáng 23/6, quận Phú Lãng tổ chức hội nghị phản biện Đề án phân loại rác.\n\n"
    "Trong năm 2023, Đề án được làm điểm tại 3 phường Bến Gốm 2, Hà Vĩ và Đồng Lụa, sau đó mở rộng ra phường khác. "
    "Phường Bến Gốm 2 nằm ở độ cao 20 m so với mực nước sông, có 118 hộ, 562 nhân khẩu.",
    published=datetime(2023, 6, 23, 9),
)


@pytest.fixture(scope="module")
def engine(engine_of: EngineOf) -> Engine:
    return engine_of([HOUSE, FESTIVAL, TWO, TRIP, WARDS])


def test_the_district_alone_is_that_of_the_sentence_before(engine: Engine) -> None:
    answer = engine.answer("Đoàn trao cho huyện Mù Cang Chải bao nhiêu tiền?")
    assert "1,78 tỷ" in answer.text
    assert "2,15 tỷ" not in answer.text
    assert "2,15 tỷ" in engine.answer("Đoàn trao cho huyện Văn Chấn bao nhiêu tiền?").text


def test_names_that_end_with_a_number_are_listed(engine: Engine) -> None:
    answer = engine.answer("Những phường nào của Phú Lãng làm điểm phân loại rác trong năm 2023?")
    assert "Bến Gốm 2, Hà Vĩ và Đồng Lụa" in answer.text


def test_households_are_told_as_ho(engine: Engine) -> None:
    assert "118 hộ" in engine.answer("Phường Bến Gốm 2 có bn hộ dân vậy ạ?").text


def test_a_thing_told_on_of_is_the_one_of_the_sentence_before(engine: Engine) -> None:
    answer = engine.answer("Nhà tặng ông Mạc Văn Tòng khởi công hôm nào?")
    assert answer.status is Status.ANSWERED
    assert "7/10/2023" in answer.text


def test_within_a_level_means_the_one_place_that_the_report_is_from(engine: Engine) -> None:
    answer = engine.answer("Thôn Bến Nhạn còn mấy hộ nghèo?")
    assert answer.status is Status.ANSWERED
    assert "8 hộ" in answer.text


def test_within_a_level_means_no_place_where_the_report_is_from_two(engine: Engine) -> None:
    answer = engine.answer("Thôn Cầu Sỏi còn mấy hộ nghèo?")
    assert answer.status is Status.NOT_FOUND


def test_days_of_something_else_are_no_answer(engine: Engine) -> None:
    answer = engine.answer("Thôn Bến Nhạn hoàn thành nhà văn hóa ngày nào?")
    assert answer.status is Status.NOT_FOUND
