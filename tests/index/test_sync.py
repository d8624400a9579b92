"""The stores follow the articles on disk, whatever came between."""

import multiprocessing
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest
from filelock import FileLock

from corpus.article import Article, render_article
from corpus.errors import CorpusFault
from corpus.store import remove_article
from index.encoder import DEFAULT_MODEL, EncoderError, StaticEncoder
from index.errors import IndexBroken, IndexBusy
from index.manifest import Manifest
from index.options import EncoderOptions, IndexOptions, PassageOptions, RetrieveOptions
from index.stores import manifest_path, open_stores
from index.sync import SyncReport, index_state, remove_articles, synchronise
from index.vietnamese.abbreviations import Abbreviations
from tests.index.conftest import WriteArticles
from tests.index.invented import COMPACT, FUND, MIDYEAR, OTHER_FUND, SUPERVISION

FIRST = (MIDYEAR, FUND, SUPERVISION)
Counts = tuple[int, int, int, int]
Snapshot = tuple[object, ...]


def counts(report: SyncReport) -> Counts:
    return report.added, report.changed, report.removed, report.unchanged


def with_model(options: IndexOptions, model: Path) -> IndexOptions:
    return options.model_copy(update={"encoder": EncoderOptions(model=str(model))})


@pytest.fixture
def options(tmp_path: Path) -> IndexOptions:
    return IndexOptions(path=tmp_path / "index")


@pytest.fixture
def folder(tmp_path: Path, write_articles: WriteArticles) -> Path:
    return write_articles(tmp_path / "articles", FIRST)


@pytest.fixture
def snapshot(abbreviations: Abbreviations) -> Callable[[IndexOptions], Snapshot]:
    """Return a function that reads all that the stores hold."""

    def read(options: IndexOptions) -> Snapshot:
        stores = open_stores(options, abbreviations)
        try:
            manifest = stores.manifest
            ids = sorted(manifest.passage_ids())
            vectors = stores.vectors.vectors(ids)
            return (
                manifest.hashes(),
                manifest.articles(),
                manifest.meetings(),
                [manifest.passages_of(article_id) for article_id in sorted(manifest.hashes())],
                ids,
                sorted(stores.vectors.ids()),
                sorted(stores.lexical.ids()),
                {passage_id: vectors[passage_id].tobytes() for passage_id in ids if passage_id in vectors},
                stores.lexical.search("quỹ hội nghị quận phường", 50, RetrieveOptions()),
            )
        finally:
            stores.close()

    return read


@pytest.fixture
def clean_build(
    tmp_path: Path, write_articles: WriteArticles, snapshot: Callable[[IndexOptions], Snapshot]
) -> Callable[[Iterable[Article]], Snapshot]:
    """Return a function that says what an index built at once from these articles holds."""

    def build(articles: Iterable[Article]) -> Snapshot:
        options = IndexOptions(path=tmp_path / "clean" / "index")
        synchronise(write_articles(tmp_path / "clean" / "articles", articles), options)
        return snapshot(options)

    return build


def test_a_first_run_adds_all_and_a_second_does_nothing(
    folder: Path, options: IndexOptions, snapshot: Callable[[IndexOptions], Snapshot]
) -> None:
    steps: list[tuple[int, int]] = []
    first = synchronise(folder, options, progress=lambda done, total: steps.append((done, total)))
    assert counts(first) == (3, 0, 0, 0)
    assert (first.rebuilt_because, first.faults) == (None, ())
    assert steps[-1] == (3, 3)
    held = snapshot(options)
    second = synchronise(folder, options)
    assert counts(second) == (0, 0, 0, 3)
    assert second.passages == first.passages > 0
    assert snapshot(options) == held


def test_adding_changing_and_removing_equals_a_clean_build(
    folder: Path,
    options: IndexOptions,
    write_articles: WriteArticles,
    snapshot: Callable[[IndexOptions], Snapshot],
    clean_build: Callable[[Iterable[Article]], Snapshot],
) -> None:
    synchronise(folder, options)
    changed = replace(FUND, body=FUND.body.replace("2,84 tỷ", "2,85 tỷ"))
    moved = replace(MIDYEAR, area="quận Khác")
    write_articles(folder, [changed, moved, OTHER_FUND])
    remove_article(SUPERVISION.id, folder)
    assert index_state(folder, options).in_step is False
    assert counts(synchronise(folder, options)) == (1, 2, 1, 0)
    assert index_state(folder, options).in_step is True
    held, clean = snapshot(options), clean_build([changed, moved, OTHER_FUND])
    assert held[:-1] == clean[:-1]
    assert {passage_id for passage_id, _ in held[-1]} == {passage_id for passage_id, _ in clean[-1]}  # type: ignore[attr-defined]


def test_an_emptied_folder_empties_the_index(folder: Path, options: IndexOptions) -> None:
    synchronise(folder, options)
    for article in FIRST:
        remove_article(article.id, folder)
    report = synchronise(folder, options)
    assert counts(report) == (0, 0, 3, 0)
    assert report.passages == 0


@pytest.mark.parametrize("broken", ["---\nid: [\n---\n\nchữ", ""])
def test_a_broken_file_is_reported_and_loses_nothing(folder: Path, options: IndexOptions, broken: str) -> None:
    synchronise(folder, options)
    path = folder / f"{FUND.id}.md"
    path.write_text(broken, "utf-8")
    for rebuild in (False, True):
        report = synchronise(folder, options, rebuild=rebuild)
        assert sum(counts(report)) == 3
        assert report.removed == 0
        (fault,) = report.faults
        assert str(path) in fault
        assert index_state(folder, options).in_step is True
    path.write_text(render_article(FUND), "utf-8")
    assert counts(synchronise(folder, options)) == (0, 0, 0, 3)


def test_an_article_is_taken_out_alone_whatever_the_folder_holds(folder: Path, options: IndexOptions) -> None:
    synchronise(folder, options)
    (folder / "broken.md").write_text("no front matter")
    remove_article(FUND.id, folder)
    remove_articles([FUND.id, "no-such-article"], options)
    with closing(Manifest.open(manifest_path(options))) as manifest:
        left = {article.id for article in manifest.articles()}
    assert left == {article.id for article in FIRST} - {FUND.id}
    assert not index_state(folder, options).detail.endswith("to remove; run `hoidap index`")
    assert counts(synchronise(folder, options)) == (0, 0, 0, len(FIRST) - 1)


def test_nothing_is_taken_out_of_no_index_or_while_another_writes(folder: Path, options: IndexOptions) -> None:
    remove_articles([FUND.id], options)
    assert not manifest_path(options).exists()
    synchronise(folder, options)
    with FileLock(options.path / "writer.lock"), pytest.raises(IndexBusy):
        remove_articles([FUND.id], options)
    assert index_state(folder, options).in_step


def test_two_files_of_one_id_are_reported(folder: Path, options: IndexOptions) -> None:
    shutil.copy(folder / f"{FUND.id}.md", folder / "zz-ban-sao.md")
    report = synchronise(folder, options)
    assert counts(report) == (3, 0, 0, 0)
    assert "zz-ban-sao.md" in report.faults[0]
    assert FUND.id in report.faults[0]


def test_a_missing_folder_or_model_leaves_the_index(
    folder: Path, options: IndexOptions, tmp_path: Path, snapshot: Callable[[IndexOptions], Snapshot]
) -> None:
    synchronise(folder, options)
    held = snapshot(options)
    with pytest.raises(CorpusFault, match="no such folder"):
        synchronise(tmp_path / "nowhere", options, rebuild=True)
    with pytest.raises(EncoderError):
        synchronise(
            folder,
            options.model_copy(update={"encoder": EncoderOptions(model=str(tmp_path / "no-model"))}),
            rebuild=True,
        )
    assert snapshot(options) == held


def test_other_passage_options_rebuild_and_say_so(folder: Path, options: IndexOptions) -> None:
    before = synchronise(folder, options)
    shorter = options.model_copy(update={"passages": PassageOptions(target_characters=120)})
    assert "passages" in index_state(folder, shorter).detail
    report = synchronise(folder, shorter)
    assert counts(report) == (3, 0, 0, 0)
    assert report.rebuilt_because is not None
    assert "passages" in report.rebuilt_because
    assert report.passages > before.passages
    assert synchronise(folder, shorter).rebuilt_because is None


def test_another_model_rebuilds_and_says_so(folder: Path, options: IndexOptions, tmp_path: Path) -> None:
    synchronise(folder, options)
    copy = tmp_path / "other-model"
    shutil.copytree(DEFAULT_MODEL, copy)
    other = with_model(options, copy)
    assert StaticEncoder(copy).name in index_state(folder, other).detail
    report = synchronise(folder, other)
    assert counts(report) == (3, 0, 0, 0)
    assert report.rebuilt_because is not None
    assert "hoidap-static" in report.rebuilt_because
    assert StaticEncoder(copy).name in report.rebuilt_because


def test_an_index_of_an_earlier_pipeline_is_built_again(
    folder: Path, options: IndexOptions, snapshot: Callable[[IndexOptions], Snapshot]
) -> None:
    synchronise(folder, options)
    held = snapshot(options)
    with closing(Manifest.open(manifest_path(options))) as manifest:
        manifest.set_settings({"pipeline": "1"})
    assert "pipeline 1" in index_state(folder, options).detail
    assert "pipeline 1" in (synchronise(folder, options).rebuilt_because or "")
    assert snapshot(options) == held


def test_asking_for_a_rebuild_builds_the_same(
    folder: Path, options: IndexOptions, snapshot: Callable[[IndexOptions], Snapshot]
) -> None:
    synchronise(folder, options)
    held = snapshot(options)
    assert synchronise(folder, options, rebuild=True).rebuilt_because == "asked for"
    assert snapshot(options) == held


def lose_nothing(_: IndexOptions, __: Abbreviations) -> None:
    """Leave the stores as they are."""


def wipe_tantivy(options: IndexOptions, _: Abbreviations) -> None:
    shutil.rmtree(options.path / "tantivy")


def wipe_chroma(options: IndexOptions, _: Abbreviations) -> None:
    shutil.rmtree(options.path / "chroma")


def wipe_manifest(options: IndexOptions, _: Abbreviations) -> None:
    for file in options.path.glob("manifest.sqlite*"):
        file.unlink()


def lose_some_vectors(options: IndexOptions, abbreviations: Abbreviations) -> None:
    stores = open_stores(options, abbreviations)
    stores.vectors.delete(stores.manifest.passage_ids([FUND.id]))
    stores.close()


def lose_some_words(options: IndexOptions, abbreviations: Abbreviations) -> None:
    stores = open_stores(options, abbreviations)
    stores.lexical.replace([MIDYEAR.id], ())
    stores.close()


def forget_an_article(options: IndexOptions, abbreviations: Abbreviations) -> None:
    """Leave what a crash leaves after the passages were added and before the manifest was written."""
    stores = open_stores(options, abbreviations)
    stores.manifest.replace([FUND.id], ())
    stores.close()


@pytest.mark.parametrize(
    "damage",
    [
        lose_nothing,
        wipe_tantivy,
        wipe_chroma,
        wipe_manifest,
        lose_some_vectors,
        lose_some_words,
        forget_an_article,
    ],
)
def test_the_next_run_repairs_what_a_crash_left(
    folder: Path,
    options: IndexOptions,
    abbreviations: Abbreviations,
    damage: Callable[[IndexOptions, Abbreviations], None],
    snapshot: Callable[[IndexOptions], Snapshot],
) -> None:
    synchronise(folder, options)
    held = snapshot(options)
    damage(options, abbreviations)
    synchronise(folder, options)
    repaired = snapshot(options)
    assert repaired[:-1] == held[:-1]
    assert {passage_id for passage_id, _ in repaired[-1]} == {passage_id for passage_id, _ in held[-1]}  # type: ignore[attr-defined]
    assert counts(synchronise(folder, options)) == (0, 0, 0, 3)


@contextmanager
def manifest_that_fails(options: IndexOptions) -> Iterator[None]:
    """Let every writing of an article into the manifest fail, after the other stores were written."""
    with closing(sqlite3.connect(manifest_path(options))) as connection:
        connection.execute("CREATE TRIGGER cut BEFORE INSERT ON article BEGIN SELECT RAISE(ABORT, 'cut off'); END")
        connection.commit()
        yield
        connection.execute("DROP TRIGGER cut")
        connection.commit()


@pytest.mark.parametrize("changes_back", [True, False])
def test_a_run_cut_off_before_its_manifest_is_repaired(
    folder: Path,
    options: IndexOptions,
    write_articles: WriteArticles,
    snapshot: Callable[[IndexOptions], Snapshot],
    changes_back: bool,
) -> None:
    synchronise(folder, options)
    held = snapshot(options)
    changed = replace(FUND, body=FUND.body.replace("37", "38"))
    write_articles(folder, [changed])
    with manifest_that_fails(options), pytest.raises(sqlite3.IntegrityError):
        synchronise(folder, options)
    if changes_back:
        write_articles(folder, [FUND])
    assert index_state(folder, options).in_step is False
    synchronise(folder, options)
    repaired = snapshot(options)
    assert (repaired[:-1] == held[:-1]) is changes_back
    assert repaired[4] == repaired[5] == repaired[6]
    assert index_state(folder, options).in_step is True


@pytest.mark.parametrize("name", ["tantivy/meta.json", "chroma/chroma.sqlite3"])
def test_a_store_that_cannot_be_read_is_a_fault(folder: Path, options: IndexOptions, name: str) -> None:
    synchronise(folder, options)
    (options.path / name).write_bytes(b"broken" * 1000)
    with pytest.raises(IndexBroken, match="hoidap index --full"):
        synchronise(folder, options)


@pytest.mark.parametrize("name", ["tantivy/meta.json", "chroma/chroma.sqlite3"])
def test_a_full_run_mends_a_store_that_cannot_be_read(
    folder: Path, options: IndexOptions, name: str, snapshot: Callable[[IndexOptions], Snapshot]
) -> None:
    synchronise(folder, options)
    held = snapshot(options)
    (options.path / name).write_bytes(b"broken" * 1000)
    synchronise(folder, options, rebuild=True)
    assert snapshot(options) == held


def test_a_manifest_that_cannot_be_read_is_built_again(folder: Path, options: IndexOptions) -> None:
    synchronise(folder, options)
    for file in options.path.glob("manifest.sqlite-*"):
        file.unlink()
    manifest_path(options).write_bytes(b"broken" * 1000)
    report = synchronise(folder, options)
    assert counts(report) == (3, 0, 0, 0)
    assert "manifest.sqlite" in (report.rebuilt_because or "")


def test_a_second_writer_is_refused_and_the_first_is_named(folder: Path, options: IndexOptions) -> None:
    context = multiprocessing.get_context("spawn")
    held, done = context.Event(), context.Event()
    writer = context.Process(target=_hold_the_lock, args=(options.path, held, done))
    writer.start()
    try:
        assert held.wait(60)
        with pytest.raises(IndexBusy, match=rf"process {writer.pid} is writing"):
            synchronise(folder, options)
    finally:
        done.set()
        writer.join()
    assert counts(synchronise(folder, options)) == (3, 0, 0, 0)


def _hold_the_lock(path: Path, held: Event, done: Event) -> None:
    path.mkdir(parents=True, exist_ok=True)
    with FileLock(path / "writer.lock"):
        (path / "writer.pid").write_text(str(os.getpid()), "utf-8")
        held.set()
        done.wait(60)


def test_the_state_of_an_index(folder: Path, options: IndexOptions, write_articles: WriteArticles) -> None:
    missing = index_state(folder, options)
    assert (missing.exists, missing.in_step) == (False, False)
    assert "hoidap index" in missing.detail
    synchronise(folder, options)
    assert index_state(folder, options).in_step is True
    write_articles(folder, [COMPACT])
    remove_article(FUND.id, folder)
    behind = index_state(folder, options)
    assert (behind.exists, behind.in_step) == (True, False)
    assert "1 articles to index and 1 to remove" in behind.detail
