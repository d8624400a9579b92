"""Writes a fitted model as the folder that ships: half precision, no text of the training data."""

from pathlib import Path
from typing import cast

from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding

LARGEST_BYTES = 40_000_000


def export(model: SentenceTransformer, folder: Path, dimension: int) -> int:
    """Save the first ``dimension`` numbers of each row under ``folder`` in fp16 and return the size in bytes.

    A model card there is kept. The library's own model card is not made, because it quotes the training rows.

    Raises:
        ValueError: the model is larger than the repository takes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    table = cast("StaticEmbedding", model[0]).embedding.weight
    table.data = table.data[:, :dimension].contiguous()
    model.half().save(str(folder), create_model_card=False)
    files = [file for file in folder.rglob("*") if file.is_file()]
    for file in files:
        file.chmod(0o644)
    size = sum(file.stat().st_size for file in files)
    if size > LARGEST_BYTES:
        raise ValueError(f"{folder}: {size:,} bytes, at most {LARGEST_BYTES:,} fit; lower --dimension or the tokens")
    return size
