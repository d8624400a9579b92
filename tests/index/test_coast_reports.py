"""Reports of a coast that does not exist: parts of a sum, what several places share, who is meant by "bà"."""

from datetime import datetime

import pytest

from corpus.article import Article
from index.engine import Engine
from index.types import ConstraintKind
from tests.index.conftest import EngineOf
from tests.index.reports import told, untold

YEAR = Article(
    "lan-thu-7",
    "Hội nghị lần thứ 7 Ủy ban MTTQ tỉnh Vịnh Sậy tổng kết công tác năm 2021",
    "Ngày 12/1, Ủy ban MTTQ tỉnh Vịnh Sậy tổ chức Hội nghị lần thứ 7 tổng kết công tác Mặt trận năm 2021.\n\n"
    "Năm 2021, Quỹ “Vì người nghèo” các cấp trong tỉnh vận động được 48,6 tỷ đồng. Trong đó, cấp tỉnh 19,2 tỷ đồng; "
    "huyện Đầm Lau 4,15 tỷ đồng; bốn huyện Cồn Muối, Rạch Sậy, Bãi Triều, Gành Én 7,6 tỷ đồng. Dẫn đầu các xã là Bến "
    "Đước với 610 triệu đồng. Từ nguồn cứu trợ, huyện Gành Én được phân bổ 1,3 tỷ đồng.\n\n"
    "Bà Hồ Thị Duyên đề nghị năm 2022 chăm lo trẻ mồ côi vì dịch bệnh (toàn tỉnh có 86 em). Nhiều hộ nghèo chưa có đất "
    "ở: toàn tỉnh còn 63 hộ thuộc diện này.\n\n"
    "Hội nghị cho thôi giữ chức Phó Chủ tịch đối với ông Tạ Hoài Sơn. Chủ trì hội nghị có ông Phan Văn Toại, Chủ tịch "
    "Ủy ban MTTQ tỉnh, và bà Lê Thị Phận, Phó Chủ tịch Ủy ban MTTQ tỉnh.",
    published=datetime(2022, 1, 13, 9),
)
VILLAGE = Article(
    "ngay-hoi",
    "Ngày hội Đại đoàn kết ở ấp Thạnh Lau, huyện Đầm Lau",
    "Sáng 11/11, ấp Thạnh Lau, xã Bến Đước, huyện Đầm Lau tổ chức Ngày hội Đại đoàn kết toàn dân tộc.\n\n"
    "Ở ấp Thạnh Lau, bà Bùi Thị Nhẫn năm nay 82 tuổi vẫn ngồi gói bánh. Trước đó, bà đã mang 500.000 đồng đến góp cho "
    "đồng bào vùng lũ.\n\n"
    "Năm nay ấp có 128/142 hộ đạt danh hiệu gia đình văn hóa, thu nhập bình quân 19,5 triệu đồng/người/năm. Bà con "
    "trồng cây dược liệu, có doanh nghiệp ký hợp đồng bao tiêu. Hai cháu trong ấp đỗ đại học. Mặt trận huyện trao 3 "
    "căn nhà Đại đoàn kết, mỗi căn 50 triệu đồng.\n\n"
    "Ngày hội có các môn kéo co, nhảy bao bố, nấu ăn. Tổ 7 giành giải Nhất kéo co nam.",
    published=datetime(2020, 11, 12, 9),
)
MERGING = Article(
    "phan-bien",
    "Phản biện xã hội dự thảo đề án sáp nhập bản ở huyện Cồn Muối",
    "Ngày 18/9, Ủy ban MTTQ huyện Cồn Muối tổ chức hội nghị phản biện dự thảo đề án sáp nhập bản.\n\n"
    "Ông Mùi Văn Khít, người có uy tín, phân tích: “Hai bản cách nhau con suối, mùa lũ có khi 3 ngày không sang được. "
    "Phải làm cầu trước rồi hãy nhập”. Ông đề nghị không sáp nhập bản Chùng với bản Sọc nếu chưa có cầu treo.\n\n"
    "Chị Siu H'Lan, sinh năm 1996, là người trẻ nhất dự hội nghị. Hội nghị nghe ý kiến của bà Đỗ Thị Mận. Bà đề nghị "
    "niêm yết dự thảo bằng hai thứ tiếng ở nhà văn hóa.",
    published=datetime(2023, 9, 19, 9),
)
ELECTION = Article(
    "hiep-thuong",
    "Hội nghị hiệp thương lần thứ ba lập danh sách người ứng cử đại biểu HĐND tỉnh Vịnh Sậy",
    "Sáng 5/2, Ban Thường trực Ủy ban MTTQ tỉnh Vịnh Sậy tổ chức Hội nghị hiệp thương lần thứ ba.\n\n"
    "Hội nghị lập danh sách chính thức 135 người ứng cử đại biểu HĐND tỉnh. Về cơ cấu, nữ có 57 người (42,2%); ngoài "
    "Đảng 14 người.\n\n"
    "Ông Đào Mạnh Thường và bà Trần Thị Hằng đồng chủ trì hội nghị. Có 3 người xin rút vì lý do sức khỏe.",
    published=datetime(2026, 2, 6, 9),
)
NEW_YEAR = Article(
    "tet",
    "Phường Gành Én trao quà “Tết vì người nghèo” Bính Ngọ 2026",
    "Chiều 3/2, Ủy ban MTTQ phường Gành Én tổ chức chương trình “Tết vì người nghèo” Bính Ngọ 2026.\n\n"
    "Chương trình năm nay huy động được 638 triệu đồng, trao 1.063 suất quà, mỗi suất 600.000 đồng. Đơn vị ủng hộ "
    "nhiều nhất là Công ty Thủy sản Mũi Đước với 300 triệu đồng.",
    published=datetime(2026, 2, 4, 9),
)
CONGRESS = Article(
    "dai-hoi",
    "Đại hội đại biểu MTTQ huyện Rạch Sậy lần thứ XII, nhiệm kỳ 2019-2024",
    "Ngày 24/4, Ủy ban MTTQ huyện Rạch Sậy tổ chức Đại hội đại biểu lần thứ XII, nhiệm kỳ 2019-2024. 178 đại biểu "
    "chính thức về dự.\n\n"
    "Tại Hội nghị lần thứ nhất, Ủy ban MTTQ huyện khóa mới đã hiệp thương cử bà Vũ Hạnh Nguyên - Chủ tịch Ủy ban MTTQ "
    "huyện; bà Cao Thị Diệu và ông Phan Đình Sắc giữ chức Phó Chủ tịch, trong đó bà Cao Thị Diệu đạt 58/61 phiếu.\n\n"
    "Phong trào được toàn xã hội hưởng ứng, xây mới 214 căn nhà cho hộ nghèo.\n\n"
    "Đại hội cử 9 đại biểu chính thức đi dự Đại hội MTTQ tỉnh Vịnh Sậy.",
    published=datetime(2019, 4, 25, 9),
)


@pytest.fixture(scope="module")
def engine(engine_of: EngineOf) -> Engine:
    return engine_of([YEAR, VILLAGE, MERGING, ELECTION, NEW_YEAR, CONGRESS])


test_what_is_told_is_answered = told(
    ("Năm 2021, huyện Đầm Lau vận động Quỹ Vì người nghèo được mấy tỷ?", "4,15 tỷ đồng"),
    ("Xã nào của tỉnh Vịnh Sậy vận động quỹ Vì người nghèo nhiều nhất năm 2021?", "Bến Đước"),
    ("Tỉnh Vịnh Sậy có bao nhiêu trẻ mồ côi vì dịch bệnh?", "86 em"),
    ("Toàn tỉnh Vịnh Sậy còn mấy hộ nghèo chưa có đất ở?", "63 hộ"),
    ("Cụ bà 82 tuổi ở ấp Thạnh Lau góp bao nhiêu tiền cho đồng bào vùng lũ?", "500.000 đồng"),
    ("Tổ nào giành giải nhất kéo co ở ấp Thạnh Lau?", "Tổ 7"),
    ("Vì sao ông Mùi Văn Khít không đồng ý nhập bản Chùng với bản Sọc?", "chưa có cầu treo"),
    ("Ai là người trẻ nhất dự hội nghị phản biện ở huyện Cồn Muối?", "Siu H'Lan"),
    ("Bà Đỗ Thị Mận góp ý gì tại hội nghị phản biện?", "hai thứ tiếng"),
    ("Có bao nhiêu phụ nữ trong danh sách ứng cử đại biểu HĐND tỉnh Vịnh Sậy?", "57 người"),
    ("Mỗi suất quà Tết của phường Gành Én trị giá bao nhiêu?", "600.000 đồng"),
    ("Có bao nhiêu đại biểu chính thức dự Đại hội MTTQ huyện Rạch Sậy lần thứ XII?", "178 đại biểu"),
    ("Danh sách chính thức ứng cử HĐND tỉnh Vịnh Sậy có bao nhiêu ngừoi?", "135 người"),
    ("Huyện Rạch Sậy xây mới bao nhiêu căn nhà cho hộ nghèo?", "214 căn nhà"),
    ("Năm 2019 ai là Chủ tịch MTTQ huyện Rạch Sậy?", "Vũ Hạnh Nguyên"),
    ("Những ai làm Phó Chủ tịch MTTQ huyện Rạch Sậy khóa XII?", "Phan Đình Sắc"),
    ("Huyện Gành Én được phân bổ bao nhiêu tiền cứu trợ năm 2021?", "1,3 tỷ đồng"),
)


test_what_is_not_told_is_refused = untold(
    "Huyện Cồn Muối vận động Quỹ Vì người nghèo được bao nhiêu năm 2021?",
    "Ai được cử thay ông Tạ Hoài Sơn làm Phó Chủ tịch MTTQ tỉnh Vịnh Sậy?",
    "Doanh nghiệp nào bao tiêu cây dược liệu cho ấp Thạnh Lau?",
    "Hai cháu ở ấp Thạnh Lau đỗ đại học vào trường nào?",
    "Ba căn nhà Đại đoàn kết ở ấp Thạnh Lau được trao cho những hộ nào?",
    "Giải Nhì kéo co nam ở ấp Thạnh Lau thuộc về tổ nào?",
    "Vì sao ông Đào Mạnh Thường xin rút khỏi danh sách ứng cử HĐND tỉnh Vịnh Sậy?",
    "Những ai do Trung ương giới thiệu ứng cử tại tỉnh Vịnh Sậy?",
    "Bao nhiêu người trúng cử HĐND tỉnh Vịnh Sậy là nữ?",
    "Chương trình Tết vì người nghèo Xuân Ất Tỵ 2025 ở phường Gành Én trao bao nhiêu suất quà?",
    "Trụ sở Công ty Thủy sản Mũi Đước ở đâu?",
    "Ông Phan Đình Sắc được bao nhiêu phiếu khi bầu Phó Chủ tịch MTTQ huyện Rạch Sậy?",
    "Ai là Chủ tịch MTTQ huyện Rạch Sậy nhiệm kỳ 2014-2019?",
    "Đại hội đại biểu MTTQ huyện Bãi Triều nhiệm kỳ 2019-2024 họp ngày nào?",
    "Tổ nào vô địch nhảy bao bố ở ấp Thạnh Lau?",
    "Tổ nào đoạt giải nhất nấu ăn ở ấp Thạnh Lau?",
    "Những ai làm Phó Chủ tịch MTTQ huyện Rạch Sậy khóa XI?",
    "Huyện Gành Én đóng góp bao nhiêu tiền cứu trợ năm 2021?",
)


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("Thị trấn Mộc Châu ủng hộ bao nhiêu?", "Thị trấn Mộc Châu"),
        ("Giải nhất kéo co ở ấp Thạnh Trung là ai?", "ấp Thạnh Trung"),
        ("Tiểu khu Nà Lau có bao nhiêu hộ?", "Tiểu khu Nà Lau"),
    ],
)
def test_a_place_keeps_its_level(engine: Engine, asked: str, place: str) -> None:
    constraints = engine.answer(asked).question.constraints
    assert [one.written for one in constraints if one.kind is ConstraintKind.PLACE] == [place]


def test_a_street_after_a_number_is_no_person(engine: Engine) -> None:
    constraints = engine.answer("Bà con góp bao nhiêu tiền làm hẻm 118 Trần Phú?").question.constraints
    assert not any(one.kind is ConstraintKind.PERSON for one in constraints)


def test_a_word_that_folds_to_a_roman_number_numbers_nothing(engine: Engine) -> None:
    constraints = engine.answer("Đại hội huyện Rạch Sậy đã cử đủ số vị theo cơ cấu chưa?").question.constraints
    assert not any(one.kind is ConstraintKind.ORDINAL for one in constraints)


@pytest.mark.parametrize(
    ("asked", "accented"),
    [("Giải Nhì kéo co thuộc về tổ nào?", True), ("quỹ vi nguoi nghèo quan Thanh Xuân bao nhieu", False)],
)
def test_one_syllable_without_accents_among_many_is_a_slip(engine: Engine, asked: str, accented: bool) -> None:
    assert engine.answer(asked).question.accented is accented
