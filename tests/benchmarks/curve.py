"""Draws what an archive costs as it grows: ``python -m tests.benchmarks.curve RESULTS PICTURE``.

RESULTS is the ``results.jsonl`` of ``scale --articles``; PICTURE an .svg, which git keeps as text. Both axes are
logarithmic, so that what grows as the archive does is a straight line.
"""

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.archive import read_results

_SIZE = (9.0, 6.4)  # inches
Steps = Mapping[str, Mapping[str, Any]]
_Line = tuple[str, Callable[[Steps], float]]

# What each panel shows: its title, and its lines with where their figures stand.
_PANELS: tuple[tuple[str, tuple[_Line, ...]], ...] = (
    (
        "Search, milliseconds (95th percentile)",
        (
            ("without filter", lambda steps: steps["queries"]["plain"]["p95"]),
            ("with a filter", lambda steps: steps["queries"]["filtered"]["p95"]),
        ),
    ),
    (
        "Processor time to index, seconds",
        (("all processes", lambda steps: steps["index"]["processor_seconds"]),),
    ),
    (
        "Disk, megabytes",
        (("the state served", lambda steps: sum(steps["index"]["disk_megabytes"].values())),),
    ),
    (
        "Memory at most, megabytes",
        (
            ("who writes", lambda steps: steps["index"]["peak_megabytes"]),
            ("who answers", lambda steps: steps["queries"]["peak_megabytes"]),
        ),
    ),
)


def draw(steps_of: Mapping[int, Steps], picture: Path) -> None:
    """Draw the panels over the sizes, numbers of articles, of which every step was run."""
    # Only drawing needs it, and it takes a second to import.
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=_SIZE, layout="constrained")
    sizes = sorted(steps_of)
    for panel, (title, lines) in zip(figure.subplots(2, 2).flat, _PANELS, strict=True):
        for label, figures in lines:
            panel.loglog(sizes, [figures(steps_of[size]) for size in sizes], marker="o", label=label)
        panel.set_title(title, fontsize=10)
        panel.set_xlabel("articles", fontsize=9)
        panel.grid(visible=True, which="both", alpha=0.25)
        panel.legend(fontsize=8)
    figure.savefig(picture, format="svg", metadata={"Date": None})


def whole_sizes(rows: Mapping[tuple[int, str], Mapping[str, Any]], needed: Sequence[str]) -> dict[int, Steps]:
    """Return the steps of each size that has all of ``needed``."""
    sizes = {size for size, _ in rows}
    steps_of = {size: {step: row for (of, step), row in rows.items() if of == size} for size in sizes}
    return {size: steps for size, steps in steps_of.items() if set(needed) <= steps.keys()}


def main() -> None:
    """Parse, draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", type=Path, metavar="RESULTS")
    parser.add_argument("picture", type=Path, metavar="PICTURE")
    given = parser.parse_args()
    steps_of = whole_sizes(read_results(given.results), ("index", "queries"))
    if not steps_of:
        parser.error(f"{given.results}: no size has both its index and its queries; run `scale --articles` first")
    draw(steps_of, given.picture)


if __name__ == "__main__":
    main()
