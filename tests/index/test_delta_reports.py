"""Reports of a province in the delta: shares of what is left, growth, terms of office, votes."""

from datetime import datetime

import pytest

from corpus.article import Article
from index.engine import Engine
from index.types import AnswerType
from tests.index.conftest import EngineOf
from tests.index.reports import told, untold

GIFTS = Article(
    "tet-nguoi-ngheo",
    "Thị xã Gò Vấp Mới trao quà “Tết vì người nghèo” năm 2025",
    "Ngày 20/1/2025, Ủy ban MTTQ Việt Nam thị xã Gò Vấp Mới tổ chức chương trình “Tết vì người nghèo”.\n\n"
    "Mặt trận thị xã trao 5.150 phần quà. Trong đó phường Lá Xanh 1.120 phần, xã Cồn Dài 980 phần, số còn lại chia cho "
    "phường Bến Đá và phường Ngã Bảy Nhỏ.\n\n"
    "Bà Lành năm nay 68 tuổi, một mình nuôi con trai. Giữa năm ngoái, huyện quyết định giúp gia đình làm nhà. Ngôi nhà "
    "khởi công ngày 2-8, rộng 48 m2, tổng kinh phí 155 triệu đồng.\n\n"
    "Chương trình diễn ra trong không khí ấm áp, có đông đảo bà con, đoàn viên, hội viên các đoàn thể cùng đến dự.\n\n"
    "Những đơn vị ủng hộ nhiều có Công ty May Tân Sỏi 100 triệu đồng, Hợp tác xã Chạm Bạc 60 triệu đồng.\n\n"
    "Được biết, Tết năm 2024, chương trình của thị xã đã trao 3.350 suất quà, tổng trị giá 1,27 tỷ đồng.",
    published=datetime(2025, 1, 21, 9),
)
REVIEW = Article(
    "tong-ket-2022",
    "Huyện Sông Trẹm: Hội nghị lần thứ 9 Ủy ban MTTQ tổng kết công tác Mặt trận năm 2022",
    "Ngày 10/1/2023, Ủy ban MTTQ huyện Sông Trẹm tổ chức Hội nghị lần thứ 9.\n\n"
    "Năm 2022, Mặt trận huyện hoàn thành 11/12 chỉ tiêu. Chỉ tiêu chưa đạt là tỷ lệ ấp có nhà văn hóa. Quỹ “Vì người "
    "nghèo” toàn huyện vận động được 5,42 tỷ đồng; Quỹ “Vì biển, đảo Việt Nam” vận động được 3,08 tỷ đồng, tăng 730 "
    "triệu đồng so với kết quả 2,35 tỷ đồng của năm 2021.\n\n"
    "Đề án sắp xếp lại Ban công tác Mặt trận ấp được bàn nhiều. Theo đó, số Ban công tác Mặt trận giảm từ 63 xuống còn "
    "52. Qua giám sát chi hỗ trợ, đoàn phát hiện 118 trường hợp bị bỏ sót.\n\n"
    "Hội nghị hiệp thương cử bổ sung 4 vị vào Ủy ban MTTQ huyện; cử ông Thái Duy Sậu giữ chức Phó Chủ tịch với 45/46 "
    "phiếu, thay ông Trần Văn Sến nghỉ hưu.\n\n"
    "Ông Lò Quang Đĩnh, Chủ tịch Ủy ban MTTQ huyện, thẳng thắn chỉ ra 3 tồn tại: phản biện ở xã chưa đồng đều; mô hình "
    "ra mắt rồi bỏ lửng; ít doanh nghiệp góp quỹ.",
    published=datetime(2023, 1, 12, 9),
)
ELECTION = Article(
    "bau-cu",
    "Huyện Sông Trẹm: Hội nghị lần thứ 5 Ủy ban MTTQ, nhiệm kỳ 2014-2019",
    "Ngày 20/7/2016, Ủy ban MTTQ huyện Sông Trẹm tổ chức Hội nghị lần thứ 5.\n\n"
    "Trọng tâm là cuộc bầu cử đại biểu Quốc hội khóa XIV. Mặt trận huyện tổ chức đủ 3 hội nghị hiệp thương. Ban Thường "
    "trực phối hợp tổ chức 14 hội nghị tiếp xúc cử tri. Ngày 22/5, toàn huyện có 99,1% cử tri đi bỏ phiếu.\n\n"
    "Đến hết ngày 15/7, Ban Cứu trợ huyện đã tiếp nhận ủng hộ phòng, chống hạn mặn với tổng trị giá 18,7 tỷ đồng. Dự "
    "thảo nghị quyết hỗ trợ 30% chi phí trữ nước cho hộ nuôi tôm. Quỹ “Vì người nghèo” huyện vận động được 612 triệu "
    "đồng, đạt 74% kế hoạch năm.",
    published=datetime(2016, 7, 21, 9),
)


@pytest.fixture(scope="module")
def engine(engine_of: EngineOf) -> Engine:
    return engine_of([GIFTS, REVIEW, ELECTION])


test_what_is_told_is_answered = told(
    # A year that something is only compared with does not date the sentence.
    ("So với năm 2021, Quỹ Vì biển, đảo của Sông Trẹm năm 2022 tăng bao nhiêu tiền?", "tăng 730 triệu đồng"),
    ("Sau sáp nhập ấp, huyện Sông Trẹm còn bao nhiêu Ban công tác Mặt trận?", "xuống còn 52"),
    ("Giám sát chi hỗ trợ ở Sông Trẹm phát hiện bao nhiêu người bị bỏ sót?", "118 trường hợp"),
    ("Chỉ tiêu nào huyện Sông Trẹm không hoàn thành trong năm 2022?", "tỷ lệ ấp có nhà văn hóa"),
    ("Năm 2022 huyện Sông Trẹm không đạt chỉ tiêu nào?", "tỷ lệ ấp có nhà văn hóa"),
    # What a paragraph begins with numbers what it tells on of.
    ("Bao nhiêu phần trăm cử tri Sông Trẹm đi bỏ phiếu bầu Quốc hội khóa XIV?", "99,1%"),
    ("Đến giữa tháng 7/2016, huyện Sông Trẹm nhận được tổng cộng bao nhiêu ủng hộ phòng, chống hạn?", "18,7 tỷ"),
    # "Đĩnh chỉ" reads as "đình chỉ" without its accents.
    ("Ba tồn tại mà ông Lò Quang Đĩnh chỉ ra là gì?", "bỏ lửng"),
    ("Ngôi nhà của bà Lành rộng bao nhiêu và hết bao nhiêu tiền?", "155 triệu đồng"),
)


test_what_is_not_told_is_refused = untold(
    "Quỹ Vì người nghèo của huyện Sông Trẹm 6 tháng đầu năm 2021 được bao nhiêu?",
    "Phường Bến Đá nhận bao nhiêu phần quà Tết năm 2025?",
    "Phường Ngã Bảy Nhỏ nhận bao nhiêu phần quà Tết năm 2025?",
    "Sau khi cử bổ sung 4 vị, Ủy ban MTTQ huyện Sông Trẹm có tất cả bao nhiêu vị?",
    "Ông Trần Văn Sến làm Phó Chủ tịch MTTQ huyện Sông Trẹm được bao nhiêu năm?",
    "Nghị quyết hỗ trợ hộ nuôi tôm ở Sông Trẹm được thông qua với tỷ lệ tán thành bao nhiêu?",
    # A year that was still running when the news appeared has no sum of the whole.
    "Cả năm 2016, Quỹ Vì người nghèo của huyện Sông Trẹm thu được bao nhiêu?",
    "Năm 2024, Công ty May Tân Sỏi ủng hộ người nghèo thị xã Gò Vấp Mới bao nhiêu?",
    # The name of the fund begins with a word for why, and gives no reason.
    "Vì sao năm 2022 huyện Sông Trẹm không vận động đủ quỹ?",
)


def test_growth_is_not_told_by_a_total(engine: Engine) -> None:
    answer = engine.answer("So với năm 2021, Quỹ Vì biển, đảo của Sông Trẹm năm 2022 tăng bao nhiêu tiền?")
    assert not answer.text.startswith("Huyện Sông Trẹm –")


def test_support_that_was_received_is_a_sum(engine: Engine) -> None:
    asked = engine.answer("Huyện Sông Trẹm tiếp nhận được bao nhiêu ủng hộ phòng, chống hạn mặn?").question
    assert asked.answer_type is AnswerType.AMOUNT
