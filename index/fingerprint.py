"""What an index is made with, by which one of another configuration or program is told."""

import json

from index.encoder.tables import tokenizers_digest
from index.manifest import Manifest
from index.options import IndexOptions

PIPELINE = "14"
"""Changes whenever passages, terms, filters or facts come out differently, so that an old index is rebuilt."""


def fingerprint(options: IndexOptions, encoder_name: str) -> dict[str, str]:
    """Return what an index is made with; two indexes of one fingerprint agree passage by passage."""
    return {
        "encoder": encoder_name,
        "dimensions": str(options.encoder.searched or "all"),
        "pipeline": PIPELINE,
        "tokenizers": tokenizers_digest(),
        "passages": json.dumps(options.passages.model_dump(), sort_keys=True),
    }


_KEYS = ("encoder", "dimensions", "pipeline", "tokenizers", "passages")


def fingerprint_of(manifest: Manifest) -> dict[str, str]:
    """Return what the index of a manifest was made with."""
    return {key: manifest.setting(key) or "" for key in _KEYS}


def fingerprint_difference(manifest: Manifest, wanted: dict[str, str]) -> str | None:
    """Return how the index was made otherwise than wanted, or None if it was made so."""
    for key, value in wanted.items():
        had = manifest.setting(key)
        if had is not None and had != value:
            return f"made with {key} {had}, and the configuration says {value}"
    return None
