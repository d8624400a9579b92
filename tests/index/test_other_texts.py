"""Texts that are no reports: stories of no known day, and what an encyclopedia tells, beside a report."""

from datetime import datetime

import pytest

from corpus.article import Article
from index.engine import Engine
from index.types import AnswerType, ConstraintKind, Status
from tests.index.conftest import EngineOf

STORY = Article(
    "nguoi-ve-tranh",
    "Người vẽ tranh bằng chân bên sông Cái Vừng",
    "Sáng 8/7, phòng tranh nhỏ bên sông Cái Vừng mở cửa trở lại sau trận lốc. Ba mươi bức tranh treo trên vách.\n\n"
    "Chị Phan Thị Mộc Miên, 34 tuổi, vẽ bằng chân từ năm 12 tuổi. Mỗi tuần chị dạy vẽ cho 9 em nhỏ trong xóm. Ngày "
    "9/7, một đoàn khách từ Huế ghé mua 4 bức. Tiền bán tranh được dành mua màu và giấy cho lớp học.\n\n"
    "Khung tranh mục khiến màu bong ra từng mảng. Nhờ một thợ mộc trong xóm, chị thay hết khung trước mùa mưa.",
)
PLANET = Article(
    "tau-tham-hiem",
    "Tàu thăm dò Aurelia",
    "Aurelia 5 là tàu thăm dò do Viện Kestrell chế tạo. Ngày 19 tháng 10 năm 1967, tàu bay qua hành tinh ở khoảng cách "
    "4.000 km. Tác phẩm viết về nó, cuốn “Vành đai xanh” của Thomas Merriwell, xuất bản năm 1971 và bán được 20.000 "
    "bản.\n\n"
    "Merriwell cho rằng lớp mây dày là do núi lửa. Sau năm 1975, Viện Kestrell chế tạo thêm ba tàu khác. Trong trận "
    "giao hữu mừng ngày phóng, đội của viện dẫn 24-10 khi còn hai phút. Người vẽ bản thiết kế là Ilsa Brandt, con gái "
    "của một thợ đồng hồ.",
)
REPORT = Article(
    "hoi-nghi",
    "Hội nghị lần thứ 4 Ủy ban MTTQ xã Cồn Bần",
    "Ngày 9/7, Ủy ban MTTQ xã Cồn Bần tổ chức Hội nghị lần thứ 4. Ông Hồ Văn Lẫm, Phó Viện trưởng Viện Kiểm sát nhân "
    "dân huyện, phát biểu ý kiến.\n\n"
    "Năm 2022, Quỹ “Vì người nghèo” xã vận động được 215 triệu đồng, xây 3 căn nhà Đại đoàn kết.",
    published=datetime(2022, 7, 10, 9),
)


@pytest.fixture
def engine(engine_of: EngineOf) -> Engine:
    return engine_of([STORY, PLANET, REPORT])


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Ngày 8/7 phòng tranh bên sông Cái Vừng thế nào?", "mở cửa trở lại"),
        ("Ngày 9/7 đoàn khách từ Huế mua mấy bức tranh?", "4 bức"),
        ("Phan Thị Mộc Miên dành tiền bán tranh để làm gì?", "mua màu và giấy"),
        ("Vì sao màu tranh bong ra?", "Khung tranh mục"),
        ("Sau năm 1975, Viện Kestrell chế tạo thêm mấy tàu?", "ba tàu"),
        ("Cuốn Vành đai xanh được xuất bản năm nào?", "1971"),
        ("Thomas Merriwel cho rằng lớp mây dày là do đâu?", "núi lửa"),
        ("Ai vẽ bản thiết kế tàu Aurelia?", "Ilsa Brandt"),
        ("Trận đấu còn lại bao lâu khi đội của viện nâng tỷ số lên 24-10?", "hai phút"),
        ("Ai là Phó Viện trưởng Viện Kiểm sát nhân dân huyện?", "Hồ Văn Lẫm"),
    ],
)
def test_what_they_tell_is_answered(engine: Engine, asked: str, told: str) -> None:
    answer = engine.answer(asked)
    assert answer.status is Status.ANSWERED
    assert told in answer.text


@pytest.mark.parametrize(
    "asked",
    [
        "Ngày 12/7 đoàn khách từ Huế mua mấy bức tranh?",
        "Ngày 9/7/2019 đoàn khách từ Huế mua mấy bức tranh?",
        "Trước năm 1960, Viện Kestrell chế tạo mấy tàu?",
        "Ngày 8/7 Ủy ban MTTQ xã Cồn Bần tổ chức hội nghị lần thứ mấy?",
        "Ai là Viện trưởng Viện Kiểm sát nhân dân huyện?",
        "Quỹ Vì người nghèo xã Cồn Bần năm 2021 vận động được bao nhiêu?",
        "Phan Thị Mộc Lan dành tiền bán tranh để làm gì?",
    ],
)
def test_what_they_do_not_tell_is_refused(engine: Engine, asked: str) -> None:
    assert engine.answer(asked).status is Status.NOT_FOUND


@pytest.mark.parametrize(
    "asked",
    [
        "Do đâu mà giun đất sống khỏe?",
        "Triệu chứng của nhiễm giun là gì?",
        "Ta cần làm gì khi bị sốt?",
        "Ở Bồ Đào Nha có những loại rừng nào?",
        "Người Do Thái Ý có bao nhiêu?",
    ],
)
def test_words_that_begin_like_a_name_name_nobody(engine: Engine, asked: str) -> None:
    constraints = engine.answer(asked).question.constraints
    assert not any(one.kind is ConstraintKind.PERSON for one in constraints)


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("Loosduin ly khai khỏi The Hague vào năm nào?", ConstraintKind.QUALIFIER),
        ("Trong số 19 triệu dân có bao nhiêu người nhập cư?", ConstraintKind.ORDINAL),
        ("Bản Quy định về dạy và học có được sửa đổi không?", ConstraintKind.PLACE),
        ("Đội nào dẫn trước khi tỷ số là 24-10?", ConstraintKind.PERIOD),
    ],
)
def test_what_only_looks_like_it_constrains_nothing(engine: Engine, asked: str, kind: ConstraintKind) -> None:
    assert not any(one.kind is kind for one in engine.answer(asked).question.constraints)


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("Bài hát Sông quê được phát hành vào năm nào?", AnswerType.WHEN),
        ("Ai là tác giả của cuốn Vành đai xanh?", AnswerType.WHO),
        ("Tác giả nào đã dịch Vành đai xanh?", AnswerType.PASSAGE),
        ("Tác giả nào viết bài về hội nghị xã Cồn Bần?", AnswerType.AUTHOR),
        ("Bài về hội nghị xã Cồn Bần đăng ngày nào?", AnswerType.PUBLISHED),
    ],
)
def test_books_are_no_news(engine: Engine, asked: str, kind: AnswerType) -> None:
    assert engine.answer(asked).question.answer_type is kind
