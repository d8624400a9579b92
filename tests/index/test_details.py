"""Details that an article names and does not tell are refused; lists, second questions and reasons are told whole."""

from datetime import datetime

import pytest

from corpus.article import Article
from index.engine import Engine
from index.types import Status
from tests.index.conftest import EngineOf

REPORT = Article(
    "so-ket",
    "Huyện Sơn Khê sơ kết công tác Mặt trận 6 tháng đầu năm 2022",
    "Ngày 8/7/2022, Ủy ban MTTQ huyện Sơn Khê tổ chức hội nghị sơ kết. Huyện gồm 4 đơn vị: Vân Cói, Cầu Sỏi, Bến Nhạn "
    "và Gò Mận.\n\n"
    "Phó Chủ tịch Ủy ban MTTQ huyện Mạc Văn Tòng cho biết: tiến độ vận động Quỹ “Vì người nghèo” tại 3 xã còn chậm, "
    "chưa đạt 40% kế hoạch; một nhà máy gạch còn nợ 1,3 tỷ đồng tiền môi trường; một người tự ứng cử chỉ được 38,5% "
    "tín nhiệm. 2 xã không hoàn thành chỉ tiêu hiến máu gồm: Bến Nhạn, Gò Mận.\n\n"
    "Mặt trận huyện chủ trì 3 cuộc giám sát, gồm: việc chi trả hỗ trợ người lao động; công tác bảo đảm trật tự xây "
    "dựng; việc thu các khoản đóng góp trong trường học.\n\n"
    "Hội thi cán bộ Mặt trận giỏi có 8 đội, giải Nhất thuộc về xã Vân Cói, giải Nhì thuộc về xã Cầu Sỏi.\n\n"
    "Đoàn lấy 6 mẫu nước ở xã Gò Mận để xét nghiệm, kết quả sẽ được gửi sau 10 ngày.\n\n"
    "Ông Vi Văn Sỏi - nguyên Bí thư Đảng ủy xã Cầu Sỏi được hiệp thương cử giữ chức Phó Chủ tịch Ủy ban MTTQ huyện, "
    "thay ông Đèo Văn Ún nghỉ hưu.\n\n"
    "Từ ngày 18 đến ngày 27/5/2022, đoàn giám sát việc hỗ trợ người dân tại các xã Vân Cói và Cầu Sỏi. Đây là đợt giám "
    "sát thứ nhất, đợt thứ hai tại 2 xã khác sẽ tiến hành trong tháng 8.\n\n"
    "Tại xã Vân Cói, UBND xã tiếp nhận 486 hồ sơ của lao động tự do, trả lại 201 hồ sơ. Chủ tịch xã cho biết nguyên "
    "nhân chủ yếu do người lao động không chứng minh được thu nhập.\n\n"
    "Chủ tịch huyện lưu ý các xã lấy việc làm thước đo, “đã ký là phải làm”; bà Lò Thị Mây nói.",
    published=datetime(2022, 7, 9, 9),
    author="Lò Thị Hạ",
)
HOUSE = Article(
    "ban-giao-nha",
    "Huyện Sơn Khê bàn giao nhà Đại đoàn kết",
    "Sáng 22/1, Ủy ban MTTQ huyện bàn giao nhà cho gia đình bà Cao Thị Nhài, hộ cận nghèo ở thôn Tam Quan, xã Văn Đài."
    "\n\n"
    "Gia đình bà Nhài có 3 khẩu, nhà cũ đã xuống cấp. Nhà mới có tổng kinh phí 245 triệu đồng, trong đó Quỹ “Vì người "
    "nghèo” huyện hỗ trợ 80 triệu đồng; ủng hộ đồng bào tỉnh Lạc Sơn 412 triệu đồng.",
    published=datetime(2024, 1, 23, 9),
)
FESTIVAL = Article(
    "ngay-hoi",
    "Ngày hội Đại đoàn kết ở thôn Bến Gốm",
    "Sáng 12/11, thôn Bến Gốm tổ chức Ngày hội Đại đoàn kết.\n\n"
    "Chúc mừng Ngày hội, ông Hứa Đức Trường biểu dương bà con. Bà con thống nhất 5 chỉ tiêu phấn đấu năm 2018.",
    published=datetime(2017, 11, 13, 9),
)
STORM = Article(
    "cuu-tro",
    "Tỉnh Lạc Sơn phân bổ tiền cứu trợ bão số 3",
    "Ngày 5/8, Ban Vận động cứu trợ tỉnh Lạc Sơn họp phân bổ tiền cho các xã bị thiệt hại.\n\n"
    "Đợt mưa lũ làm tỉnh Lạc Sơn thiệt hại trên 3.900 tỷ đồng. Tỉnh đã nhận 75 tỷ đồng ủng hộ.\n\n"
    "Về đường dây nóng, người dân có thể phản ánh qua số 0238.3598.217. Bà Lò Thị Mây đề nghị công khai danh sách.",
    published=datetime(2025, 8, 6, 9),
)
FOURTH = Article(
    "lan-thu-tu",
    "Ủy ban MTTQ tỉnh Bắc Nguồn hội nghị lần thứ tư, khóa III, nhiệm kỳ 2019-2024",
    "Ngày 3/3/2021, Ủy ban MTTQ tỉnh Bắc Nguồn tổ chức hội nghị lần thứ tư, khóa III, nhiệm kỳ 2019-2024.",
    published=datetime(2021, 3, 4, 9),
)
FIRST = Article(
    "ki-hop-thu-nhat",
    "HĐND xã Bắc Nguồn họp kỳ họp thứ nhất, nhiệm kỳ 2021-2026",
    "Ngày 29/6/2021, HĐND xã Bắc Nguồn tổ chức kỳ họp thứ nhất, nhiệm kỳ 2021-2026.",
    published=datetime(2021, 6, 30, 9),
)


@pytest.fixture(scope="module")
def engine(engine_of: EngineOf) -> Engine:
    return engine_of([REPORT, HOUSE, FESTIVAL, STORM, FOURTH, FIRST])


@pytest.mark.parametrize(
    "asked",
    [
        "3 xã nào của huyện Sơn Khê vận động quỹ chưa đạt 40% kế hoạch?",
        "Ba xã vận động quỹ chậm của huyện Sơn Khê là những xã nào?",
        "Nhà máy gạch nào còn nợ 1,3 tỷ đồng tiền môi trường?",
        "Giải Ba hội thi cán bộ Mặt trận giỏi huyện Sơn Khê về tay xã nào?",
        "Xét nghiệm 6 mẫu nước ở xã Gò Mận cho kết quả thế nào?",
        "Đợt giám sát thứ hai về hỗ trợ người dân của huyện Sơn Khê là ở các xã nào?",
        "Người tự ứng cử ở Sơn Khê chỉ được 38,5% tín nhiệm tên là gì?",
        "Ngày hội Đại đoàn kết năm 2018 của thôn Bến Gốm có ai về dự?",
        "Quỹ Vì người nghèo của tỉnh Lạc Sơn hỗ trợ bao nhiêu tiền?",
        "Bão số 5 làm tỉnh Lạc Sơn thiệt hại bao nhiêu tiền?",
        "Hội nghị sơ kết của huyện Sơn Khê kéo dài bao lâu?",
        "Hội nghị sơ kết của Sơn Khê diễn ra trong mấy ngày?",
        "Chi phí tổ chức hội nghị sơ kết huyện Sơn Khê là bao nhiêu?",
        "Chi phí tổ chức hội nghị phân bổ tiền cứu trợ ở tỉnh Lạc Sơn là bao nhiêu?",
        "Xã nào không dự hội nghị sơ kết của huyện Sơn Khê?",
        "Hội nghị đầu tiên của Ủy ban MTTQ tỉnh Bắc Nguồn khoá III họp ngày nào?",
        "Hội nghị lần đầu tiên của MTTQ tỉnh Bắc Nguồn nhiệm kỳ 2019-2024 họp ngày nào?",
    ],
)
def test_what_is_named_and_not_told_is_refused(engine: Engine, asked: str) -> None:
    assert engine.answer(asked).status is Status.NOT_FOUND


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Huyện Sơn Khê gồm những xã nào?", ["Vân Cói", "Cầu Sỏi", "Bến Nhạn", "Gò Mận"]),
        ("Xã nào của Sơn Khê không hoàn thành chỉ tiêu hiến máu?", ["Bến Nhạn", "Gò Mận"]),
        ("Đoàn giám sát việc hỗ trợ người dân của huyện Sơn Khê làm trong bao lâu?", ["18 đến ngày 27/5/2022"]),
        ("Chi phí xây nhà mới của gia đình bà Nhài là bao nhiêu?", ["245 triệu đồng"]),
        ("Hội nghị lần thứ tư của MTTQ tỉnh Bắc Nguồn khóa III họp ngày nào?", ["3/3/2021"]),
        ("Kỳ họp đầu tiên của HĐND xã Bắc Nguồn nhiệm kỳ 2021-2026 diễn ra ngày nào?", ["29/6/2021"]),
        ("Những xã nào của Sơn Khê không đạt chỉ tiêu hiến máu?", ["Bến Nhạn", "Gò Mận"]),
        ("Giải Nhì hội thi cán bộ Mặt trận giỏi huyện Sơn Khê về tay xã nào?", ["Cầu Sỏi"]),
        ("Ai lên thay ông Đèo Văn Ún làm Phó Chủ tịch Mặt trận huyện Sơn Khê?", ["Vi Văn Sỏi"]),
        ("Vì sao nhiều hồ sơ lao động tự do ở xã Vân Cói bị trả lại?", ["không chứng minh được thu nhập"]),
        ("Mặt trận huyện Sơn Khê đã đi giám sát những chuyện gì?", ["người lao động", "xây dựng", "trường học"]),
        ("Nhà bà Nhài ở Văn Đài xây hết bao nhiêu, quỹ huyện cho bao nhiêu?", ["245 triệu đồng", "80 triệu đồng"]),
        ("Bài sơ kết của huyện Sơn Khê do ai viết, đăng ngày nào?", ["Lò Thị Hạ", "09/07/2022"]),
        ("Bão số 3 làm tỉnh Lạc Sơn thiệt hại bao nhiêu tiền?", ["3.900 tỷ đồng"]),
        ("Số điện thoại phản ánh tiền cứu trợ bão số 3 là số nào?", ["0238.3598.217"]),
        ("Cái nào diễn ra trước: sơ kết của huyện Sơn Khê hay Ngày hội ở thôn Bến Gốm?", ["8/7/2022", "12/11"]),
        ("Trong kho tin, bài nào đăng gần đây nhất, nói về sự kiện gì?", ["phân bổ tiền cứu trợ"]),
        ("Tỉnh Lạc Sơn nhận có trên 70,5 tỷ không, chính xác là bao nhiêu tiền?", ["75 tỷ đồng"]),
        ("Bà Lò Thị Mây được nhắc trong những bài nào?", ["sơ kết công tác", "phân bổ tiền cứu trợ"]),
        ("Hội nghị sơ kết huyện Sơn Khê họp ngày nào, giải Nhất hội thi thuộc về ai?", ["8/7/2022", "xã Vân Cói"]),
    ],
)
def test_what_is_told_is_answered_whole(engine: Engine, asked: str, told: list[str]) -> None:
    answer = engine.answer(asked)
    assert answer.status is Status.ANSWERED
    assert [words for words in told if words not in answer.text] == []


def test_what_is_asked_within_is_answered_from_that_article_alone(engine: Engine) -> None:
    told = engine.answer("Tỉnh Lạc Sơn đã nhận bao nhiêu tiền ủng hộ?")
    assert "75 tỷ đồng" in told.text
    assert engine.answer("Trong đó huyện Sơn Khê mấy tỷ?", [told]).status is Status.NOT_FOUND
