"""Any other sentence-transformers model, local or from a hub. Importing this module imports torch."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer

from index.encoder.errors import CONFIG_KEY, EncoderError
from index.encoder.text import encodable
from index.types import Vectors

FINGERPRINT_BYTES = 1_000_000


class SentenceTransformerEncoder:
    """A sentence-transformers model; its own prompts for questions and passages are used."""

    def __init__(self, model: SentenceTransformer, name: str, *, batch_size: int = 64) -> None:
        self._model = model
        self._name = name
        self._batch_size = batch_size
        self._dimension = len(self._model.encode("a", show_progress_bar=False))

    @property
    def name(self) -> str:
        """The hub name as given, or the folder and a fingerprint of its files."""
        return self._name

    @property
    def dimension(self) -> int:
        return self._dimension

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Return float32 rows of length one, shape (len(texts), dimension)."""
        return self._encode(texts, "encode_query")

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return float32 rows of length one, shape (len(texts), dimension)."""
        return self._encode(texts, "encode_document")

    def _encode(self, texts: Sequence[str], method: str) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        encode = getattr(self._model, method)
        vectors = encode(
            [encodable(text) for text in texts],
            batch_size=self._batch_size,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32)


def load_sentence_transformer(model: str, *, batch_size: int = 64) -> SentenceTransformerEncoder:
    """Load a local folder without touching the network, or a hub name through the hub's own cache.

    Raises:
        EncoderError: there is no such model, it is broken, or the hub cannot be reached.
    """
    folder = Path(model).expanduser()
    local = bool(model.strip()) and folder.is_dir()
    if not local and looks_like_a_path(model):
        raise EncoderError(
            f"encoder model {model}: no such folder; give a folder that exists, a hub name or default in {CONFIG_KEY}"
        )
    try:
        loaded = SentenceTransformer(str(folder) if local else model, device="cpu", local_files_only=local)
    except Exception as error:  # loaders, hub clients and model code raise whatever they like
        raise EncoderError(_cannot_load(model, error, local=local)) from error
    name = f"{model}@{fingerprint(folder)}" if local else model
    return SentenceTransformerEncoder(loaded, name, batch_size=batch_size)


def looks_like_a_path(model: str) -> bool:
    """Whether ``model`` can only be meant as a folder: a hub name is ``owner/name`` or a bare name."""
    return model.startswith((".", "/", "~", "\\")) or model.count("/") > 1 or "\\" in model or not model.strip()


def fingerprint(folder: Path) -> str:
    """Return 12 hexadecimal digits that change with the folder's file names, sizes or content.

    Of a large file only the end is read: other weights differ everywhere, and the whole would take seconds.
    """
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        size = file.stat().st_size
        digest.update(f"{file.relative_to(folder).as_posix()}\0{size}\0".encode())
        with file.open("rb") as content:
            content.seek(max(0, size - FINGERPRINT_BYTES))
            digest.update(content.read())
    return digest.hexdigest()[:12]


def _cannot_load(model: str, error: Exception, *, local: bool) -> str:
    reason = " ".join(str(error).split()).split(". ")[0][:200] or type(error).__name__
    mend = "mend the folder" if local else "check the name and the connection to the hub"
    return f"encoder model {model} cannot be loaded ({reason}); {mend}, or set {CONFIG_KEY} to default"
