"""The folder of articles: what is there is read, a broken file stops no other, and nothing is lost."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.article import Article, render_article
from corpus.errors import CorpusFault
from corpus.store import find_article, folder_mark, read_articles, remove_article, write_article

ONE = Article(id="2024-a", title="Bài A", body="Câu một.")
TWO = Article(id="2024-b", title="Bài B", body="Câu hai.", area="xã Đồng Mít")


def test_what_is_written_is_read_in_order_of_id(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "articles"
    assert write_article(TWO, folder) == folder / "2024-b.md"
    write_article(ONE, folder)
    assert read_articles(folder) == ([ONE, TWO], [])


def test_broken_files_are_faults_and_stop_no_other(tmp_path: Path) -> None:
    write_article(ONE, tmp_path)
    (tmp_path / "broken.md").write_text("---\nid: [\n---\nx", encoding="utf-8")
    (tmp_path / "older.md").write_bytes(b"---\nid: x\n---\n\xd0\xc7")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "README.md").write_text("notes", encoding="utf-8")
    (tmp_path / ".hidden.md").write_text("notes", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("notes", encoding="utf-8")
    articles, faults = read_articles(tmp_path)
    assert articles == [ONE]
    assert [str(fault).split(":")[0] for fault in faults] == [
        str(tmp_path / name) for name in ("broken.md", "folder.md", "older.md")
    ]


def test_a_duplicate_id_names_both_files(tmp_path: Path) -> None:
    (tmp_path / "first.md").write_text(render_article(ONE), encoding="utf-8")
    (tmp_path / "second.md").write_text(render_article(replace(ONE, body="Khác.")), encoding="utf-8")
    articles, faults = read_articles(tmp_path)
    assert articles == [ONE]
    assert len(faults) == 1
    for words in ("first.md", "second.md", "'2024-a'"):
        assert words in str(faults[0])


def test_a_missing_folder_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(CorpusFault, match="no such folder"):
        read_articles(tmp_path / "none")


def test_writing_the_same_article_again_changes_nothing(tmp_path: Path) -> None:
    path = write_article(ONE, tmp_path)
    os.utime(path, ns=(1, 1))
    assert write_article(ONE, tmp_path) == path
    assert path.stat().st_mtime_ns == 1


def test_another_article_with_the_id_is_not_overwritten(tmp_path: Path) -> None:
    path = write_article(ONE, tmp_path)
    changed = replace(ONE, body="Khác.")
    with pytest.raises(CorpusFault, match="already holds") as fault:
        write_article(changed, tmp_path)
    assert str(path) in str(fault.value)
    assert read_articles(tmp_path) == ([ONE], [])
    assert write_article(changed, tmp_path, replace=True) == path
    assert read_articles(tmp_path) == ([changed], [])


def test_an_article_is_found_under_any_file_name(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text(render_article(ONE), encoding="utf-8")
    with pytest.raises(CorpusFault, match=r"mine\.md"):
        write_article(replace(ONE, body="Khác."), tmp_path)
    assert find_article(ONE.id, tmp_path) == tmp_path / "mine.md"
    assert find_article("2024", tmp_path) is None


def test_a_broken_file_of_that_name_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / f"{ONE.id}.md"
    path.write_text("my notes", encoding="utf-8")
    with pytest.raises(CorpusFault, match="already holds"):
        write_article(ONE, tmp_path)
    assert path.read_text(encoding="utf-8") == "my notes"


def test_a_failed_write_leaves_what_was_there(tmp_path: Path) -> None:
    write_article(ONE, tmp_path)
    with pytest.raises(CorpusFault, match="half of a character"):
        write_article(replace(ONE, body="x\ud800"), tmp_path, replace=True)
    assert read_articles(tmp_path) == ([ONE], [])
    assert [path.name for path in tmp_path.iterdir()] == [f"{ONE.id}.md"]


def test_a_file_where_the_folder_should_be_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "articles").write_text("x", encoding="utf-8")
    with pytest.raises(CorpusFault, match="articles"):
        write_article(ONE, tmp_path / "articles")


def test_remove(tmp_path: Path) -> None:
    path = write_article(ONE, tmp_path)
    write_article(TWO, tmp_path)
    assert remove_article(ONE.id, tmp_path) == path
    assert read_articles(tmp_path) == ([TWO], [])
    with pytest.raises(CorpusFault, match="'2024-a'"):
        remove_article(ONE.id, tmp_path)


def test_the_mark_of_a_folder_changes_with_its_articles_and_with_nothing_else(tmp_path: Path) -> None:
    marks = [folder_mark(tmp_path)]
    path = write_article(ONE, tmp_path)
    marks.append(folder_mark(tmp_path))
    write_article(replace(ONE, body="Câu khác."), tmp_path, replace=True)
    marks.append(folder_mark(tmp_path))
    path.chmod(0o600)
    marks.append(folder_mark(tmp_path))
    (tmp_path / "README.md").write_text("x")
    (tmp_path / "page.txt").write_text("x")
    assert folder_mark(tmp_path) == marks[-1]
    remove_article(ONE.id, tmp_path)
    assert folder_mark(tmp_path) == marks[0] == frozenset()
    assert len(set(marks)) == 4
    with pytest.raises(CorpusFault, match="no such folder"):
        folder_mark(tmp_path / "none")
