"""A page in any Vietnamese encoding is recovered to the letter; a right one is never changed."""

from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.decoding import decode_page, repair
from corpus.errors import CorpusFault
from corpus.legacy import from_font, show_bytes
from corpus.syllables import is_syllable
from tests.corpus.encoding import as_cp1258, as_tcvn3, as_vni

PAGES = Path(__file__).with_name("pages")
PAGE = Path("trang.txt")
SENTENCES = (
    "Sáng ngày 24/7, Ủy ban MTTQ Việt Nam quận Cầu Gỗ tổ chức hội nghị lần thứ 4.",
    "Quỹ “Vì người nghèo” vận động được 2,615 tỷ đồng – đạt 99% kế hoạch…",
    "Ông Đặng Văn Sỏi, bà Nguyễn Thị Bưởi và anh Lữ Khuê nhận bằng khen.",
    "ĐẠI HỘI ĐẠI BIỂU MẶT TRẬN TỔ QUỐC HUYỆN SÔNG TRĂNG",
    "Các hộ ở xã Đồng Mít, thị trấn Gò Sim đều được hỗ trợ xây nhà; kỹ năng, nghĩa vụ, ý kiến, lũ lụt.",
    "Tuyên dương 12 gia đình tiêu biểu, chuyển quà tới khuyến học phường Bến Đá.",
    "Ủng hộ đồng bào bị ảnh hưởng bởi bão lũ: giữ vững, ưỡn ngực, ngoằn ngoèo, quẩn quanh, huỵch toẹt.",
)
ENCODERS = {"cp1258": as_cp1258, "tcvn3": as_tcvn3, "vni": as_vni}
ONSETS = st.sampled_from(
    [
        "b",
        "c",
        "ch",
        "d",
        "đ",
        "g",
        "h",
        "k",
        "kh",
        "l",
        "m",
        "n",
        "ng",
        "nh",
        "ph",
        "qu",
        "s",
        "t",
        "th",
        "tr",
        "v",
        "x",
    ]
)
RIMES = st.sampled_from(
    [
        "ặng",
        "ầu",
        "ỗ",
        "ội",
        "ị",
        "ần",
        "ứ",
        "ủy",
        "ệt",
        "ường",
        "ới",
        "ưởng",
        "ự",
        "ẵn",
        "ẻ",
        "ỉnh",
        "ũng",
        "ạch",
        "ắc",
        "ễn",
        "ọc",
        "ở",
        "ỳ",
        "ợp",
        "ản",
        "ử",
    ]
)
WORDS = st.builds("{}{}".format, ONSETS, RIMES).filter(is_syllable)
TEXTS = st.lists(st.one_of(st.sampled_from(SENTENCES[:3] + SENTENCES[4:]), WORDS), min_size=1, max_size=12).map(
    lambda parts: " ".join([SENTENCES[0], *parts])
)


def shown_in_cp1252(data: bytes) -> str:
    return "".join(
        chr(byte) if byte in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else bytes([byte]).decode("cp1252") for byte in data
    )


@given(TEXTS)
@pytest.mark.parametrize("encoding", ["cp1258", "vni"])
def test_any_vietnamese_text_is_recovered(encoding: str, text: str) -> None:
    assert decode_page(ENCODERS[encoding](text), PAGE) == text


@given(TEXTS)
def test_any_tcvn3_text_is_recovered_but_for_capitals_that_it_has_not(text: str) -> None:
    expected = "".join(letter.lower() if as_tcvn3(letter) == as_tcvn3(letter.lower()) else letter for letter in text)
    assert decode_page(as_tcvn3(text), PAGE) == expected


def test_capitals_with_tones_that_tcvn3_has_not_are_known_by_their_line() -> None:
    text = "\n".join([SENTENCES[3], SENTENCES[0].replace("Ủ", "ủ")])
    assert decode_page(as_tcvn3(text), PAGE) == text


@pytest.mark.parametrize("encoding", ["cp1258", "vni"])
@pytest.mark.parametrize("text", SENTENCES)
def test_one_sentence_is_enough(encoding: str, text: str) -> None:
    assert decode_page(ENCODERS[encoding](text), PAGE) == text


@given(TEXTS, st.sampled_from(["utf-16", "utf-16-le", "utf-16-be", "utf-8", "utf-8-sig"]))
def test_unicode_with_and_without_a_mark(text: str, encoding: str) -> None:
    assert decode_page(text.encode(encoding), PAGE) == text


@given(TEXTS, st.sampled_from(["cp1258", "tcvn3", "vni", "utf-8"]))
def test_text_read_as_western_is_repaired(text: str, encoding: str) -> None:
    data = text.encode() if encoding == "utf-8" else ENCODERS[encoding](text)
    expected = text if encoding == "utf-8" else decode_page(data, PAGE)
    assert repair(shown_in_cp1252(data)) == expected


@given(
    st.lists(
        st.one_of(
            st.sampled_from(SENTENCES),
            st.text(),
            st.sampled_from(
                ["Müller größer", "Les élèves déjà reçus", "Cao Bá Quát và Lê Lai", "25°C", "12 m²", "naïve"]
            ),
        ),
        max_size=8,
    ),
    st.booleans(),
)
def test_a_right_text_is_never_changed(parts: list[str], decomposed: bool) -> None:
    text = "\n".join([SENTENCES[1], *parts])
    text = normalize("NFD", text) if decomposed else text
    assert repair(text) == text


@pytest.mark.parametrize("path", sorted(PAGES.iterdir()), ids=lambda path: path.name)
def test_no_page_of_ours_is_changed(path: Path) -> None:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return  # a page that shows another encoding
    if "encoding" not in path.stem and "legacy" not in path.stem:
        assert repair(text) == text


def test_a_page_whose_menu_is_right_and_whose_text_is_not() -> None:
    menu = "<p>Trang chủ của Mặt trận</p>"
    text = "<p>Hội nghị của quận tổng kết phong trào thi đua</p>"
    shown = show_bytes(as_tcvn3(text)).replace("µ", "&micro;")
    assert repair(f"{menu}\n{shown}") == f"{menu}\n{text}"


@pytest.mark.parametrize(
    ("font", "data", "expected"),
    [
        (".VnTime", as_tcvn3("Hội nghị"), "Hội nghị"),
        (".VnTimeH", as_tcvn3("hội nghị"), "HỘI NGHỊ"),
        ("VNI-Times", as_vni("Hội nghị"), "Hội nghị"),
        ("Arial", "Hà Nội".encode("cp1258", "ignore"), "Hà Ni"),
        (None, b"abc", "abc"),
    ],
)
def test_a_font_tells_the_encoding_of_its_text(font: str | None, data: bytes, expected: str) -> None:
    assert from_font(show_bytes(data), font) == expected


@pytest.mark.parametrize(
    "text",
    [
        "H\ufffdi ngh\ufffd t\ufffdng k\ufffdt c\ufffdng t\ufffdc M\ufffdt tr\ufffdn",
        " ".join(["á»i nghá» tá»ng káº cÃng tÃc Máº tráºn Viá»t Nam huyá»n SÃng TrÄng"] * 3),
    ],
)
def test_letters_lost_for_good_are_refused_with_the_reason(text: str) -> None:
    with pytest.raises(CorpusFault, match=r"trang\.txt: letters were lost"):
        decode_page(text.encode(), PAGE)


def test_bytes_in_no_vietnamese_encoding_are_refused_with_the_reason() -> None:
    with pytest.raises(CorpusFault, match="no Vietnamese in Windows-1258, TCVN3 or VNI"):
        decode_page("Größe über Maß für Äpfel".encode("cp1252"), PAGE)


@pytest.mark.parametrize(
    "word", ["nghĩa", "quyển", "hoà", "hòa", "ƯƠM", "giữa", "gì", "thuở", "khuỵu", "ngoằn", "ý", "ăn"]
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(normalize("NFD", word))


@pytest.mark.parametrize("word", ["thµnh", "größe", "ñaïi", "há»™i", "áà", "strê", "Đ1"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)
