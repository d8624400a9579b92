"""The small readers of a page's lines: bylines, captions, areas, the site's own lines, ids."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.area import find_area
from corpus.byline import agency_of, author_glued_to, parse_byline
from corpus.captions import is_caption
from corpus.chrome import cut_tail, drop_boxes, is_heading_of_others, is_widget
from corpus.dateline import VIETNAM
from corpus.identity import make_id
from corpus.page import clean, split_lines

LEAD = "Sáng 12/3, Ủy ban MTTQ Việt Nam huyện Sông Trăng tổ chức hội nghị phát động quỹ năm 2024."


@pytest.mark.parametrize(
    ("line", "author", "organisation"),
    [
        ("Hoàng Mai Suối", "Hoàng Mai Suối", None),
        ("KHÁNH VŨ", "KHÁNH VŨ", None),
        ("Uỷ ban MTTQ quận Cầu Gỗ", "Uỷ ban MTTQ quận Cầu Gỗ", "Uỷ ban MTTQ quận Cầu Gỗ"),
        ("Huyện Làm Lúa", "Huyện Làm Lúa", "Huyện Làm Lúa"),
        ("Quang Lúa - MTTQ quận Cầu Gỗ", "Quang Lúa - MTTQ quận Cầu Gỗ", "MTTQ quận Cầu Gỗ"),
        ("Thu Bắp/TTXVN", "Thu Bắp/TTXVN", "TTXVN"),
        ("Thu Bắp (TTXVN)", "Thu Bắp (TTXVN)", "TTXVN"),
        ("Thu Bắp - Lê Gạo", "Thu Bắp - Lê Gạo", None),
        ("Tin, ảnh: Lê Gạo", "Tin, ảnh: Lê Gạo", None),
        ("Bài và ảnh: Lê Gạo", "Bài và ảnh: Lê Gạo", None),
        ("Tác giả: Lê Gạo", "Lê Gạo", None),
        ("Tác giả Ánh Gạo", "Ánh Gạo", None),
        ("Theo Ánh Gạo", "Theo Ánh Gạo", None),
        ("PV Lê Gạo", "PV Lê Gạo", None),
    ],
)
def test_bylines(line: str, author: str, organisation: str | None) -> None:
    byline = parse_byline(line)
    assert byline is not None
    assert (byline.author, byline.organisation) == (author, organisation)


@pytest.mark.parametrize(
    ("line", "source"),
    [("Nguồn: Báo Mây Ngàn", "Báo Mây Ngàn"), ("Theo TTXVN", "TTXVN"), ("(Theo baomn.example.vn)", "baomn.example.vn")],
)
def test_bylines_that_name_a_source(line: str, source: str) -> None:
    byline = parse_byline(line)
    assert byline is not None
    assert (byline.author, byline.source) == (line, source)


@pytest.mark.parametrize(
    "line",
    [
        "",
        LEAD,
        "Quận Cầu Gỗ tổ chức hội nghị",
        "Ủy ban MTTQ quận Cầu Gỗ phối hợp với các đơn vị",
        "Theo ông Đặng Văn Sỏi",
        "Theo kế hoạch năm 2024",
        "Theo ước tính của ngành",
        "Tác giả của tập thơ",
        "Tác giả ảnh đoạt giải nhất",
        "Danh sách ủng hộ:",
        "Phát huy sức mạnh đại đoàn kết",
        "Kết quả nổi bật",
        "120 triệu đồng",
    ],
)
def test_lines_that_sign_nothing(line: str) -> None:
    assert parse_byline(line) is None


@pytest.mark.parametrize(
    ("paragraph", "agency"),
    [
        ("HNP - Ngày 9/11, tại quận Cầu Gỗ.", "HNP"),
        ("(Mặt trận) - Huyện Sông Trăng vừa tổ chức.", "Mặt trận"),
        ("Sông Trăng (TTXVN) - Ngày 9/11, huyện họp.", "TTXVN"),
        ("MNP- Sáng 9/11, huyện họp.", "MNP"),
        ("UBND - HĐND huyện họp.", None),
        ("COVID-19 đã lùi xa.", None),
        ("KT-XH phát triển.", None),
        ("(1) - Về kinh tế.", None),
        ("Ngày 9/11 - ngày hội.", None),
        (LEAD, None),
    ],
)
def test_the_agency_that_opens_a_lead(paragraph: str, agency: str | None) -> None:
    assert agency_of(paragraph) == agency


def test_a_name_after_the_last_full_stop_is_the_author() -> None:
    assert author_glued_to("Hội nghị thành công./. Quang Lúa") == "Quang Lúa"
    assert author_glued_to(LEAD) is None


@pytest.mark.parametrize(
    "line",
    [
        "Đồng chí Lê Thị Gạo – UVTV, Chủ tịch Ủy ban MTTQ Việt Nam huyện phát biểu tại hội nghị.",
        "Đ/c Đặng Văn Sỏi - Phó Bí thư Thường trực Huyện ủy",
        "MTTQ và Ban Thường vụ các đoàn thể huyện ký chương trình phối hợp năm 2019",
        "Đại diễn lãnh đạo xã Đồng Mít phát biểu tại Hội nghị",
        "Quang cảnh hội nghị",
        "Các đại biểu chụp ảnh lưu niệm",
        "Ảnh: Lê Gạo",
        "Ảnh minh họa",
        "Bà con thôn Hạ làm đường. (Ảnh: Lê Gạo)",
        "Lê Thị Gạo trao quà cho các hộ nghèo",
    ],
)
def test_captions(line: str) -> None:
    assert is_caption(line, [LEAD, line, "Phát biểu tại hội nghị, đồng chí Lê Thị Gạo cảm ơn các đơn vị."])


@pytest.mark.parametrize(
    "line",
    [
        LEAD,
        "Dự hội nghị có đồng chí Lê Thị Gạo.",
        "Đồng chí Lê Thị Gạo trao 12 suất quà, mỗi suất 500.000 đồng.",
        "Đồng chí Lê Thị Gạo được bầu làm Chủ tịch.",
        "Đồng chí Hồ Văn Ngô phát biểu tại hội nghị.",  # told nowhere else
        "Nhiều kết quả nổi bật",
        "Bàn giải pháp vận động quỹ năm 2024",
        "1. Ủy ban MTTQ huyện phát biểu",
        "- Lãnh đạo xã trao quà",
        "Các đơn vị ủng hộ gồm:",
    ],
)
def test_lines_that_are_text(line: str) -> None:
    assert not is_caption(line, [LEAD, line, "Đồng chí Lê Thị Gạo cảm ơn các đơn vị."])


@pytest.mark.parametrize(
    ("title", "byline", "text", "area"),
    [
        ("Hội nghị lần thứ 4 MTTQ huyện Sông Trăng Khóa V", None, "Huyện Sông Trăng họp.", "huyện Sông Trăng"),
        ("Quận Cầu Gỗ tổng kết", None, "", "quận Cầu Gỗ"),
        ("MTTQ phường Bến Đá, thành phố Mây Ngàn họp", None, "", "phường Bến Đá"),
        ("Huyện Sông Trăng: Xã Đồng Mít bàn giao nhà", None, "", "xã Đồng Mít"),
        ("Huyện Sông Trăng: Trao nhà tại xã Đồng Mít", None, "", "huyện Sông Trăng"),
        ("Quận 12 ra quân", None, "", "quận 12"),
        ("Q.7 ra quân", None, "", "quận 7"),
        ("MTTQ TP.HCM ra quân", None, "", "thành phố Hồ Chí Minh"),
        ("MTTQ TP. Mây Ngàn ra quân", None, "", "thành phố Mây Ngàn"),
        ("Huyện ủy Đá Dựng làm việc với MTTQ", None, "", "huyện Đá Dựng"),
        ("Ủy ban MTTQ Việt Nam Đá Dựng họp", None, "Tại xã Gò, MTTQ huyện Đá Dựng họp.", "huyện Đá Dựng"),
        ("QUẬN CẦU GỖ KHÓA V HỌP", None, "Quận Cầu Gỗ Khóa V họp. MTTQ quận Cầu Gỗ dự.", "quận Cầu Gỗ"),
        ("Ông Hồ Văn Ngô, quận Cầu Gỗ Nguyễn Văn Bắp dự", None, "", "quận Cầu Gỗ"),
        ("Hợp tác xã Nông nghiệp Sao Mai ủng hộ", None, "", None),
        ("Huyện Đoàn ra quân", None, "", None),
        ("An sinh xã hội", None, "", None),
        ("Tổng kết năm", "Uỷ ban MTTQ quận Cầu Gỗ", "", "quận Cầu Gỗ"),
        ("Tổng kết năm", None, "Tại xã Gò, Ủy ban MTTQ huyện Đá Dựng họp.", "huyện Đá Dựng"),
        ("Tổng kết năm", None, "Sáng nay có mưa.", None),
        ("Tổng kết năm", None, "Các huyện họp với MTTQ tỉnh. Đồng chí Bắp dự.", None),
        ("Sửa nhà", None, "Chủ tịch UBMTTQ tỉnh Từ Văn Bắp khẳng định như vậy.", None),
        ("Sửa nhà", None, "UBMTTQ xã Nguyễn Văn Bắp họp.", "xã Nguyễn Văn Bắp"),
    ],
)
def test_area(title: str, byline: str | None, text: str, area: str | None) -> None:
    assert find_area(title, byline, [text]) == area


@pytest.mark.parametrize(
    "line",
    ["Các tin tức khác", "CÁC TIN KHÁC:", "» Tin liên quan", "Tin cùng chuyên mục", "Latest news", "Bài đọc nhiều",
     "Các bài viết khác", "Tin mới nhất", "Write your comment", "Ý kiến bạn đọc", "danh mục tin tức", "Cac tin khac"],
)  # fmt: skip
def test_headings_of_other_articles(line: str) -> None:
    assert is_heading_of_others(line)


@pytest.mark.parametrize(
    "line",
    ["Lượt xem: 123", "1.203 lượt xem", "Full name:(*)", "Chia sẻ Facebook Zalo", "In trang", "Từ khóa: quỹ, MTTQ",
     "Cỡ chữ: A- A A+", "Gửi email", "In bài viết Gửi cho bạn bè", "A- A+ In trang", "Thích 14  Chia sẻ", "0:00 / 4:12",
     "Nghe đọc bài Lưu bài Chia sẻ Zalo", "[Ảnh] 100% Print", "Nghe bài viết 02:57", "Giọng nữ miền Bắc", "Tác giả",
     "Xem thêm: Xã Đồng Mít trao nhà", "Email (*)", "Mã xác nhận (*)"],
)  # fmt: skip
def test_widgets(line: str) -> None:
    assert is_widget(line)


@pytest.mark.parametrize(
    "line",
    [
        LEAD,
        "Sau 2 giờ làm việc",
        "Thích nghi",
        "In trang sách mới",
        "Tin vui đến với bà con.",
        "Chủ đề: “Đoàn kết”",
        "Tin cùng bà con thôn Hạ làm đường",
        "Số tài khoản: 123",
    ],
)
def test_lines_of_an_article(line: str) -> None:
    assert not is_widget(line)
    assert not is_heading_of_others(line)


def test_a_heading_cuts_the_tail_unless_prose_follows() -> None:
    box = ["Tin liên quan", "Xã Đồng Mít họp dân"]
    assert cut_tail([LEAD, *box]) == 1
    assert cut_tail([LEAD, *box, LEAD]) == 4
    assert drop_boxes([LEAD, *box, LEAD]) == [0, 3]


def test_contact_lines_go_only_with_the_foot_of_the_page() -> None:
    contact = ["Địa chỉ: số 5 đường Bến Nước", "Điện thoại: 0123.456.789"]
    assert cut_tail([LEAD, *contact]) == 3
    assert cut_tail([LEAD, "© 2024 MTTQ huyện", *contact]) == 1
    assert cut_tail([LEAD, "Ủy ban MTTQ huyện", *contact, "© 2024"]) == 1
    assert cut_tail([LEAD, "Ủy ban MTTQ huyện", "© 2024"]) == 2


@given(st.text(max_size=80), st.text(max_size=80), st.none() | st.datetimes(timezones=st.just(VIETNAM)), st.booleans())
def test_an_id_is_short_plain_and_repeatable(title: str, body: str, published: datetime | None, unique: bool) -> None:
    made = make_id(title, body, published, unique=unique)
    assert 1 <= len(made) <= 56
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert made == make_id(title, body, published, unique=unique)


def test_an_id_carries_a_mark_where_it_must() -> None:
    published = datetime(2024, 3, 12, tzinfo=VIETNAM)
    assert make_id("Đồng Mít họp dân", "x", published) == "2024-03-12-dong-mit-hop-dan"
    one, other = (make_id("Đồng Mít họp dân", body, published, unique=True) for body in "xy")
    assert one != other
    long = make_id("Ủy ban MTTQ Việt Nam huyện Sông Trăng tổ chức hội nghị lần thứ 4", "x", published)
    assert long.startswith("2024-03-12-uy-ban-mttq-viet-nam-huyen-song-trang-")
    assert len(make_id("。。。", "x", None)) == 6


def test_invisible_characters_go_and_the_rest_stays() -> None:
    assert clean("\ufeffHội\u00a0nghị\u200b \u00ad“lần”  thứ\t4\r\nnăm") == "Hội nghị “lần”  thứ 4\nnăm"
    assert [line.text for line in split_lines("Hội  nghị \r\n\r\n - mục\u2028ba")] == ["Hội  nghị", "- mục", "ba"]


@given(st.text(max_size=300))
def test_lines_are_read_without_error(text: str) -> None:
    for line in split_lines(text):
        assert line.text == line.text.strip() != ""
        parse_byline(line.text)
        agency_of(line.text)
        is_caption(line.text, [line.text])
        find_area(line.text, line.text, [line.text])


def test_who_holds_an_office_is_no_place() -> None:
    told = (
        "Tại buổi tiếp nhận, Chủ tịch Ủy ban MTTQ Việt Nam tỉnh Lê Quang Khuyến cảm ơn các nhà hảo tâm.",
        "Đoàn công tác thăm xã Vân Cói, huyện Sơn Khê.",
    )
    assert find_area("Tiếp nhận ủng hộ", None, told) == "xã Vân Cói"
    assert find_area("Tiếp nhận ủng hộ", None, ["Chủ tịch Ủy ban MTTQ TP Hồ Chí Minh dự."]) == "thành phố Hồ Chí Minh"
    assert find_area("Tiếp nhận ủng hộ", None, ["Công ty tặng tỉnh 16 căn nhà."]) is None
