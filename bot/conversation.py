"""What is remembered of each chat, and the engine as the faces see it."""

import threading
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

from bot.messages import Messages
from corpus.article import Article
from index.types import Answer, Answerer, Show, Status, show_nothing

Thread = tuple[Hashable, Hashable]
"""A chat and the turn in it that a question continues."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """A question that was answered, and the answers that it was asked in the light of, oldest first."""

    name: Hashable
    answer: Answer
    before: tuple[Answer, ...]


class Conversations:
    """The last answers of each chat. Safe across threads; the chat silent longest is forgotten first."""

    def __init__(self, turns: int, chats: int) -> None:
        self._turns = turns
        self._chats = chats
        self._answers: OrderedDict[Hashable, tuple[_Turn, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def history(self, chat: Hashable, turn: Hashable = None, thread: Thread | None = None) -> tuple[Answer, ...]:
        """Return the answers in whose light a question of ``chat`` is asked, oldest first.

        A ``turn`` that was answered before has those that it had; else they are those of the ``thread``, nothing when
        that is gone, and without one those of the newest turn.
        """
        with self._lock:
            turns = self._answers.get(chat, ())
            continued = self._answers.get(thread[0], ()) if thread else turns
        place = _place(turns, turn)
        if place < len(turns):
            return turns[place].before
        at = _place(continued, thread[1]) if thread else len(continued) - 1
        last = continued[at] if 0 <= at < len(continued) else None
        return (*last.before, last.answer)[-self._turns :] if last else ()

    def remember(self, chat: Hashable, answer: Answer, turn: Hashable = None, before: tuple[Answer, ...] = ()) -> None:
        """Add ``answer``, given in the light of ``before``; in the place of the turn if that was answered before."""
        if self._turns == 0:
            return
        with self._lock:
            turns = self._answers.get(chat, ())
            place = _place(turns, turn)
            old = turns[place].answer if place < len(turns) else None
            # What followed an answer that was replaced follows the new one.
            later = (
                replace(one, before=tuple(answer if told is old else told for told in one.before))
                for one in turns[place + 1 :]
            )
            self._answers[chat] = (*turns[:place], _Turn(turn, answer, before), *later)[-self._turns :]
            self._answers.move_to_end(chat)
            while len(self._answers) > self._chats:
                self._answers.popitem(last=False)

    def forget(self, chat: Hashable) -> None:
        """Forget everything of ``chat``."""
        with self._lock:
            self._answers.pop(chat, None)

    def __len__(self) -> int:
        with self._lock:
            return len(self._answers)


class Assistant:
    """Answers questions as one chat after another asks them; every face asks through it."""

    def __init__(self, answerer: Answerer, conversations: Conversations) -> None:
        self._answerer = answerer
        self._conversations = conversations

    def ask(
        self,
        text: str,
        chat: Hashable,
        turn: Hashable = None,
        thread: Thread | None = None,
        show: Show = show_nothing,
    ) -> Answer:
        """Answer ``text`` in the light of what ``chat`` was told before, and remember the answer.

        ``turn`` names the question, so that one that is asked again in other words takes its own place;
        ``thread`` is the earlier turn that it continues, else that is the newest; ``show`` is told the answer as it is
        written.
        """
        history = self._conversations.history(chat, turn, thread)
        answer = self._answerer.answer(_without_surrogates(text), history, show)
        self._conversations.remember(chat, answer, turn, history)
        return answer

    def quote(self, text: str) -> Answer:
        """Answer ``text`` out of quotes alone and outside of any conversation."""
        return self._answerer.quoting(_without_surrogates(text))

    def ask_alone(self, turns: Sequence[str]) -> Answer:
        """Answer the last of ``turns``, which are a conversation of their own; remember nothing of it.

        Raises ValueError when there is no turn.
        """
        if not turns:
            raise ValueError("turns: empty; give at least one question")
        alone = Assistant(self._answerer, Conversations(turns=len(turns), chats=1))
        return [alone.ask(text, chat=None) for text in turns][-1]

    def forget(self, chat: Hashable) -> None:
        """Forget what ``chat`` was told."""
        self._conversations.forget(chat)


def example_questions(
    answerer: Answerer, articles: Sequence[Article], messages: Messages, wanted: int = 3
) -> list[str]:
    """Return questions of ``messages`` that the corpus answers, at most ``wanted``.

    A reader who tries an example must not be told that nothing was found, so each is asked first.
    """
    newest = sorted(
        (article for article in articles if article.published),
        key=lambda article: article.published.timestamp() if article.published else 0.0,
        reverse=True,
    )
    titled = [(messages.example_summary, 0), (messages.example_published, 1)]
    candidates = [messages.example_meetings, messages.example_funds]
    candidates += [form.format(title=newest[at].title) for form, at in titled if at < len(newest)]
    answered = (text for text in candidates if answerer.answer(text).status is Status.ANSWERED)
    return [text for _, text in zip(range(wanted), answered, strict=False)]


def _place(turns: Sequence[_Turn], turn: Hashable) -> int:
    """Return where ``turn`` stands, or the end."""
    return next((at for at, one in enumerate(turns) if turn is not None and one.name == turn), len(turns))


def _without_surrogates(text: str) -> str:
    """Halves of a broken character cannot be encoded again, so they become U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
