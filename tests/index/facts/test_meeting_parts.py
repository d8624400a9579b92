"""The pieces of a meeting: what it is called, where, who held, led and attended it, why, and what came of it."""

from datetime import date

import pytest

from index.facts.records import MeetingFact
from tests.index.facts.reporting import article_of, facts_of, meeting, value

LEAD = "Sáng ngày 18/10, tại nhà văn hóa phường Bến Gốm, Ủy ban MTTQ Việt Nam quận Phú Lãng tổ chức"


def people(met: MeetingFact) -> list[tuple[str, str | None]]:
    return [(one.name.value, value(one.office)) for one in met.people]


def test_a_lead_tells_what_when_where_and_who() -> None:
    met = meeting(f"{LEAD} Hội nghị lần thứ IX, khóa V để hiệp thương cử bổ sung Ủy viên.")
    assert value(met.what) == "Hội nghị lần thứ IX, khóa V"
    assert value(met.ordinal) == "9"
    assert met.day and met.day.date == date(2024, 10, 18)
    assert value(met.part_of_day) == "sáng"
    assert value(met.place) == "nhà văn hóa phường Bến Gốm"
    assert value(met.organiser) == "Ủy ban MTTQ Việt Nam quận Phú Lãng"
    assert value(met.purpose) == "hiệp thương cử bổ sung Ủy viên"
    assert met.results == ()


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("Chiều 18/10, quận tổ chức lễ ra quân dọn kênh.", "lễ ra quân dọn kênh"),
        ("Chiều 18/10 đã diễn ra buổi tiếp xúc cử tri phường Bến Gốm.", "buổi tiếp xúc cử tri phường Bến Gốm"),
        ("Ngày 18/10, đoàn đã có buổi làm việc với xã Vân Cói về nước.", "buổi làm việc với xã Vân Cói về nước"),
        ("Sáng nay 18-10, HĐND quận khai mạc kỳ họp thứ 7 khóa IX.", "kỳ họp thứ 7 khóa IX"),
        ("Kế hoạch Đại hội đã có; ngày 18/10, quận họp báo công bố.", "họp báo công bố"),
        ("Ngày 18/10, quận tổ chức hội nghị tổng kết năm 2023, triển khai nhiệm vụ năm 2024 tại TP. Sông Trà.",
         "hội nghị tổng kết năm 2023, triển khai nhiệm vụ năm 2024"),
    ],
)  # fmt: skip
def test_what_a_meeting_is_called(sentence: str, what: str) -> None:
    assert value(meeting(sentence).what) == what


@pytest.mark.parametrize(
    "sentence",
    [
        "Trước đó, ngày 18/10, quận tổ chức hội nghị.",
        "Hằng năm, ngày 18/10, quận tổ chức hội nghị.",
        "Ngày 18/10/2019, quận tổ chức đại hội.",
        "Quốc hội thảo luận về luật ngày 18/10.",
        "Kế hoạch số 12 ngày 18/10 nêu rõ việc của các đại hội.",
    ],
)
def test_what_is_recalled_or_only_named_is_no_meeting_of_the_news(sentence: str) -> None:
    assert [met for met in facts_of(article_of(sentence)).meetings if met.dated] == []


def test_a_sentence_that_goes_on_tells_the_day_and_who_held_it() -> None:
    met = meeting(
        "Nhiều hộ nghèo được giúp tại chương trình “Xuân ấm áp”."
        " Chương trình do báo Sông Trà tổ chức tối 18/10 tại TP. Hạ Vân."
    )
    assert met.day and met.day.date == date(2024, 10, 18)
    assert (value(met.part_of_day), value(met.organiser), value(met.place)) == ("tối", "báo Sông Trà", "TP. Hạ Vân")


def test_a_bare_name_and_a_missing_number_are_those_of_the_title() -> None:
    title = "Hội nghị lần thứ tám Ủy ban MTTQ phường Bến Gốm"
    article = article_of("Ngày 18/10, phường tổ chức hội nghị.", title=title)
    (met,) = facts_of(article).meetings
    assert (met.what.value, met.what.span) == (title, None)
    assert met.ordinal and (met.ordinal.value, met.ordinal.span) == ("8", None)
    (named,) = facts_of(article_of("Ngày 18/10, phường tổ chức hội nghị tổng kết năm.", title=title)).meetings
    assert (named.what.value, value(named.ordinal)) == ("hội nghị tổng kết năm", "8")


def test_without_a_year_anywhere_a_day_has_none() -> None:
    met = meeting("Ngày 18/10, quận tổ chức hội nghị.", published=None)
    assert met.day and (met.day.iso, met.day.date, met.dated) == ("--10-18", None, None)


def test_without_a_date_of_publication_the_year_is_that_of_the_article() -> None:
    met = meeting("Ngày 18/10, quận tổ chức hội nghị tổng kết năm 2021.", published=None)
    assert met.day and met.day.iso == "2021-10-18"
    leap = meeting("Ngày 29/2, quận tổ chức hội nghị tổng kết năm 2021.", published=None)
    assert leap.day and leap.day.iso == "--02-29"


@pytest.mark.parametrize(
    "other",
    [
        "Ông Tạ Văn Lâm, sinh năm 1997, phát biểu. Bà Cù Thị Mai (SN 1997) tặng hoa.",
        "Ông Tạ Văn Lâm nhập ngũ năm 1998, vào Đảng năm 1998.",
        "Đại biểu nghe về Luật Mặt trận Tổ quốc Việt Nam năm 2015 và Quyết định số 217-QĐ/TW ngày 12/12/2015.",
        "Sau Cách mạng Tháng Tám năm 1945, nhân dân trong quận xây trường. Năm 1945 ấy ai cũng nhớ.",
        "So với năm 2018, quỹ tăng 12%. So với năm 2018, số hộ nghèo giảm.",
    ],
)
def test_the_year_of_a_life_a_law_or_history_is_not_the_meetings(other: str) -> None:
    met = "Ngày 18/10, quận tổ chức hội nghị lần thứ sáu."
    assert meeting(met, other, published=None).day == meeting(met, published=None).day
    told = meeting(met, other, "Năm 2021, quận làm nhà. Năm 2021 cũng là năm bầu cử.", published=None).day
    assert told is not None and told.year == 2021


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Dự có các đồng chí: Tạ Văn Lâm - UVTV, Trưởng ban Dân vận Quận ủy; Cù Thị Mai - Phó Chủ tịch UBND quận.",
            [("Tạ Văn Lâm", "UVTV, Trưởng ban Dân vận Quận ủy"), ("Cù Thị Mai", "Phó Chủ tịch UBND quận")],
        ),
        (
            "Ủy viên Bộ Chính trị, Chủ tịch Quốc hội Tạ Văn Lâm và Bí thư Tỉnh ủy Trà Sa Cù Thị Mai đã dự.",
            [("Tạ Văn Lâm", "Ủy viên Bộ Chính trị, Chủ tịch Quốc hội"), ("Cù Thị Mai", "Bí thư Tỉnh ủy Trà Sa")],
        ),
        (
            "Ông Tạ Văn Lâm, Phó Bí thư Quận ủy và bà Cù Thị Mai, Chủ tịch UBND TP. Hạ Vân cho biết đường đã xong.",
            [("Tạ Văn Lâm", "Phó Bí thư Quận ủy"), ("Cù Thị Mai", "Chủ tịch UBND TP. Hạ Vân")],
        ),
        ("Nguyên Phó Chủ tịch quận Tạ Văn Lâm phát biểu.", [("Tạ Văn Lâm", "Nguyên Phó Chủ tịch quận")]),
        ("Đường Hồ Chí Minh qua quận Lê Chân.", []),
        ("Chủ tịch quận nhắc tới vụ ông Tạ Văn Lâm, Giám đốc Công ty Hạ Vân.", []),
    ],
)
def test_people_and_their_offices(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    assert people(meeting(f"{LEAD} hội nghị.", sentence)) == expected


def test_who_chairs_is_known_with_the_office_told_elsewhere() -> None:
    met = meeting(f"{LEAD} hội nghị.", "Ông Tạ Văn Lâm chủ trì. Ông Tạ Văn Lâm - Chủ tịch UBND quận - kết luận.")
    assert [(one.name.value, value(one.office)) for one in met.chairs] == [("Tạ Văn Lâm", "Chủ tịch UBND quận")]


def test_what_was_decided_is_a_result_and_who_is_only_elected_did_not_attend() -> None:
    met = meeting(
        f"{LEAD} hội nghị.", "Tại hội nghị, các đại biểu đã bầu ông Tạ Văn Lâm, Trưởng phòng, giữ chức Phó Chủ tịch."
    )
    assert [one.value for one in met.results] == [
        "các đại biểu đã bầu ông Tạ Văn Lâm, Trưởng phòng, giữ chức Phó Chủ tịch"
    ]
    assert met.people == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Ông Tạ Văn Lâm mong đại hội đã thông qua thì làm ngay.",
        "Trước đó, hội nghị của huyện Sơn Khê đã thông qua danh sách.",
        "Ngày 2/3, quận đã quyết định thu hồi đất.",
        "Hội nghị nhằm bầu ra ban lãnh đạo.",
        "Nếu trúng cử, bà sẽ làm đường.",
    ],
)
def test_hopes_plans_and_memories_are_no_results(sentence: str) -> None:
    assert meeting(f"{LEAD} hội nghị.", sentence).results == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Đại hội đã tiến hành bầu 45 ủy viên",
        "Hai bên đã ký kết chương trình phối hợp",
        "Hội nghị cũng thông qua báo cáo",
    ],
)
def test_decisions_are_results(sentence: str) -> None:
    assert [one.value for one in meeting(f"{LEAD} đại hội.", f"{sentence}.").results] == [sentence]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ngày 18/10, hội thảo do Hội Luật gia và Trường Sông Trà đồng tổ chức đã diễn ra ở thành phố Hạ Vân.",
         ("hội thảo", "thành phố Hạ Vân", "Hội Luật gia và Trường Sông Trà")),
        ("Ngày 18/10, tại TP Hạ Vân (Sông Trà) Hội Cứu hộ đã tổ chức hội thảo.",
         ("hội thảo", "TP Hạ Vân (Sông Trà)", "Hội Cứu hộ")),
        ("Sáng 18/10, Đại hội MTTQ phường lần thứ ba được tổ chức tại hội trường phường.",
         ("Đại hội MTTQ phường lần thứ ba", "hội trường phường", None)),
        ("Chiều 18/10, Tổ đại biểu Quốc hội gồm ông Tạ Văn Lâm và bà Cù Thị Mai đã tiếp xúc cử tri quận Phú Lãng.",
         ("tiếp xúc cử tri quận Phú Lãng", None, "Tổ đại biểu Quốc hội")),
        ("Ngày 18/10, ông Tạ Văn Lâm, đang sống tại Hạ Vân, dự hội thảo “Giữ rừng, giữ nước”.",
         ("hội thảo “Giữ rừng, giữ nước”", None, None)),
        ("Ngày 18/10, Chủ tịch quận Tạ Văn Lâm chủ trì họp báo về kỳ họp thứ 7.",
         ("họp báo về kỳ họp thứ 7", None, None)),
    ],
)  # fmt: skip
def test_names_places_and_who_held_it(sentence: str, expected: tuple[str, str | None, str | None]) -> None:
    met = meeting(sentence)
    assert (met.what.value, value(met.place), value(met.organiser)) == expected


def test_what_a_meeting_is_about_lends_it_no_number() -> None:
    assert meeting("Ngày 18/10, quận tổ chức họp báo về kỳ họp thứ 7.").ordinal is None


def test_the_sentence_after_may_tell_the_purpose() -> None:
    met = meeting(f"{LEAD} lễ kỷ niệm.", "Buổi lễ nhằm tôn vinh những người giữ rừng.")
    assert value(met.purpose) == "tôn vinh những người giữ rừng"
