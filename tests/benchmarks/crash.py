"""Kills real processes while they add, index and remove, and compares what the next run makes with a clean build.

``python -m tests.benchmarks.crash [--runs 50] [--seed 7] [--longest 12]``. Each run takes a corpus at rest, starts a
process that changes articles and synchronises through the command line, and kills it (SIGKILL) at a random moment,
after ``longest`` seconds at most: a little more than a whole change takes, so more where other work runs.
While it lies dead the corpus must be readable and the state that is served must answer. Then one more synchronisation,
and all that the stores hold must equal an index built at once: articles, hashes, facts, passages, terms, vectors, hits
of BM25.
"""

import argparse
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bot.cli import main as run_command
from corpus.article import Article, render_article
from corpus.store import read_articles, remove_article
from index.engine import open_engine
from index.generations import served
from index.options import AnswerOptions, IndexOptions, RetrieveOptions
from index.stores import open_stores
from index.sync import synchronise
from index.vietnamese.abbreviations import Abbreviations

_ARTICLES = 400  # of which three in four are there: enough that several processes read them
_FULL = 0.6  # of the runs of the index, made anew: only then are so many read
_TOUCHED = 40
_CONFIG = "corpus: {articles: articles}\nindex: {path: index, processes: 2}\n"
_QUESTION = "quỹ hội nghị phường ủng hộ"


def article(number: int, version: int) -> Article:
    """Return an invented article; another version of it tells of another sum."""
    body = "\n\n".join(
        f"Phường Bến Gốm {number} họp lần thứ {part} ngày {part + 1}/3/2024. Quỹ “Vì người nghèo” của phường Bến Gốm "
        f"{number} nhận được {100 * version + part} triệu đồng ủng hộ."
        for part in range(1, 6)
    )
    return Article(f"bai-{number}", f"Phường Bến Gốm {number} tổng kết", body)


def change(folder: Path, config: Path, pages: Path, seed: int) -> None:
    """Add, change and remove articles as people do, by the command line, forever."""
    chance = random.Random(seed)
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  (this process is killed)
    while True:
        for number in chance.sample(range(_ARTICLES), _TOUCHED):
            path = folder / f"bai-{number}.md"
            if path.exists() and chance.random() < 0.3:
                remove_article(f"bai-{number}", folder)
                continue
            page = pages / f"{number}.md"
            page.write_text(render_article(article(number, chance.randrange(9))), "utf-8")
            _run("add", "--replace", "--no-index", "--config", str(config), str(page))
            if chance.random() < 0.1:
                _run("index", "--config", str(config))
        _run(*(["index", "--full"] if chance.random() < _FULL else ["index"]), "--config", str(config))


def _run(*arguments: str) -> None:
    try:
        run_command(arguments)
    except SystemExit:
        return


def held(options: IndexOptions) -> tuple[object, ...]:
    """Return all that the stores hold."""
    stores = open_stores(options, Abbreviations.load())
    try:
        manifest, ids = stores.manifest, stores.manifest.passage_ids()
        vectors = stores.vectors.vectors(ids)
        hits = stores.lexical.search(_QUESTION, 10_000, RetrieveOptions())
        return (
            manifest.hashes(),
            manifest.articles(),
            manifest.meeting_facts(),
            manifest.fund_facts(),
            ids,
            sorted(stores.vectors.ids()) == ids and sorted(stores.lexical.ids()) == ids,
            manifest.vectors(ids),
            {each: terms.pack() for each, terms in manifest.terms(ids).items()},
            {each: vector.tobytes() for each, vector in vectors.items()},
            sorted(passage for passage, _ in hits),
        )
    finally:
        stores.close()


@dataclass(frozen=True, slots=True)
class Crash:
    """What a kill met (an index being written, processes reading for it), and what was wrong after it, or None."""

    writing: bool
    reading: bool
    wrong: str | None


def _is_read_for(process_id: int) -> bool:
    """Return whether processes of the pool run, besides Python's own that keeps count of shared things."""
    children = Path(f"/proc/{process_id}/task/{process_id}/children")
    return children.exists() and len(children.read_text("ascii").split()) > 2


def crash_once(folder: Path, seed: int, longest: float) -> Crash:
    """Kill one process, and compare what the next one makes with a clean build."""
    chance = random.Random(seed)
    articles, options = folder / "articles", IndexOptions(path=folder / "index")
    config = folder / "config.yaml"
    process = multiprocessing.get_context("forkserver").Process(
        target=change, args=(articles, config, folder / "pages", seed)
    )
    process.start()
    time.sleep(chance.uniform(0.05, longest))
    reading = _is_read_for(process.pid or 0)
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    writing = (options.path / "writer.pid").exists()
    _, faults = read_articles(articles)
    if faults:
        return Crash(writing, reading, f"the corpus cannot be read: {faults[0]}")
    if served(options.path):
        engine = open_engine(options, RetrieveOptions(), AnswerOptions())
        engine.answer(_QUESTION)
        engine.close()
    synchronise(articles, options)
    with tempfile.TemporaryDirectory() as clean:
        anew = IndexOptions(path=Path(clean))
        synchronise(articles, anew)
        pairs = enumerate(zip(held(options), held(anew), strict=True))
        differing = [place for place, (here, there) in pairs if here != there]
    return Crash(writing, reading, f"parts {differing} differ from a clean build" if differing else None)


def main() -> None:
    """Parse, kill, count; the exit code is 1 unless every run ended equal."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=50, metavar="N")
    parser.add_argument("--seed", type=int, default=7, metavar="N")
    parser.add_argument("--longest", type=float, default=12.0, metavar="SECONDS")
    given = parser.parse_args()
    multiprocessing.set_forkserver_preload(["bot.cli", "bot.library", "index.sync", "index.nodes", "corpus.extract"])
    crashes: list[Crash] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "articles").mkdir()
        (folder / "pages").mkdir()
        (folder / "config.yaml").write_text(
            "corpus: {articles: articles}\nindex: {path: index, processes: 2}\n", "utf-8"
        )
        for number in filter(lambda each: each % 4, range(_ARTICLES)):
            (folder / "articles" / f"bai-{number}.md").write_text(render_article(article(number, 0)), "utf-8")
        for run in range(given.runs):
            crashes.append(crash_once(folder, given.seed + run, given.longest))
            print(f"{run + 1}: {crashes[-1].wrong or 'equal'}", flush=True)
    equal = sum(crash.wrong is None for crash in crashes)
    writing, reading = sum(crash.writing for crash in crashes), sum(crash.reading for crash in crashes)
    print(f"{equal} of {given.runs} equal; {writing} were killed while they wrote the index, {reading} of them while")
    print("several processes read for it")
    sys.exit(equal != given.runs)


if __name__ == "__main__":
    main()
