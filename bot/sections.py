"""The sections of config.yaml that belong to the faces; each key is explained in that file."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, field_validator


class Section(BaseModel):
    """A part of the config: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CorpusSettings(Section):
    """Where the articles are."""

    articles: Path = Path("corpus/articles")


class ConversationSettings(Section):
    """How much of a conversation is remembered, so that a follow-up question is understood."""

    turns: int = Field(default=6, ge=0, le=50)
    chats: int = Field(default=1000, ge=1)


class PaceSettings(Section):
    """How fast messages are sent, so that Telegram never has to refuse one; 0 is no limit."""

    messages_per_second: int = Field(default=30, ge=0)
    seconds_per_chat: float = Field(default=1, ge=0)
    group_messages_per_minute: int = Field(default=20, ge=0)


class AccessSettings(Section):
    """Whom the bot serves, as Telegram's numbers; everybody when neither users nor groups are named."""

    users: tuple[int, ...] = ()
    groups: tuple[int, ...] = ()
    admins: tuple[int, ...] = ()


class LimitSettings(Section):
    """How many messages are answered; 0 is no limit."""

    user_per_minute: int = Field(default=10, ge=0)
    user_per_day: int = Field(default=200, ge=0)
    group_per_minute: int = Field(default=15, ge=0)
    group_per_day: int = Field(default=1000, ge=0)
    all_per_minute: int = Field(default=1000, ge=0)
    all_per_day: int = Field(default=20000, ge=0)


class WebhookSettings(Section):
    """Where Telegram brings messages to; without a url the bot asks for them instead."""

    url: HttpUrl | None = None
    listen: str = "127.0.0.1"
    port: int = Field(default=8443, ge=0, le=65535)
    path: str | None = None
    check_seconds: float = Field(default=60, gt=0)

    @field_validator("url")
    @classmethod
    def without_credentials(cls, value: HttpUrl | None) -> HttpUrl | None:
        """Refuse an address with a name or a password in it."""
        return _without_credentials(value)

    @field_validator("path")
    @classmethod
    def from_the_root(cls, value: str | None) -> str | None:
        """Refuse a path that no request can have."""
        if value is not None and not value.startswith("/"):
            raise ValueError("must begin with '/'")
        return value


class TelegramSettings(Section):
    """How the bot talks to Telegram; times in seconds where a key names no other unit."""

    base_url: HttpUrl | None = None
    poll_timeout: int = Field(default=30, ge=0, le=50)
    request_timeout: float = Field(default=20, gt=0)
    longest_pause: float = Field(default=30, gt=0)
    stop_timeout: float = Field(default=20, ge=0)
    chats_at_once: int = Field(default=64, ge=1)
    inline_pause: float = Field(default=0.5, ge=0, le=5)
    store: Path = Path("var/telegram.sqlite")
    retention_days: float = Field(default=30, gt=0)
    feedback_days: float = Field(default=180, gt=0)
    feedback_texts: bool = False
    webhook: WebhookSettings = WebhookSettings()
    watch_seconds: float = Field(default=60, ge=0)
    alert_seconds: float = Field(default=60, ge=0)
    upload_megabytes: float = Field(default=10, gt=0, le=20)
    pace: PaceSettings = PaceSettings()
    access: AccessSettings = AccessSettings()
    limits: LimitSettings = LimitSettings()

    @field_validator("base_url")
    @classmethod
    def without_credentials(cls, value: HttpUrl | None) -> HttpUrl | None:
        """Refuse an address with a name or a password in it: addresses are logged."""
        return _without_credentials(value)


class LoggingSettings(Section):
    """Where the log goes and how much of it there is."""

    file: Path = Path("var/hoidap.log")
    format: Literal["text", "json"] = "text"
    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    message_texts: bool = False


class MetricsSettings(Section):
    """Where figures are served to Prometheus; port 0 serves none."""

    listen: str = "127.0.0.1"
    port: int = Field(default=0, ge=0, le=65535)


def _without_credentials(value: HttpUrl | None) -> HttpUrl | None:
    if value is not None and (value.username or value.password):
        raise ValueError("must not hold a name or a password; leave out what stands before '@'")
    return value
