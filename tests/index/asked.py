"""Questions about the invented articles: what a right answer holds and cites, or that it must be refused."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, or the turns of a conversation; ``holds`` stand in the answer or its quotes, ``cites`` are ids."""

    turns: tuple[str, ...]
    holds: tuple[str, ...]
    cites: tuple[str, ...]


def _asked(*turns: str, holds: str | tuple[str, ...], cites: str | tuple[str, ...]) -> Asked:
    return Asked(turns, (holds,) if isinstance(holds, str) else holds, (cites,) if isinstance(cites, str) else cites)


MIDYEAR, FUND, OTHER_FUND = "phu-lang-hoi-nghi-lan-thu-7", "phu-lang-quy-vi-nguoi-ngheo", "son-khe-quy-vi-nguoi-ngheo"
SUPERVISION, EMULATION, COMPACT = (
    "ben-gom-giam-sat-dau-tu",
    "cum-thi-dua-so-4-tong-ket",
    "lang-dau-ngay-hoi-dai-doan-ket",
)
LAW, UNDATED = "tap-huan-quy-che-dan-chu", "guong-sang-nguoi-cao-tuoi"

ANSWERABLE = (
    _asked(
        "Ai chủ trì hội nghị tổng kết của Cụm thi đua số 4?",
        "Buổi đó họp ở đâu?",
        holds="xã Đồng Lụa",
        cites=EMULATION,
    ),
    _asked("Hội nghị lần thứ 7 của MTTQ quận Phú Lãng họp ngày nào?", holds="18/7/2024", cites=MIDYEAR),
    _asked("Hội nghị lần thứ bảy Ủy ban MTTQ quận Phú Lãng diễn ra khi nào?", holds="18/7/2024", cites=MIDYEAR),
    _asked("Bà Mạc Thị Hiền giữ chức vụ gì?", holds="Chủ tịch Ủy ban MTTQ", cites=MIDYEAR),
    _asked("Ai là Phó Bí thư Thường trực Quận ủy dự hội nghị lần thứ 7?", holds="Trịnh Quang Lợi", cites=MIDYEAR),
    _asked("Người đứng đầu Mặt trận huyện Sơn Khê tên gì?", holds="Nghiêm Đình Phú", cites=OTHER_FUND),
    _asked("Kỳ họp thứ 7 của Mặt trận quận Phú Lãng diễn ra ngày nào?", holds="18/7/2024", cites=MIDYEAR),
    _asked("Chủ tịch MTTQ huyện Sơn Khê là ai?", holds="Nghiêm Đình Phú", cites=OTHER_FUND),
    _asked("Ai được cử giữ chức Phó Chủ tịch MTTQ quận Phú Lãng?", holds="Doãn Thu Thảo", cites=MIDYEAR),
    _asked("Quỹ Cứu trợ quận Phú Lãng vận động được bao nhiêu?", holds="1 tỷ 150 triệu đồng", cites=MIDYEAR),
    _asked("Quỹ Vì người nghèo huyện Sơn Khê nhận được bao nhiêu tiền?", holds="4,1 tỷ đồng", cites=OTHER_FUND),
    _asked("6 tháng đầu năm 2024, quỹ Vì người nghèo Phú Lãng được bao nhiêu?", holds="3,275 tỷ", cites=MIDYEAR),
    _asked("Tháng 10 năm ngoái quỹ Vì người nghèo huyện Sơn Khê được bao nhiêu?", holds="4,1 tỷ", cites=OTHER_FUND),
    _asked("Từ tháng 8 đến tháng 12/2023 quỹ Vì người nghèo Sơn Khê được bao nhiêu?", holds="4,1", cites=OTHER_FUND),
    _asked("Hồi tháng 5 tỉnh Trà Sa tập huấn cho bao nhiêu cán bộ Mặt trận?", holds="215 cán bộ", cites=LAW),
    _asked("Công ty Thạch Bích ủng hộ bao nhiêu tiền?", holds="500 triệu đồng", cites=FUND),
    _asked("Xã Đồng Lụa ủng hộ quỹ Vì người nghèo bao nhiêu?", holds="610 triệu", cites=OTHER_FUND),
    _asked("Ban Thanh tra nhân dân phường Bến Gốm kiến nghị bao nhiêu vụ việc?", holds="31 vụ việc", cites=SUPERVISION),
    _asked("Ban TTND phường Bến Gốm tổ chức mấy cuộc giám sát?", holds="14 cuộc giám sát", cites=SUPERVISION),
    _asked("Tỷ lệ gia đình văn hóa của Cụm thi đua số 4 là bao nhiêu?", holds="91,8%", cites=EMULATION),
    _asked("Ai chủ trì hội nghị tổng kết của Cụm thi đua số 4?", holds="Quách Ngọc Ánh", cites=EMULATION),
    _asked("Cụm thi đua số 4 họp tổng kết ở đâu?", holds="xã Đồng Lụa", cites=EMULATION),
    _asked("Làng Dâu có bao nhiêu hộ?", holds="412 hộ", cites=COMPACT),
    _asked("Ngày hội Đại đoàn kết ở làng Dâu khai mạc ở đâu?", holds="đình làng", cites=COMPACT),
    _asked("Bao nhiêu cán bộ Mặt trận được tập huấn ở tỉnh Trà Sa?", holds="215 cán bộ", cites=LAW),
    _asked("Học viên lớp tập huấn được giới thiệu những văn bản nào?", holds="Luật số 10/2022/QH15", cites=LAW),
    _asked("Ông Khuất Văn Bảo đề nghị điều gì?", holds="niêm yết", cites=SUPERVISION),
    _asked("Huyện Sơn Khê hỗ trợ bao nhiêu hộ nghèo mua thẻ bảo hiểm y tế?", holds="1.250 hộ", cites=OTHER_FUND),
    _asked("Bài về Cụm thi đua số 4 đăng ngày nào?", holds="05/12/2022", cites=EMULATION),
    _asked("Ai là tác giả bài về quỹ Vì người nghèo huyện Sơn Khê?", holds="Tạ Minh", cites=OTHER_FUND),
    _asked("quy cuu tro phu lang dc bn tien", holds="1 tỷ 150 triệu đồng", cites=MIDYEAR),
    _asked("chu tich mttq huyen son khe la ai", holds="Nghiêm Đình Phú", cites=OTHER_FUND),
    _asked("MTTQ huyện Sơn Khê họp tổng kết ngày nào?", holds="20/10/2023", cites=OTHER_FUND),
    _asked("Quỹ Vì người nghèo Sơn Khê tháng 9 hoặc tháng 10/2023 được bao nhiêu?", holds="4,1 tỷ", cites=OTHER_FUND),
    _asked("Tháng mười năm 2023 quỹ Vì người nghèo Sơn Khê được bao nhiêu?", holds="4,1 tỷ", cites=OTHER_FUND),
    _asked("Nửa đầu năm 2024 quỹ Vì người nghèo Phú Lãng được bao nhiêu?", holds="3,275 tỷ", cites=MIDYEAR),
    _asked("UBND phường Bến Gốm giải quyết bao nhiêu vụ việc?", holds="29 vụ việc", cites=SUPERVISION),
    _asked("Hội Chữ thập đỏ quận Phú Lãng trao bao nhiêu suất quà?", holds="120 suất quà", cites=FUND),
    _asked("Nhiệm kỳ 2019-2024, quận Phú Lãng cử ai giữ chức Phó Chủ tịch?", holds="Doãn Thu Thảo", cites=MIDYEAR),
    _asked("Bài mới nhất là bài nào?", holds="17/10/2024", cites=FUND),
    _asked("Bài cũ nhất về Cụm thi đua số 4 là bài nào?", holds="05/12/2022", cites=EMULATION),
    _asked("Chào bot, Quỹ Cứu trợ Phú Lãng được bao nhiêu vậy?", holds="1 tỷ 150 triệu đồng", cites=MIDYEAR),
    _asked("Có những hội nghị nào năm 2023?", holds=("20/10/2023",), cites=(OTHER_FUND,)),
    _asked("Hội nghị gần đây nhất ở quận Phú Lãng là hội nghị nào?", holds="17/10", cites=FUND),
    _asked("Ai cầm trịch hội nghị tổng kết của Cụm thi đua số 4?", holds="Quách Ngọc Ánh", cites=EMULATION),
    _asked("ct mttq huyện sơn khê là ai vậy", holds="Nghiêm Đình Phú", cites=OTHER_FUND),
    _asked("Huyện Sơn Khê hỗ trợ mấy hộ ngèo mua thẻ bảo hiểm?", holds="1.250 hộ", cites=OTHER_FUND),
    _asked("Ban TTND phường Bến Gốm tổ chức mấy cuộc giám xát?", holds="14 cuộc giám sát", cites=SUPERVISION),
    _asked("6 tháng đầu 2024 quỹ Cứu trợ Phú Lãng được bao nhiêu?", holds="1 tỷ 150 triệu", cites=MIDYEAR),
    _asked("Phóng viên nào viết bài về quỹ Vì người nghèo huyện Sơn Khê?", holds="Tạ Minh", cites=OTHER_FUND),
    _asked("Đồng chí nào được cử giữ chức Phó Chủ tịch MTTQ quận Phú Lãng?", holds="Doãn Thu Thảo", cites=MIDYEAR),
    _asked(
        "So số tiền quỹ Vì người nghèo: của Phú Lãng 6 tháng đầu 2024 và của Sơn Khê năm 2023, bên nào bao nhiêu?",
        holds=("3,275 tỷ", "4,1 tỷ"),
        cites=(MIDYEAR, OTHER_FUND),
    ),
    _asked(
        "Quỹ Vì người nghèo huyện Sơn Khê nhận được bao nhiêu?",
        "Ai là Chủ tịch Mặt trận ở đó?",
        holds="Nghiêm Đình Phú",
        cites=OTHER_FUND,
    ),
    _asked(
        "6 tháng đầu năm 2024, quỹ Vì người nghèo quận Phú Lãng được bao nhiêu?",
        "Còn quỹ Cứu trợ thì sao?",
        holds="1 tỷ 150 triệu",
        cites=MIDYEAR,
    ),
)

REFUSED = (
    # Another organisation, level, body, term, fund.
    "Hội Phụ nữ quận Phú Lãng vận động Quỹ Vì người nghèo được bao nhiêu?",
    "Liên đoàn Lao động quận Phú Lãng vận động Quỹ Cứu trợ được bao nhiêu?",
    "Hội Cựu chiến binh huyện Sơn Khê ủng hộ quỹ Vì người nghèo bao nhiêu?",
    "HĐND phường Bến Gốm giải quyết bao nhiêu vụ việc?",
    "Đoàn Thanh niên quận Phú Lãng họp ngày nào?",
    "Chủ tịch UBND quận Phú Lãng là ai?",
    "Chủ tịch Hội Nông dân huyện Sơn Khê là ai?",
    "Ai là Phó Bí thư Thường trực Quận đoàn Phú Lãng?",
    "Quỹ Vì người nghèo phường Phú Lãng được bao nhiêu?",
    "Quỹ Vì người nghèo xã Sơn Khê được bao nhiêu?",
    "Quỹ vì trẻ thơ quận Phú Lãng được bao nhiêu?",
    "Năm 2021 quận Phú Lãng cử ai giữ chức Phó Chủ tịch?",
    "Nhiệm kỳ 2024-2029 quận Phú Lãng cử ai giữ chức Phó Chủ tịch?",
    "Tháng 2 hoặc tháng 3 năm 2023 quỹ Vì người nghèo huyện Sơn Khê được bao nhiêu?",
    "Tháng ba năm 2023 quỹ Vì người nghèo huyện Sơn Khê được bao nhiêu?",
    "Quý một năm 2023 quỹ Vì người nghèo huyện Sơn Khê được bao nhiêu?",
    "Nửa đầu năm 2023 quỹ Vì người nghèo huyện Sơn Khê được bao nhiêu?",
    "Hội nghị lần thứ 8 của MTTQ quận Phú Lãng họp ngày nào?",
    "Quỹ Vì biển, đảo Việt Nam quận Phú Lãng được bao nhiêu?",
    "Quỹ Cứu trợ huyện Sơn Khê vận động được bao nhiêu?",
    "Quỹ Vì người nghèo quận Hà Đông được bao nhiêu?",
    "Quỹ Vì người nghèo huyện Sơn Khê năm 2021 được bao nhiêu?",
    "Tháng 5 năm ngoái quỹ Vì người nghèo huyện Sơn Khê được bao nhiêu?",
    "Từ tháng 1 đến tháng 6/2023 quỹ Vì người nghèo huyện Sơn Khê được bao nhiêu?",
    "Hồi tháng 8 tỉnh Trà Sa tập huấn cho bao nhiêu cán bộ Mặt trận?",
    "Ai là Bí thư Huyện ủy Sơn Khê?",
    "Ông Lò Văn Thắng giữ chức vụ gì?",
    "ong lo van thang giu chuc vu gi",
    "Phường Bến Gốm có bao nhiêu trường học?",
    "Giá vàng hôm nay bao nhiêu?",
    "Thời tiết Hà Nội ngày mai thế nào?",
    "Cụm thi đua số 9 họp ngày nào?",
    # Another event of the same number, another field of a body, a place that is not named.
    "Đại hội lần thứ 7 của MTTQ quận Phú Lãng họp ngày nào?",
    "Hội nghị Cụm thi đua lĩnh vực Kinh tế tổ chức ngày nào?",
    "Ngày hội ở làng Dâu khai mạc ở nhà văn hóa nào?",
    "Bí thư Quận ủy Phú Lãng tên gì?",
    "Ban TTND phường Bến Gốm tổ chức mấy cuộc đối thoại?",
    "Dân số tỉnh Trà Sa là bao nhiêu?",
    "Quận Phú Lãng có bao nhiêu phường?",
    "Chủ tịch MTTQ phường Bến Gốm là ai?",
    # A name, a signature, where one is from, who came after: nothing near it answers.
    "Cô giáo ở phường Bến Gốm tên là gì?",
    "Ca sĩ nào biểu diễn ở lễ phát động quỹ Vì người nghèo quận Phú Lãng?",
    "Ai ký quyết định cử Phó Chủ tịch MTTQ quận Phú Lãng?",
    "Bà Mạc Thị Hiền quê ở đâu?",
    "Ai lên thay bà Mạc Thị Hiền làm Chủ tịch MTTQ quận Phú Lãng?",
    "toi nay da voi ai",
)
