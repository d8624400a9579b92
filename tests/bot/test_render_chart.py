"""A chart as a picture: of a phone's width, with every bar on it, whatever the articles write."""

import io
import warnings
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.render.chart import WIDTH, Typesetter, draw_chart
from bot.render.sums import MOST_BARS, Bar, Chart
from bot.render.telegram import TelegramText

BLUE, ORANGE = (0x1F, 0x77, 0xB4), (0xFF, 0x7F, 0x0E)
WHITE = (255, 255, 255)
SCALES = ((10**9, "tỷ đồng"), (10**6, "triệu đồng"), (1, "đồng"))
texts = st.text(st.characters(codec="utf-8"), max_size=120)
odd = st.sampled_from(["$\\frac{1}$", "$", "_tên_", "<b>&", "\\", "{x", "😀 Quỹ", "Hội\nnghị", "", "x" * 300])


def bar(amount: int, series: str = "Vì người nghèo (thu)", label: str = "[1] quận Cầu Gỗ") -> Bar:
    return Bar(label, Decimal(amount), f"trên {amount} đồng", series)


def chart(bars: Sequence[Bar], title: str = "Biểu đồ các khoản quỹ") -> Chart:
    return Chart(title, "Các khoản không cộng với nhau.", tuple(bars), SCALES, TelegramText("", ""))


def picture(bars: Sequence[Bar], title: str = "Biểu đồ các khoản quỹ") -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a letter that the font lacks, or text that leaves the page
        opened = Image.open(io.BytesIO(draw_chart(chart(bars, title))))
    assert opened.format == "PNG"
    return opened.convert("RGB")


def lengths(image: Image.Image, colour: tuple[int, int, int]) -> list[int]:
    """Return how long the bars of a colour are, in pixels, from the top; the square of the legend is none."""
    found: list[int] = []
    inside = False
    for row in range(image.height):
        length = sum(image.getpixel((column, row)) == colour for column in range(44, WIDTH))
        if length > 40 and not inside:
            found.append(length)
        inside = length > 40
    return found


def test_bars_are_as_long_as_their_sums_in_the_colour_of_their_fund() -> None:
    image = picture([bar(3_200_000_000), bar(1_600_000_000, "Cứu trợ (thu)"), bar(800_000_000)])
    assert image.width == WIDTH
    first, third = lengths(image, BLUE)
    (second,) = lengths(image, ORANGE)
    assert second == pytest.approx(first / 2, abs=4)
    assert third == pytest.approx(first / 4, abs=4)
    assert first > WIDTH / 3


def test_nothing_touches_the_edges_of_the_page_and_it_is_no_longer_than_telegram_shows() -> None:
    label = "[12] Ủy ban Mặt trận Tổ quốc Việt Nam các phường, xã và các tổ chức… – Trong 6 tháng đầu năm 2024"
    bars = [bar(10**9 * (20 - n), f"Quỹ thứ {n} của các cơ quan, đơn vị (chi)", label) for n in range(MOST_BARS)]
    image = picture(bars, "Biểu đồ 12 khoản quỹ lớn nhất mà bài viết nêu – lọc theo: " + "quận Phú Lãng " * 20)
    for column in (*range(20), *range(WIDTH - 20, WIDTH)):
        assert {image.getpixel((column, row)) for row in range(image.height)} == {WHITE}
    for row in (*range(20), *range(image.height - 10, image.height)):
        assert {image.getpixel((column, row)) for column in range(WIDTH)} == {WHITE}
    assert image.height < 3 * WIDTH
    assert len({image.getpixel((60, row)) for row in range(image.height)}) > MOST_BARS


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.builds(
            Bar,
            texts | odd,
            st.decimals(1, 10**16, places=0) | st.just(Decimal("0.5")),
            texts | odd,
            texts | odd,
        ),
        min_size=2,
        max_size=MOST_BARS,
    ),
    texts | odd,
)
def test_whatever_is_written_is_drawn_as_it_stands(bars: list[Bar], title: str) -> None:
    image = picture(bars, title)
    assert image.width == WIDTH
    assert 200 < image.height < 4 * WIDTH
    colours = image.getcolors(1 << 24)
    assert colours is not None
    assert len(colours) > 2


@given(texts, st.integers(60, 900), st.integers(1, 3))
def test_lines_fit_and_are_shortened_only_where_they_must_be(text: str, room: int, most: int) -> None:
    setter = Typesetter()
    font = setter.font(30)
    lines = setter.lines(text, font, room, most)
    assert len(lines) <= most
    assert all(setter.width(line, font) <= room for line in lines)
    assert setter.lines("Quỹ Vì người nghèo", font, 900, 1) == ["Quỹ Vì người nghèo"]
    assert setter.lines("$x_1$ <b>", font, 900, 1) == ["$x_1$ <b>"]


def test_a_dollar_takes_the_room_of_a_dollar() -> None:
    plain = picture([bar(2, label="[1] 5a và 6a"), bar(1)])
    dollars = picture([bar(2, label="[1] $5a và $6a"), bar(1)])
    assert plain.size == dollars.size
    assert plain.tobytes() != dollars.tobytes()
