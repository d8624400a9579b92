"""Whether a follow-up as a language model completed it says no more than the conversation did."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.generated_words import GeneratedWords, read
from index.types import Answer
from index.verify_generated import is_plain

_KEPT = 0.5
_A_YEAR = 2000  # stands on both sides for the year that a date does not name


@dataclass(frozen=True, slots=True)
class RewriteCheck:
    """Checks completed questions of at most ``longest`` characters."""

    words: GeneratedWords
    longest: int

    def admits(self, rewritten: str, text: str, history: Sequence[Answer]) -> bool:
        """Return whether all it tells was said before, and the question keeps its names, figures and most words."""
        if not rewritten or len(rewritten) > self.longest or not is_plain(rewritten):
            return False
        said = [text]
        for turn in history:
            said += [turn.question.text, turn.text, *(citation.quote for citation in turn.citations)]
        known = [read(one, _A_YEAR, self.words) for one in said]
        new, asked = read(rewritten, _A_YEAR, self.words), known[0]
        figures = {(one.kind, one.value) for one in new.figures}
        if not figures <= {(one.kind, one.value) for reading in known for one in reading.figures}:
            return False
        told = {token.text for reading in known for token in reading.tokens}
        spoken = f" {' | '.join(' '.join(token.text for token in reading.tokens) for reading in known)} "
        names = (" ".join(token.text for token in new.tokens[name.start : name.end]) for name in new.names)
        if not {token.text for token in new.tokens} - self.words.function <= told:
            return False
        if not all(f" {name} " in spoken for name in names):
            return False
        if not {(one.kind, one.value) for one in asked.figures} <= figures:
            return False
        words = {token.text for token in new.tokens}
        named = {asked.tokens[place].text for name in asked.names for place in range(name.start, name.end)}
        content = {asked.tokens[place].text for place in asked.content()}
        return named <= words and len(content & words) >= _KEPT * len(content)
