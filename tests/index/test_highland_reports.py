"""Reports of a province in the highlands that does not exist: what befell, what is measured, whose sum it is."""

from datetime import datetime

import pytest

from corpus.article import Article
from index.engine import Engine
from index.types import AnswerType, ConstraintKind
from tests.index.conftest import EngineOf
from tests.index.reports import told, untold

FESTIVAL = Article(
    "ngay-hoi",
    "Ngày hội Đại đoàn kết toàn dân tộc ở bản biên giới Nà Vài",
    "Ngày 10/11, bản Nà Vài, xã Mường Lèn, huyện Sơn Mây tổ chức Ngày hội Đại đoàn kết toàn dân tộc.\n\n"
    "Đội của xóm Ngoài giành giải Nhất kéo co, còn giải Nhất bắn nỏ thuộc về ông Lò Văn Pằn.\n\n"
    "Bà Vi Thị Ón, hộ nghèo có hoàn cảnh khó khăn, được trao 50 triệu đồng làm nhà Đại đoàn kết. Nhà rộng 45 m2, mái "
    "lợp tôn.\n\n"
    "Tại Ngày hội, Phó Chủ tịch Hà Quang Thức trao tặng khu dân cư 40 suất quà, mỗi suất 1 triệu đồng.\n\n"
    "Ông Thức lưu ý xã sớm giải quyết kiến nghị của dân bản về sửa đập nước sinh hoạt bị lũ cuốn từ năm 2018. Em Vi "
    "Khánh Nga, học sinh của một trường tiểu học ở Sơn Mây, tặng bà con bức tranh.",
    published=datetime(2019, 11, 12, 9),
)
RELIEF = Article(
    "cuu-tro",
    "Tỉnh Bắc Mây: Hơn 14 tỷ đồng ủng hộ đồng bào bị lũ",
    "Ngày 5/11, Ban Vận động cứu trợ tỉnh Bắc Mây đã tiếp nhận tiền và hàng trị giá 14,7 tỷ đồng sau bão số 12.\n\n"
    "Các nguồn lớn gồm: thành phố Hà Nội 5 tỷ đồng; tỉnh Cao Nguồn 3 tỷ đồng; các ngân hàng trên địa bàn 4,6 tỷ đồng; "
    "Công ty Thạch Bích 500 triệu đồng. Nhà tài trợ 30 căn nhà là một doanh nghiệp viễn thông.\n\n"
    "Có những tấm lòng như cụ Hà Thị Em, 84 tuổi, ở xã Quỳnh Lèn, huyện Đá Trắng, mang 5 triệu đồng đến ủng hộ.",
    published=datetime(2020, 11, 5, 9),
)
MEETING = Article(
    "hoi-nghi-lan-thu-7",
    "Hội nghị lần thứ 7 Ủy ban MTTQ tỉnh Bắc Mây khóa IX: Tổng kết công tác Mặt trận năm 2017",
    "Sáng 12/1, Ủy ban MTTQ tỉnh Bắc Mây tổ chức Hội nghị lần thứ 7, khóa IX, nhiệm kỳ 2014-2019.\n\n"
    "Tại hội nghị, các đại biểu thống nhất để ông Đèo Văn Hậu thôi giữ chức Phó Chủ tịch để nghỉ hưu. Hội nghị hiệp "
    "thương cử bà Mạc Thị Thùy giữ chức Phó Chủ tịch; bổ sung 4 vị, nâng tổng số ủy viên lên 88 vị.\n\n"
    "Phó Bí thư Tỉnh ủy Vừ Bá Sò yêu cầu chuẩn bị tốt Đại hội MTTQ cấp xã, xong trước ngày 31/3/2019; tổ chức Ngày hội "
    "Đại đoàn kết tại mọi khu dân cư.",
    published=datetime(2018, 1, 13, 9),
)
MIDYEAR = Article(
    "so-ket",
    "Huyện Đá Trắng sơ kết công tác Mặt trận 6 tháng đầu năm 2022",
    "Ngày 14/7, Ủy ban MTTQ huyện Đá Trắng sơ kết công tác. Quỹ “Vì người nghèo” của huyện vận động được 1,18 tỷ đồng, "
    "bằng 52% kế hoạch cả năm.\n\n"
    "Chủ tịch huyện đề nghị phấn đấu đưa Quỹ “Vì người nghèo” cả năm 2022 đạt 2,35 tỷ đồng. Mỗi nhà Đại đoàn kết được "
    "hỗ trợ 65 triệu đồng; đến nay hoàn thành 58/92 nhà.",
    published=datetime(2022, 7, 15, 9),
)
CONGRESS = Article(
    "dai-hoi",
    "Đại hội đại biểu MTTQ huyện Lộc Mây lần thứ XV, nhiệm kỳ 2019 - 2024",
    "Ngày 20/4, Đại hội đại biểu MTTQ huyện Lộc Mây khai mạc. Quỹ “Vì người nghèo” vận động được 2,86 tỷ đồng, làm 203 "
    "nhà Đại đoàn kết.\n\n"
    "Đại hội đề ra chỉ tiêu nhiệm kỳ 2019 - 2024: phấn đấu vận động Quỹ “Vì người nghèo” 3,5 tỷ đồng.",
    published=datetime(2019, 4, 21, 9),
)
SHOW = Article(
    "truyen-hinh",
    "Tỉnh Cao Nguồn ủng hộ chương trình “Tết vì người nghèo” Tân Sửu 2021",
    "Tối 17/12, Ủy ban MTTQ tỉnh Cao Nguồn phối hợp Đài Phát thanh và Truyền hình tỉnh tổ chức chương trình “Chung tay "
    "vì người nghèo”.\n\n"
    "Ngay trong đêm, 74 đơn vị đăng ký ủng hộ chương trình “Tết vì người nghèo” Tân Sửu 2021 với tổng số tiền 34,2 tỷ "
    "đồng. Đơn vị đăng ký ủng hộ nhiều nhất là Công ty Xổ số Cao Nguồn.\n\n"
    "Đến giữa tháng 11, tỉnh vận động hơn 200 tổ chức tham gia.",
    published=datetime(2020, 12, 18, 9),
)


@pytest.fixture(scope="module")
def engine(engine_of: EngineOf) -> Engine:
    return engine_of([FESTIVAL, RELIEF, MEETING, MIDYEAR, CONGRESS, SHOW])


test_what_is_told_is_answered = told(
    ("Ai đoạt giải nhất bắn nỏ ở ngày hội bản Nà Vài?", "Lò Văn Pằn"),
    ("Bà Vi Thị Ón được cho bao nhiêu tiền để dựng nhà?", "50 triệu đồng"),
    ("Nhà của bà Vi Thị Ón rộng mấy mét vuông?", "45 m2"),
    ("Ông Hà Quang Thức tặng bao nhiêu suất quà cho bà con ở xã Mường Lèn?", "40 suất quà"),
    ("Ban Vận động cứu trợ tỉnh Bắc Mây tiếp nhận tổng cộng bao nhiêu sau bão số 12?", "14,7 tỷ đồng"),
    ("Sau bão số 12, Hà Nội ủng hộ Bắc Mây bao nhiêu tiền?", "thành phố Hà Nội 5 tỷ đồng"),
    ("Đầu năm 2018, MTTQ tỉnh Bắc Mây khóa IX có tổng số bao nhiêu ủy viên sau khi bổ sung?", "88 vị"),
    ("Phó Bí thư Tỉnh ủy Vừ Bá Sò yêu cầu Đại hội MTTQ cấp xã xong trước ngày nào?", "31/3/2019"),
    ("quy vi nguoi ngheo da trang 6 thang dau nam 2022 duoc bao nhieu", "1,18 tỷ đồng"),
    ("Mức hỗ trợ một nhà Đại đoàn kết ở Đá Trắng năm 2022 là bao nhiêu?", "65 triệu đồng"),
    ("Huyện Đá Trắng làm xong bao nhiêu nhà đại đoàn kêt?", "58/92"),
    ("Nhiệm kỳ 2014-2019, quỹ Vì người nghèo huyện Lộc Mây vận động được bao nhiêu?", "2,86 tỷ đồng"),
    ("Chương trình chung tay vì ngừoi nghèo ở Cao Nguồn tối 17/12 thu về tổng cộng bn tiền?", "34,2 tỷ đồng"),
    ("Đơn vị nào đăng ký ủng hộ nhiều nhất cho chương trình ở Cao Nguồn?", "Xổ số Cao Nguồn"),
    ("Năm 2018 ông Vừ Bá Sò làm gì?", "Phó Bí thư Tỉnh ủy"),
    ("Vì sao ông Đèo Văn Hậu thôi giữ chức Phó Chủ tịch MTTQ tỉnh Bắc Mây?", "nghỉ hưu"),
    ("Bài mới nhất trong kho nói về chuyện gì?", "Đá Trắng"),
)


test_what_is_not_told_is_refused = untold(
    "Vì sao bà Mạc Thị Thùy xin thôi chức Phó Chủ tịch MTTQ tỉnh Bắc Mây?",
    "Vì sao huyện Đá Trắng tạm dừng xây nhà Đại đoàn kết?",
    "Đập nước sinh hoạt của bản Nà Vài sửa xong khi nào?",
    "Em Vi Khánh Nga học trường tiểu học nào?",
    "Doanh nghiệp viễn thông tài trợ 30 căn nhà ở Bắc Mây tên là gì?",
    "Những ngân hàng nào góp vào khoản 4,6 tỷ đồng ở Bắc Mây?",
    "Huyện Đá Trắng ủng hộ đồng bào bị lũ năm 2020 bao nhiêu tiền?",
    "Cả năm 2022 quỹ Vì người nghèo huyện Đá Trắng vận động được bao nhiêu?",
    "Công ty Thạch Bích có trụ sở ở địa chỉ nào?",
    "Ai là MC chương trình Chung tay vì người nghèo ở Cao Nguồn?",
    "Doanh nghiệp nào ủng hộ nhiều nhất cho quỹ Vì người nghèo huyện Lộc Mây?",
)


def test_an_aim_is_told_in_no_few_words_where_a_result_is_asked(engine: Engine) -> None:
    told = engine.answer("Quỹ Vì người nghèo huyện Đá Trắng 6 tháng đầu năm 2022 được bao nhiêu tiền?")
    assert "2,35" not in told.text.split("\n")[0]


def test_a_term_named_by_its_years_is_no_number(engine: Engine) -> None:
    asked = engine.answer("Nữ ứng cử HĐND huyện Lộc Mây khóa 2016-2021 chiếm tỷ lệ bao nhiêu?").question
    assert not any(one.kind is ConstraintKind.ORDINAL for one in asked.constraints)
    assert asked.answer_type is AnswerType.PERCENTAGE


def test_a_street_is_no_person(engine: Engine) -> None:
    asked = engine.answer("Mức thu phí hè phố Lò Đúc là bao nhiêu?").question
    assert {one.kind for one in asked.constraints} == {ConstraintKind.NAME}


@pytest.mark.parametrize(
    "asked",
    [
        "Phó Chủ tịch UBND thành phố Lê Văn Tám phát biểu gì?",
        "Ai yêu cầu Lê Văn Tám báo cáo?",
        "Chủ tịch MTTQ khu phố Lê Văn Tám nói gì?",
    ],
)
def test_a_person_after_the_end_of_another_word_is_no_street(engine: Engine, asked: str) -> None:
    people = [one.written for one in engine.answer(asked).question.constraints if one.kind is ConstraintKind.PERSON]
    assert people == ["Lê Văn Tám"]
