"""The tunables of the sources, each with its default; ``config.yaml`` explains them."""

import re
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, field_validator


class _Options(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class WatchedSource(_Options):
    """A feed or a sitemap: where it is, who publishes it, and which of its pages are wanted."""

    url: HttpUrl
    publisher: str | None = None
    pattern: str | None = None

    @field_validator("url")
    @classmethod
    def without_credentials(cls, value: HttpUrl) -> HttpUrl:
        """Refuse an address with a name or a password in it: addresses are logged."""
        if value.username or value.password:
            raise ValueError("must not hold a name or a password; leave out what stands before '@'")
        return value

    @field_validator("pattern")
    @classmethod
    def is_expression(cls, value: str | None) -> str | None:
        """Refuse what is no regular expression."""
        try:
            re.compile(value or "")
        except re.error as error:
            raise ValueError(f"must be a regular expression ({error})") from None
        return value


class Withdrawn(StrEnum):
    """What becomes of the article of a page that its site has withdrawn."""

    REMOVE = "remove"
    REPORT = "report"


class SourceOptions(_Options):
    """What is fetched from the web, and how; times in seconds where a key names no other unit."""

    feeds: tuple[WatchedSource, ...] = ()
    sitemaps: tuple[WatchedSource, ...] = ()
    interval_minutes: float = Field(default=60, ge=1)
    pages_per_poll: int = Field(default=200, ge=1)
    recheck_hours: float = Field(default=24, ge=0)
    withdrawn: Withdrawn = Withdrawn.REMOVE
    state: Path = Path("var/sources.sqlite")
    user_agent: str = Field(default="hoidap/0.1 (news question answering bot)", pattern=r"^[!-~][ -~]{2,199}$")
    seconds_per_host: float = Field(default=2, ge=0, le=300)
    timeout: float = Field(default=30, gt=0, le=600)
    largest_megabytes: float = Field(default=20, gt=0, le=200)
    ports: tuple[int, ...] = (80, 443)
    allow_private: bool = False

    @property
    def withdrawn_folder(self) -> Path:
        """Return the folder for the files of withdrawn articles, beside the state."""
        return self.state.parent / "withdrawn"

    @property
    def largest_bytes(self) -> int:
        """Return the largest download in bytes."""
        return int(self.largest_megabytes * 1_000_000)
