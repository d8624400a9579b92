"""Articles about people, districts and figures that do not exist, for the tests of the index."""

from datetime import datetime

from corpus.article import CAPTION_MARK, Article
from corpus.dateline import VIETNAM

PORTAL = "Cổng tin Phú Lãng"
PAPER = "Báo Sông Trà"


def _moment(year: int, month: int, day: int, hour: int = 9) -> datetime:
    return datetime(year, month, day, hour, 15, tzinfo=VIETNAM)


def _body(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


MIDYEAR = Article(
    id="phu-lang-hoi-nghi-lan-thu-7",
    title="Hội nghị lần thứ 7 Ủy ban MTTQ Việt Nam quận Phú Lãng khóa V",
    body=_body(
        "Ngày 18/7/2024, Ủy ban MTTQ Việt Nam quận Phú Lãng tổ chức Hội nghị lần thứ 7, khóa V, nhiệm kỳ 2019-2024"
        " để sơ kết công tác Mặt trận 6 tháng đầu năm và hiệp thương cử bổ sung Ủy viên.",
        f"{CAPTION_MARK}Quang cảnh hội nghị tại hội trường quận Phú Lãng",
        "Dự hội nghị có ông Trịnh Quang Lợi, Phó Bí thư Thường trực Quận ủy; bà Mạc Thị Hiền, Chủ tịch Ủy ban MTTQ"
        " Việt Nam quận và 48 vị Ủy viên.",
        "Trong 6 tháng đầu năm 2024, Mặt trận các cấp đã vận động Quỹ “Vì người nghèo” được 3,275 tỷ đồng, đạt 112,5%"
        " kế hoạch; Quỹ “Cứu trợ” được 1 tỷ 150 triệu đồng. Các phường đã sửa 26 ngôi nhà Đại đoàn kết, mỗi nhà"
        " 60.000.000 đồng.",
        "Hội nghị đã hiệp thương cử bà Doãn Thu Thảo giữ chức Phó Chủ tịch Ủy ban MTTQ Việt Nam quận Phú Lãng với"
        " 46/48 phiếu đồng ý.",
    ),
    published=_moment(2024, 7, 19),
    publisher=PORTAL,
    area="quận Phú Lãng",
    author="Khánh Vân",
    url="https://example.org/phu-lang/hoi-nghi-7",
    source="hoi-nghi-7.html",
)
FUND = Article(
    id="phu-lang-quy-vi-nguoi-ngheo",
    title="Quận Phú Lãng phát động ủng hộ Quỹ “Vì người nghèo” năm 2024",
    body=_body(
        "Sáng 17/10, Ban Vận động Quỹ “Vì người nghèo” quận Phú Lãng tổ chức lễ phát động ủng hộ Quỹ năm 2024.",
        "Tại lễ phát động, 37 cơ quan, đơn vị và doanh nghiệp đã ủng hộ 2,84 tỷ đồng. Công ty Thạch Bích ủng hộ"
        " 500 triệu đồng; Hội Chữ thập đỏ quận trao 120 suất quà, mỗi suất 750.000 đồng.",
        "Theo bà Mạc Thị Hiền, Quỹ sẽ dành 1,6 tỷ đồng để xây mới 20 ngôi nhà Đại đoàn kết trong quý IV/2024.",
    ),
    published=_moment(2024, 10, 17, 16),
    publisher=PORTAL,
    area="quận Phú Lãng",
    author="Khánh Vân",
)
OTHER_FUND = Article(
    id="son-khe-quy-vi-nguoi-ngheo",
    title="Huyện Sơn Khê: Quỹ “Vì người nghèo” nhận 4,1 tỷ đồng",
    body=_body(
        "Chiều ngày 20/10/2023, Ủy ban MTTQ Việt Nam huyện Sơn Khê đã tổ chức hội nghị tổng kết Tháng cao điểm"
        " “Vì người nghèo”.",
        "Ông Nghiêm Đình Phú, Chủ tịch Ủy ban MTTQ Việt Nam huyện Sơn Khê cho biết: đến nay Quỹ “Vì người nghèo” của"
        " huyện đã tiếp nhận 4,1 tỷ đồng, trong đó xã Đồng Lụa ủng hộ 610 triệu đồng.",
        f"{CAPTION_MARK}Ông Nghiêm Đình Phú trao biển tượng trưng cho xã Đồng Lụa",
        "Huyện đã hỗ trợ 1.250 hộ nghèo mua thẻ bảo hiểm y tế.",
    ),
    published=_moment(2023, 10, 21),
    publisher=PAPER,
    area="huyện Sơn Khê",
    author="Tạ Minh",
)
SUPERVISION = Article(
    id="ben-gom-giam-sat-dau-tu",
    title="Phường Bến Gốm: Ban Thanh tra nhân dân kiến nghị 31 vụ việc",
    body=_body(
        "Trong quý II/2024, Ban TTND phường Bến Gốm đã tổ chức 14 cuộc giám sát, phát hiện và kiến nghị 31 vụ việc."
        " UBND phường đã giải quyết 29 vụ việc, đạt 93,5%.",
        "Người dân quý trọng cách làm công khai này. Ông Khuất Văn Bảo, Trưởng ban TTND phường, đề nghị niêm yết kết"
        " quả tại 9 nhà văn hóa tổ dân phố.",
    ),
    published=_moment(2024, 7, 3),
    publisher=PORTAL,
    area="phường Bến Gốm",
)
EMULATION = Article(
    id="cum-thi-dua-so-4-tong-ket",
    title="Cụm thi đua số 4 tổng kết phong trào thi đua năm 2022",
    body=_body(
        "Ngày 2/12, tại xã Đồng Lụa, Cụm thi đua số 4 tổ chức Hội nghị tổng kết phong trào thi đua năm 2022, triển khai"
        " nhiệm vụ năm 2023. Hội nghị do bà Quách Ngọc Ánh, Trưởng Cụm thi đua, chủ trì.",
        "Năm 2022, các đơn vị trong cụm hoàn thành 10/12 chỉ tiêu; vận động 5.400 lượt hội viên tham gia hiến 18.600 m2"
        " đất làm đường; tỷ lệ gia đình văn hóa đạt 91,8%.",
        "Hội nghị bầu huyện Sơn Khê làm Trưởng Cụm năm 2023. Năm 2023, Cụm sẽ tập trung xây dựng khu dân cư kiểu mẫu.",
    ),
    published=_moment(2022, 12, 5),
    publisher=PAPER,
    area=None,
    author="Lâm Oanh",
)
COMPACT = Article(
    id="lang-dau-ngay-hoi-dai-doan-ket",
    title="Làng Dâu vui Ngày hội Đại đoàn kết toàn dân tộc",
    body=_body(
        "Ngày 12 tháng 11 năm 2023, khu dân cư làng Dâu, xã Vân Cói tổ chức Ngày hội Đại đoàn kết toàn dân tộc.",
        "Ngày hội khai mạc lúc 8h30 tại đình làng. Gần 1.500 người dự ngày hội. Ban công tác Mặt trận tặng 15 gia đình"
        " tiêu biểu mỗi gia đình 300 nghìn đồng.",
        "Làng Dâu có 412 hộ với 1.687 nhân khẩu; số hộ nghèo giảm từ 9 hộ còn 2 hộ.",
    ),
    published=_moment(2023, 11, 13),
    publisher=PAPER,
    area="xã Vân Cói",
    author=None,
)
LAW = Article(
    id="tap-huan-quy-che-dan-chu",
    title="Tập huấn Luật Thực hiện dân chủ ở cơ sở cho cán bộ Mặt trận",
    body=_body(
        "Trong 2 ngày 20-21/5/2024, Trường Chính trị tỉnh Trà Sa tổ chức lớp tập huấn cho 215 cán bộ Mặt trận cơ sở.",
        "Học viên được giới thiệu Luật số 10/2022/QH15 và Nghị định 59/2023/NĐ-CP. Thạc sĩ Cù Hải Đăng cho rằng cán bộ"
        " Mặt trận phải nắm chắc 5 nội dung nhân dân bàn và quyết định, vì đó là gốc của đồng thuận.",
        "Mọi thắc mắc xin gọi (0299) 3825 1234.",
    ),
    published=_moment(2024, 5, 22),
    publisher=PAPER,
    area="tỉnh Trà Sa",
    author="Lâm Oanh",
)
UNDATED = Article(
    id="guong-sang-nguoi-cao-tuoi",
    title="Gương sáng của một cụ bà bán bánh đa",
    body=_body(
        "Cụ Khổng Thị Lụa, 84 tuổi, ở tổ dân phố số 3, phường Bến Gốm, mỗi tháng góp 200.000 đồng cho Quỹ Khuyến học.",
        "“Còn sức thì tôi còn góp”, cụ nói. Nhờ cụ, 6 cháu nhỏ có thêm sách vở.",
    ),
    area="phường Bến Gốm",
)

ARTICLES = (MIDYEAR, FUND, OTHER_FUND, SUPERVISION, EMULATION, COMPACT, LAW, UNDATED)
