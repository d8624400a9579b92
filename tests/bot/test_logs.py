"""The log: made when needed, and never holding a token."""

import logging
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.logs import configure_logging, redact, show_log_on_terminal
from bot.sections import LoggingSettings
from bot.settings import Secrets

TOKEN = "123456789:AAE-abcdefghijklmnopqrstuvwxyz12345"
OTHER = "987654:another_token-that-we-do-not-hold"
SECRETS = Secrets(telegram_bot_token=SecretStr(TOKEN))


def test_a_token_is_hidden_wherever_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "a.log"
    configure_logging(LoggingSettings(file=file, level="DEBUG"), SECRETS)
    log = logging.getLogger("some.library")
    log.info("GET https://api.telegram.org/bot%s/getMe", TOKEN)
    try:
        int(f"The token `{TOKEN}` was rejected")
    except ValueError:
        log.exception("failed for %s", OTHER)
    text = file.read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "getMe" in text
    assert TOKEN not in text
    assert OTHER not in text


def test_other_text_is_left_as_it_is() -> None:
    assert redact("12:30 ngày 9/11/2022: họp", SECRETS) == "12:30 ngày 9/11/2022: họp"


def test_the_file_is_made_when_there_is_something_to_write(tmp_path: Path) -> None:
    configure_logging(LoggingSettings(file=tmp_path / "a.log"), SECRETS)
    assert not (tmp_path / "a.log").exists()
    logging.getLogger("x").debug("below the level")
    assert not (tmp_path / "a.log").exists()


def test_a_log_that_cannot_be_written_disturbs_nobody(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    configure_logging(LoggingSettings(file=tmp_path), SECRETS)
    logging.getLogger("x").error("lost")
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_a_new_configuration_replaces_the_old(tmp_path: Path) -> None:
    for name in ("a.log", "b.log"):
        configure_logging(LoggingSettings(file=tmp_path / name), SECRETS)
    logging.getLogger("x").error("here")
    assert not (tmp_path / "a.log").exists()
    assert "here" in (tmp_path / "b.log").read_text(encoding="utf-8")


def test_our_own_entries_show_on_the_terminal_without_the_token(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    configure_logging(LoggingSettings(file=tmp_path / "a.log"), SECRETS)
    show_log_on_terminal(SECRETS)
    logging.getLogger("bot.telegram_app").warning("tried %s", TOKEN)
    logging.getLogger("library").warning("noise")
    err = capfd.readouterr().err
    assert "tried (token hidden)" in err
    assert "noise" not in err
    assert err.count("tried") == 1


@pytest.mark.parametrize("texts", [True, False])
def test_libraries_that_write_addresses_and_messages_are_kept_quiet(tmp_path: Path, texts: bool) -> None:
    configure_logging(LoggingSettings(file=tmp_path / "a.log", level="DEBUG", message_texts=texts), SECRETS)
    for name in ("httpx", "httpcore"):
        assert not logging.getLogger(name).isEnabledFor(logging.INFO)
    assert logging.getLogger("telegram.ext.Application").isEnabledFor(logging.DEBUG) is texts
