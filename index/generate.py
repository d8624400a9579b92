"""The language model behind an OpenAI-compatible endpoint, and the one home of its client's errors."""

import asyncio
import queue
import threading
import time
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any

from index.budget import Budget, tokens_of
from index.options import LlmOptions
from index.writer import Outcome, Prompt, WriterFault

if TYPE_CHECKING:  # slow to import: loaded in the writer's own thread
    from llama_index.llms.openai_like import OpenAILike

_NO_KEY = "none"  # what a server without keys is sent; with nothing given the client would look for OPENAI_API_KEY
_CHARACTERS_PER_TOKEN = (
    8  # more than any vocabulary packs into one: what is longer is not the answer that was asked for
)
_TOO_MANY = 429
_SERVERS_FAULT = 500
_ASKED = ""  # in place of a piece: the client is loaded, and the endpoint's own time runs
_Piece = str | WriterFault | None


class OpenAIWriter:
    """Streams from one endpoint, on an event loop of its own, so that a silent server can be left at any moment."""

    def __init__(self, options: LlmOptions, key: str | None, budget: Budget) -> None:
        """Begin to load the client in the background; nothing is sent until a text is asked for."""
        self._options = options
        self._key = key
        self._budget = budget
        self._loop = asyncio.new_event_loop()
        self._client: OpenAILike | WriterFault = WriterFault(Outcome.REFUSED, "the client is not loaded")
        self._thread = threading.Thread(target=self._run, name="language model", daemon=True)
        self._thread.start()

    def pieces(self, prompt: Prompt, seconds: float) -> Iterator[str]:
        """Yield the text as it comes, ending within ``seconds``. Raises WriterFault, after pieces too."""
        deadline = time.monotonic() + seconds
        asked = tokens_of(prompt.instructions) + tokens_of(prompt.material)
        self._budget.reserve(asked + self._options.answer_tokens)
        received: queue.SimpleQueue[_Piece] = queue.SimpleQueue()
        task = asyncio.run_coroutine_threadsafe(self._stream(prompt, received), self._loop)
        written = ""
        try:
            for piece in self._received(received, deadline):
                written += piece
                if len(written) > self._options.answer_tokens * _CHARACTERS_PER_TOKEN:
                    raise WriterFault(Outcome.ENDLESS, f"more than {self._options.answer_tokens} tokens came")
                yield piece
        finally:
            task.cancel()
            self._budget.give_back(self._options.answer_tokens - tokens_of(written))

    def close(self) -> None:
        """Stop the event loop and what runs on it."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=1)

    def _received(self, received: "queue.SimpleQueue[_Piece]", deadline: float) -> Iterator[str]:
        waits_until = deadline
        while True:
            left = waits_until - time.monotonic()
            try:
                piece = received.get(timeout=max(0.0, left))
            except queue.Empty:
                raise WriterFault(Outcome.SLOW, "no text within the time limit") from None
            if isinstance(piece, WriterFault):
                raise piece
            if piece is None:
                return
            if piece == _ASKED:
                waits_until = min(deadline, time.monotonic() + self._options.first_piece_seconds)
            else:
                waits_until = deadline
                yield piece

    async def _stream(self, prompt: Prompt, received: "queue.SimpleQueue[_Piece]") -> None:
        try:
            if isinstance(self._client, WriterFault):
                raise self._client
            received.put(_ASKED)
            async for piece in _deltas(self._client, prompt):
                received.put(piece)
        except WriterFault as fault:
            received.put(fault)
        else:
            received.put(None)

    def _run(self) -> None:
        """Load the client, then serve the loop; a client that cannot be loaded fails each request."""
        try:
            self._client = _open_client(self._options, self._key)
        except (ImportError, ValueError) as error:
            self._client = WriterFault(Outcome.REFUSED, f"the client cannot be loaded ({error})")
        self._loop.run_forever()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()


def _open_client(options: LlmOptions, key: str | None) -> "OpenAILike":
    from llama_index.llms.openai_like import OpenAILike  # noqa: PLC0415 - takes seconds, and few need it

    return OpenAILike(
        model=options.model,
        api_base=str(options.base_url),
        api_key=key or _NO_KEY,
        is_chat_model=True,
        temperature=0.0,
        max_tokens=options.answer_tokens,
        max_retries=0,  # a second try would outlast the reader's patience; the extractive answer is there
        timeout=options.answer_seconds,
    )


async def _deltas(client: "OpenAILike", prompt: Prompt) -> AsyncIterator[str]:
    """Yield the pieces of one streamed reply; every error of the client's leaves as a WriterFault."""
    import httpx  # noqa: PLC0415 - with the client's own modules, which are loaded by now
    import openai  # noqa: PLC0415
    from llama_index.core.llms import ChatMessage, MessageRole  # noqa: PLC0415

    messages = [
        ChatMessage(role=MessageRole.SYSTEM, content=prompt.instructions),
        ChatMessage(role=MessageRole.USER, content=prompt.material),
    ]
    finish = None
    begun = False
    try:
        async for reply in await client.astream_chat(messages):
            begun = True
            if reply.delta:
                yield reply.delta
            choices = reply.raw.choices if reply.raw else ()
            finish = choices[0].finish_reason if choices else finish
    except openai.APITimeoutError:
        raise WriterFault(Outcome.SLOW, "the endpoint answered too late") from None
    except openai.APIStatusError as error:
        raise _of_status(error.status_code) from None
    except openai.APIConnectionError:
        raise WriterFault(Outcome.CUT if begun else Outcome.UNREACHABLE, "no connection to the endpoint") from None
    except httpx.TimeoutException:
        raise WriterFault(Outcome.SLOW, "the stream stood still") from None
    except httpx.HTTPError:
        raise WriterFault(Outcome.CUT, "the stream broke off") from None
    # The client builds its records without checking them, so a reply of another form fails wherever it is read.
    except (openai.OpenAIError, ValueError, TypeError, AttributeError, LookupError) as error:
        raise WriterFault(Outcome.MALFORMED, f"the reply is no chat completion ({type(error).__name__})") from None
    if finish == "length":
        raise WriterFault(Outcome.ENDLESS, "the reply ran into answer.llm.answer_tokens")
    if finish is None:  # a line that is closed in good order is no error to the client
        raise WriterFault(Outcome.CUT if begun else Outcome.EMPTY, "the stream ended without a word that it had")


def _of_status(status: Any) -> WriterFault:
    if status == _TOO_MANY:
        return WriterFault(Outcome.BUSY, "429: too many requests for the endpoint")
    if status >= _SERVERS_FAULT:
        return WriterFault(Outcome.SERVER_ERROR, f"{status} from the endpoint")
    return WriterFault(Outcome.REFUSED, f"{status} from the endpoint; look at answer.llm and the key")
