"""A news archive of a given size, built and asked as the product would be; run it by ``scale --articles``.

Every step of a size (files, index, one asker, eight, recall, the questions on the project's own articles) runs in a
process of its own, so that its peak memory is its own, and is written as a line of JSON when it is done. A run that is
cut off goes on where it stopped. Nothing of the archive is kept in the project.
"""

import argparse
import io
import json
import os
import random
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np
import zstandard

from bot.app import compute_on_one_core
from bot.conversation import Assistant, Conversations
from bot.evaluation import parse_cases, report, run_cases
from corpus.article import Article, render_article
from corpus.store import read_articles
from index.encoder import load_encoder
from index.engine import Engine, open_engine
from index.options import AnswerOptions, IndexOptions, RetrieveOptions
from index.stores import open_stores
from index.sync import synchronise
from index.vectors import cut
from index.vietnamese.abbreviations import Abbreviations
from tests.benchmarks.retrieval import milliseconds

_OWN_ARTICLES = Path(__file__).parents[2] / "corpus" / "articles"
# Beside the project, where developers keep what it does not ship.
_SHARED = Path("../shared")
_SENTENCES_OF_PARAGRAPH = 3
_QUESTIONS = 400
_ASKERS = 8
_RECALL_AT = 50
_RECALL_QUESTIONS = 200
_STEPS = ("files", "index", "queries", "askers", "recall", "answers")
# Plain, of a time, of a place, and of an order: each makes another filter.
_ASKED = ("{title}", "{title} năm 2019", "{title} ở Hà Nội", "Bài mới nhất về {title}")


def read_archive(files: Sequence[Path]) -> Iterator[Article]:
    """Yield the articles of files of JSON lines (title, abstract, body as sentences), compressed with zstandard."""
    for file in files:
        with file.open("rb") as packed:
            for line in io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(packed), "utf-8"):
                row: dict[str, Any] = json.loads(line)
                sentences = [sentence.strip() for sentence in row["body"]]
                grouped = range(0, len(sentences), _SENTENCES_OF_PARAGRAPH)
                paragraphs = [" ".join(sentences[first : first + _SENTENCES_OF_PARAGRAPH]) for first in grouped]
                body = "\n\n".join(filter(None, [row["abstract"].strip(), *paragraphs]))
                if body and row["title"].strip():
                    yield Article(row["id"], " ".join(row["title"].split()), body)


def write_files(archive: Sequence[Path], size: int, folder: Path) -> dict[str, Any]:
    """Write ``size`` articles into ``folder``, the project's own among them."""
    own, _ = read_articles(_OWN_ARTICLES)
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for article in islice(chain(own, read_archive(archive)), size):
        (folder / f"{article.id}.md").write_text(render_article(article), "utf-8")
        written += 1
    return {"articles": written}


def build_index(articles: Path, options: IndexOptions) -> dict[str, Any]:
    """Index ``articles`` as ``hoidap index`` does, and return what it took; a second run of it as well."""

    def show(done: int, total: int) -> None:
        print(f"{done} of {total}, {done / (time.perf_counter() - started):.1f} a second", file=sys.stderr, flush=True)

    before = time.process_time()
    started = time.perf_counter()
    synced = synchronise(articles, options, progress=show)
    seconds = time.perf_counter() - started
    readers = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    synchronise(articles, options)
    return {
        "seconds": seconds,
        "added": synced.added,
        "articles_a_second": synced.added / seconds,
        "passages": synced.passages,
        "processor_seconds": time.process_time() - before + readers.ru_utime + readers.ru_stime,
        "reader_megabytes": readers.ru_maxrss / 1024,
        "unchanged_seconds": time.perf_counter() - started,
        "load": os.getloadavg()[0],
        "disk_megabytes": {
            path.name: sum(file.stat().st_size for file in [path, *path.rglob("*")] if file.is_file()) // 2**20
            for path in options.path.iterdir()
        },
    }


def questions_of(articles: Path, count: int) -> list[str]:
    """Return questions made of the titles of some articles, in turn plain, of a time, of a place and of an order."""
    files = sorted(articles.glob("*.md"))
    chosen = random.Random(7).sample(files, min(count, len(files)))
    titles = [file.read_text("utf-8").split("\ntitle: ", 1)[1].split("\n", 1)[0].strip("'\"") for file in chosen]
    return [_ASKED[place % len(_ASKED)].format(title=title) for place, title in enumerate(titles)]


def _opened(options: IndexOptions) -> Engine:
    compute_on_one_core()
    return open_engine(options, RetrieveOptions(), AnswerOptions())


def measure_queries(articles: Path, options: IndexOptions) -> dict[str, Any]:
    """Return seconds to the first answer, and milliseconds of one asker: searches with and without filters, answers."""
    questions = questions_of(articles, _QUESTIONS)
    started = time.perf_counter()
    engine = _opened(options)
    engine.answer(questions[0])
    cold = time.perf_counter() - started
    times: dict[str, list[float]] = {"plain": [], "filtered": [], "answer": []}
    for place, question in enumerate(questions):
        read = engine._answering._read(question)
        started = time.perf_counter()
        engine.search(read)
        times["filtered" if place % len(_ASKED) else "plain"].append(time.perf_counter() - started)
        times["answer"].append(engine.answer(question).elapsed_ms / 1000)
    engine.close()
    return {"cold_seconds": cold, **{name: milliseconds(taken) for name, taken in times.items()}}


def measure_askers(articles: Path, options: IndexOptions) -> dict[str, Any]:
    """Return milliseconds of a search, and searches a second, while eight ask at once."""
    questions = questions_of(articles, _QUESTIONS)
    engine = _opened(options)
    read = [engine._answering._read(question) for question in questions]
    engine.search(read[0])
    times: list[float] = []

    def ask(first: int) -> None:
        for question in read[first::_ASKERS]:
            began = time.perf_counter()
            engine.search(question)
            times.append(time.perf_counter() - began)

    started = time.perf_counter()
    askers = [threading.Thread(target=ask, args=(first,)) for first in range(_ASKERS)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    seconds = time.perf_counter() - started
    engine.close()
    return {"eight": milliseconds(times), "searches_a_second": len(times) / seconds}


def measure_recall(articles: Path, options: IndexOptions) -> dict[str, Any]:
    """Return how many of the true nearest 50 passages Chroma finds, of the vectors that it searches."""
    encoder = load_encoder(options.encoder.model)
    stores = open_stores(options, Abbreviations.load())
    questions = encoder.encode_questions(questions_of(articles, _RECALL_QUESTIONS))
    ids = stores.manifest.passage_ids()
    rows = np.concatenate(
        [
            np.stack([held[each] for each in part])
            for part in (ids[first : first + 5000] for first in range(0, len(ids), 5000))
            for held in [stores.vectors.vectors(part)]
        ]
    )
    numbers = {each: place for place, each in enumerate(ids)}
    shared = 0
    for question in questions:
        exact = set(np.argpartition(-(rows @ cut(question, rows.shape[1])), _RECALL_AT)[:_RECALL_AT].tolist())
        shared += len(exact & {numbers[each] for each in stores.vectors.search(question, _RECALL_AT)})
    stores.close()
    return {"recall": shared / (_RECALL_AT * len(questions)), "numbers": rows.shape[1]}


def measure_answers(options: IndexOptions, questions: Path) -> dict[str, Any]:
    """Return how many of the questions on the project's own articles are answered and refused right."""
    engine = _opened(options)
    cases = parse_cases(questions.read_bytes().splitlines(), str(questions))
    found = report(run_cases(cases, Assistant(engine, Conversations(turns=6, chats=1)), lambda text: text))
    engine.close()
    return found


def run_step(step: str, size: int, given: argparse.Namespace) -> dict[str, Any]:
    """Do one step in this process."""
    folder = given.work / str(size)
    articles, options = folder / "articles", IndexOptions(path=folder / "index")
    if step == "files":
        return write_files(given.archive, size, articles)
    if step == "index":
        return build_index(articles, options)
    if step == "answers":
        return measure_answers(options, given.eval)
    return _MEASURED[step](articles, options)


_MEASURED: dict[str, Callable[[Path, IndexOptions], dict[str, Any]]] = {
    "queries": measure_queries,
    "askers": measure_askers,
    "recall": measure_recall,
}


def run_sizes(given: argparse.Namespace) -> None:
    """Do every step of every size that ``results.jsonl`` does not hold yet, each in a process of its own."""
    given.work.mkdir(parents=True, exist_ok=True)
    results = given.work / "results.jsonl"
    done = read_results(results)
    for size in (int(number) for number in given.articles.split(",")):
        for step in _STEPS:
            if (size, step) in done:
                continue
            command = [sys.executable, "-m", "tests.benchmarks.archive", *sys.argv[1:], "--step", step]
            command += ["--articles", str(size)]
            began = time.perf_counter()
            found = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
            line = {"articles": size, "step": step, **json.loads(found.stdout)}
            print(json.dumps(line), f"({time.perf_counter() - began:.0f} s)", flush=True)
            with results.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")


def read_results(file: Path) -> dict[tuple[int, str], Mapping[str, Any]]:
    """Return what each step of each size found."""
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return {(row["articles"], row["step"]): row for row in map(json.loads, lines)}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what a run on an archive is told."""
    parser.add_argument("--articles", metavar="N,N", help="sizes of an archive, smallest first")
    parser.add_argument(
        "--archive", type=Path, nargs="+", default=_archive(), metavar="FILE", help="its JSON lines, .zst"
    )
    parser.add_argument("--eval", type=Path, default=_SHARED / "eval" / "questions_dev.jsonl", metavar="FILE")
    parser.add_argument("--work", type=Path, default=Path("var/scale"), metavar="FOLDER", help="indexes and results")


def _archive() -> list[Path]:
    return sorted((_SHARED / "train").glob("vietnews_*.jsonl.zst"))


def main() -> None:
    """Do one step, print it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_arguments(parser)
    parser.add_argument("--step", choices=_STEPS, required=True)
    given = parser.parse_args()
    found = run_step(given.step, int(given.articles), given)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**found, "peak_megabytes": peak}))


if __name__ == "__main__":
    main()
