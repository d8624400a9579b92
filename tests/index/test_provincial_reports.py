"""Reports that leave their province unsaid, list what others lack, and speak of figures that they do not give."""

from datetime import datetime

import pytest

from corpus.article import Article
from index.engine import Engine
from index.types import AnswerType, ConstraintKind
from tests.index.conftest import EngineOf
from tests.index.reports import told, untold

CLUSTER = Article(
    "cum-thi-dua-so-6",
    "Cụm thi đua số 6 MTTQ các huyện phía Bắc tỉnh tổng kết công tác năm 2022",
    "Sáng 14/12/2022, tại huyện Yên Mỹ, Cụm thi đua số 6 tổ chức hội nghị tổng kết phong trào thi đua năm 2022.\n\n"
    "Toàn Cụm vận động Quỹ “Vì người nghèo” được 12,64 tỷ đồng, trong đó cao nhất là huyện Lúa Vàng 3,95 tỷ đồng, "
    "thấp nhất là huyện Nhà Gỗ 1,74 tỷ đồng. Bên cạnh đó, vẫn còn 3 huyện chưa xây dựng được mô hình tự quản là Cồn "
    "Cát, Gò Tre và Nhà Gỗ.\n\n"
    "Báo cáo cũng chỉ ra một số hạn chế: nội dung sinh hoạt còn đơn điệu; việc gửi báo cáo còn chậm.\n\n"
    "Hội nghị thống nhất bầu huyện Lúa Vàng làm Cụm trưởng, huyện Cồn Cát làm Cụm phó năm 2023.",
    published=datetime(2022, 12, 15, 17, 30),
)
TRAINING = Article(
    "tap-huan",
    "Tập huấn nghiệp vụ cho cán bộ Mặt trận huyện Bến Nắng",
    "Từ ngày 22 đến ngày 24/9/2021, Ban Thường trực Ủy ban MTTQ huyện Bến Nắng mở lớp tập huấn cho cán bộ Mặt trận. "
    "Việc tập huấn cán bộ Mặt trận là cấp thiết nhằm thống nhất nhận thức từ cơ sở.\n\n"
    "Các chuyên đề do bà Chu Thị Lệ Mây - Phó Chủ tịch Ủy ban MTTQ huyện và ông Tô Văn Hiệu - Trưởng phòng Tư pháp "
    "huyện truyền đạt. Ông Lại Quốc Đăng, Chủ tịch Ủy ban MTTQ huyện điều hành hội nghị.\n\n"
    "Trả lời học viên, bà Chu Thị Lệ Mây cho biết huyện đã nhận bàn giao các quỹ với số dư hơn 41,3 tỷ đồng. Sở sẽ hỗ "
    "trợ mỗi mô hình điểm cấp tỉnh 30 triệu đồng, còn mức hỗ trợ mô hình cấp huyện do địa phương cân đối.\n\n"
    "Tại hội nghị đã có 3 ý kiến phát biểu. Quá nửa số học viên lần đầu làm công tác Mặt trận.",
    published=datetime(2021, 9, 25, 8),
)
HOUSES = Article(
    "ban-giao-nha",
    "Huyện Cồn Cát bàn giao nhà Đại đoàn kết",
    "Chiều 16/11/2020, tại xã Sông Trăng, huyện Cồn Cát bàn giao 5 căn nhà Đại đoàn kết cho hộ nghèo.\n\n"
    "Mỗi căn nhà rộng 36 m2, trị giá 65 triệu đồng.\n\n"
    "Mặt trận huyện đã tặng Giấy khen cho 12 tập thể, kèm theo tiền thưởng theo quy định. Đoàn giám sát thấy không có "
    "tình trạng ép buộc người dân đóng tiền.\n\n"
    "Đại diện Mặt trận xã Sông Trăng cho biết người dân đồng thuận.",
    published=datetime(2020, 11, 17, 9),
)
CLUSTER_7 = Article(
    "cum-thi-dua-so-7",
    "Cụm thi đua số 7 tổng kết năm 2024",
    "Cụm thi đua số 7 gồm 4 đơn vị: Bến Nắng (Cụm trưởng), Gò Tre (Cụm phó), Nhà Gỗ và Cồn Cát.\n\n"
    "Mặt trận huyện Gò Tre vận động Quỹ “Vì người nghèo” năm 2024 được 6,7 tỷ đồng.",
    published=datetime(2024, 12, 12, 9),
)
CONGRESS = Article(
    "dai-hoi",
    "Đại hội MTTQ Việt Nam huyện Gò Tre lần thứ XX thành công tốt đẹp",
    "Trong hai ngày 16 và 17/4/2019, Ủy ban MTTQ huyện Gò Tre tổ chức Đại hội đại biểu lần thứ XX.\n\n"
    "Nhiệm kỳ 2014 - 2019, Mặt trận huyện Gò Tre có nhiều đổi mới. Phong trào trồng hoa lan ra 63 tuyến đường. Trong "
    "5 năm, cuộc vận động Quỹ “Vì người nghèo” toàn huyện đạt 23,6 tỷ đồng; Quỹ “Vì biển, đảo Việt Nam” đạt 1,28 tỷ "
    "đồng.\n\n"
    "Các đại biểu cũng quyên góp ủng hộ Quỹ “Vì người nghèo” ngay tại Đại hội.\n\n"
    "Đại hội chọn xã Sông Lá làm Đại hội điểm của huyện Gò Tre nhiệm kỳ sau.",
    published=datetime(2019, 4, 19, 9),
)


@pytest.fixture(scope="module")
def engine(engine_of: EngineOf) -> Engine:
    return engine_of([CLUSTER, TRAINING, HOUSES, CLUSTER_7, CONGRESS])


test_what_is_told_is_answered = told(
    ("Huyện nào trong Cụm thi đua số 6 của Hưng Yên gom Quỹ Vì người nghèo được ít nhất năm 2022?", ["Nhà Gỗ"]),
    ("nam 2023 don vi nao lam cum truong cum thi dua so 6 hung yen", ["Lúa Vàng"]),
    ("Những huyện nào của Cụm thi đua số 6 chưa có mô hình tự quản?", ["Cồn Cát, Gò Tre và Nhà Gỗ"]),
    ("Kể tên các huyện của Cụm thi đua số 6 chưa xây dựng được mô hình tự quản", ["Cồn Cát, Gò Tre và Nhà Gỗ"]),
    ("Báo cáo của Cụm thi đua số 6 nêu ra những yếu kém gì?", ["đơn điệu", "chậm"]),
    ("Mở lớp tập huấn cán bộ Mặt trận huyện Bến Nắng để làm gì?", ["thống nhất nhận thức"]),
    ("Ông Tô Văn Hiệu là ai?", ["Trưởng phòng Tư pháp"]),
    ("Ông Tô Văn Hiệu làm gì ở huyện Bến Nắng?", ["Trưởng phòng Tư pháp"]),
    ("Ông Lại Quốc Đăng điều hành hội nghị tập huấn ngày nào?", ["22 đến ngày 24/9/2021"]),
    ("Có mấy người phát biểu ở hội nghị tập huấn huyện Bến Nắng?", ["3 ý kiến"]),
    ("Tỷ lệ học viên huyện Bến Nắng lần đầu làm công tác Mặt trận là bao nhiêu?", ["Quá nửa"]),
    ("Một căn nhà Đại đoàn kết trao ở xã Sông Trăng trị giá bao nhiêu tiền?", ["65 triệu đồng"]),
    ("Mấy xã của huyện Cồn Cát có ép dân đóng tiền không?", ["không có tình trạng ép buộc"]),
    ("Cụm thi đua số 7 gồm những huyện nào?", ["Nhà Gỗ và Cồn Cát"]),
    ("Nhiệm kỳ 2014 - 2019 huyện Gò Tre vận động quỹ biển đảo được bao nhiêu?", ["1,28 tỷ đồng"]),
    ("Xã Sông Lá có phải là nơi làm Đại hội điểm của huyện Gò Tre không?", ["xã Sông Lá làm Đại hội điểm"]),
)


test_what_is_not_told_is_refused = untold(
    "Huyện nào trong Cụm thi đua số 6 của Quảng Nam gom Quỹ Vì người nghèo được ít nhất năm 2022?",
    "Kinh phí mở lớp tập huấn cán bộ Mặt trận huyện Bến Nắng là bao nhiêu?",
    "Mỗi mô hình cấp huyện ở Bến Nắng được hỗ trợ bao nhiêu tiền?",
    "Các đại biểu quyên góp tại Đại hội MTTQ huyện Gò Tre được bao nhiêu tiền?",
    "Chùa ở huyện Gò Tre được xây dựng từ thế kỷ nào?",
    "Giấy khen của Mặt trận huyện Cồn Cát kèm tiền thưởng bao nhiêu mỗi tập thể?",
    "Đại diện Mặt trận xã Sông Trăng tên là gì?",
    "Bạn biết nấu phở bò không, chỉ tôi với?",
    "doan mttq huyen ben nang lam viec voi xa da ton ngay nao",
)


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("huyện Ea H'leo họp ngày nào?", "huyện Ea H'leo"),
        ("ubnd xa da ton hop ngay nao", "xa da ton"),
        ("MTTQ ĐN họp ngày nào?", "Đà Nẵng"),
        ("bmt họp ngày nào?", "bmt"),
    ],
)
def test_units_of_the_country_are_places_however_they_are_typed(engine: Engine, asked: str, place: str) -> None:
    named = engine.answer(asked).question.constraints
    assert [one.written for one in named if one.kind is ConstraintKind.PLACE] == [place]


@pytest.mark.parametrize(("led", "places"), [("quận", 1), ("ở", 1), ("anh", 0), ("đồng chí", 0)])
def test_who_is_called_as_a_district_is_none(engine: Engine, led: str, places: int) -> None:
    named = engine.answer(f"Hội nghị nghe {led} Hải Châu nói gì?").question.constraints
    assert sum(one.kind is ConstraintKind.PLACE for one in named) == places


def test_months_after_a_level_are_no_name(engine: Engine) -> None:
    asked = engine.answer("Quỹ Vì người nghèo của huyện 10 tháng đầu năm 2022 được bao nhiêu?").question
    assert not any(one.kind is ConstraintKind.PLACE for one in asked.constraints)


def test_of_two_words_that_ask_how_many_the_plural_counts_nothing(engine: Engine) -> None:
    asked = engine.answer("mấy huyện cụm 6 họp được bao nhiêu hội nghị").question
    assert (asked.answer_type, asked.counted) == (AnswerType.COUNT, ("hoi", "nghi"))


def test_what_a_thing_is_called_is_no_town(engine: Engine) -> None:
    asked = engine.answer("chu de nam 2022 cua thanh pho la gi").question
    assert not any(one.kind is ConstraintKind.PLACE for one in asked.constraints)


def test_some_wards_of_a_district_are_no_ward_of_its_name(engine: Engine) -> None:
    asked = engine.answer("Kiến nghị của cử tri ở 4 phường Nam Từ Liêm đã giải quyết chưa?").question
    assert [one.written for one in asked.constraints if one.kind is ConstraintKind.PLACE] == ["Nam Từ Liêm"]


def test_two_years_of_one_fund_are_shown_side_by_side(engine: Engine) -> None:
    asked = "Quỹ Vì người nghèo của huyện Gò Tre năm 2024 so với nhiệm kỳ 2014 - 2019 thì giai đoạn nào nhiều hơn?"
    answer = engine.answer(asked)
    assert {citation.article_id for citation in answer.citations} == {CLUSTER_7.id, CONGRESS.id}
