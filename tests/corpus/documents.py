"""Makes the PDF and DOCX files that the tests import."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import matplotlib as mpl
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

Placed = tuple[float, float, str]  # points from the left, points from the top, the line
A4 = (595.0, 842.0)


def write_pdf(path: Path, pages: Sequence[Sequence[Placed]], *, size: float = 11, **information: object) -> Path:
    """Write a PDF of A4 pages with each line of text where it is put; ``information`` is its metadata."""
    with mpl.rc_context({"pdf.fonttype": 42}), PdfPages(path, metadata=information) as file:
        for page in pages:
            figure = Figure(figsize=(A4[0] / 72, A4[1] / 72))
            for left, top, text in page:
                figure.text(left / A4[0], 1 - top / A4[1], text, fontsize=size)
            file.savefig(figure)
    return path


def set_lines(lines: Sequence[str], *, left: float = 70, top: float = 100, leading: float = 16) -> list[Placed]:
    """Set lines below each other; an empty one leaves a gap, and white space before a line moves it in."""
    return [
        (left + 6 * (len(line) - len(line.lstrip())), top + leading * row, line.strip())
        for row, line in enumerate(lines)
        if line.strip()
    ]


def picture_pdf(path: Path, pages: int = 1) -> Path:
    """Write a PDF that holds pictures alone, as a scanner makes it."""
    with PdfPages(path) as file:
        for _ in range(pages):
            figure = Figure()
            figure.figimage([[0.0, 1.0], [1.0, 0.0]])
            file.savefig(figure)
    return path


def as_bytes(path: Path) -> BytesIO:
    """Return a file's content to read from."""
    return BytesIO(path.read_bytes())
