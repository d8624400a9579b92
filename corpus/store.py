"""The folder of articles: one Markdown file each, the truth that every index is derived from."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

from corpus.article import Article, parse_article, render_article
from corpus.errors import CorpusFault


def read_articles(folder: Path) -> tuple[list[Article], list[CorpusFault]]:
    """Read every ``*.md`` in ``folder``: the articles by id, and a fault for each file that is broken.

    A broken file never stops the others. Of two files with one id the first by name is kept, the other is a
    fault that names both.

    Raises:
        CorpusFault: ``folder`` is not a readable folder.
    """
    kept: dict[str, tuple[Path, Article]] = {}
    faults: list[CorpusFault] = []
    for path in _article_paths(folder):
        try:
            article = read_article(path)
        except CorpusFault as fault:
            faults.append(fault)
            continue
        if article.id in kept:
            faults.append(
                CorpusFault(
                    f"{path}: the id {article.id!r} is already that of {kept[article.id][0]}; "
                    "change the id of one of them or delete the file"
                )
            )
        else:
            kept[article.id] = (path, article)
    return [kept[article_id][1] for article_id in sorted(kept)], faults


def read_article(path: Path) -> Article:
    """Read one article file.

    Raises:
        CorpusFault: the file cannot be read, is not UTF-8, or is no article.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CorpusFault(f"{path}: cannot be read ({error.strerror}); check that it exists and its rights") from error
    except UnicodeDecodeError as error:
        raise CorpusFault(f"{path}: not UTF-8 at byte {error.start}; save the file as UTF-8") from error
    return parse_article(text, path)


def find_article(article_id: str, folder: Path) -> Path | None:
    """Return the file in ``folder`` that holds the article ``article_id``, or None."""
    for path in sorted(_article_paths(folder), key=lambda path: path.stem != article_id):
        if _mentions(path, article_id) and _id_of(path) == article_id:
            return path
    return None


def write_article(article: Article, folder: Path, *, replace: bool = False) -> Path:
    """Write ``article`` into ``folder`` and return its file, whole or not at all.

    Writing an article that is already there as it is changes nothing.

    Raises:
        CorpusFault: another article has the id and ``replace`` is false, or the file cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CorpusFault(f"{folder}: cannot be made ({error.strerror}); choose another folder") from error
    text = render_article(article)
    path = find_article(article.id, folder) or folder / f"{article.id}.md"
    if path.exists():
        if _holds(path, article):
            return path
        if not replace:
            raise CorpusFault(
                f"{path}: already holds another article with the id {article.id!r}; "
                "give the new one another id, or replace the old one on purpose"
            )
    _write_whole(path, _encoded(text, path))
    return path


def remove_article(article_id: str, folder: Path) -> Path:
    """Delete the file of the article ``article_id`` and return where it was.

    Raises:
        CorpusFault: no article in ``folder`` has that id, or its file cannot be deleted.
    """
    path = _path_of(article_id, folder)
    try:
        path.unlink()
    except OSError as error:
        raise CorpusFault(f"{path}: cannot be deleted ({error.strerror}); check its rights") from error
    return path


def set_aside_article(article_id: str, folder: Path, aside: Path) -> Path:
    """Move the file of the article ``article_id`` into the folder ``aside``, byte by byte, and return where it is now.

    No file there is overwritten. A kill at any moment leaves the file in one folder or the other, or in both.

    Raises:
        CorpusFault: no article in ``folder`` has that id, or its file cannot be moved.
    """
    path = _path_of(article_id, folder)
    try:
        data = path.read_bytes()
        aside.mkdir(parents=True, exist_ok=True)
        kept = next(file for file in _names(aside / path.name) if not file.exists() or file.read_bytes() == data)
        if not kept.exists():
            _write_whole(kept, data)
        path.unlink()
    except OSError as error:
        raise CorpusFault(f"{path}: cannot be moved to {aside} ({error.strerror}); check the rights of both") from error
    _sync_folder(folder)
    return kept


def _path_of(article_id: str, folder: Path) -> Path:
    path = find_article(article_id, folder)
    if path is None:
        raise CorpusFault(f"{folder}: no article has the id {article_id!r}; list the ids that are there")
    return path


def _names(path: Path) -> Iterator[Path]:
    """Yield ``a.md``, ``a.2.md``, ``a.3.md`` and so on."""
    yield path
    yield from (path.with_suffix(f".{number}{path.suffix}") for number in count(2))


def folder_mark(folder: Path) -> frozenset[tuple[str, int, int, int]]:
    """Return (name, time of change, time of change of its rights, size) of each article file, without reading any.

    Times are in nanoseconds. Two marks are equal as long as no file was added, changed or removed.

    Raises:
        CorpusFault: ``folder`` is not a readable folder.
    """
    marks = set()
    for path in _article_paths(folder):
        with suppress(OSError):  # gone since, or not to be looked at, which reading it will tell
            about = path.stat()
            marks.add((path.name, about.st_mtime_ns, about.st_ctime_ns, about.st_size))
    return frozenset(marks)


def _article_paths(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise CorpusFault(f"{folder}: no such folder; make it, or name the folder of articles in the configuration")
    try:
        return sorted(_visible_markdown(folder))
    except OSError as error:
        raise CorpusFault(f"{folder}: cannot be listed ({error.strerror}); check its rights") from error


def _visible_markdown(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.suffix.lower() == ".md" and not path.name.startswith(".") and path.name.lower() != "readme.md":
            yield path


def _mentions(path: Path, article_id: str) -> bool:
    """Tell cheaply whether a file can hold the article: parsing a large folder takes seconds."""
    try:
        with path.open("rb") as file:
            return article_id.encode() in file.read(8192)
    except OSError:
        return False


def _id_of(path: Path) -> str | None:
    try:
        return read_article(path).id
    except CorpusFault:
        return None  # read_articles reports it; here it only means that the article is not in this file


def _holds(path: Path, article: Article) -> bool:
    try:
        return read_article(path) == article
    except CorpusFault:
        return False


def _encoded(text: str, path: Path) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise CorpusFault(f"{path}: the text holds half of a character at {error.start}; remove it") from error


def _write_whole(path: Path, data: bytes) -> None:
    """Write a temporary file beside ``path`` and rename it, so that no reader or crash meets half a file."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".tmp")
    except OSError as error:
        raise CorpusFault(f"{path.parent}: cannot be written ({error.strerror}); check its rights") from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)  # mkstemp makes a private file; articles are read by others and by git
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise CorpusFault(f"{path}: cannot be written ({error.strerror}); check the disk and its rights") from error
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable, where the system lets a folder be opened."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
