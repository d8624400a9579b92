"""Whatever stands around an article, every sentence of it comes out, and nothing but a fault is ever raised."""

from html import escape
from pathlib import Path
from unicodedata import normalize

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import Article
from corpus.errors import CorpusFault
from corpus.extract import import_page
from corpus.store import read_articles, write_article

TITLES = st.sampled_from(
    [
        "Huyện Sông Trăng phát động ủng hộ Quỹ “Vì người nghèo” năm 2024",
        "Hội nghị lần thứ 4 Ủy ban MTTQ Việt Nam quận Cầu Gỗ khóa V",
        "TỔNG KẾT CÔNG TÁC MẶT TRẬN XÃ ĐỒNG MÍT NĂM 2022",
    ]
)
SUBJECTS = [
    "Ủy ban MTTQ huyện",
    "Ông Đặng Văn Sỏi",
    "Nhân dân xã Đồng Mít",
    "Tin vui là các hộ",
    "Ý kiến bạn đọc",
    "HNP - Xã",
]
VERBS = ["vận động được", "đề nghị các xã sớm nộp", "giám sát việc chi", "phát biểu và trao", "chia sẻ", "đã đăng ký"]
OBJECTS = [
    "2,615 tỷ đồng",
    "503 cuộc",
    "99% kế hoạch ngày 31/12/2024",
    "12 suất quà (mỗi suất 2 triệu đồng)",
    "“Tin mới”",
]
ENDS = [".", "./.", "…", "!", ".”", "; cùng các xã khác."]
SENTENCES = st.builds(
    "{} {} {} {}{}".format,
    st.sampled_from(SUBJECTS),
    st.sampled_from(VERBS),
    st.sampled_from(OBJECTS),
    st.integers(1, 10**6).map(lambda number: f"theo số {number}"),
    st.sampled_from(ENDS),
)
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=3).map(" ".join)
TEXTS = st.lists(PARAGRAPHS, min_size=1, max_size=6, unique=True)
ABOVE = st.lists(
    st.sampled_from(
        ["Trang chủ", "Tin tức", "Trang chủ > Tin tức > Tin huyện", "CỔNG THÔNG TIN ĐIỆN TỬ HUYỆN", "In trang"]
    ),
    max_size=3,
)
DATELINES = st.sampled_from(
    ["24/07/2023 - 02:34 PM", "Thứ Hai, 24/7/2023, 14:34 (GMT+7)", "Ngày đăng: 24-07-2023", "Lượt xem: 12"]
)
BELOW = st.lists(
    st.sampled_from(
        [
            "Hoàng Mai Suối",
            "Các tin tức khác\nXã Bến Nước họp dân\nHội nghị giao ban quý I",
            "Latest news\nOther news\nWrite your comment\nFull name:(*)\nCapcha:      L?y l?i m\ufffd b?o m?t",
            "Tin liên quan",
            "Chia sẻ\nFacebook\nGửi email",
            "Từ khóa: quỹ, mặt trận",
            "© 2024 Bản quyền thuộc về MTTQ huyện\nĐịa chỉ: số 1\nĐiện thoại: 0123.456.789",
            "Ý kiến bạn đọc\nGửi bình luận",
        ]
    ),
    max_size=4,
)
BOXES = st.sampled_from([[], ["Tin liên quan", "Xã Bến Nước họp dân"], ["Chia sẻ"], ["Xem thêm: Xã Bến Nước họp dân"]])


def import_text(text: str, folder: Path, suffix: str) -> Article:
    page = folder / f"page{suffix}"
    page.write_text(text, encoding="utf-8")
    return import_page(page)


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[str], list[str]]:
    """Return a headline, the paragraphs of a text, and the lines of its page."""
    title, paragraphs = draw(TITLES), draw(TEXTS)
    head = draw(st.permutations([title, draw(DATELINES)]))
    body = paragraphs
    if len(paragraphs) > 1 and paragraphs[-1].endswith("."):  # below a box only a full stop tells text from teasers
        split = draw(st.integers(1, len(paragraphs) - 1))
        body = [*paragraphs[:split], *draw(BOXES), *paragraphs[split:]]
    return title, paragraphs, [*draw(ABOVE), *head, *body, *draw(BELOW)]


@given(pages(), st.sampled_from(["\n", "\n\n", "\r\n", "\n \n"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_sentence_of_a_text_page_is_lost(
    tmp_path: Path, page: tuple[str, list[str], list[str]], line_end: str
) -> None:
    title, paragraphs, lines = page
    article = import_text(line_end.join(lines), tmp_path, ".txt")
    assert article.title == title
    for paragraph in paragraphs:
        assert paragraph in article.body.split("\n\n") or f"[Ảnh] {paragraph}" in article.body.split("\n\n")


@given(pages())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_no_sentence_of_a_web_page_is_lost(tmp_path: Path, page: tuple[str, list[str], list[str]]) -> None:
    title, paragraphs, lines = page
    body = "".join(f"<p>{escape(line)}</p>" for line in "\n".join(lines).split("\n") if line != title)
    text = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div>{body}</div></body></html>"
    article = import_text(text, tmp_path, ".html")
    assert article.title == title
    for paragraph in paragraphs:
        assert paragraph in article.body


@given(st.text(), st.sampled_from([".txt", ".md", ".html"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_an_article_or_a_fault(tmp_path: Path, text: str, suffix: str) -> None:
    page = tmp_path / f"page{suffix}"
    page.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        article = import_page(page)
    except CorpusFault as fault:
        assert str(page) in str(fault)
    else:
        path = write_article(article, tmp_path / "articles", replace=True)
        assert read_articles(tmp_path / "articles") == ([article], [])
        assert article.body == normalize("NFC", article.body)
        path.unlink()


@given(st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_an_article_or_a_fault(tmp_path: Path, data: bytes) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(data)
    try:
        import_page(page)
    except CorpusFault as fault:
        assert str(page) in str(fault)


TAGS = st.sampled_from(
    ["<p>", "</p>", "<div class=menu>", "<div>", "</div>", "<table><tr><td>", "</td></tr></table>", "<img src=a>",
     "<br>", "<li>", "<ul>", "<a href=#>", "</a>", "<h1>", "</h1>", "<script>", "</script>", "<!--", "-->",
     "<figure>", "<figcaption>", "<p"]
)  # fmt: skip


@given(st.lists(st.one_of(TAGS, SENTENCES, DATELINES), max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_any_broken_markup_is_an_article_or_a_fault(tmp_path: Path, pieces: list[str]) -> None:
    page = tmp_path / "page.html"
    page.write_text("".join(pieces), encoding="utf-8")
    try:
        import_page(page)
    except CorpusFault as fault:
        assert str(page) in str(fault)
