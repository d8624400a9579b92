"""The text layer of PDFs: paragraphs out of lines, running titles gone, scans and broken files refused."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from corpus.errors import CorpusFault
from corpus.extract import import_bytes, import_page
from corpus.legacy import show_bytes
from corpus.printed import join_pages
from tests.corpus.documents import picture_pdf, set_lines, write_pdf
from tests.corpus.encoding import as_tcvn3

FIRST = [
    "Sáng ngày 24/7, Ủy ban MTTQ Việt Nam quận Cầu Gỗ tổ chức hội nghị lần thứ 4 để đánh",
    "giá kết quả công tác sáu tháng đầu năm. Tham dự có đại diện các phường và các tổ chức",
    "thành viên của Mặt trận quận.",
]
SECOND = [
    "    Quỹ “Vì người nghèo” vận động được 2,615 tỷ đồng, đạt 99% kế hoạch năm, xây mới 12",
    "căn nhà và trao 503 suất quà cho hộ nghèo; nhân dân các phường đồng tình, hưởng ứng cuộc",
]
THIRD = ["vận động do quận phát động từ đầu năm.", "    Ông Đặng Văn Sỏi kết luận hội nghị."]
TITLE = "          Quận Cầu Gỗ tổng kết công tác Mặt trận"


def bulletin(folder: Path) -> Path:
    """Two pages with a running title and page numbers; a paragraph goes over the page's end."""
    first = set_lines(["BẢN TIN MẶT TRẬN – Số 12", "", TITLE, "", "24/07/2023 - 14:34", "", *FIRST, *SECOND])
    second = set_lines(
        ["BẢN TIN MẶT TRẬN – Số 12", "", *THIRD, "", "Đơn vị        Số tiền", "Xã Gò Sim        12 triệu"]
    )
    numbers = [(295.0, 800.0, f"Trang {number}/2") for number in (1, 2)]
    return write_pdf(
        folder / "ban-tin.pdf", [[*first, numbers[0]], [*second, numbers[1]]], Title="Microsoft Word - bantin.doc"
    )


def test_paragraphs_are_rebuilt_and_running_titles_dropped(tmp_path: Path) -> None:
    article = import_page(bulletin(tmp_path))
    assert article.title == TITLE.strip()
    assert article.published is not None
    assert article.published.isoformat() == "2023-07-24T14:34:00+07:00"
    assert article.body.split("\n\n") == [
        " ".join(FIRST),
        " ".join([SECOND[0].strip(), SECOND[1], THIRD[0]]),
        THIRD[1].strip(),
        "Đơn vị | Số tiền",
        "Xã Gò Sim | 12 triệu",
    ]
    assert article.source == "ban-tin.pdf"


def test_metadata_is_only_a_fallback(tmp_path: Path) -> None:
    made = datetime.fromisoformat("2023-07-25T08:00:00+00:00")
    lines = set_lines([TITLE, "", *FIRST])
    article = import_page(write_pdf(tmp_path / "a.pdf", [lines], Title="Một tên khác hẳn", CreationDate=made))
    assert (article.title, article.published) == (TITLE.strip(), made)


def test_old_fonts_are_read(tmp_path: Path) -> None:
    lines = [show_bytes(as_tcvn3(line)) for line in [TITLE, "", *FIRST]]
    article = import_page(write_pdf(tmp_path / "old.pdf", [set_lines(lines)]))
    assert article.title == TITLE.strip()
    assert "tổ chức hội nghị lần thứ 4 để đánh giá kết quả" in article.body


def test_a_scan_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CorpusFault, match=r"scan\.pdf: 2 of 2 pages hold pictures .* a scan; run it through OCR"):
        import_page(picture_pdf(tmp_path / "scan.pdf", pages=2))


def test_a_password_is_named(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(bulletin(tmp_path)))
    writer.encrypt("bí mật", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    with pytest.raises(CorpusFault, match="needs a password"):
        import_page(tmp_path / "locked.pdf")


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(bulletin(tmp_path)))
    for _ in range(500):
        writer.add_blank_page()
    writer.write(tmp_path / "book.pdf")
    with pytest.raises(CorpusFault, match="502 pages, more than 500"):
        import_page(tmp_path / "book.pdf")


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_any_broken_pdf_is_an_article_or_a_fault(tmp_path: Path, data: st.DataObject) -> None:
    source = tmp_path / "ban-tin.pdf"
    whole = (source if source.exists() else bulletin(tmp_path)).read_bytes()
    spoilt = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for place in data.draw(st.lists(st.integers(0, max(0, len(spoilt) - 1)), max_size=20)):
        spoilt[place : place + 1] = data.draw(st.binary(max_size=3))
    try:
        import_bytes(bytes(spoilt), tmp_path / "spoilt.pdf")
    except CorpusFault as fault:
        assert str(tmp_path / "spoilt.pdf") in str(fault)


WORDS = st.sampled_from(["Ủy", "ban", "huyện", "vận", "động", "được", "quỹ", "Vì", "nghèo", "tại", "xã", "và", "trao"])
PARAGRAPHS = st.lists(st.lists(WORDS, min_size=1, max_size=60), min_size=1, max_size=8)


@given(
    st.lists(st.lists(WORDS, min_size=1, max_size=60), min_size=1, max_size=8), st.integers(40, 90), st.integers(0, 6)
)
def test_no_word_of_a_printed_text_is_lost(paragraphs: list[list[str]], width: int, indent: int) -> None:
    rows: list[str] = []
    for words in paragraphs:
        rows.append(" " * indent)
        for word in [*words[:-1], f"{words[-1]} {len(rows)}."]:
            if len(rows[-1]) + len(word) > width:
                rows.append("")
            rows[-1] += f"{word} "
    pages = ["\n".join(rows[start : start + 20]) for start in range(0, len(rows), 20)]
    assert " ".join(join_pages(pages)).split() == " ".join(rows).split()


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("những người đóng góp cho exam-", "ple của huyện", "những người đóng góp cho example của huyện"),
        ("chương trình phát triển kinh tế-", "xã hội của huyện", "chương trình phát triển kinh tế-xã hội của huyện"),
        ("những người đóng góp cho exam\u00ad", "ple của huyện", "những người đóng góp cho example của huyện"),
    ],
)
def test_a_word_cut_at_the_end_of_a_line(above: str, below: str, expected: str) -> None:
    assert join_pages([f"{above}\n{below}"]) == [expected]
