"""Writes ``units.tsv.gz``: the provinces, districts and communes of Vietnam.

Run as ``python -m index.vietnamese.units OUTPUT``. The names are those of underthesea's table of the merger of July
2025, which lists each commune of before with its district and province, and what it became. Only names leave it.
"""

import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path


def merged_communes() -> Sequence[Mapping[str, str]]:
    """Return the rows of underthesea's table, one for each commune and what it became.

    Raises ModuleNotFoundError if the package or its table is missing. The package itself is not loaded: it is large.
    """
    package = find_spec("underthesea")
    table = Path(package.origin or "").parent / "address" / "data" / "mapping.json" if package else None
    if table is None or not table.exists():
        raise ModuleNotFoundError("underthesea.address: no table of units here", name="underthesea")
    rows: Sequence[Mapping[str, str]] = json.loads(table.read_text("utf-8"))["ward_mapping"]
    return rows


def unit_lines(rows: Sequence[Mapping[str, str]]) -> Iterator[str]:
    """Yield a line for each district (province, district, communes), and one without for each province of today."""
    before: dict[tuple[str, str], set[str]] = defaultdict(set)
    today: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        before[row["old_province"], row["old_district"]].add(row["old_ward"] or "")
        today[row["new_province"]].add(row["new_ward"] or "")
    for (province, district), communes in sorted(before.items()):
        yield "\t".join((province, district, *sorted(communes - {""})))
    for province, communes in sorted(today.items()):
        yield "\t".join((province, "", *sorted(communes - {""})))


def main() -> None:
    """Write the table to the path that the command names."""
    text = "\n".join(unit_lines(merged_communes()))
    Path(sys.argv[1]).write_bytes(gzip.compress(text.encode(), mtime=0))


if __name__ == "__main__":
    main()
