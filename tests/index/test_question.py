"""How questions are understood: the type of the answer and what the evidence must meet."""

from collections.abc import Callable
from datetime import date

import pytest

from index.grammar import Grammar
from index.question import QuestionReader
from index.types import AnswerType, ConstraintKind, Period, Question, Recency
from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.frequencies import Frequencies
from index.vietnamese.names import Names
from index.vietnamese.normalise import fold, strip_accents

TODAY = date(2024, 12, 1)


@pytest.fixture(scope="module")
def reader() -> QuestionReader:
    return QuestionReader(Grammar.load(), Names.load(), Abbreviations.load(), Frequencies.load())


def _read(reader: QuestionReader, text: str, previous: Question | None = None) -> Question:
    return reader.read(text, today=TODAY, previous=previous)


TYPES = (
    ("Hội nghị diễn ra khi nào?", AnswerType.WHEN),
    ("hoi nghi nao dau tien ban ve quy?", AnswerType.PASSAGE),  # no "hội nghị nào đã"
    ("Lễ phát động vào buổi nào?", AnswerType.WHEN),
    ("Ai chủ trì hội nghị?", AnswerType.WHO),
    ("Chủ tịch MTTQ quận Tây Hồ là ai?", AnswerType.WHO),
    ("Bà Mạc Thị Hiền là ai?", AnswerType.OFFICE),
    ("Ông Trịnh Quang Lợi giữ chức vụ gì?", AnswerType.OFFICE),
    ("Hội nghị tổ chức ở đâu?", AnswerType.WHERE),
    ("Đoàn làm việc với xã nào?", AnswerType.WHERE),
    ("Quỹ Vì người nghèo được bao nhiêu?", AnswerType.AMOUNT),
    ("Công ty ủng hộ mấy triệu đồng?", AnswerType.AMOUNT),
    ("Có bao nhiêu đại biểu dự?", AnswerType.COUNT),
    ("Tỷ lệ hộ nghèo là bao nhiêu?", AnswerType.PERCENTAGE),
    ("Đạt bao nhiêu % kế hoạch?", AnswerType.PERCENTAGE),
    ("Có những hội nghị nào trong tháng 7/2023?", AnswerType.MEETINGS),
    ("Liệt kê các quỹ trong bài", AnswerType.FUNDS),
    ("Bài viết đăng ngày nào?", AnswerType.PUBLISHED),
    ("Ai là tác giả bài viết?", AnswerType.AUTHOR),
    ("Tóm tắt bài về Cụm thi đua số 4", AnswerType.SUMMARY),
    ("Vì sao hội nghị bị hoãn?", AnswerType.REASON),
    ("Tại sao có hai người rút tên khỏi danh sách ứng cử?", AnswerType.REASON),
    ("Bản còn lại bao nhiêu hộ nghèo?", AnswerType.COUNT),
    ("Nhà sập được chi tối đa bao nhiêu một hộ?", AnswerType.AMOUNT),
    ("Căn nhà trị giá nhiêu vậy?", AnswerType.AMOUNT),
    ("Đoàn còn làm việc với mấy xã nào nữa?", AnswerType.WHERE),
    ("Kể tên các Phó Chủ tịch MTTQ phường Bến Gốm", AnswerType.WHO),
    ("Lãnh đạo Quận ủy nào phát biểu tại hội nghị?", AnswerType.WHO),
    ("Năm 2017 vị Chủ tịch MTTQ tỉnh nào về dự ngày hội?", AnswerType.WHO),
    ("Xã A và xã B, nơi nào nhiều ý kiến hơn?", AnswerType.COMPARISON),
    ("Đại hội của quận A và quận B, nơi nào họp trước?", AnswerType.COMPARISON),
    ("Trong các bài về quận A, bài cũ nhất nói về chuyện gì?", AnswerType.ARTICLE),
    ("Hội nghị thông qua báo cáo gì?", AnswerType.PASSAGE),
    ("Mấy đoàn thể của xã được thưởng gì?", AnswerType.PASSAGE),
    ("Người vi phạm bị phạt mấy tiền?", AnswerType.AMOUNT),
    ("Bài do phóng viên nào viết?", AnswerType.AUTHOR),
    ("Ca sĩ nào biểu diễn?", AnswerType.WHO),
    ("So số tiền quỹ của quận A với quận B", AnswerType.COMPARISON),
)


@pytest.mark.parametrize(("text", "expected"), TYPES)
def test_reads_the_type_with_and_without_accents(reader: QuestionReader, text: str, expected: AnswerType) -> None:
    assert _read(reader, text).answer_type is expected
    assert _read(reader, fold(text)).answer_type is expected


CONSTRAINTS = (
    ("Quỹ Vì biển, đảo quận Hà Đông được bao nhiêu?", ConstraintKind.PLACE, ("ha", "dong")),
    ("MTTQ phường Quang Trung họp khi nào?", ConstraintKind.PLACE, ("quang", "trung")),
    ("hội nghị ở quận long biên", ConstraintKind.PLACE, ("long", "bien")),
    ("Quỹ “Vì biển, đảo Việt Nam” được bao nhiêu?", ConstraintKind.FUND, ("bien", "dao")),
    ("Quỹ “Áo ấm vùng cao” được bao nhiêu?", ConstraintKind.FUND, ("ao", "am", "vung", "cao")),
    ("Hội nghị lần thứ IX họp khi nào?", ConstraintKind.ORDINAL, ("lan", "9")),
    ("Hội nghị lần thứ chín họp khi nào?", ConstraintKind.ORDINAL, ("lan", "9")),
    ("Hội nghị lần 9 họp khi nào?", ConstraintKind.ORDINAL, ("lan", "9")),
    ("Cụm thi đua số 4 họp khi nào?", ConstraintKind.ORDINAL, ("so", "4")),
    ("Ông Trịnh Quang Lợi giữ chức vụ gì?", ConstraintKind.PERSON, ("trinh", "quang", "loi")),
    ("ong trinh quang loi la ai", ConstraintKind.PERSON, ("trinh", "quang", "loi")),
    ("UBND quận ủng hộ bao nhiêu?", ConstraintKind.ORGANISATION, ("committee",)),
    ("Hội LHPN quận ủng hộ bao nhiêu?", ConstraintKind.ORGANISATION, ("women",)),
    ("LĐLĐ quận ủng hộ bao nhiêu?", ConstraintKind.ORGANISATION, ("labour",)),
    ("Ai là Phó Chủ tịch quận?", ConstraintKind.OFFICE, ("pho", "chu", "tich")),
    ("Đại hội MTTQ diễn ra khi nào?", ConstraintKind.OCCASION, ("dai", "hoi")),
    ("Công ty Vinamilk ủng hộ bao nhiêu?", ConstraintKind.NAME, ("vinamilk",)),
    ("Công ty TNHH Xi măng Đá Trắng ủng hộ bao nhiêu?", ConstraintKind.NAME, ("xi", "mang", "da", "trang")),
    ("Phương án sắp xếp chợ Đồng Lụa được góp ý ngày nào?", ConstraintKind.NAME, ("dong", "lua")),
    ("Đồn Biên phòng Cồn Lúa được tặng bao nhiêu tiền?", ConstraintKind.NAME, ("con", "lua")),
    ("Bản Hoa Mận 2 có bao nhiêu hộ dân?", ConstraintKind.PLACE, ("hoa", "man", "2")),
    ("Già làng của làng K2 tên gì?", ConstraintKind.PLACE, ("k", "2")),
    ("thôn 4B được trao mấy suất quà?", ConstraintKind.PLACE, ("4", "b")),
    ("ấp Ba Xoan có mấy hộ nghèo?", ConstraintKind.PLACE, ("ba", "xoan")),
    ("Hội nghị phản biện thứ tư trong năm 2023 bàn gì?", ConstraintKind.ORDINAL, ("thu", "4")),
    (
        "Bài “Quận X: Quỹ “Cứu trợ” nhận 4 tỷ” do ai viết?",
        ConstraintKind.TITLE,
        ("quan", "x", "quy", "cuu", "tro", "nhan", "4", "ti"),
    ),
)


@pytest.mark.parametrize(("text", "kind", "words"), CONSTRAINTS)
def test_reads_what_the_evidence_must_meet(
    reader: QuestionReader, text: str, kind: ConstraintKind, words: tuple[str, ...]
) -> None:
    found = {(constraint.kind, constraint.words) for constraint in _read(reader, text).constraints}
    assert (kind, words) in found


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Hội nghị tháng 7/2023 bàn gì?", date(2023, 7, 1), date(2023, 7, 31)),
        ("6 tháng đầu năm 2023 quỹ được bao nhiêu?", date(2023, 1, 1), date(2023, 6, 30)),
        ("Năm ngoái quỹ được bao nhiêu?", date(2023, 1, 1), date(2023, 12, 31)),
        ("Quý II/2024 có bao nhiêu cuộc giám sát?", date(2024, 4, 1), date(2024, 6, 30)),
    ],
)
def test_reads_periods_against_today(reader: QuestionReader, text: str, first: date, last: date) -> None:
    periods = [constraint.period for constraint in _read(reader, text).constraints if constraint.period]
    assert periods == [Period(first, last)]


def test_the_place_and_number_in_a_quoted_title_have_to_be_met(reader: QuestionReader) -> None:
    question = _read(reader, 'Bài viết "Hội nghị lần thứ 7 quận Hà Đông năm 2020" nói gì về quận Ba Đình?')
    assert {(constraint.kind, constraint.written) for constraint in question.constraints} == {
        (ConstraintKind.TITLE, "Hội nghị lần thứ 7 quận Hà Đông năm 2020"),
        (ConstraintKind.ORDINAL, "lần thứ 7"),
        (ConstraintKind.PLACE, "quận Hà Đông"),
        (ConstraintKind.PLACE, "quận Ba Đình"),
    }


@pytest.mark.parametrize("typed", [str, strip_accents])
@pytest.mark.parametrize("led", ["thông tin", "niềm tin"])
def test_what_is_quoted_as_told_is_no_title(reader: QuestionReader, led: str, typed: Callable[[str], str]) -> None:
    question = _read(reader, typed(f"Ai đưa ra {led} “45 trong số 90 người là người ngoài đảng”?"))
    assert ConstraintKind.TITLE not in {constraint.kind for constraint in question.constraints}


def test_a_follow_up_keeps_the_order_asked_for(reader: QuestionReader) -> None:
    first = _read(reader, "Bài mới nhất về quỹ đăng ngày nào?")
    assert _read(reader, "Ai viết bài đó?", first).recency is Recency.NEWEST
    assert _read(reader, "Hội nghị tổng kết bàn gì?", first).recency is None


@pytest.mark.parametrize("typed", [str, strip_accents])
@pytest.mark.parametrize(
    ("text", "recency", "rest"),
    [
        ("Bài mới nhất về quỹ là bài nào?", Recency.NEWEST, "Bài về quỹ là bài nào?"),
        ("Hội nghị gần đây nhất bàn gì?", Recency.NEWEST, "Hội nghị bàn gì?"),
        ("Các xã mới nhất trí điều gì?", None, "Các xã mới nhất trí điều gì?"),
        ("Lần gần nhất quận họp ở đâu?", Recency.NEWEST, "Lần quận họp ở đâu?"),
        ("Bài cũ nhất về quỹ là bài nào?", Recency.OLDEST, "Bài về quỹ là bài nào?"),
        ("Bài viết đầu tiên về quỹ", Recency.OLDEST, "Bài viết về quỹ"),
        ("mới nhất?", Recency.NEWEST, "mới nhất?"),
        ("Lần đầu tiên quận họp ở đâu?", None, "Lần đầu tiên quận họp ở đâu?"),
        ("Đơn vị nào cao nhất?", None, "Đơn vị nào cao nhất?"),
        ("Hội nghị sớm nhất bàn gì?", Recency.OLDEST, "Hội nghị bàn gì?"),
        ("Ai đến hội nghị sớm nhất?", None, "Ai đến hội nghị sớm nhất?"),
        ("Xã nào hoàn thành sớm nhất?", None, "Xã nào hoàn thành sớm nhất?"),
        ("Tổ chức đầu tiên ủng hộ là ai?", None, "Tổ chức đầu tiên ủng hộ là ai?"),
    ],
)
def test_reads_which_of_the_articles_is_wanted(
    reader: QuestionReader, text: str, recency: Recency | None, rest: str, typed: Callable[[str], str]
) -> None:
    question = _read(reader, typed(text))
    assert (question.recency, question.search_text) == (recency, typed(rest))


def test_a_quarter_typed_plainly_is_no_fund(reader: QuestionReader) -> None:
    constraints = _read(reader, "Quy IV nam 2020 quan Tay Ho nhan duoc bao nhieu?").constraints
    assert [constraint.kind for constraint in constraints] == [ConstraintKind.PLACE, ConstraintKind.PERIOD]


@pytest.mark.parametrize(
    "text", ["Có bao nhiêu phụ nữ dự?", "Quỹ Mái ấm công đoàn", "Quỹ Hỗ trợ nông dân được bao nhiêu?"]
)
def test_women_farmers_and_names_of_funds_are_no_organisations(reader: QuestionReader, text: str) -> None:
    assert ConstraintKind.ORGANISATION not in {constraint.kind for constraint in _read(reader, text).constraints}


def test_listed_periods_are_one_constraint_that_either_meets(reader: QuestionReader) -> None:
    (period,) = _read(reader, "Tháng 2 hoặc tháng 5 năm 2023 họp ở đâu?").constraints
    assert period.periods == (
        Period(date(2023, 2, 1), date(2023, 2, 28)),
        Period(date(2023, 5, 1), date(2023, 5, 31)),
    )
    assert len(_read(reader, "Ngày 2/12/2022 họp triển khai nhiệm vụ năm 2023 ở đâu?").constraints) == 2


@pytest.mark.parametrize(
    "text", ["Người dân quý trọng điều gì?", "Trụ sở ở đâu?", "Ban Thanh tra làm gì?", "Cơ sở năm nào?"]
)
def test_common_words_are_no_constraints(reader: QuestionReader, text: str) -> None:
    assert _read(reader, text).constraints == ()


def test_a_city_over_its_district_is_left_to_the_district(reader: QuestionReader) -> None:
    places = [
        constraint.words
        for constraint in _read(reader, "Quỹ quận Tây Hồ, Hà Nội được bao nhiêu?").constraints
        if constraint.kind is ConstraintKind.PLACE
    ]
    assert places == [("tay", "ho")]


def test_a_follow_up_keeps_what_it_does_not_replace(reader: QuestionReader) -> None:
    first = _read(reader, "Quỹ Vì người nghèo quận Tây Hồ năm 2022 được bao nhiêu?")
    again = _read(reader, "Còn quỹ Cứu trợ thì sao?", first)
    assert again.answer_type is AnswerType.AMOUNT
    assert {constraint.words for constraint in again.constraints if constraint.words} == {("tay", "ho"), ("cuu", "tro")}
    assert Period(date(2022, 1, 1), date(2022, 12, 31)) in {constraint.period for constraint in again.constraints}
    year = _read(reader, "Thế năm 2020?", first)
    assert [constraint.period.first.year for constraint in year.constraints if constraint.period] == [2020]
    assert ("nguoi", "ngheo") in {constraint.words for constraint in year.constraints}


def test_a_new_topic_drops_what_was_asked_before(reader: QuestionReader) -> None:
    first = _read(reader, "Quỹ Vì người nghèo quận Tây Hồ năm 2022 được bao nhiêu?")
    other = _read(reader, "Hội nghị lần thứ 3 của huyện Đông Anh họp khi nào?", first)
    assert {constraint.words for constraint in other.constraints} == {("dong", "anh"), ("lan", "3")}


def test_chat_spellings_are_spelled_out_but_names_are_not(reader: QuestionReader) -> None:
    assert _read(reader, "quỹ đc bn tiền").search_text == "quỹ được bao nhiêu tiền"
    assert _read(reader, "bn ơi quỹ đc bn tiền").search_text == "quỹ được bao nhiêu tiền"
    assert _read(reader, "Ủy ban MTTQ VN họp ko").search_text == "Ủy ban MTTQ VN họp không"
    assert _read(reader, "UBMTTQVN họp ntn").search_text == "UBMTTQ VN họp như thế nào"


@pytest.mark.parametrize(
    "text",
    [
        "BN là gì?", "Công ty DC ủng hộ gì?", "Nhóm BN và Ko Ko", "trao 5kg gạo", "trao 5 kg gạo", "mỗi suất 500k",
        "mỗi suất 500 k", "họp lúc 8h", "họp lúc 8 h", "abcdc", "bnx", "J. Smith",
    ],
)  # fmt: skip
def test_names_units_and_parts_of_words_are_no_chat_spellings(reader: QuestionReader, text: str) -> None:
    assert _read(reader, text).search_text == text


def test_many_of_something_is_not_how_many_where_a_reason_is_asked_for(reader: QuestionReader) -> None:
    assert _read(reader, "vi sao cac xa doi go nhieu ho ngheo").answer_type is AnswerType.REASON
    assert _read(reader, "quan duoc nhieu ho tham gia").answer_type is AnswerType.COUNT


@pytest.mark.parametrize(
    "text", ["quỹ vi nguoi ngheo quận Tây Hồ được bao nhieu?", "Quy vi nguoi ngheo quận tay ho duoc bao nhiêu?"]
)
def test_a_partly_accented_question_is_read_as_a_plain_one(reader: QuestionReader, text: str) -> None:
    question, plain = _read(reader, text), _read(reader, strip_accents(text))
    assert not question.accented
    assert (question.answer_type, question.constraints) == (plain.answer_type, plain.constraints)
    assert question.search_text == text  # the accents that are there still count in the search


@pytest.mark.parametrize(
    "text", ["Quỹ của ông Tu Ong Thi ở Kon Tum được bao nhiêu?", "Ai quan tâm?", "UBND xã họp ở đâu?", "ubnd xã"]
)
def test_words_without_accents_lack_none_where_that_is_how_they_are_written(reader: QuestionReader, text: str) -> None:
    assert _read(reader, text).accented


def test_what_is_counted_is_read(reader: QuestionReader) -> None:
    assert _read(reader, "Ban kiến nghị bao nhiêu vụ việc?").counted == ("vu", "viec")
    assert _read(reader, "Tổng số cuộc giám sát là bao nhiêu?").counted[:1] == ("cuoc",)
    assert _read(reader, "Hội thi có bao nhiêu thí sinh dự thi?").counted == ("thi", "sinh", "du")
    assert _read(reader, "Mỗi phòng máy tính có mấy máy?").counted == ("may",)
    assert _read(reader, "Giá đất tăng từ bao nhiêu lên bao nhiêu?").counted == ()


@pytest.mark.parametrize("typed", [str, strip_accents])
@pytest.mark.parametrize("text", ["Cụm 2 có gì?", "Cụm thi đua 2 có gì?", "Cụm Thi đua số 2 có gì?", "Cụm số 2 có gì?"])
def test_a_cluster_has_its_number_with_a_word_for_it_or_without(
    reader: QuestionReader, text: str, typed: Callable[[str], str]
) -> None:
    (ordinal,) = (one for one in _read(reader, typed(text)).constraints if one.kind is ConstraintKind.ORDINAL)
    assert ordinal.words == ("so", "2")
    assert ordinal.head[0] == "cum"


def offices(question: Question) -> list[tuple[str, ...]]:
    return [one.words for one in question.constraints if one.kind is ConstraintKind.OFFICE]


@pytest.mark.parametrize("typed", [str, strip_accents])
@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Ai khen các tổ trưởng dân phố?", []),
        ("Ai nói về hội thi tổ trưởng giỏi?", []),
        ("Ai là tổ trưởng tổ 5?", [("to", "truong")]),
        ("Ai được bầu làm Chủ tịch MTTQ xã?", [("chu", "tich")]),
        ("Ai thay ông Lê Văn Tý làm chủ tịch?", [("chu", "tich")]),
        ("Cho tôi xin tên Chủ tịch MTTQ quận Phú Lãng.", [("chu", "tich")]),
        ("Ai đứng đầu Ban Dân vận Quận ủy?", [("truong", "ban")]),
        ("Ai đứng đầu Mặt trận quận Phú Lãng?", [("chu", "tich")]),
    ],
)
def test_who_does_something_is_told_from_who_holds_an_office(
    reader: QuestionReader, text: str, asked: list[tuple[str, ...]], typed: Callable[[str], str]
) -> None:
    question = _read(reader, typed(text))
    assert question.answer_type is AnswerType.WHO
    assert offices(question) == asked


@pytest.mark.parametrize(
    ("text", "answer_type"),
    [
        ("Trong năm 2022 có những cuộc họp, buổi làm việc nào của Mặt trận?", AnswerType.MEETINGS),
        ("Ngôi nhà xây hết bao nhiêu?", AnswerType.AMOUNT),
        ("Tổng tiền phạt là bao nhiêu?", AnswerType.AMOUNT),
        ("Chỉ thị số bao nhiêu được thực hiện?", AnswerType.PASSAGE),
        ("Có bao nhiêu chỉ thị được thực hiện?", AnswerType.COUNT),
    ],
)
def test_the_form_of_a_question_tells_what_is_asked(reader: QuestionReader, text: str, answer_type: AnswerType) -> None:
    assert _read(reader, text).answer_type is answer_type


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("mttq gia lâm làm việc với xã vân cói hôm nào", ["xã vân cói"]),
        ("chu tich mttq xa van coi la ai", ["xa van coi"]),
        ("chu tich mttq xa van ha la ai", ["xa van ha"]),
        ("mttq huyện trao quà cho bao nhiêu hộ", []),
        ("mttq xã tổ chức họp ngày nào", []),
        ("ubnd phường đã giải quyết bao nhiêu vụ việc", []),
        ("doi voi phuong phap moi thi sao", []),
        ("MTTQ xã vân cói và quận Phú Lãng họp khi nào", ["quận Phú Lãng"]),
    ],
)
def test_a_place_in_small_letters_is_known_by_its_level(reader: QuestionReader, text: str, places: list[str]) -> None:
    question = reader.read(text, today=date(2024, 12, 1))
    assert [one.written for one in question.constraints if one.kind is ConstraintKind.PLACE and " " in one.written][
        -1:
    ] == places[-1:]


def test_a_year_that_is_only_measured_by_need_not_be_met(reader: QuestionReader) -> None:
    asked = "So với 2019, Quỹ Vì người nghèo năm 2020 tăng bao nhiêu phần trăm?"
    assert [one.written for one in _read(reader, asked).constraints if one.period] == ["năm 2020"]
