"""A paper that names its province by its address alone, and a town's review, asked as in a chat."""

from datetime import datetime

import pytest

from corpus.article import Article
from index.engine import Engine
from index.types import Status
from tests.index.conftest import EngineOf

RELIEF = Article(
    "cuu-tro",
    "Hơn 2,3 tỷ đồng ủng hộ đồng bào bị thiệt hại do bão số 12",
    "Chiều 20.11, tại trụ sở Ủy ban MTTQ Việt Nam tỉnh, Ban Vận động cứu trợ tỉnh tiếp nhận tiền, hàng ủng hộ đồng bào "
    "bị thiệt hại do bão số 12. Chủ tịch Ủy ban MTTQ Việt Nam tỉnh Vũ Khắc Sỏi chủ trì buổi tiếp nhận.\n\n"
    "Từ nguồn này, tỉnh trích 300 triệu đồng chia sẻ với các tỉnh chịu bão, gồm: Khánh Hòa 150 triệu đồng, Phú Yên 100 "
    "triệu đồng, Bình Định 50 triệu đồng.",
    published=datetime(2017, 11, 20, 17),
    publisher="tinlaocai.vn",
)
REVIEW = Article(
    "tong-ket",
    "Thị xã Bến Nắng tổng kết công tác Mặt trận năm 2023",
    "Ngày 5/1/2024, Ủy ban MTTQ Việt Nam thị xã Bến Nắng tổng kết công tác Mặt trận năm 2023. Bà Lý Ngọc Sa, Ủy viên "
    "Ban Thường vụ Thị ủy, Chủ tịch Ủy ban MTTQ Việt Nam thị xã, Trưởng Ban Vận động cứu trợ thị xã chủ trì.\n\n"
    "Năm 2023, Quỹ “Vì người nghèo” TX. Bến Nắng vận động được 14,2 tỷ đồng, đạt 118% kế hoạch. Số tiền này được chia "
    "cho xã Vân Cói 6 tỷ đồng, xã Đồng Lụa 5 tỷ đồng, xã Cầu Sỏi 3 tỷ đồng. Hũ gạo tình thương góp 3,2 tấn gạo.\n\n"
    "Bên cạnh đó, việc nắm tình hình nhân dân có lúc chưa kịp thời, một số ban công tác còn lúng túng.\n\n"
    "Nhiệm kỳ tới, thị xã phấn đấu vận động Quỹ “Vì người nghèo” từ 15 tỷ đồng trở lên.\n\n"
    "Hội nghị lập danh sách sơ bộ gồm 67 người, trong đó có 27 nữ. Bà Sa cho biết, có 1 người tự ứng cử.",
    published=datetime(2024, 1, 6, 9),
)


@pytest.fixture(scope="module")
def engine(engine_of: EngineOf) -> Engine:
    return engine_of([RELIEF, REVIEW])


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Buổi tiếp nhận ủng hộ bão số 12 ở Lào Cai diễn ra chiều ngày nào?", ["20.11"]),
        ("Năm 2017 ai là Chủ tịch Ủy ban MTTQ tỉnh Lào Cai?", ["Vũ Khắc Sỏi"]),
        ("Lào Cai trích bao nhiêu tiền chia sẻ với các tỉnh sau bão số 12?", ["300 triệu đồng"]),
        ("Những tỉnh nào được Lào Cai chia sẻ sau bão số 12?", ["Khánh Hòa", "Phú Yên", "Bình Định"]),
        ("Quỹ Vì người nghèo thị xã Bến Nắng năm 2023 đạt bao nhiêu phần trăm kế hoạch?", ["118%"]),
        ("Quỹ Vì người nghèo của thị xã Bến Nắng chia cho xã Đồng Lụa bao nhiêu?", ["5 tỷ đồng"]),
        ("Xã nào ở thị xã Bến Nắng được chia nhiều tiền nhất?", ["xã Vân Cói 6 tỷ đồng"]),
        ("MTTQ thị xã Bến Nắng tự nhận còn yếu ở điểm nào?", ["chưa kịp thời"]),
        ("Nhiệm kỳ tới thị xã Bến Nắng đặt mục tiêu Quỹ Vì người nghèo bao nhiêu?", ["15 tỷ đồng"]),
        ("Ai là Trưởng Ban Vận động cứu trợ thị xã Bến Nắng?", ["Lý Ngọc Sa"]),
        ("hũ gạo tình thương ở thị xã Bến Nắng góp dc bao nhiêu gạo?", ["3,2 tấn"]),
    ],
)
def test_what_is_told_is_answered(engine: Engine, asked: str, told: list[str]) -> None:
    answer = engine.answer(asked)
    assert answer.status is Status.ANSWERED
    quoted = " ".join([answer.text, *(citation.quote for citation in answer.citations)])
    assert [piece for piece in told if piece not in quoted] == []


@pytest.mark.parametrize(
    "asked",
    [
        "Danh sách chính thức của thị xã Bến Nắng có bao nhiêu người?",
        "Người tự ứng cử ở thị xã Bến Nắng tên gì?",
        "Trong danh sách sơ bộ của thị xã Bến Nắng có bao nhiêu người là dân tộc thiểu số?",
        "Công ty Xi măng Đá Trắng ủng hộ thị xã Bến Nắng bao nhiêu tiền?",
        "Hội nghị phản biện thứ tư trong năm 2023 của MTTQ thị xã Bến Nắng bàn về nội dung gì?",
    ],
)
def test_what_is_only_told_beside_it_is_refused(engine: Engine, asked: str) -> None:
    assert engine.answer(asked).status is Status.NOT_FOUND
