"""Reads the training text: articles, and questions with the passage that answers each."""

import io
import json
import random
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import zstandard

_NOT_A_WORD = re.compile(r"[\W_]+")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Document:
    """An article: its title and its sentences in order, the lead among them."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionPassage:
    """A question that a person asked and the passage that answers it."""

    question: str
    passage: str


def question_key(question: str) -> str:
    """Return what makes two questions the same one: accents, case, spaces and punctuation do not."""
    decomposed = unicodedata.normalize("NFD", question.lower()).replace("đ", "d")
    letters = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return _NOT_A_WORD.sub(" ", letters).strip()


def read_exclusions(folders: Collection[Path]) -> frozenset[str]:
    """Return the keys of every question under the BEIR ``folders`` (each holds a ``queries.jsonl``).

    Raises:
        FileNotFoundError: a folder has no ``queries.jsonl`` at any depth; passing over it would train on it.
    """
    keys: set[str] = set()
    for folder in folders:
        files = sorted(folder.rglob("queries.jsonl"))
        if not files:
            raise FileNotFoundError(f"{folder}: no queries.jsonl to exclude; name a folder in BEIR layout")
        keys.update(question_key(record["text"]) for file in files for record in read_json_lines(file))
    return frozenset(keys)


def read_documents(data: Path) -> list[Document]:
    """Read every article under ``data``, each title once."""
    readers = (
        ("vietnews_train.jsonl.zst", _from_vietnews),
        ("daily_news_title_lead.jsonl.zst", _from_daily_news),
        ("baomoi.jsonl.zst", _from_baomoi),
    )
    documents: dict[str, Document] = {}
    for name, reader in readers:
        for record in read_json_lines(data / name):
            document = reader(record)
            if document.sentences:
                documents.setdefault(question_key(document.title), document)
    return list(documents.values())


def read_question_passages(data: Path, excluded: Collection[str] = ()) -> list[QuestionPassage]:
    """Read the question-passage pairs under ``data`` but those whose question's key is in ``excluded``."""
    pairs = [
        QuestionPassage(record["question"], record["passage"])
        for record in read_json_lines(data / "question_passage.jsonl.zst")
    ]
    pairs += _from_beir(data / "virhe4qa_train")
    kept: dict[tuple[str, str], QuestionPassage] = {}
    for pair in pairs:
        key = question_key(pair.question)
        if key and key not in excluded and len(pair.passage) > 100:
            kept.setdefault((key, pair.passage), pair)
    return list(kept.values())


def read_distractors(data: Path, count: int, dice: random.Random) -> list[str]:
    """Return a passage of 100 to 200 syllables from each of ``count`` held-out articles."""
    passages = []
    for record in read_json_lines(data / "vietnews_val.jsonl.zst"):
        words = " ".join(record["body"]).split()
        if len(words) >= 100:
            start = dice.randint(0, len(words) - 100)
            passages.append(" ".join(words[start : start + dice.randint(100, 200)]))
    return dice.sample(passages, min(count, len(passages)))


def split_sentences(text: str) -> list[str]:
    """Split roughly after a full stop; training does not need better."""
    return [part for part in _SENTENCE_END.split(" ".join(text.split())) if part]


def _from_vietnews(record: dict[str, Any]) -> Document:
    return Document(record["title"], (*split_sentences(record["abstract"]), *record["body"]))


def _from_daily_news(record: dict[str, Any]) -> Document:
    return Document(record["title"], tuple(split_sentences(record["summary"])))


def _from_baomoi(record: dict[str, Any]) -> Document:
    title, *rest = record["lines"] or [""]
    return Document(title, tuple(sentence for line in rest for sentence in split_sentences(line)))


def _from_beir(folder: Path) -> Iterator[QuestionPassage]:
    questions = {record["_id"]: record["text"] for record in read_json_lines(folder / "queries.jsonl")}
    passages = {record["_id"]: record["text"] for record in read_json_lines(folder / "corpus.jsonl")}
    with (folder / "qrels.tsv").open(encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            question, passage, score = line.split()
            if int(score) > 0:
                yield QuestionPassage(questions[question], passages[passage])


def read_json_lines(file: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON Lines file, compressed (``.zst``) or not."""
    with file.open("rb") as raw:
        stream = zstandard.ZstdDecompressor().stream_reader(raw) if file.suffix == ".zst" else raw
        for line in io.TextIOWrapper(stream, encoding="utf-8"):
            yield json.loads(line)
