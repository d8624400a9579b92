"""Proper, unaccented and chat forms of a question are understood alike; greetings and thanks are no part of one."""

from datetime import date

import pytest

from index.grammar import Grammar
from index.question import QuestionReader
from index.types import AnswerType, ConstraintKind, Question
from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.frequencies import Frequencies
from index.vietnamese.names import Names
from index.vietnamese.normalise import strip_accents

PLACE, FUND, PERIOD, ORDINAL, PERSON, OFFICE, BODY = (
    ConstraintKind.PLACE,
    ConstraintKind.FUND,
    ConstraintKind.PERIOD,
    ConstraintKind.ORDINAL,
    ConstraintKind.PERSON,
    ConstraintKind.OFFICE,
    ConstraintKind.ORGANISATION,
)
Type = AnswerType


@pytest.fixture(scope="module")
def reader() -> QuestionReader:
    return QuestionReader(Grammar.load(), Names.load(), Abbreviations.load(), Frequencies.load())


def read(reader: QuestionReader, text: str) -> Question:
    return reader.read(text, today=date(2024, 12, 1), places=[("phu", "lang"), ("son", "khe"), ("dong", "lua")])


# The proper form, the same as in a chat, the type of both, and what both name.
FORMS: tuple[tuple[str, str, AnswerType, set[ConstraintKind]], ...] = (
    ("Ai đang đứng đầu Mặt trận huyện Sơn Khê?", "ai đang đứng đầu mặt trận sơn khê v", Type.WHO,
     {PLACE, OFFICE, BODY}),
    ("Quỹ Vì người nghèo quận Phú Lãng được bao nhiêu tiền?", "quỹ vì ng nghèo phú lãng đc bn tiền z", Type.AMOUNT,
     {PLACE, FUND}),
    ("Quỹ Cứu trợ quận Phú Lãng vận động được bao nhiêu?", "quy cuu tro phu lang vd dc nhiu v", Type.AMOUNT,
     {PLACE, FUND}),
    ("Số tiền ủng hộ Quỹ Cứu trợ là bao nhiêu?", "số tiền ủng hộ quỹ cứu trợ là bnhiêu ạ", Type.AMOUNT, {FUND}),
    ("Năm 2023 huyện Sơn Khê quyên góp bao nhiêu tiền?", "năm 2023 sơn khê quyên góp bnhiêu tiền vậy", Type.AMOUNT,
     {PLACE, PERIOD}),
    ("Hội nghị lần thứ 7 họp khi nào?", "hội nghị lần 7 họp khi nào vậy", Type.WHEN, {ORDINAL}),
    ("Hội nghị lần thứ bảy họp ngày nào?", "hoi nghi lan thu 7 hop ngay nao", Type.WHEN, {ORDINAL}),
    ("Hội nghị của Cụm thi đua số 4 diễn ra ngày nào?", "cụm thi đua số 4 họp hôm nào nhỉ", Type.WHEN, {ORDINAL}),
    ("Lễ phát động ở quận Phú Lãng bắt đầu lúc mấy giờ?", "lễ phát động ở phú lãng bắt đầu lúc mấy h", Type.WHEN,
     {PLACE}),
    ("Quận Phú Lãng tổ chức hội nghị vào tháng mấy?", "phu lang to chuc hoi nghi thang may", Type.WHEN, {PLACE}),
    ("Hội nghị tổ chức ở đâu?", "hội nghị tổ chức ở đâu z", Type.WHERE, set()),
    ("Hội nghị diễn ra tại địa điểm nào?", "hoi nghi dien ra o cho nao", Type.WHERE, set()),
    ("Đoàn công tác làm việc với xã nào?", "đoàn ctac làm việc vs xã nào", Type.WHERE, set()),
    ("Ai chủ trì hội nghị?", "ai chủ trì hội nghị v", Type.WHO, set()),
    ("Chủ tịch MTTQ huyện Sơn Khê tên là gì?", "chủ tịch mttq huyện sơn khê tên j v", Type.WHO, {PLACE, OFFICE, BODY}),
    ("Bí thư Huyện ủy Sơn Khê là người nào?", "bí thư huyện ủy sơn khê tên gì", Type.WHO, {PLACE, OFFICE}),
    ("Người đứng đầu Mặt trận quận Phú Lãng là ai?", "người đứng đầu mttq quận phú lãng tên j", Type.WHO,
     {PLACE, OFFICE, BODY}),
    ("Ai là Chủ tịch Ủy ban MTTQ huyện Sơn Khê?", "chủ tịch mttq huyện sơn khê là ai vậy", Type.WHO,
     {PLACE, OFFICE, BODY}),
    ("Chủ tịch UBND huyện Sơn Khê là ai?", "chu tich ubnd huyen son khe la ai", Type.WHO, {PLACE, OFFICE, BODY}),
    ("Những ai tham dự hội nghị?", "nhung ai du hoi nghi", Type.WHO, set()),
    ("Đồng chí nào phát biểu tại hội nghị?", "đ/c nào phát biểu tại hội nghị", Type.WHO, set()),
    ("Ông Nghiêm Đình Phú là ai?", "ông nghiêm đình phú là ai vậy", Type.OFFICE, {PERSON}),
    ("Ông Nghiêm Đình Phú giữ chức vụ gì?", "ong nghiem dinh phu giu chuc vu gi", Type.OFFICE, {PERSON}),
    ("Bà Mạc Thị Hiền giữ chức vụ gì?", "bà mạc thị hiền giữ chức vụ j", Type.OFFICE, {PERSON}),
    ("Có bao nhiêu đại biểu dự hội nghị?", "có bn đại biểu dự hội nghị", Type.COUNT, set()),
    ("Huyện Sơn Khê có mấy xã?", "son khe co may xa", Type.COUNT, {PLACE}),
    ("Số hộ nghèo của xã Đồng Lụa còn bao nhiêu?", "xã đồng lụa còn bnhiêu hộ nghèo", Type.COUNT, {PLACE}),
    ("Tổng số cuộc giám sát là bao nhiêu?", "tong so cuoc giam sat la bao nhiu", Type.COUNT, set()),
    ("Tỷ lệ gia đình văn hóa là bao nhiêu?", "tỉ lệ gđ văn hoá là bn", Type.PERCENTAGE, set()),
    ("Đạt bao nhiêu phần trăm kế hoạch?", "dat bn phan tram ke hoach", Type.PERCENTAGE, set()),
    ("Đạt bao nhiêu phần trăm kế hoạch?", "đạt bn % kế hoạch", Type.PERCENTAGE, set()),
    ("Có những hội nghị nào ở quận Phú Lãng?", "phu lang co nhung hoi nghi nao", Type.MEETINGS, {PLACE}),
    ("Năm 2023 có hội nghị nào?", "nam 2023 co hoi nghi nao vay", Type.MEETINGS, {PERIOD}),
    ("Liệt kê các hội nghị năm 2023", "liệt kê các hội nghị năm 2023 nhé", Type.MEETINGS, {PERIOD}),
    ("Liệt kê các quỹ của quận Phú Lãng", "liet ke cac quy cua phu lang", Type.FUNDS, {PLACE}),
    ("So sánh Quỹ Vì người nghèo của quận Phú Lãng và huyện Sơn Khê", "so sanh quy vi ng ngheo phu lang vs son khe",
     Type.COMPARISON, {PLACE, FUND}),
    ("Quận nào vận động được nhiều tiền nhất?", "quan nao van dong dc nhieu tien nhat", Type.COMPARISON, set()),
    ("Quỹ nào vận động được cao hơn?", "quỹ nào vận động đc cao hơn v", Type.COMPARISON, set()),
    ("Bài viết đăng ngày nào?", "bài viết đăng hôm nào vậy", Type.PUBLISHED, set()),
    ("Ai là tác giả bài viết?", "bai nay ai viet", Type.AUTHOR, set()),
    ("Tóm tắt bài về quận Phú Lãng", "tom tat bai ve phu lang", Type.SUMMARY, {PLACE}),
    ("Bài mới nhất là bài nào?", "bai moi nhat la bai nao", Type.ARTICLE, set()),
    ("Bài nào nói về Quỹ Cứu trợ?", "bài nào nói về quỹ cứu trợ v", Type.ARTICLE, {FUND}),
    ("Vì sao hội nghị bị hoãn?", "tại sao hội nghị bị hoãn v", Type.REASON, set()),
    ("Hội nghị thông qua những nội dung nào?", "hoi nghi thong qua nhung noi dung j", Type.LIST, set()),
    ("Kể tên các đơn vị ủng hộ", "kể tên các đv ủng hộ", Type.LIST, set()),
    ("Hội nghị gồm những nội dung gì?", "hội nghị gồm những nd gì", Type.LIST, set()),
    ("Hội nghị bàn việc gì?", "hội nghị bàn việc j ạ", Type.PASSAGE, set()),
    ("Hội nghị có bầu Phó Chủ tịch không?", "hội nghị có bầu phó chủ tịch ko", Type.YES_NO, {OFFICE}),
    ("Tháng ba năm 2023 quận Phú Lãng họp ở đâu?", "thang ba nam 2023 phu lang hop o dau", Type.WHERE, {PLACE, PERIOD}),
    ("Quý hai năm 2024 phường có bao nhiêu cuộc giám sát?", "quy 2 nam 2024 phuong co bn cuoc giam sat", Type.COUNT,
     {PERIOD}),
    ("Hội Phụ nữ huyện Sơn Khê ủng hộ bao nhiêu tiền?", "hội phụ nữ sơn khê ủng hộ bn tiền", Type.AMOUNT,
     {PLACE, BODY}),
    ("Liên đoàn Lao động quận Phú Lãng họp khi nào?", "lđlđ phú lãng họp khi nào z", Type.WHEN, {PLACE, BODY}),
)  # fmt: skip


@pytest.mark.parametrize(("proper", "chat", "answer_type", "kinds"), FORMS, ids=[form[0] for form in FORMS])
def test_every_form_of_a_question_is_understood_alike(
    reader: QuestionReader, proper: str, chat: str, answer_type: AnswerType, kinds: set[ConstraintKind]
) -> None:
    for text in (proper, strip_accents(proper), chat):
        question = read(reader, text)
        assert question.answer_type is answer_type, text
        assert {constraint.kind for constraint in question.constraints} == kinds, text


SMALL_TALK = (
    "Xin chào", "chào bạn", "Chào bot ạ", "hello bot", "hi ad", "alo", "kính chào anh chị", "Chào mọi người",
    "Cảm ơn", "cám ơn bạn nhiều nhé", "thanks", "thank you", "ok cảm ơn bạn", "vâng ạ", "ok", "được rồi", "hay quá",
    "bye",     "bạn là ai", "Bạn là ai vậy?", "bot là gì thế", "Chào bạn, bạn là ai?", "bạn tên gì", "em là con gì",
    "bạn làm được gì", "Bạn có thể làm được những gì?", "bạn biết làm gì", "bot giúp được gì cho tôi",
    "bạn trả lời được những câu hỏi nào", "tôi có thể hỏi gì", "Tôi được hỏi những gì?", "hướng dẫn sử dụng", "help",
)  # fmt: skip


@pytest.mark.parametrize("text", SMALL_TALK)
def test_small_talk_is_known_with_particles_and_without_accents(reader: QuestionReader, text: str) -> None:
    for typed in (text, strip_accents(text), text.upper()):
        assert read(reader, typed).answer_type is AnswerType.SMALL_TALK, typed


QUESTION = "Quỹ Cứu trợ quận Phú Lãng được bao nhiêu?"


@pytest.mark.parametrize(
    "around",
    [
        "Chào bot, {}", "Xin chào bạn! {}", "chào em {}", "bạn ơi {}", "Ad ơi cho mình hỏi {}", "Cho tôi hỏi: {}",
        "dạ {}", "Cảm ơn bạn. {}", "làm ơn cho tôi hỏi chút {}", "mình muốn hỏi {}", "{} Cảm ơn bạn", "{} Xin cảm ơn!",
        "Hội nghị lần thứ 7 họp ở đâu, à nhầm, {}", "Ai chủ trì hội nghị? Ý tôi là {}", "{} bot ơi",
    ],
)  # fmt: skip
def test_what_surrounds_a_question_is_no_part_of_it(reader: QuestionReader, around: str) -> None:
    for typed in (str, strip_accents):
        question, plain = read(reader, typed(around.format(QUESTION))), read(reader, typed(QUESTION))
        assert (question.answer_type, question.constraints) == (plain.answer_type, plain.constraints)
        assert question.search_text.rstrip("?") == plain.search_text.rstrip("?")


@pytest.mark.parametrize(
    "text", ["Chào mừng 94 năm Ngày truyền thống là sự kiện gì?", "Hi vọng gì ở quỹ?", "Em bé Vân ở đâu?"]
)
def test_words_that_only_look_like_a_greeting_stay(reader: QuestionReader, text: str) -> None:
    question = read(reader, text)
    assert question.search_text == text
    assert question.answer_type is not AnswerType.SMALL_TALK
