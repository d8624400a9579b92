"""The year of a meeting in an article without a date: only one that is told of the meeting, else it is left open."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.index.facts.reporting import article_of, facts_of

MET = "Ngày 18/10, Ủy ban MTTQ quận Phú Lãng tổ chức hội nghị lần thứ sáu."
# What an article of the genre says of other years.
OTHER_YEARS = (
    "Ông Tạ Văn Lâm, sinh năm 1970, phát biểu.",
    "Bà Cù Thị Mai (sinh ngày 20/10/1985) được bầu bổ sung.",
    "Ông Tạ Văn Lâm nhập ngũ năm 1988, vào Đảng năm 1992.",
    "Đại biểu bàn việc kiện toàn nhân sự nhiệm kỳ 2019-2024.",
    "Đại biểu nghe về Luật Mặt trận Tổ quốc Việt Nam năm 2015 và Hiến pháp năm 2013.",
    "Hội nghị quán triệt Quyết định số 217-QĐ/TW ngày 12/12/2013 của Bộ Chính trị.",
    "Năm 1945, nhân dân trong quận vùng lên giành chính quyền.",
    "Quận phấn đấu đến năm 2025 không còn hộ nghèo, tầm nhìn đến năm 2030.",
    "Bà Cù Thị Mai làm công nhân quét rác từ đầu năm 2011 đến nay.",
    "Quỹ tăng 12% so với 9 tháng đầu năm 2018.",
    "Nhà văn hóa được xây dựng năm 2009.",
    "So với năm 2018, quỹ tăng 12%. So với năm 2018, số hộ nghèo giảm.",
    "Năm 2017, quận vận động được 2 tỷ đồng. Năm 2017 cũng là năm đầu của nhiệm kỳ.",
)


def day_of(*paragraphs: str, title: str = "Quận Phú Lãng tổ chức hội nghị") -> str:
    (met,) = facts_of(article_of(*paragraphs, title=title, published=None)).meetings
    assert met.day is not None
    return met.day.iso


@pytest.mark.parametrize("other", OTHER_YEARS)
def test_the_year_of_something_else_is_not_the_meetings(other: str) -> None:
    assert day_of(MET, other) == "--10-18"
    assert day_of(other, MET) == "--10-18"


@pytest.mark.parametrize(
    "sentence",
    [
        "Ngày 18/10, quận tổ chức hội nghị biểu dương ông Tạ Văn Lâm, sinh năm 1970.",
        "Ngày 18/10, quận tổ chức hội nghị biểu dương gia đình ông Tạ Văn Lâm (SN 1970).",
        "Ngày 18/10, quận tổ chức hội nghị hiệp thương giữa nhiệm kỳ 2019-2024.",
        "Ngày 18/10, quận tổ chức hội nghị triển khai Luật Mặt trận Tổ quốc Việt Nam năm 2015.",
        "Ngày 18/10, quận tổ chức hội nghị công bố Quyết định số 12-QĐ/QU ngày 5/10/2013 về công tác cán bộ.",
        "Ngày 18/10, quận tổ chức hội thảo về Cách mạng Tháng Tám năm 1945.",
        "Ngày 18/10, quận tổ chức lễ kỷ niệm ngày thành lập (18/11/1930).",
        "Ngày 18/10, quận tổ chức hội nghị bàn chỉ tiêu đến năm 2025.",
        "Ngày 18/10, tại nhà văn hóa xây năm 2009, quận tổ chức hội nghị.",
        "Ngày 18/10, quận tổ chức hội nghị triển khai nhiệm vụ năm 2022.",  # in 2021, or late in 2022
        "Ngày 10/1, quận tổ chức hội nghị tổng kết công tác năm 2021.",  # in 2022
        "Ngày 15/12, quận tổ chức đại hội thi đua năm 2021.",
    ],
)
def test_not_even_where_it_stands_in_the_sentence_of_the_meeting(sentence: str) -> None:
    assert day_of(sentence).startswith("--")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ngày 18/10, quận tổ chức hội nghị tổng kết năm 2021.", "2021-10-18"),
        ("Ngày 28/12, quận tổ chức hội nghị tổng kết năm 2021, triển khai nhiệm vụ năm 2022.", "2021-12-28"),
        ("Ngày 10/1, quận tổ chức hội nghị tổng kết năm 2021, triển khai nhiệm vụ năm 2022.", "2022-01-10"),
        ("Ngày 8/7, quận tổ chức hội nghị sơ kết công tác 6 tháng đầu năm 2021.", "2021-07-08"),
        ("Ngày 5/10, quận tổ chức hội nghị giao ban quý III/2021.", "2021-10-05"),
        ("Ngày 10/11, quận tổ chức ngày hội Đại đoàn kết toàn dân tộc năm 2021.", "2021-11-10"),
        ("Ngày 15/11, quận tổ chức lễ kỷ niệm 91 năm Ngày truyền thống (18/11/1930 - 18/11/2021).", "2021-11-15"),
        ("Ngày 15/11, quận tổ chức lễ kỷ niệm 91 năm Ngày truyền thống MTTQ (1930-2021).", "2021-11-15"),
        ("Ngày 18/10, quận tổ chức hội nghị nghe kết quả vận động từ đầu năm 2021 đến nay.", "2021-10-18"),
        ("Ngày 18/10, quận tổ chức hội nghị chuẩn bị đại hội họp tháng 11/2021.", "2021-10-18"),
        ("Ngày 18/10, quận tổ chức hội nghị bàn về đợt vận động mở ngày 17/10/2021.", "2021-10-18"),
        ("Ngày 10/1, quận tổ chức hội nghị nghe kết quả chốt ngày 31/12/2021.", "2022-01-10"),
    ],
)
def test_the_year_that_is_told_of_the_meeting(sentence: str, expected: str) -> None:
    assert day_of(sentence) == expected
    assert day_of(*OTHER_YEARS, sentence) == expected
    assert day_of(sentence, title="Hội nghị quận Phú Lãng, nhiệm kỳ 2019-2024") == expected


@pytest.mark.parametrize(
    "line", ["Phú Lãng, ngày 19/10/2021", "Phú Lãng, ngày 19 tháng 10 năm 2021", "Cập nhật: 08:30, 19/10/2021"]
)
def test_a_dateline_tells_it(line: str) -> None:
    assert day_of(line, MET, *OTHER_YEARS) == "2021-10-18"
    assert day_of(MET, *OTHER_YEARS, line) == "2021-10-18"
    assert day_of(line.replace("/10/", "/3/").replace("tháng 10", "tháng 3"), MET) == "--10-18"


@pytest.mark.parametrize(
    "phrase",
    [
        "Tính đến ngày 30/9/2021",
        "Tính đến hết tháng 9/2021",
        "Số liệu đến ngày 15/10/2021",
        "Trong 9 tháng đầu năm 2021",
        "Trong quý III/2021",
    ],
)
def test_a_figure_as_of_a_day_tells_it(phrase: str) -> None:
    told = f"{phrase}, quỹ của quận đạt 2 tỷ đồng."
    assert day_of(MET, *OTHER_YEARS, told) == "2021-10-18"
    assert day_of(MET, told.replace("2021", "2015"), told) == "--10-18"  # two years are none


def test_the_title_tells_it() -> None:
    assert day_of(MET, title="Quận Phú Lãng tổng kết năm 2021") == "2021-10-18"
    assert day_of(MET, title="Ông Tạ Văn Lâm (sinh năm 1970) và quận Phú Lãng") == "--10-18"
    assert day_of(MET, title="Quận Phú Lãng tổng kết năm 2021, triển khai nhiệm vụ năm 2022") == "2021-10-18"


def test_a_day_that_the_year_does_not_have_stays_open() -> None:
    assert day_of("Ngày 29/2, quận tổ chức hội nghị triển khai nhiệm vụ năm 2021.") == "--02-29"
    assert day_of("Ngày 29/2, quận tổ chức hội nghị triển khai nhiệm vụ năm 2024.") == "2024-02-29"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(OTHER_YEARS), max_size=6), st.booleans())
def test_other_years_change_nothing(others: list[str], is_told: bool) -> None:
    told = "Ngày 8/7, quận tổ chức hội nghị sơ kết công tác 6 tháng đầu năm 2021." if is_told else MET
    assert day_of(*others[:3], told, *others[3:]) == ("2021-07-08" if is_told else "--10-18")
