"""Reports of a city with numbered wards, of a coast with islands and of clusters of districts, asked as in a chat."""

from datetime import datetime

import pytest

from corpus.article import Article
from index.engine import Engine
from index.types import AnswerType, ConstraintKind, Status
from tests.index.conftest import EngineOf
from tests.index.reports import told, untold

VOTERS = Article(
    "tiep-xuc-cu-tri",
    "Quận Bến Nắng: Cử tri kiến nghị nhiều vấn đề trước kỳ họp cuối năm",
    "Chiều 20/11/2023, tại hội trường UBND quận Bến Nắng, Ủy ban MTTQ quận tổ chức hội nghị tiếp xúc cử tri. Ông Lại "
    "Quốc Đăng - Chủ tịch UBND quận cùng 165 cử tri đã đến dự.\n\n"
    "Các ý kiến của cử tri chủ yếu tập trung vào tiếng ồn ở đường Trần Khê và phường Sông Lá.\n\n"
    "Theo báo cáo, quận đã kiểm tra 94 lượt cơ sở, xử phạt vi phạm hành chính 11 trường hợp về an toàn "
    "thực phẩm với số "
    "tiền 38,5 triệu đồng. Mô hình “Chuyến xe 0 đồng” do phường Sông Lá khởi xướng; nhiều người đã đóng "
    "góp vào Quỹ vắc "
    "xin qua tài khoản của quận.\n\n"
    "6 tháng cuối năm, quận tập trung 5 nhiệm vụ: chuẩn bị đại hội Mặt trận các cấp, trong đó chọn "
    "Phường 5 làm điểm.\n\n"
    "Bà Lê Thị Mận, Chủ tịch Hội LHPN quận đề nghị chọn 3 phường làm điểm phân loại rác thay vì làm đồng loạt như dự "
    "thảo, gồm Sông Lá, Cầu Ngói và Đồng Gừng.",
    published=datetime(2023, 11, 21, 10, 18),
    author="Khánh Mây",
)
HOUSES = Article(
    "nha-tinh-thuong",
    "Huyện Lúa Vàng trao nhà tình thương năm 2017",
    "Sáng 16/10/2017, Ủy ban MTTQ huyện Lúa Vàng trao nhà tình thương cho hộ nghèo xã Gò Tre.\n\n"
    "Chiều cùng ngày, huyện bàn giao nhà cho bà Viên Thị Thơi ở xã Bàu Sen. Căn nhà cấp 4 rộng 45 m2, "
    "kinh phí xây dựng "
    "92 triệu đồng, do thợ của xã làm.\n\n"
    "Trong 6 tháng, huyện vận động Quỹ “Vì người nghèo” được 468 triệu đồng; vận động ủng hộ Quỹ “Vì biển, đảo Việt "
    "Nam” vượt kế hoạch.\n\n"
    "Tại đợt 2 này, 35 hộ có nhà bị cuốn trôi được nhận mỗi hộ 60 triệu đồng.\n\n"
    "Trong số các đơn vị, Công ty Biển Xanh ủng hộ nhiều nhất với 150 triệu đồng.",
    published=datetime(2017, 10, 17, 8),
)
CLUSTER = Article(
    "cum-thi-dua",
    "Cụm thi đua số 4 tổng kết năm 2019, ký giao ước năm 2020",
    "Ngày 14/02/2020, Cụm thi đua số 4 tổ chức hội nghị tổng kết, ký giao ước thi đua năm 2020. Dự hội "
    "nghị có lãnh đạo "
    "Hội Cựu chiến binh huyện Lúa Vàng, Hội Nông dân huyện Lúa Vàng.\n\n"
    "Hội nghị thống nhất phân công huyện Nhà Gỗ làm Cụm trưởng, huyện Cồn Cát làm Cụm phó năm 2020. Ông Mạc Văn Sơn - "
    "UVTV, Trưởng ban Dân vận Huyện ủy Cồn Cát trao cờ.\n\n"
    "Tính đến ngày 31/1/2020, Quỹ “Vì biển, đảo Việt Nam” của cụm đã dành cho huyện đảo Cát Bạc 2 tỷ đồng.",
    published=datetime(2020, 2, 15, 9),
)


@pytest.fixture(scope="module")
def engine(engine_of: EngineOf) -> Engine:
    return engine_of([VOTERS, HOUSES, CLUSTER])


test_what_is_told_is_answered = told(
    ("hôm tiếp xúc cử tri ở quận bến nắng có bn người dân tới dự?", ["165 cử tri"]),
    ("Cử tri quận Bến Nắng phản ánh nhiều về những chuyện gì?", ["tiếng ồn"]),
    ("quận bến nắng phạt mấy vụ an toàn thực phẩm hết bn tiền", ["11 trường hợp", "38,5 triệu đồng"]),
    ("ben nang chon phuong nao lam diem dai hoi mat tran", ["Phường 5"]),
    ("Hội LHPN quận Bến Nắng muốn chọn điểm phân loại rác ở những phường nào?", ["Sông Lá, Cầu Ngói và Đồng Gừng"]),
    ("Ai là người viết bài về tiếp xúc cử tri ở quận Bến Nắng?", ["Khánh Mây"]),
    ("Trong các bài hiện có, bài nào đăng gần đây nhất?", ["Cử tri kiến nghị"]),
    ("Trong tất cả các bài thì bài nào mới nhất, đăng ngày mấy?", ["21/11/2023"]),
    ("Nhà của bà Thơi ở xã Bàu Sen làm hết bao nhiêu tiền?", ["92 triệu đồng"]),
    ("Doanh nghiệp nào góp nhiều tiền nhất ở lễ trao nhà huyện Lúa Vàng?", ["Biển Xanh"]),
    ("Đơn vị nào làm cụm trưởng cụm 4 năm 2020?", ["Nhà Gỗ"]),
    ("Những cơ quan, đoàn thể nào của huyện Lúa Vàng dự hội nghị cụm 4?", ["Cựu chiến binh", "Nông dân"]),
    ("Mạc Văn Sơn đảm nhiệm chức gì ở huyện Cồn Cát?", ["Trưởng ban Dân vận"]),
    ("Tóm tắt kết quả xử phạt về an toàn thực phẩm của quận Bến Nắng", ["38,5 triệu đồng", "20/11/2023"]),
)


test_what_is_not_told_is_refused = untold(
    "Mặt trận quận Bến Nắng đi thăm huyện đảo Trường Lá vào ngày nào?",
    "Cụm 4 đi thăm huyện đảo Cát Bạc vào ngày nào?",
    "6 tháng đầu năm 2017 huyện Lúa Vàng vận động được bao nhiêu tiền cho Quỹ Vì biển, đảo Việt Nam?",
    "Ở đợt 1, mỗi hộ bị lũ cuốn nhà ở huyện Lúa Vàng nhận mấy triệu?",
    "Mọi người đóng vào Quỹ vắc xin qua tài khoản quận Bến Nắng được bao nhiêu tiền?",
)


def test_a_place_of_the_turn_before_may_be_an_island(engine: Engine) -> None:
    told = engine.answer("Huyện đảo Cát Bạc được Quỹ Vì biển, đảo Việt Nam dành cho bao nhiêu tiền?")
    assert "2 tỷ đồng" in told.text
    assert any("Cát Bạc" in one.written for one in told.question.constraints)


def test_a_chairman_is_asked_of_with_the_words_of_the_chat(engine: Engine) -> None:
    assert engine.answer("Mạc Văn Sơn làm chức gì?").question.answer_type is AnswerType.OFFICE


def test_districts_that_a_cluster_counts_are_not_its_number(engine: Engine) -> None:
    asked = engine.answer("Cụm thi đua 4 huyện họp ngày nào?").question
    assert not any(one.kind is ConstraintKind.ORDINAL for one in asked.constraints)


@pytest.mark.parametrize("words", ["v", "v ad", "z ạ", "ad"])
def test_words_of_the_chat_are_no_part_of_a_question(engine: Engine, words: str) -> None:
    asked = engine.answer(f"hộ nghèo xã Gò Tre được trao gì {words}").question
    assert asked.search_text.endswith("trao gì")


def test_what_has_nothing_to_do_with_a_question_is_no_further_evidence(engine: Engine) -> None:
    answer = engine.answer("ben nang chon phuong nao lam diem dai hoi mat tran")
    assert answer.status is Status.ANSWERED
    assert not any("tiếng ồn" in piece.quote for piece in answer.further)
