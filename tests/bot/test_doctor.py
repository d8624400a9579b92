"""The doctor: each fault with its mend, and never the token."""

from pathlib import Path

import pytest

from index.errors import IndexBroken, IndexForeign, IndexUnreachable
from index.sync import IndexState
from tests.bot.conftest import Cli
from tests.bot.fakes import FakeParts
from tests.telegram_server import TelegramServer

TOKEN = "123456789:AAE-abcdefghijklmnopqrstuvwxyz12345"
ARTICLE = """\
---
id: bai-mot
title: Bài một
published: 2024-02-03T21:30:00+07:00
---

Một câu.
"""


@pytest.fixture
def articles(tmp_path: Path, config: Path) -> Path:
    folder = tmp_path / "articles"
    (folder / "bai-mot.md").write_text(ARTICLE, encoding="utf-8")
    return folder


def lines(out: str) -> dict[str, str]:
    return {line.split(":")[0]: line for line in out.splitlines()}


def test_a_sound_house_has_no_fault(cli: Cli, articles: Path) -> None:
    result = cli("doctor")
    assert (result.code, result.err) == (0, "")
    assert list(lines(result.out)) == [
        "ok    config",
        "ok    articles",
        "ok    index",
        "ok    model",
        "ok    language model",
        "ok    telegram",
    ]
    assert "not set" in result.out


def test_the_token_is_said_to_be_there_and_not_shown(cli: Cli, articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    result = cli("doctor")
    assert "TELEGRAM_BOT_TOKEN is set" in result.out
    assert TOKEN not in result.out + result.err


def test_what_is_no_token_is_a_fault(cli: Cli, articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "mật khẩu")
    result = cli("doctor")
    assert result.code == 2
    assert "@BotFather" in lines(result.out)["fault telegram"]
    assert "mật khẩu" not in result.out


def test_each_broken_article_is_a_fault(cli: Cli, articles: Path) -> None:
    (articles / "hong.md").write_text("---\nid: [\n---\nx\n", encoding="utf-8")
    result = cli("doctor")
    assert result.code == 2
    assert "hong.md" in lines(result.out)["fault articles"]
    assert "1 in" in lines(result.out)["ok    articles"]


def test_an_empty_folder_is_a_fault(cli: Cli) -> None:
    result = cli("doctor")
    assert result.code == 2
    assert "hoidap add" in lines(result.out)["fault articles"]


def test_an_index_out_of_step_is_a_fault(cli: Cli, articles: Path, parts: FakeParts) -> None:
    parts.state = IndexState(exists=True, in_step=False, detail="1 article to add; run hoidap index")
    result = cli("doctor")
    assert result.code == 2
    assert "1 article to add; run hoidap index" in lines(result.out)["fault index"]


def test_a_model_that_does_not_load_is_a_fault(cli: Cli, articles: Path, parts: FakeParts) -> None:
    parts.model_fault = IndexForeign("model x: not found; name another")
    result = cli("doctor")
    assert result.code == 2
    assert "name another" in lines(result.out)["fault model"]


def test_a_broken_config_is_the_only_check(cli: Cli, config: Path) -> None:
    config.write_text("telegrm: {}\n", encoding="utf-8")
    result = cli("doctor")
    assert result.code == 2
    assert list(lines(result.out)) == ["fault config"]


def test_online_asks_telegram(cli: Cli, articles: Path, config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with TelegramServer() as server:
        config.write_text(f"corpus: {{articles: articles}}\ntelegram: {{base_url: '{server.url}'}}\n")
        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", server.token)
        assert "reachable as @hoidap_test_bot" in cli("doctor", "--online").out
        server.cut()
        result = cli("doctor", "--online")
    assert result.code == 2
    assert "cannot reach Telegram" in result.out


def test_stores_that_cannot_be_opened_are_a_fault_though_the_record_agrees(
    cli: Cli, articles: Path, parts: FakeParts
) -> None:
    parts.missing = IndexBroken("var/index/chroma: no readable Chroma store; run `hoidap index --full`")
    result = cli("doctor")
    assert result.code == 2
    assert "hoidap index --full" in lines(result.out)["fault index"]


def test_a_reader_of_a_server_needs_no_folder_of_articles(cli: Cli, config: Path) -> None:
    config.write_text("index: {chroma: {url: 'http://localhost:8000', articles: server}}\n", encoding="utf-8")
    result = cli("doctor")
    assert result.code == 0
    assert "http://localhost:8000" in lines(result.out)["ok    articles"]


def test_a_server_that_does_not_answer_is_a_fault(cli: Cli, parts: FakeParts, articles: Path) -> None:
    parts.state_fault = IndexUnreachable("http://localhost:8000: the Chroma server does not answer; start it")
    result = cli("doctor")
    assert result.code == 2
    assert "http://localhost:8000" in lines(result.out)["fault index"]
