"""Fills the prompts of ``index/prompts/`` with a question, its evidence and its conversation, all of it as data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Self

from index.displayed import displayed
from index.types import Answer, Evidence, Question
from index.vietnamese.normalise import clean
from index.writer import Prompt

DECLINED = "KHÔNG CÓ TRONG BẰNG CHỨNG"
"""What ``answer.vi.txt`` has the model say where the evidence does not answer."""

_NAMES = ("answer", "question", "evidence", "rewrite", "conversation", "turn")
# Angle brackets end a piece of data for the model; in the text of an article they are only signs.
_BRACKETS = str.maketrans({"<": "‹", ">": "›", '"': "”"})
_LONGEST_ANSWER = 600  # characters of an earlier answer that a rewriting may look at


@dataclass(frozen=True, slots=True)
class Prompting:
    """The prompts by their names, without their endings."""

    texts: Mapping[str, str]

    @classmethod
    def load(cls) -> Self:
        """Read the prompts that ship with the package."""
        folder = files("index").joinpath("prompts")
        return cls({name: folder.joinpath(f"{name}.vi.txt").read_text("utf-8").strip() for name in _NAMES})

    def answer(self, question: Question, evidence: Sequence[Evidence]) -> Prompt:
        """Ask for an answer out of numbered spans of evidence."""
        spans = "\n".join(self._evidence(number, piece) for number, piece in enumerate(evidence, start=1))
        named = "; ".join(dict.fromkeys(_data(one.written) for one in question.constraints)) or "-"
        material = self.texts["question"].format(
            evidence=spans, question=_data(question.search_text), constraints=named
        )
        return Prompt(self.texts["answer"], material)

    def rewrite(self, text: str, history: Sequence[Answer]) -> Prompt:
        """Ask for the last question of a conversation in words that need no conversation."""
        turns = "\n".join(
            self.texts["turn"].format(question=_data(turn.question.text), answer=_data(turn.text[:_LONGEST_ANSWER]))
            for turn in history
        )
        material = self.texts["conversation"].format(turns=turns, question=_data(text))
        return Prompt(self.texts["rewrite"], material)

    def _evidence(self, number: int, piece: Evidence) -> str:
        published = piece.article.published
        day = f' dang_ngay="{published:%d/%m/%Y}"' if published else ""
        title, quote = _data(piece.article.title), _data(piece.quote)
        return self.texts["evidence"].format(number=number, title=title, day=day, quote=quote)


def _data(text: str) -> str:
    """Return words of a person or an article so that no tag and no mark of ours can stand in them."""
    return displayed(clean(text)).translate(_BRACKETS)
