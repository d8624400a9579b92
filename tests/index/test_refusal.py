"""What a refusal says: which part was not found, named as a person would, and nothing that is not so."""

import pytest

from index.engine import Engine
from index.types import Status


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Quỹ Vì người nghèo của quận Hà Đông được bao nhiêu?",
         "Xin lỗi, không có bài nào nói về Quỹ “Vì người nghèo” của quận Hà Đông."),
        ("quy vi nguoi ngheo quan ha dong dc bao nhieu",
         "Xin lỗi, không có bài nào nói về Quỹ “Vì người nghèo” của quận Hà Đông."),
        ("Quỹ Vì người nghèo huyện Sơn Khê năm 2021 được bao nhiêu?",
         "Xin lỗi, không có bài nào nói về Quỹ “Vì người nghèo” của huyện Sơn Khê năm 2021."),
        ("Hội nghị lần thứ 8 của MTTQ quận Phú Lãng họp ngày nào?",
         "Xin lỗi, không có bài nào nói về hội nghị lần thứ 8 của MTTQ quận Phú Lãng."),
        ("Hội nghị MTTQ quận Phú Lãng lần thứ 8 họp ngày nào?",
         "Xin lỗi, không có bài nào nói về hội nghị lần thứ 8 của MTTQ quận Phú Lãng."),
        ("Quỹ vì người nghèo số 9 năm 2021 được bao nhiêu?",
         "Xin lỗi, không có bài nào nói về Quỹ “Vì người nghèo” số 9 năm 2021."),
        ("Hội Nông dân quận Phú Lãng làm gì?",
         "Xin lỗi, các bài viết không cho biết điều này về Hội Nông dân quận Phú Lãng."),
        ("Ai là Bí thư Thành ủy thành phố Hà Nội?",
         "Xin lỗi, các bài viết không cho biết ai là Bí thư Thành ủy thành phố Hà Nội."),
        ("Cụm Thi đua số 9 họp ngày nào?", "Xin lỗi, không có bài nào nói về Cụm Thi đua số 9."),
        ("Ông Lò Văn Thắng giữ chức vụ gì?", "Xin lỗi, tôi không tìm thấy bài nào nhắc đến ông Lò Văn Thắng."),
        ("Ai là Bí thư Huyện ủy Sơn Khê?", "Xin lỗi, các bài viết không cho biết ai là Bí thư Huyện ủy Sơn Khê."),
        ("Chủ tịch MTTQ phường Bến Gốm là ai?",
         "Xin lỗi, các bài viết không cho biết ai là Chủ tịch MTTQ phường Bến Gốm."),
        ("Quận Phú Lãng có bao nhiêu phường?",
         "Các bài viết có nhắc đến quận Phú Lãng nhưng không nêu con số cụ thể mà anh/chị hỏi."),
        ("Hồi tháng 8 tỉnh Trà Sa tập huấn cho bao nhiêu cán bộ?",
         "Xin lỗi, các bài viết không cho biết điều này về tỉnh Trà Sa tháng 8."),
        ("Bà Mạc Thị Hiền sinh ngày nào?",
         "Các bài viết có nhắc đến bà Mạc Thị Hiền nhưng không nêu thời gian mà anh/chị hỏi."),
        ("Vinamilk ủng hộ bao nhiêu?", "Xin lỗi, tôi không tìm thấy bài nào nhắc đến Vinamilk."),
        # Typed without accents, what is known gets them back; names of people stay as they were typed.
        ("hoi nghi lan thu 8 cua mttq quan Ba Dinh nam 2021 hop ngay nao",
         "Xin lỗi, không có bài nào nói về hội nghị lần thứ 8 của MTTQ quận Ba Đình năm 2021."),
        ("Ai la Pho Chu tich UBND quan Ha Dong?",
         "Xin lỗi, các bài viết không cho biết ai là Phó Chủ tịch UBND quận Hà Đông."),
        ("ong Lo Van Thang giu chuc vu gi", "Xin lỗi, tôi không tìm thấy bài nào nhắc đến ông Lo Van Thang."),
    ],
)  # fmt: skip
def test_a_refusal_names_what_was_not_found(engine: Engine, asked: str, said: str) -> None:
    answer = engine.answer(asked)
    assert answer.status is Status.NOT_FOUND
    assert answer.text.split("\n")[0] == said


def test_the_nearest_articles_are_no_answer_and_say_what_they_tell_of(engine: Engine) -> None:
    answer = engine.answer("Quỹ Cứu trợ huyện Sơn Khê vận động được bao nhiêu?")
    heading, *lines = answer.text.split("\n")[1:]
    assert "không phải câu trả lời" in heading
    assert [article.title in line for article, line in zip(answer.nearest, lines, strict=True)] == [True] * len(lines)
    told = {line.rsplit("có nhắc đến ", maxsplit=1)[1] for line in lines if "có nhắc đến" in line}
    assert {"Quỹ “Cứu trợ”", "huyện Sơn Khê"} & told
    assert "[1]" not in answer.text


def test_a_bare_number_is_not_told_as_something_that_articles_speak_of(engine: Engine) -> None:
    lines = engine.answer("Quỹ Cứu trợ số 4 năm 2019 được bao nhiêu?").text.split("\n")
    assert any("có nhắc đến" in line for line in lines)
    assert not any("nhắc đến số 4" in line or "và số 4" in line for line in lines)


def test_three_things_are_named_as_a_list(engine: Engine) -> None:
    lines = engine.answer("So sánh quỹ Trẻ thơ của quận Phú Lãng và huyện Sơn Khê năm 2011").text.split("\n")
    assert not any(line.count(" và ") > 1 for line in lines if "có nhắc đến" in line)


def test_no_article_is_said_to_speak_of_what_it_does_not(engine: Engine) -> None:
    answer = engine.answer("Ông Lò Văn Thắng của quận Phú Lãng giữ chức vụ gì?")
    nearest = answer.text.split("\n")[2:]
    assert nearest
    assert not any("Lò Văn Thắng" in line for line in nearest)


def test_marks_and_quotation_marks_of_a_question_do_no_harm(engine: Engine) -> None:
    answer = engine.answer("Quỹ “[7] bí mật” của quận Hà Đông được bao nhiêu?")
    assert "[7]" not in answer.text
    assert answer.status is Status.NOT_FOUND
