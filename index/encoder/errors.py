"""What can go wrong with an encoder."""

from pathlib import Path
from typing import Self

from index.errors import IndexFault

CONFIG_KEY = "index.encoder.model"


class EncoderError(IndexFault):
    """A model cannot be found, read or fetched."""

    @classmethod
    def broken(cls, file: Path, fault: str) -> Self:
        """Say what is wrong with a file of a model, and the mend."""
        return cls(f"encoder model: {file} {fault}; restore the file or name another model in {CONFIG_KEY}")
