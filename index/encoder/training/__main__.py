"""Makes the default encoder: reads the text, learns the vocabulary, fits the table, writes the folder."""

import argparse
import random
import tempfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from index.encoder.training.documents import (
    Document,
    QuestionPassage,
    read_documents,
    read_exclusions,
    read_question_passages,
)
from index.encoder.training.export import export
from index.encoder.training.fit import FitOptions, fit
from index.encoder.training.pairs import training_rows
from index.encoder.training.questions import drop_accents
from index.encoder.training.vocabulary import train_tokenizer

VOCABULARY_SENTENCES = 12
VOCABULARY_PASSAGES = 8_000


def vocabulary_texts(
    documents: Sequence[Document],
    questions: Sequence[QuestionPassage],
    count: int,
    *,
    unaccented: bool,
    seed: int,
) -> list[str]:
    """Return the text the vocabulary is learned from: the beginning of ``count`` articles, and the questions.

    With ``unaccented`` a quarter of it comes again with its accents dropped.
    """
    dice = random.Random(seed)
    texts: list[str] = []
    for document in dice.sample(documents, min(count, len(documents))):
        texts += (document.title, *document.sentences[:VOCABULARY_SENTENCES])
    texts += [pair.question for pair in questions]
    texts += [pair.passage[:600] for pair in dice.sample(questions, min(VOCABULARY_PASSAGES, len(questions)))]
    return texts + [drop_accents(text) for text in texts[::4]] if unaccented else texts


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    defaults = FitOptions()
    parser = argparse.ArgumentParser(prog="python -m index.encoder.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the training text")
    parser.add_argument("--output", type=Path, required=True, help="folder to write the model to")
    parser.add_argument(
        "--exclude-questions", type=Path, nargs="*", default=[], metavar="DIR",
        help="BEIR folders whose questions must not be trained on",
    )  # fmt: skip
    parser.add_argument("--keep-accents", action="store_true", help="a vocabulary that tells accents apart")
    parser.add_argument("--vocabulary-articles", type=int, default=60_000)
    parser.add_argument("--syllable-tokens", type=int, default=13_000)
    parser.add_argument("--phrase-tokens", type=int, default=4_500)
    parser.add_argument("--dimension", type=int, default=defaults.dimension)
    parser.add_argument("--written-dimension", type=int, metavar="N", help="write the first N numbers of a row (all)")
    parser.add_argument("--batch-size", type=int, default=defaults.batch_size)
    parser.add_argument("--learning-rate", type=float, default=defaults.learning_rate)
    parser.add_argument("--rounds", type=int, default=2, help="times that every article is gone through")
    parser.add_argument("--rows", type=int, default=1_150_000, help="fit on no more rows than these")
    parser.add_argument("--question-rounds", type=int, default=1, help="times a round for every real question")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    """Train and write the model; prints what each step did."""
    options = parse(arguments)
    excluded = read_exclusions(options.exclude_questions)
    documents = read_documents(options.data)
    questions = read_question_passages(options.data, excluded)
    print(
        f"{len(documents)} articles, {len(questions)} questions, {len(excluded)} questions excluded",
        flush=True,
    )
    tokenizer = train_tokenizer(
        vocabulary_texts(
            documents, questions, options.vocabulary_articles,
            unaccented=options.keep_accents, seed=options.seed,
        ),
        syllable_tokens=options.syllable_tokens,
        phrase_tokens=options.phrase_tokens,
        fold_accents=not options.keep_accents,
    )  # fmt: skip
    rounds = training_rows(
        documents, questions,
        rounds=options.rounds, question_rounds=options.question_rounds, seed=options.seed,
    )  # fmt: skip
    rows = list(islice(rounds, options.rows))
    print(f"{tokenizer.get_vocab_size()} tokens, {len(rows)} rows", flush=True)
    fitted = FitOptions(
        dimension=options.dimension,
        batch_size=options.batch_size,
        learning_rate=options.learning_rate,
        seed=options.seed,
    )
    with tempfile.TemporaryDirectory() as checkpoints:
        model = fit(tokenizer, rows, options=fitted, checkpoints=Path(checkpoints))
    size = export(model, options.output, options.written_dimension or options.dimension)
    print(f"{size:,} bytes in {options.output}")


if __name__ == "__main__":
    main()
