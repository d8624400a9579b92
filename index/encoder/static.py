"""Reads a static embedding model without torch: a text's vector is the mean of its tokens' rows.

Importing torch and sentence-transformers takes seconds, reading this model takes a tenth of one, and a
question asked from a terminal should not wait. The vectors are those that sentence-transformers gives for the
same folder.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file
from tokenizers import Encoding, Tokenizer

from index.encoder.errors import EncoderError
from index.encoder.normalising import take_first_steps
from index.encoder.text import encodable
from index.types import Vectors

WEIGHTS_FILE = "model.safetensors"
TOKENIZER_FILE = "tokenizer.json"
MODULES_FILE = "modules.json"
WEIGHTS_KEY = "embedding.weight"


class StaticEncoder:
    """A table of token vectors and the tokenizer that reads a text as tokens.

    A text without one known token (empty, only emoji or punctuation) gets a row of zeros: it is like nothing
    else, its dot product with any passage is 0, and it is told from a real vector by its length.
    """

    def __init__(self, folder: Path, *, label: str | None = None, batch_size: int = 64) -> None:
        """Read the model in ``folder``; ``label`` is what its name begins with (the folder's name if None).

        Raises:
            EncoderError: a file of the model is missing, cannot be read, or does not fit the others.
        """
        path = _static_folder(folder)
        if path is None:
            raise EncoderError(
                f"{folder} is not a static embedding model ({MODULES_FILE} names other modules); "
                "load it through load_encoder"
            )
        self._table = _read_table(path / WEIGHTS_FILE)
        self._tokenizer = _read_tokenizer(path / TOKENIZER_FILE, rows=len(self._table))
        self._first_steps = take_first_steps(self._tokenizer)
        self._batch_size = batch_size
        self._unit_rows: Vectors | None = None
        digest = hashlib.sha256((path / WEIGHTS_FILE).read_bytes() + (path / TOKENIZER_FILE).read_bytes())
        self._name = f"{label or folder.name}@{digest.hexdigest()[:12]}"

    @property
    def name(self) -> str:
        """The label and the first twelve hexadecimal digits of the SHA-256 of weights and tokenizer."""
        return self._name

    @property
    def dimension(self) -> int:
        return int(self._table.shape[1])

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Return unit float32 rows (zeros for a text without tokens), shape (len(texts), dimension)."""
        return self._encode(texts, self._table)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return unit float32 rows (zeros for a text without tokens), shape (len(texts), dimension)."""
        return self._encode(texts, self._wide_table)

    def token_ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the ids of the tokens of each text, in order."""
        return [encoding.ids for _, batch in _batches(texts, self._batch_size) for encoding in self._tokens(batch)]

    def unit_rows(self, dimension: int) -> Vectors:
        """Return the row of every token, cut to its first numbers and at length one, shape (tokens, dimension)."""
        if self._unit_rows is None or self._unit_rows.shape[1] != dimension:
            self._unit_rows = _at_length_one(self._table[:, :dimension].astype(np.float32))
        return self._unit_rows

    def token_lengths(self, ids: Sequence[int] | NDArray[np.integer[Any]]) -> Vectors:
        """Return the length of each token's row: what it weighs in the mean, shape (len(ids),)."""
        lengths: Vectors = np.linalg.norm(self._table.take(ids, axis=0).astype(np.float32), axis=1)
        return lengths

    @cached_property
    def _wide_table(self) -> Vectors:
        """The table in float32, made once: widening half floats row by row costs more than all else of a mean.

        Only passages are so many that it pays for the making.
        """
        return self._table.astype(np.float32)

    def _encode(self, texts: Sequence[str], table: NDArray[np.floating[Any]]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for start, batch in _batches(texts, self._batch_size):
            for row, encoding in enumerate(self._tokens(batch), start):
                if encoding.ids:
                    vectors[row] = table.take(encoding.ids, axis=0).mean(axis=0, dtype=np.float32)
        return _at_length_one(vectors)

    def _tokens(self, texts: Sequence[str]) -> list[Encoding]:
        prepared = map(encodable, texts)
        for step in self._first_steps:
            prepared = map(step, prepared)
        return self._tokenizer.encode_batch_fast(list(prepared), add_special_tokens=False)


def is_static_model(folder: Path) -> bool:
    """Whether ``folder`` holds a StaticEmbedding, alone or followed by Normalize.

    Raises:
        EncoderError: the folder's list of modules cannot be read.
    """
    return _static_folder(folder) is not None


def _static_folder(folder: Path) -> Path | None:
    """Return the folder of the StaticEmbedding's files, or None where the model is of another kind."""
    file = folder / MODULES_FILE
    if not file.is_file():
        return None
    try:
        modules: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
        kinds = [module["type"].rsplit(".", 1)[-1] for module in modules]
        path = folder / modules[0]["path"]
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise EncoderError.broken(file, "is not a list of modules") from error
    return path if kinds in (["StaticEmbedding"], ["StaticEmbedding", "Normalize"]) else None


def _read_table(file: Path) -> NDArray[np.floating[Any]]:
    try:
        tensors = load_file(file)
    except (OSError, SafetensorError, ValueError, TypeError) as error:
        raise EncoderError.broken(file, f"cannot be read as safetensors ({error})") from error
    table: NDArray[np.floating[Any]] | None = tensors.get(WEIGHTS_KEY)
    if table is None or table.ndim != 2 or 0 in table.shape:
        raise EncoderError.broken(file, f"holds no table named {WEIGHTS_KEY}")
    return table


def _read_tokenizer(file: Path, *, rows: int) -> Tokenizer:
    try:
        tokenizer = Tokenizer.from_str(file.read_text(encoding="utf-8"))
    except Exception as error:  # the binding raises bare Exception
        raise EncoderError.broken(file, f"cannot be read as a tokenizer ({error})") from error
    if tokenizer.get_vocab_size() > rows:
        raise EncoderError.broken(file, f"has {tokenizer.get_vocab_size()} tokens, the weights {rows} rows")
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _batches(texts: Sequence[str], size: int) -> Iterator[tuple[int, Sequence[str]]]:
    for start in range(0, len(texts), size):
        yield start, texts[start : start + size]


def _at_length_one(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Vectors = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return unit
