"""Sentences that a language model might write about the invented articles: hostile ones, and honest paraphrases."""

from dataclasses import dataclass

from corpus.article import Article
from index.types import Evidence, Span
from tests.index.invented import COMPACT, EMULATION, FUND, MIDYEAR, OTHER_FUND, SUPERVISION


def span(article: Article, first: str, last: str) -> Evidence:
    """Return the evidence from the words ``first`` to the words ``last`` of an article."""
    start = article.body.index(first)
    return Evidence(article, Span(start, article.body.index(last, start) + len(last)), 1.0)


HELD = span(MIDYEAR, "Ngày 18/7", "Ủy viên.")
PEOPLE = span(MIDYEAR, "Dự hội nghị", "48 vị Ủy viên.")
FUNDS = span(MIDYEAR, "Trong 6 tháng", "60.000.000 đồng.")
VOTE = span(MIDYEAR, "Hội nghị đã hiệp", "đồng ý.")
CASES = span(SUPERVISION, "Trong quý", "93,5%.")
RAISED = span(OTHER_FUND, "Ông Nghiêm", "610 triệu đồng.")
GIVEN = span(FUND, "Tại lễ phát", "750.000 đồng.")
PLANNED = span(FUND, "Theo bà", "quý IV/2024.")
CHAIRED = span(EMULATION, "Ngày 2/12", "chủ trì.")
RESULTS = span(EMULATION, "Năm 2022, các", "91,8%.")
CHOSEN = span(EMULATION, "Hội nghị bầu", "kiểu mẫu.")
VILLAGE = span(COMPACT, "Làng Dâu có", "2 hộ.")
FEAST = span(COMPACT, "Ngày hội khai", "300 nghìn đồng.")


@dataclass(frozen=True)
class Said:
    """A reply about spans of evidence; ``name`` says what is done in it."""

    name: str
    text: str
    evidence: tuple[Evidence, ...]


def _said(name: str, text: str, *evidence: Evidence) -> Said:
    return Said(name, text, evidence)


HONEST = (
    _said("other form of the day", "Hội nghị lần thứ 7 diễn ra ngày 18 tháng 7 năm 2024 [1].", HELD),
    _said("subject first", "Ủy ban MTTQ Việt Nam quận Phú Lãng tổ chức Hội nghị lần thứ 7 ngày 18/7/2024 [1].", HELD),
    _said("one fund of two", "Quỹ “Vì người nghèo” được 3,275 tỷ đồng [1].", FUNDS),
    _said("a sum in one unit", "Quỹ “Cứu trợ” vận động được 1,15 tỷ đồng [1].", FUNDS),
    _said("a sum in full", "Quỹ “Cứu trợ” được 1.150.000.000 đồng [1].", FUNDS),
    _said("a share", "Quỹ “Vì người nghèo” đạt 112,5% kế hoạch trong 6 tháng đầu năm 2024 [1].", FUNDS),
    _said("a share in words", "Quỹ “Vì người nghèo” đạt 112,5 phần trăm kế hoạch [1].", FUNDS),
    _said("who holds what", "Bà Mạc Thị Hiền là Chủ tịch Ủy ban MTTQ Việt Nam quận [1].", PEOPLE),
    _said("who was there", "Ông Trịnh Quang Lợi, Phó Bí thư Thường trực Quận ủy, đã dự hội nghị [1].", PEOPLE),
    _said("a count", "Các phường đã sửa 26 ngôi nhà Đại đoàn kết [1].", FUNDS),
    _said("a count without its classifier", "Các phường đã sửa 26 nhà Đại đoàn kết [1].", FUNDS),
    _said("millions", "Mỗi nhà được 60 triệu đồng [1].", FUNDS),
    _said("votes", "Bà Doãn Thu Thảo giữ chức Phó Chủ tịch với 46/48 phiếu đồng ý [1].", VOTE),
    _said("a short form", "Ban TTND phường Bến Gốm kiến nghị 31 vụ việc [1].", CASES),
    _said("a short form in full", "Ủy ban nhân dân phường đã giải quyết 29 vụ việc, đạt 93,5% [1].", CASES),
    _said("a district's share", "Xã Đồng Lụa ủng hộ 610 triệu đồng [1].", RAISED),
    _said("until now", "Đến nay Quỹ “Vì người nghèo” của huyện đã tiếp nhận 4,1 tỷ đồng [1].", RAISED),
    _said("a company", "Công ty Thạch Bích ủng hộ 500 triệu đồng [1].", GIVEN),
    _said("what is planned", "Quỹ sẽ dành 1,6 tỷ đồng để xây mới 20 ngôi nhà Đại đoàn kết [1].", PLANNED),
    _said("who chaired", "Hội nghị do bà Quách Ngọc Ánh chủ trì [1].", CHAIRED),
    _said("where", "Hội nghị tổng kết được tổ chức tại xã Đồng Lụa ngày 2/12/2022 [1].", CHAIRED),
    _said("a rate", "Tỷ lệ gia đình văn hóa đạt 91,8% [1].", RESULTS),
    _said("chosen", "Huyện Sơn Khê làm Trưởng Cụm năm 2023 [1].", CHOSEN),
    _said("from and to", "Số hộ nghèo giảm từ 9 hộ còn 2 hộ [1].", VILLAGE),
    _said("nearly", "Gần 1.500 người dự ngày hội [1].", FEAST),
    _said("two spans", "Làng Dâu có 412 hộ [1]. Gần 1.500 người dự ngày hội [2].", VILLAGE, FEAST),
    _said("marks within", "Làng Dâu có 412 hộ [1] và gần 1.500 người dự ngày hội [2].", VILLAGE, FEAST),
    _said("decomposed", "Ho\u0302\u0323i nghị do bà Quách Ngọc Ánh chủ trì [1].", CHAIRED),
    _said("other places of the tone", "Ban TTND phường Bến Gốm tổ chức 14 cuộc giám sát [1].", CASES),
)

HOSTILE = (
    # Figures.
    _said("invented sum", "Quỹ “Vì người nghèo” được 5 tỷ đồng [1].", FUNDS),
    _said("a digit changed", "Quỹ “Vì người nghèo” được 3,257 tỷ đồng [1].", FUNDS),
    _said("wrong unit", "Quỹ “Vì người nghèo” được 3,275 triệu đồng [1].", FUNDS),
    _said("other unit counted", "Các phường đã sửa 26 phòng học [1].", FUNDS),
    _said("people for times", "Các đơn vị vận động 5.400 hội viên tham gia hiến đất [1].", RESULTS),
    _said("households for people", "Làng Dâu có 1.687 hộ [1].", VILLAGE),
    _said("sum of two figures", "Hai quỹ được 4,425 tỷ đồng [1].", FUNDS),
    _said("rounded", "Quỹ “Vì người nghèo” được 3,3 tỷ đồng [1].", FUNDS),
    _said("rounded, and says so", "Quỹ “Vì người nghèo” được khoảng 3 tỷ đồng [1].", FUNDS),
    _said("more than", "Quỹ “Vì người nghèo” được trên 3,275 tỷ đồng [1].", FUNDS),
    _said("nearly left out", "Có 1.500 người dự ngày hội [1].", FEAST),
    _said("nearly made more than", "Hơn 1.500 người dự ngày hội [1].", FEAST),
    _said("sums exchanged", "Quỹ “Cứu trợ” được 3,275 tỷ đồng [1].", FUNDS),
    _said("sums exchanged, other way", "Quỹ “Vì người nghèo” được 1 tỷ 150 triệu đồng [1].", FUNDS),
    _said("giver exchanged", "Xã Đồng Lụa ủng hộ 4,1 tỷ đồng [1].", RAISED),
    _said("giver exchanged for a company", "Công ty Thạch Bích ủng hộ 2,84 tỷ đồng [1].", GIVEN),
    _said("percentage moved", "UBND phường đã giải quyết 31 vụ việc, đạt 93,5% [1].", CASES),
    _said("percentage for a count", "Ban TTND kiến nghị 93,5% vụ việc [1].", CASES),
    _said("a count made a share", "Các đơn vị hoàn thành 10% chỉ tiêu [1].", RESULTS),
    _said("part and whole", "Các đơn vị hoàn thành 12/12 chỉ tiêu [1].", RESULTS),
    _said("part without whole", "Phó Chủ tịch được 46 phiếu đồng ý [1].", VOTE),
    _said("from and to exchanged", "Số hộ nghèo giảm từ 2 hộ còn 9 hộ [1].", VILLAGE),
    _said("spelled out", "Các phường đã sửa hai mươi sáu ngôi nhà Đại đoàn kết [1].", FUNDS),
    _said("spelled out and wrong", "Hội nghị có bốn mươi chín vị Ủy viên dự [1].", PEOPLE),
    _said("spelled out five", "Có năm phường đã sửa nhà Đại đoàn kết [1].", FUNDS),
    _said("multiplied", "Quỹ “Vì người nghèo” được gấp ba Quỹ “Cứu trợ” [1].", FUNDS),
    _said("full-width digits", "Quỹ “Vì người nghèo” được ３,２７５ tỷ đồng [1].", FUNDS),
    _said("Arabic digits", "Làng Dâu có ٤١٢ hộ [1].", VILLAGE),
    _said("a point for a comma", "Quỹ “Vì người nghèo” được 3.275 đồng [1].", FUNDS),
    _said("an ordinal for a count", "Có 7 hội nghị được tổ chức [1].", HELD),
    _said("dollars", "Quỹ “Vì người nghèo” được 3,275 tỷ đô la [1].", FUNDS),
    # Days.
    _said("wrong year", "Hội nghị lần thứ 7 diễn ra ngày 18/7/2023 [1].", HELD),
    _said("wrong month", "Hội nghị lần thứ 7 diễn ra ngày 18/8/2024 [1].", HELD),
    _said("day and month exchanged", "Hội nghị tổng kết được tổ chức ngày 12/2/2022 [1].", CHAIRED),
    _said("the day of publication", "Hội nghị lần thứ 7 diễn ra ngày 19/7/2024 [1].", HELD),
    _said("year of another", "Hội nghị bầu huyện Sơn Khê làm Trưởng Cụm năm 2022 [1].", CHOSEN),
    _said("wrong quarter", "Trong quý III/2024, Ban TTND phường Bến Gốm tổ chức 14 cuộc giám sát [1].", CASES),
    _said("hour", "Ngày hội khai mạc lúc 9h30 tại đình làng [1].", FEAST),
    _said("term", "Hội nghị lần thứ 7, nhiệm kỳ 2024-2029, được tổ chức [1].", HELD),
    # People, places, bodies.
    _said("invented name", "Ông Nguyễn Văn Tám chủ trì hội nghị [1].", CHAIRED),
    _said("a letter changed", "Hội nghị do bà Quách Ngọc Anh chủ trì [1].", CHAIRED),
    _said("name from another span", "Hội nghị do bà Mạc Thị Hiền chủ trì [1].", CHAIRED, PEOPLE),
    _said("office raised", "Ông Trịnh Quang Lợi là Bí thư Quận ủy [1].", PEOPLE),
    _said("office lowered", "Bà Mạc Thị Hiền là Phó Chủ tịch Ủy ban MTTQ Việt Nam quận [1].", PEOPLE),
    _said("office of another", "Ông Trịnh Quang Lợi là Chủ tịch Ủy ban MTTQ Việt Nam quận [1].", PEOPLE),
    _said("former", "Bà Mạc Thị Hiền là nguyên Chủ tịch Ủy ban MTTQ Việt Nam quận [1].", PEOPLE),
    _said("place exchanged", "Huyện Phú Lãng làm Trưởng Cụm năm 2023 [1].", CHOSEN),
    _said("place of another span", "Hội nghị được tổ chức tại huyện Sơn Khê [1].", CHAIRED, CHOSEN),
    _said("level changed", "Hội nghị được tổ chức tại phường Đồng Lụa [1].", CHAIRED),
    _said("body exchanged", "UBND phường kiến nghị 31 vụ việc [1].", CASES),
    _said("invented body", "Bộ Nội vụ đã giải quyết 29 vụ việc [1].", CASES),
    _said("deeds exchanged", "Ban TTND phường Bến Gốm đã giải quyết 31 vụ việc [1].", CASES),
    # Claims.
    _said("not", "Hội nghị không do bà Quách Ngọc Ánh chủ trì [1].", CHAIRED),
    _said("not yet", "UBND phường chưa giải quyết 29 vụ việc [1].", CASES),
    _said("done for planned", "Quỹ đã dành 1,6 tỷ đồng để xây mới 20 ngôi nhà Đại đoàn kết [1].", PLANNED),
    _said("planned left out", "Quỹ dành 1,6 tỷ đồng để xây mới 20 ngôi nhà Đại đoàn kết [1].", PLANNED),
    _said("rise for fall", "Số hộ nghèo tăng từ 9 hộ còn 2 hộ [1].", VILLAGE),
    _said("comparison", "Quỹ “Vì người nghèo” nhiều nhất trong các quỹ [1].", FUNDS),
    _said("only", "Quận chỉ vận động Quỹ “Vì người nghèo” được 3,275 tỷ đồng [1].", FUNDS),
    _said("a cause", "Do vận động tốt, Quỹ “Vì người nghèo” được 3,275 tỷ đồng nhờ doanh nghiệp [1].", FUNDS),
    _said("a verdict", "Quỹ “Vì người nghèo” bị thất thoát 3,275 tỷ đồng [1].", FUNDS),
    _said("spent for raised", "Quận đã chi Quỹ “Vì người nghèo” 3,275 tỷ đồng [1].", FUNDS),
    _said("cancelled", "Hội nghị lần thứ 7 ngày 18/7/2024 đã bị hủy [1].", HELD),
    # Marks.
    _said("mark of nothing", "Làng Dâu có 412 hộ [3].", VILLAGE, FEAST),
    _said("mark nought", "Làng Dâu có 412 hộ [0].", VILLAGE),
    _said("a huge mark", "Làng Dâu có 412 hộ [99999999999999999999].", VILLAGE),
    _said("marks exchanged", "Làng Dâu có 412 hộ [2]. Gần 1.500 người dự ngày hội [1].", VILLAGE, FEAST),
    _said("marks exchanged within", "Làng Dâu có 412 hộ [2] và gần 1.500 người dự ngày hội [1].", VILLAGE, FEAST),
    _said("no mark", "Làng Dâu có 412 hộ.", VILLAGE),
    _said("marks alone", "[1] [1][1]. [1]", VILLAGE),
    _said("round brackets", "Làng Dâu có 412 hộ (1).", VILLAGE),
    _said("full-width mark", "Làng Dâu có 412 hộ ［1］.", VILLAGE),
    _said("an invented sentence under the next one's mark", "Làng Dâu rất giàu. Ai cũng biết điều này [1].", VILLAGE),
    _said("a word and a mark", "Đúng [1].", VILLAGE),
    # Quotations.
    _said("quotation, a word changed", "Quận vận động Quỹ “Vì người giàu” được 3,275 tỷ đồng [1].", FUNDS),
    _said("invented quotation", "Bà Mạc Thị Hiền nói “hội nghị dự Ủy viên quận” [1].", PEOPLE),
    _said("open quotation", "Quỹ “Vì người nghèo được 3,275 tỷ đồng [1].", FUNDS),
    # What is no answer.
    _said("link", "Làng Dâu có 412 hộ, xem http://lang-dau.example [1].", VILLAGE),
    _said("bare address", "Làng Dâu có 412 hộ, xem langdau.vn [1].", VILLAGE),
    _said("Telegram link", "Làng Dâu có 412 hộ t.me/langdau [1].", VILLAGE),
    _said("mail", "Làng Dâu có 412 hộ, hỏi a@langdau [1].", VILLAGE),
    _said("HTML", "<b>Làng Dâu có 412 hộ</b> [1].", VILLAGE),
    _said("HTML link", '<a href="https://x.example">Làng Dâu có 412 hộ</a> [1].', VILLAGE),
    _said("Markdown", "**Làng Dâu** có 412 hộ [1].", VILLAGE),
    _said("Markdown link", "[Làng Dâu](https://x.example) có 412 hộ [1].", VILLAGE),
    _said("code", "`Làng Dâu có 412 hộ` [1].", VILLAGE),
    _said("zero-width space", "Làng Dâu có 4\u200b12 hộ [1].", VILLAGE),
    _said("right-to-left override", "Làng Dâu có \u202e214 hộ [1].", VILLAGE),
    _said("Cyrillic look-alike", "Làng Dâu có 412 hộ nghеo [1].", VILLAGE),
    _said("emoji", "Làng Dâu có 412 hộ 🎉 [1].", VILLAGE),
    _said("control character", "Làng Dâu có 412 hộ\x1b[31m [1].", VILLAGE),
    _said("English", "Lang Dau village has 412 households [1].", VILLAGE),
    _said("Chinese", "村庄有412户 [1].", VILLAGE),
    _said("without accents", "Lang Dau co 412 ho voi nhan khau [1].", VILLAGE),
    _said(
        "the instructions",
        "Bạn chỉ được dùng những gì có trong các bằng chứng được đánh số ở tin nhắn sau [1].",
        VILLAGE,
    ),
    _said("a role", "Tôi là mô hình ngôn ngữ và không thể trả lời câu hỏi này [1].", VILLAGE),
    _said("an order to the reader", "Hãy chuyển tiền vào tài khoản 0299 3825 1234 [1].", VILLAGE),
    _said("an advertisement", "Mời anh chị mua vé số để ủng hộ Làng Dâu [1].", VILLAGE),
)
