"""The encoder: texts to unit vectors, by our own static model or by any sentence-transformers model."""

from pathlib import Path

from index.encoder.errors import EncoderError
from index.encoder.static import StaticEncoder, is_static_model
from index.types import Encoder

__all__ = ["EncoderError", "StaticEncoder", "default_static_encoder", "load_encoder"]

DEFAULT_MODEL = Path(__file__).parent / "model"
DEFAULT_LABEL = "hoidap-static"


def load_encoder(model: str, *, batch_size: int = 64) -> Encoder:
    """Load the encoder that ``model`` names.

    ``"default"`` is the model in this package; a folder is read where it lies, without torch when it
    holds a static model; anything else is taken for a name on a model hub.

    Raises:
        EncoderError: the model is missing or broken, or the hub cannot be reached.
    """
    if model == "default":
        return default_static_encoder(batch_size=batch_size)
    folder = Path(model).expanduser()
    if model.strip() and folder.is_dir() and is_static_model(folder):
        return StaticEncoder(folder, batch_size=batch_size)
    # Imported here: it imports torch, which takes seconds that the default must not pay.
    from index.encoder.sentence_transformer import load_sentence_transformer  # noqa: PLC0415

    return load_sentence_transformer(model, batch_size=batch_size)


def default_static_encoder(*, batch_size: int = 64) -> StaticEncoder:
    """Load the model in this package.

    Raises:
        EncoderError: a file of it is missing or broken.
    """
    return StaticEncoder(DEFAULT_MODEL, label=DEFAULT_LABEL, batch_size=batch_size)
