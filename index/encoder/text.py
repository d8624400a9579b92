"""What every model needs done to a text before it reads it."""


def encodable(text: str) -> str:
    """Return the text with a question mark for what has no UTF-8 form (a lone surrogate)."""
    return text.encode("utf-8", "replace").decode("utf-8")
