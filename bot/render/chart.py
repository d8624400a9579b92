"""Draws sums as bars, as a PNG for a phone. The home of matplotlib, which takes a second to import: import it late.

Nothing of pyplot and none of matplotlib's settings are touched. It is not safe on two threads at once.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from bot.render.sums import Bar, Chart

WIDTH = 1080  # pixels, which with _DPI are points too
_DPI = 72
_MARGIN = 48  # pixels, as all below
_TITLE, _LABEL, _VALUE, _SMALL = 38, 30, 30, 25  # heights of letters
_LEADING = 1.25  # of a letter's height
_BAR, _UNDER_LABEL, _UNDER_BAR, _PART, _SWATCH, _INDENT = 42, 8, 26, 22, 28, 44
_TITLE_LINES, _LABEL_LINES = 3, 2
_WIDEST_VALUE = 0.6  # of the room for bars
_TICKS = 4
_INK, _FAINT, _RULE = "#1b1b1b", "#5c5c5c", "#d9d9d9"
_PAPER = {"facecolor": "white", "linewidth": 0, "pad": 2}  # behind words, so that no rule crosses them
_ELLIPSIS = "…"


class Typesetter:
    """Measures and breaks text as it will be drawn."""

    def __init__(self) -> None:
        self._folder = Path(mpl.get_data_path(), "fonts", "ttf")

    def font(self, size: float, *, bold: bool = False) -> FontProperties:
        """Return a font that has all Vietnamese letters; it ships with matplotlib."""
        return FontProperties(fname=self._folder / f"DejaVuSans{'-Bold' if bold else ''}.ttf", size=size)

    def width(self, text: str, font: FontProperties) -> float:
        """Return the width of ``text`` in pixels."""
        face = get_font(font.get_file() or "")
        face.set_size(font.get_size_in_points(), _DPI)
        face.set_text(text)
        return face.get_width_height()[0] / 64  # of a pixel

    def line(self, text: str, font: FontProperties, room: float) -> str:
        """Return ``text`` on one line of at most ``room`` pixels."""
        return "".join(self.lines(text, font, room, 1))

    def lines(self, text: str, font: FontProperties, room: float, most: int) -> list[str]:
        """Return ``text`` on at most ``most`` lines of ``room`` pixels, shortened where it is longer."""
        words = self._drawable(text, font).split()
        lines: list[str] = []
        while words and len(lines) < most:
            fitting = next((n for n in range(len(words), 1, -1) if self._fits(" ".join(words[:n]), font, room)), 1)
            is_last = len(lines) == most - 1
            taken = words if is_last else words[:fitting]
            lines.append(self._shortened(" ".join(taken), font, room))
            words = words[len(taken) :]
        return lines

    def _shortened(self, text: str, font: FontProperties, room: float) -> str:
        if self._fits(text, font, room):
            return text
        kept = next((n for n in range(len(text), 0, -1) if self._fits(text[:n] + _ELLIPSIS, font, room)), 0)
        at = text.rfind(" ", kept // 2, kept + 1)  # a word is better left out than cut, unless it is most of the line
        return text[: at if at > 0 else kept].rstrip(" –-,;(") + _ELLIPSIS

    def _fits(self, text: str, font: FontProperties, room: float) -> bool:
        return self.width(text, font) <= room

    def _drawable(self, text: str, font: FontProperties) -> str:
        """Return ``text`` without the signs that the font lacks: boxes help nobody."""
        face = get_font(font.get_file() or "")
        return "".join(sign if face.get_char_index(ord(sign)) else " " for sign in text)


class Page:
    """A figure that is written on from the top, in pixels."""

    def __init__(self, height: float) -> None:
        self._height = height
        self.figure = Figure(figsize=(WIDTH / _DPI, height / _DPI), dpi=_DPI, facecolor="white")

    def write(self, lines: Iterable[str], font: FontProperties, left: float, top: float, *, colour: str = _INK) -> None:
        """Write lines below each other."""
        step = font.get_size_in_points() * _LEADING
        for number, line in enumerate(lines):
            # The letters stand on one base, whatever accents they have.
            base = 1 - (top + number * step + 0.9 * font.get_size_in_points()) / self._height
            # What an article writes is no formula: a dollar is a dollar.
            place = left / WIDTH, base
            self.figure.text(
                *place, line, fontproperties=font, color=colour, va="baseline", parse_math=False, bbox=_PAPER
            )

    def fill(self, left: float, top: float, side: float, colour: str) -> None:
        """Draw a square."""
        corner = (left / WIDTH, 1 - (top + side) / self._height)
        self.figure.add_artist(Rectangle(corner, side / WIDTH, side / self._height, color=colour, linewidth=0))

    def axes(self, top: float, height: float) -> Axes:
        """Return axes as wide as the page, of ``height`` pixels, counted downwards."""
        room = WIDTH - 2 * _MARGIN
        place = (_MARGIN / WIDTH, 1 - (top + height) / self._height, room / WIDTH, height / self._height)
        axes = self.figure.add_axes(place)
        axes.set_ylim(height, 0)
        axes.set_axis_off()
        return axes

    def png(self) -> bytes:
        """Return the page as a picture."""
        file = BytesIO()
        FigureCanvasAgg(self.figure)
        self.figure.savefig(file, format="png", dpi=_DPI)
        return file.getvalue()


def draw_chart(chart: Chart) -> bytes:
    """Return a PNG, ``WIDTH`` pixels wide and as high as its bars need."""
    setter, room = Typesetter(), WIDTH - 2 * _MARGIN
    title, label, small = setter.font(_TITLE, bold=True), setter.font(_LABEL), setter.font(_SMALL)
    titles = setter.lines(chart.title, title, room, _TITLE_LINES)
    notes = setter.lines(chart.note, small, room, _TITLE_LINES)
    series = list(dict.fromkeys(bar.series for bar in chart.bars))
    names = [setter.lines(name, label, room - _INDENT, _LABEL_LINES) for name in series]
    labels = [setter.lines(bar.label, label, room, _LABEL_LINES) for bar in chart.bars]

    legend_top = _MARGIN + _high(titles, _TITLE) + _PART
    bars_top = legend_top + sum(_high(lines, _LABEL) + 4 for lines in names) + _PART
    steps = [_high(lines, _LABEL) + _UNDER_LABEL + _BAR + _UNDER_BAR for lines in labels]
    ticks_top = bars_top + sum(steps)
    note_top = ticks_top + _SMALL * _LEADING * 2 + _PART

    page = Page(round(note_top + _high(notes, _SMALL) + _MARGIN / 2))
    page.write(titles, title, _MARGIN, _MARGIN)
    top = legend_top
    for number, lines in enumerate(names):
        page.fill(_MARGIN, top + (_LABEL * _LEADING - _SWATCH) / 2, _SWATCH, _colour(number))
        page.write(lines, label, _MARGIN + _INDENT, top)
        top += _high(lines, _LABEL) + 4
    axes, top = page.axes(bars_top, sum(steps)), bars_top
    bars = [(bar, step, _colour(series.index(bar.series))) for bar, step in zip(chart.bars, steps, strict=True)]
    _draw_bars(axes, bars, setter, room)
    for lines, step in zip(labels, steps, strict=True):
        page.write(lines, label, _MARGIN, top)
        top += step
    _draw_ticks(page, axes, chart, setter, ticks_top)
    page.write(notes, small, _MARGIN, note_top, colour=_FAINT)
    return page.png()


def _high(lines: Sequence[str], size: float) -> float:
    return len(lines) * size * _LEADING


def _colour(number: int) -> str:
    """Return one of twenty colours, the strong ones first."""
    shades = mpl.colormaps["tab20"]
    return mpl.colors.to_hex(shades((2 * number) % 20 + number // 10 % 2))


def _draw_bars(axes: Axes, bars: Sequence[tuple[Bar, float, str]], setter: Typesetter, room: float) -> None:
    """Draw bars in whole đồng, as long as leaves room for what is written behind each."""
    font, gap = setter.font(_VALUE, bold=True), 12
    values = [setter.line(bar.written, font, room * _WIDEST_VALUE) for bar, _, _ in bars]
    rooms = [room - gap - setter.width(value, font) for value in values]
    axes.set_xlim(0, max(float(bar.amount) * room / left for (bar, _, _), left in zip(bars, rooms, strict=True)))
    foot = 0.0
    for (bar, step, colour), value in zip(bars, values, strict=True):
        foot += step
        middle = foot - _UNDER_BAR - _BAR / 2
        axes.barh(middle, float(bar.amount), height=_BAR, color=colour, edgecolor=colour, linewidth=2)
        axes.annotate(
            value,
            (float(bar.amount), middle),
            xytext=(gap, 0),
            textcoords="offset points",
            fontproperties=font,
            color=_INK,
            va="center",
            parse_math=False,
            bbox=_PAPER,
        )


def _draw_ticks(page: Page, axes: Axes, chart: Chart, setter: Typesetter, top: float) -> None:
    """Rule the bars by an axis from zero, in the largest unit of which the longest bar has one."""
    largest, font = max(bar.amount for bar in chart.bars), setter.font(_SMALL)
    size, unit = next((one for one in chart.scales if one[0] <= largest), chart.scales[-1])
    right, room = axes.get_xlim()[1], WIDTH - 2 * _MARGIN
    for tick in MaxNLocator(_TICKS, steps=[1, 2, 2.5, 5, 10]).tick_values(0, float(largest)):
        if not 0 <= tick <= right:
            continue
        axes.axvline(tick, color=_RULE, linewidth=2, zorder=0)
        text = _number(tick / size)
        page.write([text], font, _MARGIN + room * tick / right - setter.width(text, font) / 2, top, colour=_FAINT)
    page.write([unit], font, _MARGIN, top + _SMALL * _LEADING, colour=_FAINT)


def _number(value: float) -> str:
    """Return a number as Vietnamese writes it: 1.234,5."""
    return f"{value:,.3f}".rstrip("0").rstrip(".").translate(str.maketrans(",.", ".,"))
