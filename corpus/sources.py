"""What an operator names to be added: a page, a folder of pages, an archive of them."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.archives import is_archive, read_archive
from corpus.errors import CorpusFault
from corpus.extract import SUFFIXES


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was found: its path (in an archive, below the archive's), and why it is skipped if it is.

    ``data`` is its content where it comes out of an archive; otherwise it is read from ``path``.
    """

    path: Path
    data: bytes | None = None
    skipped: str | None = None
    fault: str | None = None


def find_pages(path: Path) -> Iterator[Found]:
    """Yield the pages at ``path``: itself, what a folder holds in all its folders, what an archive holds.

    What is no page is yielded with the reason; a folder or an archive that cannot be read, with its fault. Links to
    folders are not followed.
    """
    if path.is_dir() and path.suffix.lower() not in SUFFIXES:
        yield from _in_folder(path)
    elif is_archive(path):
        yield from _in_archive(path)
    else:
        yield Found(path)


def _in_folder(folder: Path) -> Iterator[Found]:
    faults: list[OSError] = []
    for home, folders, names in os.walk(folder, onerror=faults.append):
        hidden = {name for name in folders if name.startswith(".") or name == "__MACOSX"}
        folders[:] = sorted(set(folders) - hidden)
        yield from (Found(Path(home, name), skipped="hidden") for name in sorted(hidden))
        for name in sorted(names):
            path = Path(home, name)
            if name.startswith((".", "~$")):
                yield Found(path, skipped="hidden")
            elif not path.is_file():
                yield Found(path, skipped="no ordinary file")
            elif is_archive(path):
                yield from _in_archive(path)
            elif path.suffix.lower() in SUFFIXES:
                yield Found(path)
            else:
                yield Found(path, skipped="no kind of page")
    for fault in faults:
        where = Path(os.fsdecode(fault.filename or folder))
        yield Found(where, fault=f"{where}: cannot be listed ({fault.strerror}); check its rights")


def _in_archive(path: Path) -> Iterator[Found]:
    try:
        for member in read_archive(path, SUFFIXES):
            yield Found(path / member.name.lstrip("/"), member.data, member.skipped)
    except CorpusFault as fault:
        yield Found(path, fault=str(fault))
