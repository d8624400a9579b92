"""The log: one file for everything, the terminal for what an operator should see, a token in neither."""

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from bot.sections import LoggingSettings
from bot.settings import Secrets

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_MEGABYTE = 1_000_000
# The shape of a Telegram token, so that one that we do not hold is kept out as well.
_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")
_HIDDEN = "(token hidden)"
_HIDDEN_KEY = "(key hidden)"


class RedactingFormatter(logging.Formatter):
    """Formats a record, its traceback included, and hides secrets in the result."""

    def __init__(self, template: str, secrets: Secrets) -> None:
        super().__init__(template)
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record), self._secrets)


class LogFile(RotatingFileHandler):
    """A log file that is made, with its folder, when there is something to write.

    A log that cannot be written must not keep anyone from an answer, so its errors are dropped.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=5 * _MEGABYTE, backupCount=3, encoding="utf-8", delay=True)

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
    """Return ``text`` without the token and the language model's key, and without anything of a token's shape."""
    for secret, sign in ((secrets.telegram_bot_token, _HIDDEN), (secrets.hoidap_llm_api_key, _HIDDEN_KEY)):
        if secret is not None:
            text = text.replace(secret.get_secret_value(), sign)
    return _TOKEN.sub(_HIDDEN, text)


def configure_logging(settings: LoggingSettings, secrets: Secrets) -> None:
    """Send the log of the process to the file of ``settings``, in place of an earlier one."""
    handler = LogFile(settings.file)
    handler.setFormatter(RedactingFormatter(_FORMAT, secrets))
    root = logging.getLogger()
    for earlier in [earlier for earlier in root.handlers if isinstance(earlier, LogFile)]:
        root.removeHandler(earlier)
        earlier.close()
    root.addHandler(handler)
    root.setLevel(settings.level)
    # They write each address, and Telegram's holds the token; the client of the language model writes whole prompts.
    for chatty in ("httpx", "httpcore", "openai", "llama_index"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    # At DEBUG, python-telegram-bot writes each message whole.
    logging.getLogger("telegram").setLevel(logging.NOTSET if settings.message_texts else logging.INFO)


def show_log_on_terminal(secrets: Secrets) -> None:
    """Send our own entries to standard error as well, for a command that runs on."""
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter("%(asctime)s %(message)s", secrets))
    handler.set_name("terminal")
    ours = logging.getLogger("bot")
    for earlier in [earlier for earlier in ours.handlers if earlier.get_name() == "terminal"]:
        ours.removeHandler(earlier)
    ours.addHandler(handler)
