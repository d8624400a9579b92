"""One process at a time writes an index."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import IndexBroken, IndexBusy


@contextmanager
def writer_lock(folder: Path) -> Iterator[None]:
    """Hold the index in ``folder`` for writing. Raises IndexBusy, with the number of the process that holds it."""
    lock, owner = FileLock(folder / "writer.lock"), folder / "writer.pid"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout as error:  # an OSError too, so it comes first
        process = owner.read_text("utf-8").strip() if owner.exists() else "unknown"
        raise IndexBusy(f"{folder}: process {process} is writing this index; try again when it is done") from error
    except OSError as error:
        raise IndexBroken(
            f"{folder}: cannot be written ({error.strerror}); check its rights, or name another folder in index.path"
        ) from error
    try:
        owner.write_text(str(os.getpid()), "utf-8")
        yield
    finally:
        owner.unlink(missing_ok=True)
        lock.release()
