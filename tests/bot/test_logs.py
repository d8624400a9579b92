"""The log: made when needed, and never holding a token."""

import json
import logging
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.logs import LogFile, RedactingJsonFormatter, configure_logging, entries_of, redact, show_log_on_terminal
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


def test_the_token_of_a_chroma_server_is_hidden() -> None:
    assert redact("sent mat-khau", Secrets(hoidap_chroma_token=SecretStr("mat-khau"))) == "sent (key hidden)"


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
    show_log_on_terminal(LoggingSettings(), SECRETS)
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


def entries(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_as_json_every_entry_is_one_object_with_what_it_belongs_to(tmp_path: Path) -> None:
    file = tmp_path / "a.log"
    configure_logging(LoggingSettings(file=file, format="json"), SECRETS)
    log = logging.getLogger("some.library")
    log.info("hai dòng\nđấy", extra={"place": "Sơn Khê", "odd": object()})
    with entries_of(81, -1007):
        log.warning("một")
        with entries_of(None, -1007):
            log.warning("hai")
    plain, first, second = entries(file)
    assert plain["message"] == "hai dòng\nđấy"
    assert (plain["level"], plain["logger"], plain["place"]) == ("INFO", "some.library", "Sơn Khê")
    assert datetime.fromisoformat(plain["time"]).tzinfo is not None
    assert plain.keys() & {"update", "chat"} == set()
    assert (first["update"], "update" in second) == (81, False)
    assert first["chat"] == second["chat"] != "-1007"


@pytest.mark.parametrize("form", ["text", "json"])
def test_half_a_character_is_written_too(tmp_path: Path, form: Literal["text", "json"]) -> None:
    file = tmp_path / "a.log"
    configure_logging(LoggingSettings(file=file, format=form), SECRETS)
    (handler,) = (each for each in logging.getLogger().handlers if isinstance(each, LogFile))
    # Not by a logger: pytest keeps what it logs, and workers cannot send half a character to one another.
    handler.handle(logging.makeLogRecord({"msg": "half: \ud83d", "levelname": "WARNING", "name": "x"}))
    assert "half: \\ud83d" in file.read_text(encoding="utf-8")


def test_the_code_of_a_chat_cannot_be_made_without_the_token(tmp_path: Path) -> None:
    codes = []
    for number, secrets in enumerate([SECRETS, Secrets(telegram_bot_token=SecretStr(OTHER))]):
        file = tmp_path / f"{number}.log"
        configure_logging(LoggingSettings(file=file, format="json"), secrets)
        with entries_of(1, 7):
            logging.getLogger("x").warning("hier")
        codes.append(entries(file)[0]["chat"])
    assert codes[0] != codes[1]


@given(st.text(), st.text())
@settings(max_examples=60, deadline=None)
def test_any_text_is_one_line_of_json(message: str, field: str) -> None:
    record = logging.makeLogRecord({"msg": "%s", "args": (message,), "field": field, "levelname": "INFO", "name": "x"})
    line = RedactingJsonFormatter(Secrets(telegram_bot_token=None)).format(record)
    assert "\n" not in line
    assert "\r" not in line
    assert json.loads(line)["field"] == field
    assert json.loads(line)["message"] == message


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_form_shows_a_secret_wherever_it_stands(tmp_path: Path, form: Literal["text", "json"]) -> None:
    file = tmp_path / "a.log"
    configure_logging(LoggingSettings(file=file, format=form, level="DEBUG"), SECRETS)
    secret = SECRETS.webhook_secret(SecretStr(TOKEN)).get_secret_value()
    log = logging.getLogger("some.library")
    quoted = TOKEN.replace(":", "%3A")
    log.info("GET /bot%s/getMe and %s", quoted, secret, extra={"url": f"/bot{TOKEN}/x", "more": {"deep": [TOKEN]}})
    log.info({"url": TOKEN, "secret": secret})
    try:
        int(f"{TOKEN} {OTHER}")
    except ValueError as error:
        log.exception("failed", extra={"error": error}, stack_info=True)
    text = file.read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "(token hidden)" in text
    for hidden in (TOKEN, OTHER, TOKEN.split(":")[1], OTHER.split(":")[1], secret):
        assert hidden not in text


def test_on_the_terminal_too_entries_are_json(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    section = LoggingSettings(file=tmp_path / "a.log", format="json")
    configure_logging(section, SECRETS)
    show_log_on_terminal(section, SECRETS)
    logging.getLogger("bot.telegram_app").warning("tried %s", TOKEN)
    (entry,) = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    assert entry["message"] == "tried (token hidden)"
