"""Reports of a province on a river that does not exist: who gave most, whose figure it is, what was only counted."""

from datetime import datetime

import pytest

from corpus.article import Article
from index.engine import Engine
from index.types import AnswerType, ConstraintKind
from tests.index.conftest import EngineOf
from tests.index.reports import told, untold

RELIEF = Article(
    "tiep-nhan",
    "Ủy ban MTTQ tỉnh Sông Nguồn tiếp nhận thêm 4,57 tỷ đồng ủng hộ nhân dân bị bão số 3",
    "Chiều 19/9, Ban Vận động Cứu trợ tỉnh Sông Nguồn tiếp nhận ủng hộ của 6 tổ chức giúp nhân dân khắc phục hậu quả "
    "bão số 3.\n\n"
    "Tổng số tiền tiếp nhận trong buổi chiều là 4,57 tỷ đồng, gồm: Công ty Luyện kim Bắc Cầu 2 tỷ đồng; Tập đoàn Hưng "
    "Lĩnh 1 tỷ đồng; Ban Trị sự Giáo hội Phật giáo tỉnh 620 triệu đồng.\n\n"
    "Dịp này, các đơn vị tài trợ đã tặng 2 căn nhà cho hộ khó khăn ở ấp Giao Lộc.",
    published=datetime(2024, 9, 20, 9),
)
MEETING = Article(
    "lan-thu-9",
    "Hội nghị lần thứ 9 Ủy ban MTTQ huyện Phú Nguồn khóa XX, nhiệm kỳ 2014-2019",
    "Ngày 11/1, Ủy ban MTTQ huyện Phú Nguồn tổ chức Hội nghị lần thứ 9.\n\n"
    "Ông Dương Văn Khuê thôi giữ chức Chủ tịch Ủy ban MTTQ huyện do được điều động. Bà Tạ Thị Hoài, Phó Chủ "
    "tịch Ủy ban "
    "MTTQ huyện được hiệp thương cử giữ chức Chủ tịch Ủy ban MTTQ huyện.\n\n"
    "Hội nghị cử đoàn gồm 8 đại biểu chính thức, 1 đại biểu dự khuyết đi dự Đại hội MTTQ tỉnh Sông Nguồn. Công tác hòa "
    "giải năm qua đạt 88,2% với 97/110 vụ thành.",
    published=datetime(2018, 1, 12, 9),
)
REVIEW = Article(
    "phan-bien",
    "Phản biện xã hội dự thảo Nghị quyết của HĐND tỉnh về phụ cấp ở xóm",
    "Chiều 20/6, Ủy ban MTTQ tỉnh Sông Nguồn tổ chức hội nghị phản biện dự thảo Nghị quyết về phụ cấp ở xóm, tổ "
    "dân phố. "
    "Đây là cuộc phản biện thứ 5 của Mặt trận tỉnh trong năm 2023; năm 2022 có 4 cuộc.\n\n"
    "Tổng kinh phí tăng thêm ước 38,6 tỷ đồng mỗi năm, do ngân sách tỉnh bảo đảm. Toàn tỉnh có 2.746 ngõ sâu mà "
    "xe chữa "
    "cháy không vào được, tập trung ở các huyện Phú Nguồn, Đá Cuội.\n\n"
    "Đại diện MTTQ huyện Đá Cuội đề nghị bổ sung các làng nghề. Theo bà, huyện có 51 làng nghề.",
    published=datetime(2023, 6, 21, 9),
)
ELECTION = Article(
    "hiep-thuong",
    "Hiệp thương lần thứ hai: Thỏa thuận danh sách sơ bộ người ứng cử đại biểu HĐND tỉnh khóa VII",
    "Sáng 2/2/2026, Ủy ban MTTQ tỉnh Sông Nguồn tổ chức Hội nghị hiệp thương lần thứ hai. Tham dự có 118 đại biểu.\n\n"
    "Hội nghị hiệp thương lần thứ nhất diễn ra ngày 5/12/2025.\n\n"
    "Trong 90 người ứng cử có 34 phụ nữ (37,8%). Tiểu ban nhận 163 bộ hồ sơ, gồm 158 người được giới thiệu và 5 "
    "người tự "
    "ứng cử.\n\n"
    "Cùng ngày, xã Bến Lội tổ chức chương trình “Tết vì người nghèo”, trao 315 suất quà. Bếp ăn của xã Bến Lội nấu cơm "
    "cho khu cách ly đặt tại trường THPT trên địa bàn.",
    published=datetime(2026, 2, 3, 9),
)
FESTIVAL = Article(
    "ngay-hoi",
    "Ngày hội Đại đoàn kết ở ấp An Lạch, huyện Phú Nguồn",
    "Ngày 11/11/2020, ấp An Lạch, xã Bến Lội, huyện Phú Nguồn tổ chức Ngày hội.\n\n"
    "Thu nhập bình quân của người dân đạt 34,5 triệu đồng một năm. Tổ số 2 đoạt giải nhất kéo co; bà con còn thi nhảy "
    "bao bố.\n\n"
    "Phát biểu tại ngày hội, ông Hà Đăng Luyện, Chủ tịch Ủy ban MTTQ tỉnh biểu dương bà con.",
    published=datetime(2020, 11, 12, 9),
)
GIFTS = Article(
    "hoang-mai",
    "Quận Hoàng Mai phát động ủng hộ đồng bào miền Trung",
    "Ngày 19/10, quận Hoàng Mai phát động ủng hộ đồng bào miền Trung. Quận đã trao 6.300 suất quà cho lao động "
    "mất việc.",
    published=datetime(2020, 10, 20, 9),
    area="quận Hoàng Mai",
)


@pytest.fixture(scope="module")
def engine(engine_of: EngineOf) -> Engine:
    return engine_of([RELIEF, MEETING, REVIEW, ELECTION, FESTIVAL, GIFTS])


test_what_is_told_is_answered = told(
    ("Chiều 19/9/2024 đơn vị nào ủng hộ nhiều tiền nhất giúp dân bị bão số 3?", "Luyện kim Bắc Cầu"),
    ("Ai thay ông Dương Văn Khuê làm Chủ tịch MTTQ huyện Phú Nguồn?", "Tạ Thị Hoài"),
    ("Tỷ lệ hòa giải thành ở huyện Phú Nguồn là bao nhiêu?", "88,2%"),
    ("Nếu áp dụng dự thảo phụ cấp xóm thì ngân sách tốn thêm mỗi năm bao nhiêu?", "38,6 tỷ đồng"),
    ("Huyện Đá Cuội có mấy làng nghề?", "51 làng nghề"),
    ("Hội nghị phản biện ngày 20/6/2023 là cuộc thứ mấy trong năm của MTTQ tỉnh Sông Nguồn?", "thứ 5"),
    ("Hiệp thương lần thứ nhất bầu cử HĐND tỉnh Sông Nguồn diễn ra hôm nào?", "5/12/2025"),
    ("Phụ nữ chiếm bao nhiêu phần trăm trong số người ứng cử HĐND tỉnh khóa VII?", "37,8%"),
    ("xa ben loi trao bao nhieu suat qua tet vi nguoi ngheo", "315 suất quà"),
    ("Tổ nào đoạt giải nhất kéo co ở ngày hội ấp An Lạch?", "Tổ số 2"),
    ("Quận Hoàng Mia ủng hộ bao nhiêu suất quà?", "6.300 suất quà"),
    ("Ngõ sâu nhiều nhất ở nhữg huyện nào mà xe chữa cháy không vào được?", "Phú Nguồn, Đá Cuội"),
)


test_what_is_not_told_is_refused = untold(
    "Đơn vị nào tài trợ 2 căn nhà ở ấp Giao Lộc?",
    "Đại biểu dự khuyết của huyện Phú Nguồn đi dự Đại hội MTTQ tỉnh là ai?",
    "Huyện Phú Nguồn có bao nhiêu ngõ sâu mà xe chữa cháy không vào được?",
    "Tổ nào giành giải nhất nhảy bao bố ở ngày hội ấp An Lạch?",
    "Thu nhập bình quân của toàn huyện Phú Nguồn năm 2020 là bao nhiêu?",
    "Vì sao ông Hà Đăng Luyện thôi làm Chủ tịch Ủy ban MTTQ tỉnh Sông Nguồn?",
    "Đoàn quận Hoàng Mai trao bao nhiêu suất quà ở tỉnh Hà Tĩnh?",
    "Khu cách ly mà bếp ăn xã Bến Lội phục vụ đặt tại trường THPT tên gì?",
    'Tọa đàm "Mặt trận với chuyển đổi số ở khu dân cư" có bao nhiêu đại biểu dự?',
    "Tỷ lệ hộ nghèo của huyện Phú Nguồn là bao nhiêu phần trăm?",
)


def test_a_gift_at_new_year_is_of_no_fund(engine: Engine) -> None:
    asked = engine.answer("Quà Tết vì người nghèo của xã Bến Lội trị giá bao nhiêu?").question
    assert not any(one.kind is ConstraintKind.FUND for one in asked.constraints)


def test_how_much_a_year_asks_for_no_day(engine: Engine) -> None:
    assert engine.answer("Ngân sách tốn thêm mỗi năm bao nhiêu?").question.answer_type is not AnswerType.WHEN


def test_a_province_beside_another_ones_district_is_a_place_as_well(engine: Engine) -> None:
    def places(asked: str) -> list[str]:
        found = engine.answer(asked).question.constraints
        return [one.written for one in found if one.kind is ConstraintKind.PLACE]

    assert places("Đoàn quận Hoàng Mai trao quà ở tỉnh Hà Tĩnh ngày nào?") == ["quận Hoàng Mai", "tỉnh Hà Tĩnh"]
    assert places("Quận Hoàng Mai ở Hà Nội họp ngày nào?") == ["Quận Hoàng Mai"]
