"""Whole states of the index, one folder each: the one that is served, and the next, which is being written.

The writer changes a copy and then makes it the one served by replacing one small file. So a reader never meets half a
state, a process that is killed spoils nothing that is served, and Chroma, whose files two processes must not share,
is only ever read by those that serve. Segments of tantivy never change and are linked, not copied.
"""

import os
import re
import shutil
import time
from pathlib import Path

from index.errors import IndexBroken, is_full
from index.manifest import copy_manifest

MANIFEST = "manifest.sqlite"
TANTIVY = "tantivy"
CHROMA = "chroma"
_STORES = (CHROMA, TANTIVY)
_POINTER = "current"
_WHOLE = "whole"  # a file in a copy that was made to the end
_NAME = re.compile(r"state-(\d+)")
_SET_ASIDE = "set-aside"


def served(path: Path) -> Path | None:
    """Return the folder of the state that is served, or None if there is none yet."""
    try:
        name = (path / _POINTER).read_text("utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexBroken(f"{path / _POINTER}: cannot be read ({error}); run `hoidap index --full`") from error
    return path / name if _NAME.fullmatch(name) else None


def pointer_mark(path: Path) -> tuple[int, int] | None:
    """Return what is another whenever another state is served, also one of the same name; None if none is served."""
    try:
        status = (path / _POINTER).stat()
    except OSError:  # what cannot be looked at is told by who opens it
        return None
    return status.st_ino, status.st_mtime_ns


def served_or_first(path: Path) -> Path:
    """Return the folder of the state that is served, or where the first one goes."""
    return served(path) or _following(path)


def unfinished(path: Path) -> Path | None:
    """Return the folder of a next state that an earlier run began and did not finish, or None."""
    following = _following(path)
    return following if (following / _WHOLE).exists() else None


def begin(path: Path, *, copied: bool) -> Path:
    """Return the folder of the next state, made anew: a copy of the one that is served, or empty.

    Raises IndexBroken if the disk is full or cannot be written.
    """
    now, following = served(path), _following(path)
    shutil.rmtree(following, ignore_errors=True)
    try:
        following.mkdir(parents=True)
        if now and copied:
            _copy(now, following)
        (following / _WHOLE).touch()
    except (OSError, IndexBroken) as error:
        shutil.rmtree(following, ignore_errors=True)  # half a copy is of no use, and may be what fills the disk
        if isinstance(error, IndexBroken):
            raise
        mend = "free some of the disk" if is_full(error) else "check its rights"
        raise IndexBroken(f"{following}: cannot be written ({error.strerror or error}); {mend}") from error
    return following


def publish(path: Path, folder: Path) -> None:
    """Make ``folder`` the state that is served, in one step.

    The one before stays until the next run: it may be in use.
    """
    for file in [*folder.rglob("*"), folder]:
        _synced(file)
    temporary = path / f"{_POINTER}.tmp"
    temporary.write_text(folder.name, "utf-8")
    _synced(temporary)
    temporary.replace(path / _POINTER)
    _synced(path)


def prune(path: Path) -> None:
    """Delete every state but the one that is served and the next, and stores as they lay before there were states."""
    now = served(path)
    if now is None:
        return
    kept = {now.name, _following(path).name}
    old = [folder for folder in path.iterdir() if _NAME.fullmatch(folder.name) and folder.name not in kept]
    for folder in [*old, *(path / name for name in _STORES)]:
        shutil.rmtree(folder, ignore_errors=True)
    for file in path.glob(f"{MANIFEST}*"):
        file.unlink(missing_ok=True)


def drop_unfinished(path: Path) -> None:
    """Delete a next state that is not needed: the one that is served is right."""
    shutil.rmtree(_following(path), ignore_errors=True)


def set_aside(path: Path, store: Path) -> Path:
    """Move a store that cannot be read out of the way and return where it lies now; one of a kind is kept."""
    kept = path / _SET_ASIDE / store.name
    shutil.rmtree(kept, ignore_errors=True)
    kept.parent.mkdir(exist_ok=True)
    if store.exists():
        store.replace(kept)
    return kept


def _following(path: Path) -> Path:
    now = served(path)
    if now:
        return path / f"state-{int(now.name.removeprefix('state-')) + 1}"
    begun = [folder for folder in path.glob("state-*") if _NAME.fullmatch(folder.name)]
    # No name comes twice, even if the index was deleted: who still reads that holds files of such a folder open.
    return max(begun, default=path / f"state-{time.time_ns() // 10**6}")


def _copy(source: Path, target: Path) -> None:
    if (source / CHROMA).is_dir():
        shutil.copytree(source / CHROMA, target / CHROMA)
    if (source / TANTIVY).is_dir():
        # A lock that two folders shared would lock both.
        shutil.copytree(
            source / TANTIVY, target / TANTIVY, ignore=shutil.ignore_patterns("*.lock"), copy_function=_link
        )
    copy_manifest(source / MANIFEST, target / MANIFEST)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without links
        shutil.copy2(source, target)


def _synced(path: Path) -> None:
    """Have the system write a file or a folder to the disk, where it lets one ask."""
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
