"""Fits the table of token vectors with the sentence-transformers trainer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from datasets import Dataset
from sentence_transformers import (
    SentenceTransformer,
    SentenceTransformerTrainer,
    SentenceTransformerTrainingArguments,
)
from sentence_transformers.base.sampler import DefaultBatchSampler
from sentence_transformers.sentence_transformer.losses import MatryoshkaLoss, MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from tokenizers import Tokenizer

from index.encoder.training.documents import question_key
from index.encoder.training.pairs import Row


@dataclass(frozen=True, slots=True)
class FitOptions:
    """How to fit: sizes, and the settings of the loss and the optimiser.

    ``scale`` is the inverse temperature of the ranking loss; vectors can be cut to ``dimension`` over each of
    ``divisors`` (Matryoshka).
    """

    dimension: int = 1024
    divisors: tuple[int, ...] = (1, 2)
    batch_size: int = 2048
    learning_rate: float = 0.2
    scale: float = 40.0
    seed: int = 0


def distinct_batches(keys: Sequence[tuple[int, int]], size: int) -> Iterator[list[int]]:
    """Yield batches of row numbers, in order, none of which holds one question or one passage twice.

    A row that repeats one waits for the next batch; what does not fill a batch at the end is left out.
    """
    waiting: list[int] = []
    batch: list[int] = []
    seen: set[int] = set()

    def take(row: int) -> bool:
        if not seen.isdisjoint(keys[row]):
            return False
        seen.update(keys[row])
        batch.append(row)
        return True

    for row in range(len(keys)):
        if not take(row):
            waiting.append(row)
        if len(batch) == size:
            yield batch
            batch, seen = [], set()
            waiting = [late for late in waiting[: size // 2] if not take(late)] + waiting[size // 2 :]


class DistinctBatchSampler(DefaultBatchSampler):
    """Batches in the order in which the rows were made, so that an article's passages meet in one batch."""

    def __init__(self, dataset: Dataset, batch_size: int, **options: Any) -> None:
        options = {key: options[key] for key in ("drop_last", "valid_label_columns", "generator", "seed")}
        super().__init__(range(len(dataset)), batch_size=batch_size, **options)
        keys = [
            (hash(question_key(question)), hash(passage))
            for question, passage in zip(dataset["anchor"], dataset["positive"], strict=True)
        ]
        self._batches = list(distinct_batches(keys, batch_size))

    def __iter__(self) -> Iterator[list[int]]:
        return iter(self._batches)

    def __len__(self) -> int:
        return len(self._batches)


def fit(tokenizer: Tokenizer, rows: Sequence[Row], *, options: FitOptions, checkpoints: Path) -> SentenceTransformer:
    """Fit a model on the rows, one pass; checkpoints go under ``checkpoints``."""
    torch.manual_seed(options.seed)
    table = StaticEmbedding(tokenizer, embedding_dim=options.dimension)
    model = SentenceTransformer(modules=[table, Normalize()], device="cpu")
    loss = MatryoshkaLoss(
        model,
        MultipleNegativesRankingLoss(model, scale=options.scale),
        [options.dimension // divisor for divisor in options.divisors],
    )
    dataset = Dataset.from_dict({"anchor": [row[0] for row in rows], "positive": [row[1] for row in rows]})
    arguments = _arguments(options, checkpoints)
    SentenceTransformerTrainer(model=model, args=arguments, train_dataset=dataset, loss=loss).train()
    return model


def _arguments(options: FitOptions, checkpoints: Path) -> SentenceTransformerTrainingArguments:
    return SentenceTransformerTrainingArguments(
        output_dir=str(checkpoints),
        num_train_epochs=1,
        per_device_train_batch_size=options.batch_size,
        batch_sampler=DistinctBatchSampler,
        learning_rate=options.learning_rate,
        warmup_steps=0.1,
        lr_scheduler_type="linear",
        weight_decay=0.0,
        optim="adamw_torch_fused",
        bf16=True,
        save_strategy="steps",
        save_steps=100,
        save_total_limit=1,
        save_only_model=True,
        logging_steps=25,
        report_to="none",
        use_cpu=True,
        seed=options.seed,
    )
