"""The dateline grammar: every form a site prints is read back, and nothing else is taken for a dateline."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from corpus.dateline import VIETNAM, parse_dateline, parse_moment, split_glued_dateline

DAYS = st.dates(min_value=date(1995, 1, 1), max_value=date(2090, 12, 31))
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
WEEKDAYS = st.sampled_from(["", "Thứ Hai, ", "Thứ tư, ", "THỨ BẢY, ", "Chủ nhật, ", "CN, ", "thứ 6 - "])
LABELS = st.sampled_from(["", "Ngày đăng: ", "Đăng ngày ", "Ngày xuất bản: ", "ĐĂNG LÚC ", "Published: "])
COUNTERS = st.sampled_from(["", " | Lượt xem: 1.203", " - 35 lượt xem", " | 0 bình luận", " - Đã xem: 12"])
CASES = st.sampled_from([str, str.lower, str.upper])
MONTHS = [
    "Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Mười Hai",
]  # fmt: skip


def write_days(day: date) -> list[str]:
    numbers = [f"{day:%d}{mark}{day:%m}{mark}{day:%Y}" for mark in "/-."]
    return [
        *numbers,
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day} / {day.month} / {day.year}",
        f"{day.isoformat()}",
        f"{day.day} tháng {day.month}, {day.year}",
        f"ngày {day:%d} tháng {day:%m} năm {day.year}",
        f"Ngày {day.day} tháng {day.month} năm {day.year}",
        f"{day.day} {'Tháng'} {MONTHS[day.month - 1]}, {day.year}",
        f"Tháng {MONTHS[day.month - 1]} {day.day}, {day.year}",
        f"Th{day.month} {day.day}, {day.year}",
    ]


def write_clocks(clock: time) -> list[str]:
    hour = (clock.hour - 1) % 12 + 1
    halves = ["SA", "AM", "a.m."] if clock.hour < 12 else ["CH", "PM", "p.m."]
    return [
        f"{clock:%H:%M}",
        f"{clock:%H:%M}:00",
        f"{clock:%H}h{clock:%M}",
        f"{clock.hour} giờ {clock.minute:02} phút",
        f"{clock:%H:%M} (GMT+7)",
        f"{clock:%H:%M} GMT +7",
        *(f"{hour:02}:{clock:%M} {half}" for half in halves),
    ]


@st.composite
def datelines(draw: st.DrawFn, day: date, clock: time) -> str:
    """Write one day and hour as some site would."""
    moment = [draw(st.sampled_from(write_days(day))), draw(st.sampled_from(write_clocks(clock)))]
    mark = draw(st.sampled_from([" - ", " | ", ", ", " ", " lúc "]))
    written = mark.join(draw(st.permutations(moment)))
    line = f"{draw(LABELS)}{draw(WEEKDAYS)}{written}{draw(COUNTERS)}"
    return draw(st.sampled_from([line, line.lower(), line.upper(), f"({line})", f"  {line}  "]))


@given(DAYS, CLOCKS, st.data())
def test_every_form_reads_back(day: date, clock: time, data: st.DataObject) -> None:
    line = data.draw(datelines(day, clock))
    found = parse_dateline(line)
    assert found is not None
    assert found.published == datetime.combine(day, clock, VIETNAM)
    assert found.has_time
    assert not found.is_update


@given(DAYS, WEEKDAYS, LABELS, CASES, st.data())
def test_a_day_alone_is_midnight(day: date, weekday: str, label: str, case: type[str], data: st.DataObject) -> None:
    line = case(f"{label}{weekday}{data.draw(st.sampled_from(write_days(day)))}")
    found = parse_dateline(line)
    assert found is not None, line
    assert found.published == datetime.combine(day, time(), VIETNAM), line
    assert not found.has_time


@given(DAYS, CLOCKS)
def test_a_moment_with_a_zone_is_moved_to_vietnam(day: date, clock: time) -> None:
    moment = datetime.combine(day, clock, UTC)
    for written in (moment.isoformat(), f"{moment:%Y-%m-%dT%H:%M}Z"):
        for found in (parse_moment(written), parse_dateline(written)):
            assert found is not None
            assert found.published == moment
            assert found.published.utcoffset() == VIETNAM.utcoffset(None)


@given(DAYS, st.sampled_from(["Hội nghị", "tại quận Cầu Gỗ", "vận động được 2 tỷ đồng", "số 15/QĐ"]), st.data())
def test_a_date_among_other_words_is_no_dateline(day: date, words: str, data: st.DataObject) -> None:
    written = data.draw(st.sampled_from(write_days(day)))
    assert parse_dateline(f"Ngày {written}, {words}") is None
    assert parse_dateline(f"{words} {written}") is None


@given(st.integers(0, 99), st.integers(0, 99), st.integers(1990, 2099))
def test_what_is_no_date_is_no_dateline(day: int, month: int, year: int) -> None:
    try:
        date(year, month, day)
    except ValueError:
        assert parse_dateline(f"{day:02}/{month:02}/{year}") is None
    else:
        assume(False)


@given(st.text(max_size=200))
def test_any_line_is_read_without_error(line: str) -> None:
    found = parse_dateline(line)
    assert found is None or found.published.tzinfo is not None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("24/07/2023 - 02:34 PM", "2023-07-24T14:34"),
        ("(21:14 09/11/2022)", "2022-11-09T21:14"),
        ("Thứ Hai, 24/7/2023, 14:34 (GMT+7)", "2023-07-24T14:34"),
        ("Cập nhật lúc: 14:34 24/07/2023", "2023-07-24T14:34"),
        ("Hà Nội, ngày 24 tháng 7 năm 2023", "2023-07-24T00:00"),
        ("24.07.2023 | 14h34", "2023-07-24T14:34"),
        ("Ngày đăng: 24/07/2023 14:34 | Lượt xem: 412 | In bài | Đọc bài viết", "2023-07-24T14:34"),
        ("14:34 24/07/2023 Xem với cỡ chữ A- A A+ Đọc bài viết", "2023-07-24T14:34"),
        ("(ĐĐK) 24/07/2023 14:34 GMT+7", "2023-07-24T14:34"),
        ("Thứ 2, 24/07/2023 | 02:34:05 [PM]", "2023-07-24T14:34"),
        ("24/07/2023 14:34Đã xem: 2.318Cỡ chữ", "2023-07-24T14:34"),
        ("Thứ 2, 24/07/2023 | 14:34:05 [PM]  742 lượt xem", "2023-07-24T14:34"),
        ("24/07/2023 12:00 AM", "2023-07-24T00:00"),
        ("24/07/2023 12:05 PM", "2023-07-24T12:05"),
        ("24/07/2023 14:34 PM", "2023-07-24T14:34"),
        ("24/07/2023 12:30 SA", "2023-07-24T00:30"),
        ("24/07/2023 14:34:20 +07:00", "2023-07-24T14:34"),
        ("Ngày đăng: 24/07/2023 | Cập nhật: 25/07/2023 08:00", "2023-07-24T00:00"),
        ("(Cập nhật: 25/7/2023 10:00) Ngày đăng 24/7/2023 09:00", "2023-07-24T09:00"),
    ],
)
def test_forms_seen_in_the_wild(line: str, expected: str) -> None:
    found = parse_dateline(line)
    assert found is not None
    assert f"{found.published:%Y-%m-%dT%H:%M}" == expected


@pytest.mark.parametrize(
    "line",
    [
        "31/02/2023",
        "18/11/1930 - 18/11/2020",
        "01/01/2020 - 31/12/2020",
        "Ngày 9/11, tại quận Cầu Gỗ",
        "2023",
        "14:34",
        "Số: 15/2023/QĐ-MTTQ",
        "1.203.2023 đồng",
        "",
    ],
)
def test_not_datelines(line: str) -> None:
    assert parse_dateline(line) is None


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Nguyễn Thị Suối - 24/07/2023 14:34", "Nguyễn Thị Suối"),
        ("Tác giả: Lê Gạo | Ngày đăng: 24/07/2023", "Lê Gạo"),
        ("Đăng ngày 24/07/2023 bởi Thu Bắp", "Thu Bắp"),
        ("24/07/2023 by admin", None),
        ("Đăng lúc: 14:26, 24/07/2023   Người đăng: bbt_mttq   Đã xem: 742", None),
        ("Thu Bắp | 24/07/2023 | 15:20 | Lượt xem: 1.204 | In bài viết Gửi Email A+ A-", "Thu Bắp"),
    ],
)
def test_the_author_beside_the_date(line: str, author: str | None) -> None:
    found = parse_dateline(line)
    assert found is not None
    assert found.author == author


def test_an_update_is_told_from_a_publication() -> None:
    found = parse_dateline("Cập nhật lần cuối: 08:00 24/07/2023")
    assert found is not None
    assert found.is_update


@pytest.mark.parametrize(
    ("title", "rest", "expected"),
    [
        ("nhiệm vụ năm 2023 (21:14 09/11/2022)", "nhiệm vụ năm 2023", "2022-11-09T21:14"),
        ("Lễ phát động (Thứ Hai, 24/7/2023, 14:34 (GMT+7))", "Lễ phát động", "2023-07-24T14:34"),
        ("Tổng kết năm 2023 24/07/2023 - 02:34 PM", "Tổng kết năm 2023", "2023-07-24T14:34"),
        ("Làm việc về quỹ - 14:34 24/07/2023", "Làm việc về quỹ", "2023-07-24T14:34"),
    ],
)
def test_a_dateline_glued_to_the_headline(title: str, rest: str, expected: str) -> None:
    headline, found = split_glued_dateline(title)
    assert headline == rest
    assert found is not None
    assert f"{found.published:%Y-%m-%dT%H:%M}" == expected


@pytest.mark.parametrize(
    "title",
    [
        "Mời họp vào lúc 14:00 12/03/2024",
        "Hội nghị ngày 12/03/2024",
        "Kỷ niệm ngày truyền thống (18/11/1930 - 18/11/2020)",
        "Quỹ năm 2023 (đợt 2)",
        "(21:14 09/11/2022)",
    ],
)
def test_a_date_that_belongs_to_the_headline(title: str) -> None:
    assert split_glued_dateline(title) == (title, None)


def test_buttons_beside_the_date_are_no_author() -> None:
    found = parse_dateline("29/06/2023 - 03:20 PM Xem với cỡ chữ Đọc bài viết")
    assert found is not None
    assert (found.published, found.author) == (datetime(2023, 6, 29, 15, 20, tzinfo=VIETNAM), None)
