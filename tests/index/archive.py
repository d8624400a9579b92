"""An archive of hundreds of short articles in the same words: a fund and its meetings, in many districts and years.

As in a newspaper, the text names day and month; the year is that of publication alone. There is one article for each
district and quarter, and every sum occurs once.
"""

from datetime import datetime

from corpus.article import Article
from corpus.dateline import VIETNAM

DISTRICTS = ("Phú Lãng", "Sơn Khê", "Bến Gốm", "Đồng Lụa", "Vân Cói", "Thạch Bích", "Hà Vĩ", "Yên Thủy")
YEARS = range(2017, 2024)
MONTHS = (2, 5, 8, 11)
PORTAL = "Cổng tin Mặt trận"
TERM_ID = "phu-lang-nhiem-ky"


def day_of(district: str) -> int:
    """Return the day of the month on which a district collects."""
    return 3 + 2 * DISTRICTS.index(district)


def sum_of(district: str, year: int, month: int) -> int:
    """Return the sum, in millions of dong, that an article of the archive reports."""
    return 101 + (DISTRICTS.index(district) * len(YEARS) + year - YEARS[0]) * len(MONTHS) + MONTHS.index(month)


def id_of(district: str, year: int, month: int) -> str:
    """Return the id of the article on a district's collection."""
    return f"d{DISTRICTS.index(district)}-{year}-{month:02}"


def archive() -> list[Article]:
    """Return the articles, one that looks back on a whole term among them."""
    collections = [_collection(district, year, month) for district in DISTRICTS for year in YEARS for month in MONTHS]
    return [*collections, _TERM]


def _collection(district: str, year: int, month: int) -> Article:
    day = day_of(district)
    return Article(
        id_of(district, year, month),
        f"Quận {district} tiếp nhận ủng hộ Quỹ “Vì người nghèo”",
        f"Sáng ngày {day}/{month}, Ủy ban MTTQ Việt Nam quận tổ chức hội nghị tiếp nhận ủng hộ Quỹ “Vì người nghèo”."
        "\n\n"
        f"Tại hội nghị, Quỹ “Vì người nghèo” nhận được {sum_of(district, year, month)} triệu đồng của các cơ quan, đơn"
        " vị, trường học. Số tiền sẽ dành để sửa nhà cho hộ nghèo và tặng quà các gia đình khó khăn.",
        published=datetime(year, month, day, 15, tzinfo=VIETNAM),
        publisher=PORTAL,
        area=f"quận {district}",
    )


# Its only period is longer than a filter sees, and it appeared in none of the years of the term.
_TERM = Article(
    TERM_ID,
    "Quận Phú Lãng nhìn lại một nhiệm kỳ",
    "Nhiệm kỳ 2014-2019, các phường của quận Phú Lãng đã dựng 87 cổng chào bằng tre và trồng 1.240 cây bàng.",
    published=datetime(2024, 1, 15, 8, tzinfo=VIETNAM),
    publisher=PORTAL,
    area="quận Phú Lãng",
)
