"""Makes training pairs: what is looked for, and the passage that holds it.

Rows of one article stand together, so that the other passages of the same article, which are the nearest
wrong answers at hand, share a batch with it.
"""

import random
from collections.abc import Iterator, Sequence

from index.encoder.training.documents import Document, QuestionPassage, split_sentences
from index.encoder.training.questions import as_typed, fragment_of, question_from

Row = tuple[str, str]

SHORTEST_WINDOW, LONGEST_WINDOW = 50, 180
ROWS_OF_AN_ARTICLE = 4


def training_rows(
    documents: Sequence[Document],
    questions: Sequence[QuestionPassage],
    *,
    rounds: int,
    question_rounds: int,
    seed: int,
) -> Iterator[Row]:
    """Yield (question, passage) rows: every document ``rounds`` times with other windows and other questions.

    The real questions, each ``question_rounds`` times a round, are spread evenly among the articles.
    """
    dice = random.Random(seed)
    for _ in range(rounds):
        units: list[Document | QuestionPassage] = [*documents, *(list(questions) * question_rounds)]
        dice.shuffle(units)
        for unit in units:
            if isinstance(unit, Document):
                yield from rows_of_document(unit, dice)
            else:
                yield as_typed(unit.question, dice), passage_part(unit.passage, dice)


def rows_of_document(document: Document, dice: random.Random) -> Iterator[Row]:
    """Yield up to ``ROWS_OF_AN_ARTICLE`` rows, each with a window of its own and a question of its own."""
    windows = list(windows_of(document.sentences, dice))
    if not windows:
        return
    chosen = sorted(dice.sample(range(len(windows)), min(len(windows), ROWS_OF_AN_ARTICLE)))
    asks_title = dice.randrange(len(chosen))
    for place, number in enumerate(chosen):
        window = windows[number]
        if place == asks_title and len(document.title) > 15:
            yield as_typed(document.title, dice), " ".join(window)
            continue
        question, passage = ask_window(window, dice)
        if len(chosen) > 1 and dice.random() < 0.2:
            passage = f"{document.title}. {passage}"
        yield question, passage


def ask_window(window: Sequence[str], dice: random.Random) -> Row:
    """Ask for a window by a rule-made question, a fragment, or a sentence of it (inverse cloze task)."""
    candidates = [place for place, sentence in enumerate(window) if len(sentence.split()) >= 6]
    place = dice.choice(candidates or range(len(window)))
    sentence = window[place]
    roll = dice.random()
    if roll < 0.6:
        return as_typed(question_from(sentence, dice), dice), " ".join(window)
    if roll < 0.8:
        return as_typed(fragment_of(sentence, dice), dice), " ".join(window)
    rest = [*window[:place], *window[place + 1 :]]
    keeps = dice.random() < 0.5 or not rest
    return as_typed(fragment_of(sentence, dice, 8, 30), dice), " ".join(window if keeps else rest)


def windows_of(sentences: Sequence[str], dice: random.Random) -> Iterator[list[str]]:
    """Cut the sentences into windows that do not overlap, of a length drawn anew for each (in syllables)."""
    window: list[str] = []
    size, wanted = 0, dice.randint(SHORTEST_WINDOW, LONGEST_WINDOW)
    for sentence in sentences:
        window.append(sentence)
        size += sentence.count(" ") + 1
        if size >= wanted:
            yield window
            window, size, wanted = [], 0, dice.randint(SHORTEST_WINDOW, LONGEST_WINDOW)
    if window and size >= 12:
        yield window


def passage_part(passage: str, dice: random.Random) -> str:
    """Return the passage, or the beginning of a long one, or a window of it."""
    sentences = split_sentences(passage)
    if dice.random() < 0.5:
        return " ".join(passage.split())[:1800]
    windows = list(windows_of(sentences, dice)) or [sentences]
    return " ".join(dice.choice(windows[:3]))[:1800]
