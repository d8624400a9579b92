"""What the tests of the faces share: a config of their own, a fake index, the command line run in process."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.app import App, compose
from bot.cli import main
from bot.messages import Messages, load_messages
from bot.settings import load_settings
from tests.bot.fakes import FakeParts


@dataclass(frozen=True, slots=True)
class Result:
    """What a run of the command line left."""

    code: int
    out: str
    err: str


Cli = Callable[..., Result]


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the developer's own settings, token and proxy out of the tests."""
    for name in ("HOIDAP_CONFIG", "TELEGRAM_BOT_TOKEN", "HOIDAP_LLM_API_KEY", "HOIDAP_CHROMA_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.yaml"
    path.write_text("corpus:\n  articles: articles\n", encoding="utf-8")
    (tmp_path / "articles").mkdir()
    return path


@pytest.fixture
def messages() -> Messages:
    return load_messages()


@pytest.fixture
def parts() -> FakeParts:
    return FakeParts()


@pytest.fixture
def app(config: Path, parts: FakeParts) -> App:
    return compose(load_settings(config), parts)


@pytest.fixture
def cli(config: Path, parts: FakeParts, capfd: pytest.CaptureFixture[str]) -> Cli:
    """Run ``hoidap`` with the fake index; the config is named before the command."""

    def run(*arguments: str) -> Result:
        with pytest.raises(SystemExit) as exit_:
            main(["--config", str(config), *arguments], parts=parts)
        captured = capfd.readouterr()
        return Result(int(exit_.value.code or 0), captured.out, captured.err)

    return run
