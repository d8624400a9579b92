"""What is remembered of each chat, and the engine as the faces see it."""

import threading
from collections import OrderedDict
from collections.abc import Hashable, Sequence

from bot.messages import Messages
from corpus.article import Article
from index.types import Answer, Answerer, Show, Status, show_nothing

_Turn = tuple[Hashable, Answer]


class Conversations:
    """The last answers of each chat. Safe across threads; the chat silent longest is forgotten first."""

    def __init__(self, turns: int, chats: int) -> None:
        self._turns = turns
        self._chats = chats
        self._answers: OrderedDict[Hashable, tuple[_Turn, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def history(self, chat: Hashable, before: Hashable = None) -> tuple[Answer, ...]:
        """Return the remembered answers of ``chat``, oldest first: those before the turn ``before``, if it is one."""
        with self._lock:
            turns = self._answers.get(chat, ())
        place = _place(turns, before)
        return tuple(answer for _, answer in turns[:place])

    def remember(self, chat: Hashable, answer: Answer, turn: Hashable = None) -> None:
        """Add ``answer`` to what is remembered of ``chat``, in the place of the turn if that was answered before."""
        if self._turns == 0:
            return
        with self._lock:
            turns = self._answers.get(chat, ())
            place = _place(turns, turn)
            self._answers[chat] = (*turns[:place], (turn, answer), *turns[place + 1 :])[-self._turns :]
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

    def ask(self, text: str, chat: Hashable, turn: Hashable = None, show: Show = show_nothing) -> Answer:
        """Answer ``text`` in the light of what ``chat`` was told before, and remember the answer.

        ``turn`` names the question, so that one that is asked again in other words takes its own place; ``show`` is
        told the answer as it is written.
        """
        history = self._conversations.history(chat, turn)
        answer = self._answerer.answer(_without_surrogates(text), history, show)
        self._conversations.remember(chat, answer, turn)
        return answer

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
    return next((at for at, (name, _) in enumerate(turns) if turn is not None and name == turn), len(turns))


def _without_surrogates(text: str) -> str:
    """Halves of a broken character cannot be encoded again, so they become U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
