"""The two tables of token vectors that the second stage of retrieval compares: with accents, and without."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from index.encoder import DEFAULT_LABEL, DEFAULT_MODEL, default_static_encoder
from index.encoder.errors import EncoderError
from index.encoder.static import TOKENIZER_FILE, StaticEncoder
from index.types import Encoder

DIMENSION = 256
"""How many numbers of a row are compared."""

_ACCENTED_MODEL = Path(__file__).parent / "accented"
_ACCENTED_LABEL = "hoidap-accented"


@dataclass(frozen=True, slots=True)
class TokenTables:
    """``accented`` tells *quý* from *quỹ*; ``folded`` reads a question typed without accents."""

    accented: StaticEncoder
    folded: StaticEncoder

    @classmethod
    def load(cls, encoder: Encoder) -> Self:
        """Read the tables that ship with the package, whatever ``encoder`` retrieves; where it is one, it serves.

        Raises:
            EncoderError: a file is missing or broken.
        """
        own = isinstance(encoder, StaticEncoder) and encoder.name.startswith(f"{DEFAULT_LABEL}@")
        folded = encoder if isinstance(encoder, StaticEncoder) and own else default_static_encoder()
        return cls(StaticEncoder(_ACCENTED_MODEL, label=_ACCENTED_LABEL), folded)

    def reading(self, *, accented: bool) -> StaticEncoder:
        """Return the table that a question is read with, by whether its accents were typed."""
        return self.accented if accented else self.folded


def tokenizers_digest() -> str:
    """Return what identifies both tokenizers: terms made with others would mean other tokens.

    Raises:
        EncoderError: a file is missing or cannot be read.
    """
    digest = hashlib.sha256()
    for folder in (_ACCENTED_MODEL, DEFAULT_MODEL):
        file = folder / TOKENIZER_FILE
        try:
            digest.update(file.read_bytes())
        except OSError as error:
            raise EncoderError.broken(file, "cannot be read") from error
    return digest.hexdigest()[:12]
