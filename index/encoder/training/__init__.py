"""Makes the default encoder from the training text; run as ``python -m index.encoder.training``."""
