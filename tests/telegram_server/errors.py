"""How a request is refused."""

from http import HTTPStatus


class ApiError(Exception):
    """A refusal: the HTTP status, Telegram's words, and what comes with them (seconds to wait, the new chat)."""

    def __init__(
        self, code: int, description: str, retry_after: int | None = None, migrate_to_chat_id: int | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after
        self.migrate_to_chat_id = migrate_to_chat_id


class DisconnectError(Exception):
    """The connection is cut without an answer."""


def bad(description: str) -> ApiError:
    """Return the refusal of a request that is wrong."""
    return ApiError(HTTPStatus.BAD_REQUEST, f"Bad Request: {description}")


def forbidden(description: str) -> ApiError:
    """Return the refusal of what the bot may not do."""
    return ApiError(HTTPStatus.FORBIDDEN, f"Forbidden: {description}")


def flooded(seconds: int) -> ApiError:
    """Return the refusal of a call that came too soon; the next may come after ``seconds``."""
    return ApiError(HTTPStatus.TOO_MANY_REQUESTS, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
