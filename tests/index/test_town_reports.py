"""Reports of towns that do not exist: whose votes and whose sum, what came before an office, which one has most."""

from datetime import datetime

import pytest

from corpus.article import Article
from index.engine import Engine
from index.types import AnswerType, ConstraintKind
from tests.index.conftest import EngineOf
from tests.index.reports import told, untold

CONGRESS = Article(
    "dai-hoi",
    "Đại hội đại biểu MTTQ huyện Thanh Lĩnh lần thứ XVII, nhiệm kỳ 2019-2024",
    "Trong hai ngày 11 và 12-4, Ủy ban MTTQ huyện Thanh Lĩnh tổ chức Đại hội lần thứ XVII, nhiệm kỳ 2019-2024. Về phía "
    "huyện có ông Đàm Xuân Thưởng, Bí thư Huyện ủy; bà Vy Thị Lan, Phó Chủ tịch HĐND huyện.\n\n"
    "Đại hội cử 58 vị vào Ủy ban, trong đó có 19 vị là nữ.\n\n"
    "Tại hội nghị lần thứ nhất, bà Vy Thị Lan được cử giữ chức Chủ tịch Ủy ban MTTQ huyện với 57/58 phiếu; ông "
    "Trần Ngọc "
    "Lãm và ông Sùng A Pín giữ chức Phó Chủ tịch.\n\n"
    "Linh mục Phêrô Đặng Quang Lộ cho rằng nên giữ lại các điểm phát gạo. Bà Phan Thị Loan biểu dương Đại hội.",
    published=datetime(2019, 4, 13, 9),
)
FUNDS = Article(
    "tong-ket",
    "Thị xã Bến Lau tổng kết công tác Mặt trận năm 2017",
    "Ngày 16-1, Ủy ban MTTQ thị xã Bến Lau tổ chức hội nghị tổng kết công tác Mặt trận năm 2017. Mặt trận thị "
    "xã vận động "
    "Quỹ “Vì người nghèo” được 3,42 tỷ đồng, đạt 114% chỉ tiêu tỉnh giao.\n\n"
    "Năm 2018, thị xã phấn đấu vận động Quỹ “Vì người nghèo” từ 3,6 tỷ đồng trở lên.\n\n"
    "Xã Đất Bùn còn tồn quỹ 138 triệu đồng chưa phân bổ.",
    published=datetime(2018, 1, 17, 9),
)
ROAD = Article(
    "con-duong",
    "Ngày hội Đại đoàn kết trên con đường mới ở thôn Khuổi Slưn",
    "Sáng 13/11, thôn Khuổi Slưn, xã Yến Mây tổ chức Ngày hội. Con đường dài 1,2km, rộng 3m, do dân góp công.\n\n"
    "Ủy ban MTTQ huyện tặng thôn một bộ loa đài; UBND xã Yến Mây tặng 3 triệu đồng.\n\n"
    "Bà Ly Thị Sao, năm nay 63 tuổi, một mình nuôi hai cháu nội mồ côi.\n\n"
    "Anh Lê Văn Tài làm nghề cạo mủ thuê, ở xã Yến Mây. Ngoài căn nhà, anh được xã tặng thêm một con bò giống.",
    published=datetime(2016, 11, 14, 9),
)
SHARES = Article(
    "chia-nha",
    "Tỉnh Kon Mây bàn giao nhà Đại đoàn kết ở Tu Lung",
    "Ngày 17/8, Ủy ban MTTQ tỉnh Kon Mây bàn giao 12 căn nhà Đại đoàn kết ở huyện Tu Lung.\n\n"
    "Toàn tỉnh chia 163 nhà Đại đoàn kết cho các huyện. Huyện được chia nhiều nhà nhất là Đăk Mây với 41 nhà, tiếp đến "
    "Tu Lung 37 nhà.",
    published=datetime(2023, 8, 18, 9),
)
GIFTS = Article(
    "tet",
    "Tết vì người nghèo: Ủy ban MTTQ tỉnh Kon Mây tặng quà tại Vũ Lĩnh và Hương Lĩnh",
    "Ngày 14/1, tại Hương Lĩnh, đoàn trao 2.480 suất quà cho hộ nghèo. Ngày 15/1, tại Vũ Lĩnh, đoàn trao 1.150 "
    "suất quà. "
    "Ông Hoàng Trọng Kiên, Chủ tịch Ủy ban MTTQ tỉnh dự lễ. Xe quà xuất phát ở thành phố Biên Lau.\n\n"
    "Theo ông Bùi Thanh Lam, Chủ tịch Ủy ban MTTQ huyện Vũ Lĩnh, năm 2024 huyện đã xóa được 97/112 nhà tạm.\n\n"
    "Dịp này, 2 tập thể được Ủy ban MTTQ tỉnh tặng bằng khen.",
    published=datetime(2025, 1, 16, 9),
)


@pytest.fixture(scope="module")
def engine(engine_of: EngineOf) -> Engine:
    return engine_of([CONGRESS, FUNDS, ROAD, SHARES, GIFTS])


test_what_is_told_is_answered = told(
    ("Đại hội MTTQ huyện Thanh Lĩnh lần thứ XVII diễn ra trong những ngày nào?", "11 và 12-4"),
    ("Trong 58 vị Ủy ban MTTQ huyện Thanh Lĩnh có bao nhiêu phụ nữ?", "19 vị là nữ"),
    ("Bà Vy Thị Lan được cử làm Chủ tịch với bao nhiêu phiếu?", "57/58"),
    ("Trước khi làm Chủ tịch MTTQ huyện Thanh Lĩnh, bà Vy Thị Lan giữ chức gì?", "Phó Chủ tịch HĐND"),
    ("Chỉ tiêu Quỹ Vì người nghèo năm 2018 của thị xã Bến Lau là bao nhiêu?", "3,6 tỷ đồng"),
    ("Xã Đất Bùn còn tồn bao nhiêu tiền quỹ chưa phân bổ?", "138 triệu đồng"),
    ("Con đường mới ở thôn Khuổi Slưn dài bao nhiêu?", "1,2km"),
    ("Huyện nào của tỉnh Kon Mây được chia nhiều nhà nhất?", "Đăk Mây"),
    ("Tết 2025, đoàn của tỉnh trao bao nhiêu suất quà ở Vũ Lĩnh?", "1.150 suất quà"),
    ("Năm 2024 huyện Vũ Lĩnh xóa được bao nhiêu nhà tạm?", "97/112"),
    ("anh Lê Văn Tài ngoài nhà ra còn đc tặng gì nữa", "bò giống"),
)


test_what_is_not_told_is_refused = untold(
    "Ông Trần Ngọc Lãm được cử làm Phó Chủ tịch với bao nhiêu phiếu?",
    "Trước khi làm Phó Chủ tịch MTTQ huyện Thanh Lĩnh, ông Sùng A Pín giữ chức vụ gì?",
    "Linh mục Phêrô Đặng Quang Lộ phụ trách giáo xứ nào?",
    "Bà Phan Thị Loan phát biểu gì tại tọa đàm về khu phố?",
    "Bộ loa đài mà MTTQ huyện tặng thôn Khuổi Slưn trị giá bao nhiêu?",
    "Hai cháu nội của bà Ly Thị Sao mấy tuổi rồi?",
    "Hội nghị tổng kết năm 2017 của thị xã Bến Lau tổ chức tại địa chỉ nào?",
    "Năm 2024 huyện Hương Lĩnh xóa được bao nhiêu nhà tạm?",
    "Hai tập thể nào được MTTQ tỉnh Kon Mây tặng bằng khen?",
    "Năm 2025 ai là Chủ tịch Ủy ban MTTQ TP. Biên Lau?",
    "Ai tài trợ gạo cho các điểm phát gạo ở huyện Thanh Lĩnh?",
    "Ai là Chủ tịch MTTQ huyện Thanh Lĩnh nhiệm kỳ 2014-2019?",
)


def test_a_place_of_another_language_is_named_once(engine: Engine) -> None:
    constraints = engine.answer("Ngày hội ở Khuổi Slưn có mấy người?").question.constraints
    assert not any(one.kind is ConstraintKind.NAME for one in constraints)


def test_a_meeting_numbered_is_no_city(engine: Engine) -> None:
    asked = engine.answer("Ai chủ trì HN lần thứ 11 của UB MTTQ huyện Thanh Lĩnh?").question
    assert "hội nghị lần thứ 11" in asked.search_text


def test_what_a_household_is_given_is_money(engine: Engine) -> None:
    assert engine.answer("Mỗi hộ nghèo được hỗ trợ bao nhiêu?").question.answer_type is AnswerType.AMOUNT
