"""Which words of a sentence are of the kind asked for: counted things, lists of places, bodies, ends of times."""

from collections.abc import Callable
from datetime import date

import pytest

from index.answer_types import TypeFinder
from index.language import Language
from index.question import QuestionReader
from index.sentence_words import SentenceWords
from index.vietnamese.dates import find_dates
from index.vietnamese.normalise import strip_accents
from index.vietnamese.tokens import tokenise

Shown = Callable[[str, str], list[str]]


@pytest.fixture(scope="module")
def shown() -> Shown:
    """Return a function that gives the words of a sentence that could answer a question."""
    language = Language.load()
    reader = QuestionReader(language.grammar, language.names, language.abbreviations, language.frequencies)
    finder = TypeFinder(language.names, language.grammar.offices, language.synonyms)

    def find(asked: str, sentence: str) -> list[str]:
        question = reader.read(asked, today=date(2024, 12, 1))
        words = SentenceWords(sentence, tokenise(sentence), find_dates(sentence, 2024))
        return [sentence[span.start : span.end] for span in finder.find(question, words)]

    return find


@pytest.mark.parametrize("typed", [str, strip_accents], ids=["accents", "plain"])
@pytest.mark.parametrize(
    ("asked", "sentence", "words"),
    [
        # A classifier alone counts nothing; its noun may stand before it, or in other words.
        ("Có bao nhiêu cuộc họp lấy ý kiến?", "Ban giám sát 503 cuộc, tổ chức 702 hội nghị góp ý.", ["702"]),
        ("Có bao nhiêu cuộc giám sát?", "Ban giám sát 503 cuộc, mở 12 cuộc đối thoại.", ["503"]),
        ("Có bao nhiêu cuộc giám sát?", "Năm 2024 ban giám sát 503 cuộc.", ["503"]),
        ("Có bao nhiêu cuộc giám sát?", "Ban mở 12 cuộc đối thoại.", []),
        ("Có bao nhiêu cuộc kiểm tra?", "Ban mở 12 cuộc giám sát.", ["12"]),
        ("Hòa giải bao nhiêu vụ xích mích?", "Tổ hòa giải 25/27 vụ việc mâu thuẫn.", ["25/27"]),
        ("Có mấy lượt góp ý?", "Hội nghị có 3 ý kiến đóng góp và 40 lượt khách.", ["3"]),
        ("Hỗ trợ bao nhiêu hộ nghèo?", "Huyện hỗ trợ 30 hộ nghèo, 12 hộ kinh doanh.", ["30"]),
        ("Có bao nhiêu cuộc thi tìm hiểu luật?", "Quận mở 5 cuộc thi.", ["5"]),
        ("Có bao nhiêu người được cứu?", "126 nhân khẩu trong bản được cứu.", ["126"]),
        ("Làng có bao nhiêu hộ?", "Làng có 412 hộ.", ["412"]),
        ("Bán đảo rộng bao nhiêu hecta?", "Bán đảo cách đây 10 km, rộng 4.439 ha.", ["4.439"]),
        ("Xã sửa bao nhiêu căn nhà cho hộ nghèo?", "Xã sửa 4.166 nhà, xây 2 cầu.", ["4.166"]),
        ("Có bao nhiêu sinh viên đại học nhận học bổng?", "Học sinh có 80 suất, sinh viên đại học là 69 suất.", ["69"]),
        ("Có bao nhiêu đại biểu dự hội nghị?", "Trung ương giới thiệu 14 đại biểu.", []),
        ("Có bao nhiêu đại biểu dự hội nghị?", "Hội nghị dự kiến bầu 14 đại biểu.", []),
        ("Có bao nhiêu đại biểu dự hội nghị?", "Dự hội nghị có 250 đại biểu.", ["250"]),
        ("Hội nghị có bao nhiêu?", "Hội nghị lần thứ 10 khóa 5 có 3 ý kiến.", ["3"]),
        # "Số" before a number makes it the name of one thing, but not in "dân số" and the like.
        ("Dân số xã là bao nhiêu?", "Xã có dân số 17.786 và 3 chợ.", ["17.786", "3"]),
        ("Tỷ số trận chung kết là bao nhiêu?", "Đội xã thắng với tỷ số 2-1.", ["2", "1"]),
        ("Chiếm bao nhiêu so với cả huyện?", "Xã chiếm khoảng 10% diện tích.", ["10%"]),
        ("Số lượng các loài cây là bao nhiêu?", "Rừng có 390 tỷ cây của 16.000 loài.", ["16.000"]),
        ("Đội giành bao nhiêu giải Vàng?", "Đội giành giải Vàng 6 lần, giải Bạc 2 lần.", ["6"]),
        ("Đợt này kéo dài bao nhiêu thời gian?", "Đợt này có 12 xã, kéo dài 17 ngày.", ["17"]),
        ("Có bao nhiêu hành khách mỗi năm?", "Bến đón hơn 37 triệu hành khách mỗi năm.", ["37 triệu"]),
        ("Có bao nhiêu người xem?", "Có hàng trăm người xem.", ["hàng trăm"]),
        ("Tuyến có bao nhiêu giai đoạn?", "Tuyến mở trong năm giai đoạn.", ["năm"]),
        ("Tỷ lệ phiếu thuận so với chống là bao nhiêu?", "Phiếu thuận đông hơn với tỷ lệ 20:1.", ["20:1"]),
        ("Tỷ lệ tán thành là bao nhiêu?", "Hai phần ba số vị tán thành.", ["Hai phần ba"]),
        ("Kiều bào góp bao nhiêu tiền?", "Kiều bào góp 5.000 USD và 2 triệu đồng.", ["2 triệu đồng", "5.000 USD"]),
        ("Làng dựng đình từ thế kỷ nào?", "Đình dựng từ thế kỷ XVII, sửa năm 2024.", ["thế kỷ XVII"]),
        # A sum told of another year is no answer for this one.
        ("Năm 2023 thu được bao nhiêu tiền?", "Quỹ có từ lâu, riêng năm 2022 thu được 6,3 tỷ đồng.", []),
        ("Năm 2022 thu được bao nhiêu tiền?", "Quỹ có từ lâu, riêng năm 2022 thu được 6,3 tỷ đồng.", ["6,3 tỷ đồng"]),
        # Several places are a list, and none that the question names.
        ("Cụm gồm những quận nào?", "Các quận trong Cụm (Vân Cói, Bến Gốm) họp.", ["Vân Cói, Bến Gốm"]),
        ("Cụm gồm những quận nào vậy bn", "Các quận trong Cụm (Vân Cói, Bến Gốm) họp.", ["Vân Cói, Bến Gốm"]),
        ("Quỹ Cứu trợ của cụm được bn", "Cụm Thi đua số 2 vận động Quỹ Cứu trợ được 3 tỷ đồng.", ["3 tỷ đồng"]),
        ("Cụm có bao nhiêu?", "Cụm Thi đua số 2 có 6 quận, con số 6 là đủ.", ["6", "6"]),
        ("Đoàn đến những xã nào?", "Đoàn đến xã Vân Cói.", []),
        ("Ngoài Vân Cói, đoàn đến những xã nào?", "Đoàn đến xã Vân Cói, xã Bến Gốm và Đồng Lụa.",
         ["xã Vân Cói, xã Bến Gốm và Đồng Lụa"]),
        ("Sau Vân Cói, đoàn đến xã nào?", "Tại xã Vân Cói, đoàn họp.", []),
        ("Đoàn đến xã nào?", "Đoàn đến xã Vân Cói.", ["xã Vân"]),
        # Of bodies, the one that does it, and not the body of who does.
        ("Đơn vị nào báo cáo kết quả?", "Đại diện Hội Nông dân Vân Cói cho biết đã xong.", ["Hội Nông dân Vân Cói"]),
        ("Đơn vị nào báo cáo kết quả?", "Bí thư Huyện ủy Sơn Khê Trịnh Quang Lợi cho biết đã xong.", []),
        ("Tổ chức nào làm Cụm phó?", "Hội Luật gia là Cụm trưởng và Ủy ban Đoàn kết là Cụm phó.", ["Ủy ban Đoàn kết"]),
        # The end of a time.
        ("Đoàn làm việc đến ngày nào?", "Từ ngày 18/4 đến ngày 26/4, đoàn làm việc.", ["ngày 26/4"]),
        ("Đoàn làm việc đến ngày nào?", "Ngày 18/4, đoàn làm việc.", []),
        ("Đoàn làm việc ngày nào?", "Ngày 18/4, đoàn làm việc.", ["Ngày 18/4"]),
        ("Đoàn làm việc đến bao giờ?", "Trong năm 2024, đoàn làm việc.", []),
        # An hour, where one is asked for.
        ("Hội nghị tan lúc mấy giờ?", "Sáng 18/4, hội nghị khai mạc.", []),
        ("Hội nghị tan lúc mấy giờ?", "Lúc 11 giờ 30 phút ngày 18/4, hội nghị bế mạc.", ["11 giờ 30 phút"]),
        # A hall begins as a meeting does, and is a place.
        ("Hội nghị họp ở đâu?", "Hội nghị họp tại hội trường huyện.", ["tại hội trường"]),
        ("Hội nghị họp ở đâu?", "Tại hội nghị, đoàn phát biểu.", []),
        # A bare classifier counts what any of its kind counts; times, ranks and years count nothing.
        ("Ban đi giám sát được bao nhiêu lượt?", "Ban thực hiện giám sát 503 cuộc.", ["503"]),
        ("Có bao nhiêu ủy viên dự họp?", "Hội nghị nghe báo cáo 6 tháng của Ủy ban.", []),
        ("Có bao nhiêu đại biểu dự họp?", "Đây là năm tiến hành đại hội.", []),
        ("Có bao nhiêu đại biểu dự họp?", "Năm nay là năm thứ hai đại hội.", []),
        # What a meeting cost is not what a fund raised.
        ("Tổ chức lễ phát động hết bao nhiêu tiền?", "Quỹ vận động được 2,5 tỷ đồng.", []),
        ("Tổ chức lễ phát động hết bao nhiêu tiền?", "Kinh phí của lễ là 20 triệu đồng.", ["20 triệu đồng"]),
        # The first unit after an office is the holder's.
        ("Ai là Chủ tịch MTTQ xã Vân Cói?",
         "Bà Mạc Thị Hiền, Chủ tịch MTTQ huyện Sơn Khê đã làm việc với MTTQ xã Vân Cói.", []),
        ("Ai là Chủ tịch MTTQ xã Vân Cói?", "Bà Mạc Thị Hiền, Chủ tịch MTTQ huyện đã tới xã Vân Cói.", []),
        ("Ai là Chủ tịch MTTQ xã Vân Cói?", "Bà Mạc Thị Hiền báo cáo với chủ tịch MTTQ xã Vân Cói.", []),
        ("Ai là Hiệu trưởng?", "Bà Mạc Thị Hiếu - Trưởng phòng Tư pháp dự.", []),
        ("Ai làm Trưởng đoàn của Sơn Khê?", "Đoàn do bà Mạc Thị Hiền làm Trưởng đoàn đã tới xã Vân Cói.",
         ["Mạc Thị Hiền làm Trưởng đoàn"]),
        ("Ai là Chủ tịch MTTQ xã Vân Cói?", "Bà Mạc Thị Hiền, Chủ tịch MTTQ xã Vân Cói, huyện Sơn Khê dự.",
         ["Mạc Thị Hiền, Chủ tịch"]),
    ],
)  # fmt: skip
def test_what_could_answer(
    asked: str, sentence: str, words: list[str], typed: Callable[[str], str], shown: Shown
) -> None:
    assert shown(typed(asked), sentence) == words


def test_a_word_of_the_same_letters_and_other_accents_is_not_counted(shown: Shown) -> None:
    asked = "Hội thi có bao nhiêu thí sinh dự thi?"
    assert shown(asked, "Bà Mạc Thị Hiền phát động 9 nội dung thi đua.") == []
    assert shown(asked, "Hội thi có 45 thí sinh.") == ["45"]
    # Where the next syllable is the same too, it is a slip.
    assert shown("Còn bao nhiêu họ nghèo?", "Xã còn 8 hộ nghèo.") == ["8"]
