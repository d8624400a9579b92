"""Word documents: everything that a reader sees, in order, in whatever font; bombs and entities refused."""

import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import CorpusFault
from corpus.extract import import_bytes, import_page
from corpus.legacy import show_bytes
from tests.corpus.encoding import as_tcvn3, as_vni

TITLE = "Quận Cầu Gỗ tổng kết công tác Mặt trận năm 2023"
LEAD = "Sáng ngày 24/7, Ủy ban MTTQ Việt Nam quận Cầu Gỗ tổ chức hội nghị lần thứ 4."
TEXT = "Quỹ “Vì người nghèo” vận động được 2,615 tỷ đồng, đạt 99% kế hoạch năm."


def document() -> WordDocument:
    made = Document()
    made.add_heading(TITLE, level=1)
    made.add_paragraph("24/07/2023 - 14:34")
    made.add_paragraph(LEAD)
    return made


def save(made: WordDocument, folder: Path) -> Path:
    path = folder / "bai.docx"
    made.save(str(path))
    return path


def test_headings_paragraphs_tables_lists_and_captions_in_order(tmp_path: Path) -> None:
    made = document()
    made.add_heading("Kết quả vận động", level=2)
    table = made.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Đơn vị", "Số tiền", "Xã Gò Sim", "12 triệu đồng"), strict=True):
        cell.text = text
    made.add_paragraph("xây 12 căn nhà;", style="List Bullet")
    made.add_paragraph("Quang cảnh hội nghị", style="Caption")
    made.add_paragraph(TEXT)
    made.core_properties.title = "Mẫu văn bản của phòng"
    article = import_page(save(made, tmp_path))
    assert (article.title, article.area) == (TITLE, "quận Cầu Gỗ")
    assert article.published is not None
    assert article.published.isoformat() == "2023-07-24T14:34:00+07:00"
    assert article.body.split("\n\n") == [
        LEAD,
        "Kết quả vận động",
        "Đơn vị | Số tiền",
        "Xã Gò Sim | 12 triệu đồng",
        "- xây 12 căn nhà;",
        "[Ảnh] Quang cảnh hội nghị",
        TEXT,
    ]


def test_what_python_docx_passes_over_is_read_too(tmp_path: Path) -> None:
    made = document()
    body = made.element.body
    run = "<w:r><w:t>{}</w:t></w:r>"
    for inside in (
        f"<w:p {nsdecls('w')}><w:ins w:id='1'>{run.format('Câu được chèn vào khi sửa.')}</w:ins>"
        f"<w:del w:id='2'><w:r><w:delText>Câu đã xóa.</w:delText></w:r></w:del></w:p>",
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p>{run.format('Câu trong ô điều khiển.')}</w:p></w:sdtContent>"
        "</w:sdt>",
        f"<w:p {nsdecls('w')}><w:hyperlink>{run.format('Câu là liên kết.')}</w:hyperlink></w:p>",
        f"<w:p {nsdecls('w')}><w:r><w:pict><w:txbxContent><w:p>{run.format('Câu trong khung chữ.')}</w:p>"
        "</w:txbxContent></w:pict></w:r></w:p>",
    ):
        body.insert(len(body) - 1, parse_xml(inside))
    assert import_page(save(made, tmp_path)).body.split("\n\n")[1:] == [
        "Câu được chèn vào khi sửa.",
        "Câu trong ô điều khiển.",
        "Câu là liên kết.",
        "Câu trong khung chữ.",
    ]


def test_a_table_that_lays_out_the_page_is_lines(tmp_path: Path) -> None:
    made = Document()
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "ỦY BAN MTTQ HUYỆN SÔNG TRĂNG"
    table.cell(0, 1).text = "Sông Trăng, ngày 24 tháng 7 năm 2023"
    made.add_paragraph(TITLE)
    made.add_paragraph(LEAD)
    article = import_page(save(made, tmp_path))
    assert (article.title, article.body) == (TITLE, LEAD)
    assert article.published is not None
    assert article.published.date().isoformat() == "2023-07-24"


@pytest.mark.parametrize(("font", "encode"), [(".VnTime", as_tcvn3), ("VNI-Times", as_vni)])
def test_runs_in_old_fonts_are_read_by_their_font(tmp_path: Path, font: str, encode: object) -> None:
    assert callable(encode)
    made = Document()
    made.styles["Normal"].font.name = font
    for text in (TITLE, LEAD):
        made.add_paragraph(show_bytes(encode(text)))
    mixed = made.add_paragraph("")
    mixed.add_run("Chữ đúng: ").font.name = "Arial"
    mixed.add_run(show_bytes(encode("hộ")))
    mixed.add_run(" nghèo.").font.name = "Times New Roman"
    article = import_page(save(made, tmp_path))
    assert article.title == TITLE
    assert article.body.split("\n\n") == [LEAD.replace("Ủ", "ủ") if font == ".VnTime" else LEAD, "Chữ đúng: hộ nghèo."]


def test_capitals_of_the_capital_font(tmp_path: Path) -> None:
    made = Document()
    made.add_paragraph().add_run(show_bytes(as_tcvn3("quận cầu gỗ tổng kết năm"))).font.name = ".VnTimeH"
    made.add_paragraph(LEAD)
    assert import_page(save(made, tmp_path)).title == "QUẬN CẦU GỖ TỔNG KẾT NĂM"


def test_metadata_is_only_a_fallback(tmp_path: Path) -> None:
    made = Document()
    made.add_paragraph(LEAD)
    made.add_paragraph(TEXT)
    made.core_properties.title = TITLE
    made.core_properties.created = datetime(2023, 7, 25, 8, 0)
    article = import_page(save(made, tmp_path))
    assert article.title == TITLE
    assert article.published is not None
    assert article.published.isoformat() == "2023-07-25T15:00:00+07:00"  # the file states UTC


def repacked(folder: Path, name: str, part: bytes) -> Path:
    """Return a document with one part replaced."""
    source = save(document(), folder)
    path = folder / "khac.docx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, part if member == name else old.read(member))
        if name not in old.namelist():
            new.writestr(name, part)
    return path


@pytest.mark.parametrize(
    "declared",
    [
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">',
    ],
)
def test_xml_entities_are_refused(tmp_path: Path, declared: bytes) -> None:
    with zipfile.ZipFile(save(document(), tmp_path)) as archive:
        part = archive.read("word/document.xml").replace(b"<w:document", declared + b"<w:document", 1)
    with pytest.raises(CorpusFault, match=r"word/document\.xml declares XML entities"):
        import_page(repacked(tmp_path, "word/document.xml", part))


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusFault, match="may be a bomb"):
        import_page(repacked(tmp_path, "word/media/a.bin", bytes(50_000_000)))


@pytest.mark.parametrize("data", [b"PK\x03\x04 no zip", b"\xd0\xcf\x11\xe0 an old document", b"text"])
def test_what_is_no_document_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(CorpusFault, match="no Word document"):
        import_bytes(data, tmp_path / "a.docx")


SENTENCES = st.lists(
    st.sampled_from(["Ủy ban huyện", "vận động", "được 12 căn nhà", "và trao", "quà cho hộ nghèo", "tại xã"]),
    min_size=2,
    max_size=8,
).map(lambda parts: f"{' '.join(parts)}.")


@given(st.lists(SENTENCES, min_size=1, max_size=6), st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_no_paragraph_is_lost(tmp_path: Path, paragraphs: list[str], in_cells: bool) -> None:
    made = document()
    for text in paragraphs:
        if in_cells:
            made.add_table(rows=1, cols=1).cell(0, 0).text = text
        else:
            made.add_paragraph(text)
    body = import_page(save(made, tmp_path)).body.split("\n\n")
    assert body[1:] == paragraphs


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_any_broken_document_is_an_article_or_a_fault(tmp_path: Path, data: st.DataObject) -> None:
    stream = BytesIO()
    document().save(stream)
    spoilt = bytearray(stream.getvalue()[: data.draw(st.integers(0, len(stream.getvalue())))])
    for place in data.draw(st.lists(st.integers(0, max(0, len(spoilt) - 1)), max_size=20)):
        spoilt[place : place + 1] = data.draw(st.binary(max_size=3))
    try:
        import_bytes(bytes(spoilt), tmp_path / "spoilt.docx")
    except CorpusFault as fault:
        assert str(tmp_path / "spoilt.docx") in str(fault)
