"""The log: one file for everything, the terminal for what an operator should see, a token in neither."""

import hmac
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from bot.sections import LoggingSettings
from bot.settings import Secrets

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_TERMINAL_FORMAT = "%(asctime)s %(message)s"
_FIELDS = {"asctime": "time", "levelname": "level", "name": "logger", "message": "message"}
_MEGABYTE = 1_000_000
# The shape of a Telegram token, so that one that we do not hold is kept out as well; addresses may quote its colon.
_TOKEN = re.compile(r"\d{5,}(?::|%3[Aa])[A-Za-z0-9_-]{20,}")
_HIDDEN = "(token hidden)"
_HIDDEN_KEY = "(key hidden)"
# What the entries of a task belong to: an update, and a chat.
_SUBJECT: ContextVar[tuple[int | None, int | None]] = ContextVar("subject", default=(None, None))


class RedactingFormatter(logging.Formatter):
    """Formats a record, its traceback included, and hides secrets in the result."""

    def __init__(self, template: str, secrets: Secrets) -> None:
        super().__init__(template)
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record), self._secrets)


class RedactingJsonFormatter(JsonFormatter):
    """Formats a record as one line of JSON, its extra fields and traceback included, and hides secrets in the result.

    ``update`` and ``chat`` say what an entry belongs to, see ``entries_of``. A chat is shown as a code that only says
    which entries are of the same one: its number would be a person's.
    """

    def __init__(self, secrets: Secrets) -> None:
        super().__init__(list(_FIELDS), rename_fields=_FIELDS | {"exc_info": "exception"}, json_ensure_ascii=False)
        self._secrets = secrets
        token = secrets.telegram_bot_token
        self._key = token.get_secret_value().encode() if token is not None else b"no token"

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record), self._secrets)

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802  (logging's name)
        """Return the moment as ISO 8601 writes it."""
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        """Add what the entry belongs to."""
        update, chat = _SUBJECT.get()
        if update is not None:
            log_data["update"] = update
        if chat is not None:
            log_data["chat"] = hmac.new(self._key, str(chat).encode(), "sha256").hexdigest()[:12]
        return log_data


@contextmanager
def entries_of(update: int | None, chat: int | None) -> Iterator[None]:
    """Let the entries of this task, and of tasks that it begins, belong to an update and a chat."""
    earlier = _SUBJECT.set((update, chat))
    try:
        yield
    finally:
        _SUBJECT.reset(earlier)


class LogFile(RotatingFileHandler):
    """A log file that is made, with its folder, when there is something to write.

    A log that cannot be written must not keep anyone from an answer, so its errors are dropped.
    """

    def __init__(self, path: Path) -> None:
        rotation: dict[str, Any] = {"maxBytes": 5 * _MEGABYTE, "backupCount": 3}
        # Half a character, which UTF-8 has no form for, is written as its escape, which is JSON's too.
        super().__init__(path, encoding="utf-8", delay=True, errors="backslashreplace", **rotation)

    def _open(self) -> Any:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()

    def emit(self, record: logging.LogRecord) -> None:
        try:
            super().emit(record)
        except OSError:
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  (the name is logging's)
        """Drop the error."""


def redact(text: str, secrets: Secrets) -> str:
    """Return ``text`` without the secrets that we hold, and without anything of a token's shape."""
    token = secrets.telegram_bot_token
    if token is not None:
        text = text.replace(token.get_secret_value(), _HIDDEN)
        text = text.replace(secrets.webhook_secret(token).get_secret_value(), _HIDDEN)
    for key in (secrets.hoidap_llm_api_key, secrets.hoidap_chroma_token):
        if key is not None:
            text = text.replace(key.get_secret_value(), _HIDDEN_KEY)
    return _TOKEN.sub(_HIDDEN, text)


def configure_logging(settings: LoggingSettings, secrets: Secrets) -> None:
    """Send the log of the process to the file of ``settings``, in place of an earlier one."""
    handler = LogFile(settings.file)
    handler.setFormatter(_formatter(_FORMAT, settings, secrets))
    root = logging.getLogger()
    for earlier in [earlier for earlier in root.handlers if isinstance(earlier, LogFile)]:
        root.removeHandler(earlier)
        earlier.close()
    root.addHandler(handler)
    root.setLevel(settings.level)
    # They write each address, and Telegram's holds the token; the client of the language model writes whole prompts.
    for chatty in ("httpx", "httpcore", "openai", "llama_index", "chromadb"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    # At DEBUG, python-telegram-bot writes each message whole.
    logging.getLogger("telegram").setLevel(logging.NOTSET if settings.message_texts else logging.INFO)


def show_log_on_terminal(settings: LoggingSettings, secrets: Secrets) -> None:
    """Send our own entries to standard error as well, for a command that runs on."""
    handler = logging.StreamHandler()
    handler.setFormatter(_formatter(_TERMINAL_FORMAT, settings, secrets))
    handler.set_name("terminal")
    ours = logging.getLogger("bot")
    for earlier in [earlier for earlier in ours.handlers if earlier.get_name() == "terminal"]:
        ours.removeHandler(earlier)
    ours.addHandler(handler)


def _formatter(template: str, settings: LoggingSettings, secrets: Secrets) -> logging.Formatter:
    if settings.format == "json":
        return RedactingJsonFormatter(secrets)
    return RedactingFormatter(template, secrets)
