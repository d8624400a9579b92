"""Reports of pagodas and new houses that do not exist: measures, votes, earlier offices, what a fund was spent on."""

from datetime import datetime

import pytest

from corpus.article import Article
from index.engine import Engine
from tests.index.conftest import EngineOf
from tests.index.reports import told, untold

VISIT = Article(
    "tham-chua",
    "Đoàn công tác Mặt trận tỉnh Sóc Lình thăm các chùa huyện Trà Mơn",
    "Ngày 10/4, đoàn công tác của Ủy ban MTTQ tỉnh Sóc Lình đến thăm chùa Vàm Sển ở huyện Trà Mơn.\n\n"
    "Đoàn bàn giao căn nhà Đại đoàn kết cho bà Thạch Thị Sa Rêm, 67 tuổi. Bà Sa Rêm sống với cháu ngoại, căn nhà lá cũ "
    "đã sập. Nhà mới rộng 36 m2, khung bê tông, mái tôn.\n\n"
    "Trong số này, cụ Ngô Thị Tám ủng hộ 10 triệu đồng; chùa Vàm Sển 4 tấn gạo. Phần hội sôi nổi với các môn kéo co, "
    "đua ghe ngo mini và bữa cơm đoàn kết.\n\n"
    "Ông Phùng Quốc Ẩn đề nghị các chương trình âm nhạc ngoài trời phải kết thúc trước 22 giờ 30.",
    published=datetime(2018, 4, 11, 9),
)
CONGRESS = Article(
    "dai-hoi",
    "Đại hội đại biểu MTTQ huyện Đăk Lơn lần thứ VII, nhiệm kỳ 2024-2029",
    "Sáng 15/5, Ủy ban MTTQ huyện Đăk Lơn tổ chức Đại hội đại biểu lần thứ VII.\n\n"
    "Bà Y Hlêm được hiệp thương cử giữ chức Chủ tịch Ủy ban MTTQ huyện với số phiếu 61/61. Trước đó, bà Y Hlêm là Chủ "
    "tịch Hội Liên hiệp Phụ nữ huyện. Ông A Dũng nghỉ hưu từ ngày 1/5/2024.\n\n"
    "Theo báo cáo do ông Đặng Hoài Nhân trình bày, danh sách sơ bộ có 57 người, trong đó 2 người tự ứng cử. Quỹ “Vì "
    "biển, đảo Việt Nam” của huyện tiếp nhận 1,05 tỷ đồng, đã chuyển 600 triệu đồng đóng xuồng chủ quyền. Huyện tiếp "
    "nhận 71,3 tỷ đồng tiền cứu trợ, đã phân bổ 68,9 tỷ đồng, số chưa phân bổ 2,4 tỷ đồng.\n\n"
    "Ngân hàng Agribank tài trợ 10 căn nhà cho hộ nghèo Đăk Lơn.",
    published=datetime(2024, 5, 16, 9),
)
NEWEST = Article(
    "qua-tet",
    "Thành phố Kon Lơn trao quà Tết cho hộ nghèo",
    "Ngày 14/1, Ủy ban MTTQ thành phố Kon Lơn trao 300 suất quà Tết cho hộ nghèo.",
    published=datetime(2025, 1, 15, 9),
)
PROGRAMME = Article(
    "chuong-trinh",
    "Mặt trận huyện Trà Mơn triển khai Chương trình phối hợp năm 2019",
    "Ngày 2/3, Ủy ban MTTQ huyện Trà Mơn triển khai Chương trình phối hợp và Chương trình công tác năm 2019.",
    published=datetime(2019, 3, 3, 9),
)


@pytest.fixture(scope="module")
def engine(engine_of: EngineOf) -> Engine:
    return engine_of([VISIT, CONGRESS, NEWEST, PROGRAMME])


test_what_is_told_is_answered = told(
    ("Nhà mới của bà Thạch Thị Sa Rêm rộng bao nhiêu mét vuông?", "36 m2"),
    ("nha ba Thach Thi Sa Rem rong bao nhieu met vuong", "36 m2"),
    ("Ông Phùng Quốc Ẩn muốn nhạc ngoài trời dừng trước mấy giờ?", "22 giờ 30"),
    ("Trước khi làm Chủ tịch Mặt trận huyện Đăk Lơn, bà Y Hlêm làm gì?", "Hội Liên hiệp Phụ nữ"),
    ("Bà Y Hlêm được bao nhiêu phiếu khi hiệp thương cử làm Chủ tịch MTTQ huyện?", "61/61"),
    ("Tiền của quỹ biển đảo huyện Đăk Lơn được dùng làm gì?", "xuồng chủ quyền"),
    ("Tiền cứu trợ của huyện Đăk Lơn còn bao nhiêu chưa phân bổ?", "2,4 tỷ đồng"),
    ("Ngân hàng Agribank tài chợ mấy căn nhà cho hộ nghèo Đăk Lơn?", "10 căn nhà"),
    ("Bài mới nhất nói về chương trình gì?", "Kon Lơn trao quà Tết"),
)


test_what_is_not_told_is_refused = untold(
    "Cháu ngoại của bà Sa Rêm tên là gì?",
    "Trụ trì chùa Vàm Sển là ai?",
    "Đội nào về nhất môn đua ghe ngo mini ở huyện Trà Mơn?",
    "Ông A Dũng nghỉ hưu năm bao nhiêu tuổi?",
    "Hai người tự ứng cử ở huyện Đăk Lơn tên gì?",
)
