"""Reports of a border that does not exist: offices of before and of now, plans, storms by two names, places in Nhé."""

from datetime import datetime

import pytest

from corpus.article import Article
from index.engine import Engine
from tests.index.conftest import EngineOf
from tests.index.reports import told, untold

REVIEW = Article(
    "lan-thu-5",
    "Hội nghị lần thứ 5 Ủy ban MTTQ huyện Mường Nhé thống nhất nhiệm vụ năm 2023",
    "Ngày 14/12, Ủy ban MTTQ huyện Mường Nhé tổ chức Hội nghị lần thứ 5, thống nhất nhiệm vụ năm 2023.\n\n"
    "Quỹ “Vì người nghèo” huyện vận động được 1,64 tỷ đồng. Huyện bàn giao 38 căn nhà Đại đoàn kết.\n\n"
    "Hội nghị hiệp thương cử bà Lò Thị Inh - nguyên Chủ tịch Hội Nông dân huyện giữ chức Phó Chủ tịch Ủy ban MTTQ "
    "huyện. Bà Vàng Thị Sua, Chủ tịch Ủy ban MTTQ huyện chủ trì hội nghị.",
    published=datetime(2022, 12, 15, 9),
)
STORM = Article(
    "bao-so-3",
    "Mặt trận tỉnh Đèo Khế phân bổ tiền giúp dân sau bão số 3",
    "Sáng 20/9, Ban Vận động cứu trợ tỉnh Đèo Khế họp về việc giúp dân sau bão số 3.\n\n"
    "Nhà bị sập hoàn toàn được hỗ trợ 60 triệu đồng. Gia đình bà Giàng Thị Chu, 71 tuổi, mất nhà.",
    published=datetime(2024, 9, 21, 9),
)
TERM = Article(
    "dai-hoi",
    "Đại hội đại biểu MTTQ huyện Nậm Cúm lần thứ IX, nhiệm kỳ 2019 - 2024",
    "Sáng 20/4, Ủy ban MTTQ huyện Nậm Cúm tổ chức Đại hội đại biểu lần thứ IX, nhiệm kỳ 2019 - 2024.\n\n"
    "Đại hội nghe báo cáo do bà Khoàng Thị Pó, Chủ tịch Ủy ban MTTQ huyện khóa VIII trình bày. Nhiệm kỳ 2014 - 2019, "
    "đến hết năm 2018, tỷ lệ hộ nghèo giảm từ 41,8% xuống còn 20,6%. Quỹ “Vì biển, đảo Việt Nam” vận động 490 triệu "
    "đồng. 2 trong 10 chỉ tiêu nghị quyết không đạt.\n\n"
    "Ông Tao Văn Inh được hiệp thương cử giữ chức Chủ tịch, thay bà Khoàng Thị Pó nghỉ hưu theo chế độ. Mặt trận tặng "
    "quà người bệnh ở 3 bệnh viện.",
    published=datetime(2019, 4, 21, 9),
)
VISIT = Article(
    "tham-don",
    "Đoàn công tác Mặt trận tỉnh Đèo Khế thăm Đồn Biên phòng Nậm Cúm",
    "Ngày 3/2, đoàn công tác của Ủy ban MTTQ tỉnh Đèo Khế do Phó Chủ tịch Vàng Thị Sua làm trưởng đoàn đến thăm Đồn "
    "Biên phòng Nậm Cúm.\n\n"
    "Đoàn trao 40 suất quà cho bà con. Đây là lần thứ hai xã Nậm Cúm đăng cai lễ hội hoa ban, sau năm 2018.\n\n"
    "Anh Sùng A Dế vay ngân hàng 200 triệu đồng nuôi cá. Từ năm ngoái, có nhà máy ngưng mua chè của bà con. Luật gia "
    "Hoàng Thị Bưởi cho rằng quy chế của chợ dẫn một nghị định đã hết hiệu lực.",
    published=datetime(2026, 2, 4, 9),
)


@pytest.fixture(scope="module")
def engine(engine_of: EngineOf) -> Engine:
    return engine_of([REVIEW, STORM, TERM, VISIT])


test_what_is_told_is_answered = told(
    ("Trước khi sang Mặt trận, bà Lò Thị Inh đứng đầu đoàn thể nào của huyện?", "Chủ tịch Hội Nông dân"),
    ("Trước khi về làm Phó Chủ tịch MTTQ huyện, bà Lò Thị Inh công tác ở đâu?", "Chủ tịch Hội Nông dân"),
    ("Hiện nay bà Vàng Thị Sua giữ chức vụ gì?", "Vàng Thị Sua – Phó Chủ tịch"),
    ("Huyện Mường Nhé bàn giao bao nhiêu căn nhà Đại đoàn kết ở Mường Nhé?", "38 căn"),
    ("Nhà sập do bão Yagi (bão số 3) được hỗ trợ bao nhiêu?", "60 triệu đồng"),
    ("Xã Nậm Cúm đã đăng cai lễ hội hoa ban vào năm nào?", "2018"),
    ("Tin mới nhất là tin về sự kiện gì?", "Đồn Biên phòng Nậm Cúm"),
    ("Bài mới nhất trên trang đưa tin về sự kiện gì?", "Đồn Biên phòng Nậm Cúm"),
    ("Người kế nhiệm bà Khoàng Thị Pó ở Mặt trận huyện Nậm Cúm là ai?", "Tao Văn Inh"),
    ("Hộ nghèo ở Nậm Cúm giảm từ bao nhiêu xuống bao nhiêu sau nhiệm kỳ 2014-2019?", "20,6%"),
    ("Quỹ Vì người nghèo huyện Mường Nhé năm 2022 vận động được bao nhiêu?", "1,64 tỷ đồng"),
)


test_what_is_not_told_is_refused = untold(
    "Quỹ Vì người nghèo huyện Mường Nhé năm 2023 vận động được bao nhiêu?",
    "Bao nhiêu căn nhà Đại đoàn kết được bàn giao ở huyện Mường Chà?",
    "Bao nhiêu suất quà được trao ở huyện Mường Nhé?",
    "Con trai bà Giàng Thị Chu bao nhiêu tuổi?",
    "Trước khi về Ủy ban MTTQ tỉnh, bà Giàng Thị Chu làm gì?",
    "Anh Sùng A Dế vay tiền nuôi cá ở ngân hàng nào?",
    "Nhà máy nào ngưng mua chè của bà con Nậm Cúm?",
    "Nghị định hết hiệu lực mà luật gia Hoàng Thị Bưởi nhắc tới là nghị định số mấy?",
    "Ba bệnh viện được Mặt trận huyện Nậm Cúm đến tặng quà tên là gì?",
    "Chủ tịch UBND huyện Nậm Cúm là ai?",
    "Vì sao ông Tao Văn Inh từ chức Chủ tịch MTTQ huyện Nậm Cúm?",
    "Quỹ Vì biển, đảo của huyện Nậm Cúm riêng năm 2018 được bao nhiêu?",
)
