"""Has a language model phrase what the quotes of an answer tell, and takes of it only what the check lets through.

Whether there is an answer, and out of which spans, the extractive pipeline has decided before; whatever goes wrong,
its answer is what the reader gets.
"""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol, Self

from corpus.article import Article
from index.answer import capital, evidence_of
from index.language import Language
from index.options import AnswerMode, AnswerOptions
from index.prompting import DECLINED, Prompting
from index.rewriting import RewriteCheck
from index.sentence_stream import Part, Sentence, sentences
from index.types import Answer, Citation, Evidence, Show, Status, WrittenBy
from index.verify import faults, holds_answer
from index.verify_generated import GeneratedVerifier
from index.vietnamese.normalise import normalise
from index.writer import Count, Outcome, Writer, WriterFault

_log = logging.getLogger(__name__)
_MOST_SENTENCES = 6
_DOWN = frozenset({Outcome.UNREACHABLE, Outcome.SLOW, Outcome.BUSY, Outcome.SERVER_ERROR})


class Quoting(Protocol):
    """What answers out of quotes, and holds the articles that they are from."""

    def quoting(self, text: str, history: Sequence[Answer] = ()) -> Answer: ...

    def article(self, article_id: str) -> Article | None: ...


class Phraser:
    """Phrases answers with one language model; safe across threads."""

    def __init__(
        self,
        writer: Writer,
        prompting: Prompting,
        verifier: GeneratedVerifier,
        options: AnswerOptions,
        count: Count,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._writer = writer
        self._prompting = prompting
        self._verifier = verifier
        self._rewrites = RewriteCheck(verifier.words, options.question_characters)
        self._options = options
        self._count = count
        self._clock = clock
        self._resume = 0.0

    @classmethod
    def load(
        cls,
        writer: Writer,
        language: Language,
        options: AnswerOptions,
        count: Count,
        clock: Callable[[], float] = time.monotonic,
    ) -> Self:
        """Read the prompts and tables that ship with the package."""
        verifier = GeneratedVerifier.load(language.names, language.grammar.offices, language.abbreviations)
        return cls(writer, Prompting.load(), verifier, options, count, clock=clock)

    def close(self) -> None:
        """Let go of the model."""
        self._writer.close()

    def answer(self, quoted: Answer, text: str, history: Sequence[Answer], quoting: Quoting, show: Show) -> Answer:
        """Return ``quoted`` in the model's words where they are proved, within the time limit; else as it is.

        ``text`` is the question as asked, and ``quoting`` answers another wording of it: one that the model made of a
        question of which the rules were unsure.
        """
        asks_again = quoted.question.unsure and bool(history)
        if not (asks_again or quoted.phrasable):
            return quoted
        if self._options.mode is AnswerMode.AUTO and self._clock() < self._resume:
            self._count(Outcome.PAUSED)
            return _instead(quoted)
        deadline = self._clock() + self._options.llm.answer_seconds
        try:
            if asks_again:
                quoted = self._reread(quoted, text, history, quoting, deadline)
            if not quoted.phrasable:
                return quoted
            written = self._written(quoted, quoting, show, deadline)
        except WriterFault as fault:
            if fault.outcome in _DOWN:
                self._resume = self._clock() + self._options.llm.pause_seconds
            _log.warning("language model: %s", fault)
            self._count(fault.outcome)
            return _instead(quoted)
        self._count(Outcome.WRITTEN)
        return written

    def _reread(
        self, quoted: Answer, text: str, history: Sequence[Answer], quoting: Quoting, deadline: float
    ) -> Answer:
        """Return the answer to the question as the model completes it, where the completion invents nothing."""
        pieces = self._writer.pieces(self._prompting.rewrite(text, history), deadline - self._clock())
        rewritten = " ".join("".join(pieces).split())
        if not self._rewrites.admits(rewritten, text, history):
            return quoted
        answer = quoting.quoting(rewritten)
        if answer.status is not Status.ANSWERED:
            return quoted
        self._count(Outcome.REWRITTEN)
        return replace(answer, question=replace(answer.question, text=text))

    def _written(self, quoted: Answer, quoting: Quoting, show: Show, deadline: float) -> Answer:
        found = [*quoted.citations, *quoted.further]
        articles = {one.article_id: article for one in found if (article := quoting.article(one.article_id))}
        shown = max(self._options.llm.spans, len(quoted.citations))
        # The index may have changed since: what the article no longer says is evidence no more.
        sources = [one for one in found if _is_span(one, articles.get(one.article_id))][:shown]
        evidence = [evidence_of(one, articles[one.article_id]) for one in sources]
        draft = _Draft(quoted, sources)
        said: list[str] = []
        pieces = self._pieces(quoted, evidence, said, deadline)
        for sentence in sentences(pieces):
            if self._stands(sentence, evidence) and len(draft.lines) < _MOST_SENTENCES:
                draft.add(sentence)
                show("\n".join(draft.lines))
        answer = draft.answer()
        holds = bool(draft.lines) and holds_answer(answer, quoted, self._verifier)
        if holds and not faults(answer, articles, self._verifier):
            return answer
        raise WriterFault(*_failure("".join(said)))

    def _pieces(self, quoted: Answer, evidence: Sequence[Evidence], said: list[str], deadline: float) -> Iterator[str]:
        prompt = self._prompting.answer(quoted.question, evidence)
        for piece in self._writer.pieces(prompt, deadline - self._clock()):
            said.append(piece)
            yield piece

    def _stands(self, sentence: Sentence, evidence: Sequence[Evidence]) -> bool:
        """Return whether every part of a sentence cites spans that there are, and says no more than they do."""
        return all(self._part_stands(part, evidence) for part in sentence.parts)

    def _part_stands(self, part: Part, evidence: Sequence[Evidence]) -> bool:
        if not all(1 <= mark <= len(evidence) for mark in part.marks):
            return False
        return not self._verifier.faults(part.text, [evidence[mark - 1] for mark in part.marks])


class _Draft:
    """An answer as it grows; its marks are numbered in the order in which they come up."""

    def __init__(self, quoted: Answer, sources: Sequence[Citation]) -> None:
        self.lines: list[str] = []
        self._quoted = quoted
        self._sources = sources
        self._numbers: dict[int, int] = {}

    def add(self, sentence: Sentence) -> None:
        parts = [f"{part.text} {self._marks(part)}" for part in sentence.parts]
        line = capital(" ".join(parts)) + "."
        if line not in self.lines:
            self.lines.append(line)

    def answer(self) -> Answer:
        """Return the answer so far; what it cites of the further evidence is further no more."""
        cited = [self._sources[mark - 1] for mark in self._numbers]
        left = [one for one in self._quoted.further if one not in cited]
        numbered = [replace(one, n=number) for number, one in enumerate([*cited, *left], start=1)]
        return replace(
            self._quoted,
            text="\n".join(self.lines),
            citations=tuple(numbered[: len(cited)]),
            further=tuple(numbered[len(cited) :]),
            written_by=WrittenBy.LLM,
        )

    def _marks(self, part: Part) -> str:
        numbers = [self._numbers.setdefault(mark, len(self._numbers) + 1) for mark in part.marks]
        return "".join(f"[{number}]" for number in numbers)


def _is_span(citation: Citation, article: Article | None) -> bool:
    return article is not None and article.body[citation.start : citation.end] == citation.quote


def _instead(quoted: Answer) -> Answer:
    return replace(quoted, written_by=WrittenBy.QUOTES_INSTEAD) if quoted.status is Status.ANSWERED else quoted


def _failure(said: str) -> tuple[Outcome, str]:
    if not said.strip():
        return Outcome.EMPTY, "the reply is empty"
    if normalise(DECLINED) in normalise(said):
        return Outcome.DECLINED, "the model says that the evidence does not answer"
    return Outcome.UNVERIFIED, "the reply could not be proved from the evidence"
