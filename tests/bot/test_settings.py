"""config.yaml and the environment: every key, every refusal."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel, SecretStr

from bot.errors import OperatorFault
from bot.settings import CONFIG_NAME, Settings, config_path, load_secrets, load_settings

REPOSITORY = Path(__file__).parent.parent.parent
TOKEN = "123456789:AAE-abcdefghijklmnopqrstuvwxyz12345"


def flattened(values: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in values.items():
        found |= flattened(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key: value}
    return found


def defaults(model: type[BaseModel]) -> dict[str, Any]:
    return flattened(model().model_dump(mode="json"))


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "my.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(path: Path) -> str:
    with pytest.raises(OperatorFault) as caught:
        load_settings(path)
    text = str(caught.value)
    assert "\n" not in text
    assert "pydantic" not in text.lower()
    return text


def test_the_projects_own_config_names_every_key_at_its_default() -> None:
    written = flattened(yaml.safe_load((REPOSITORY / CONFIG_NAME).read_text(encoding="utf-8")))
    assert written == defaults(Settings)


def test_every_key_of_the_projects_own_config_is_explained() -> None:
    lines = (REPOSITORY / CONFIG_NAME).read_text(encoding="utf-8").splitlines()
    for before, line in pairwise(lines):
        is_value = line.startswith(" ") and not line.lstrip().startswith("#") and not line.endswith(":")
        if is_value:
            assert before.lstrip().startswith("#"), f"no comment above {line.strip()!r}"


def test_an_empty_file_means_the_defaults(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, ""))
    assert settings.telegram.poll_timeout == Settings().telegram.poll_timeout


def test_a_section_with_every_key_commented_out_means_the_defaults(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, "telegram:\n  # poll_timeout: 10\n"))
    assert settings.telegram.pace == Settings().telegram.pace
    assert settings.telegram.poll_timeout == Settings().telegram.poll_timeout


def test_relative_paths_are_taken_from_the_files_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere").mkdir()
    path = write(tmp_path, "corpus: {articles: texts}\nindex: {path: ../idx, encoder: {model: ./model}}\n")
    monkeypatch.chdir(tmp_path / "elsewhere")
    settings = load_settings(Path("..") / path.name)
    assert settings.corpus.articles.resolve() == (tmp_path / "texts").resolve()
    assert settings.index.path.resolve() == (tmp_path.parent / "idx").resolve()
    assert Path(settings.index.encoder.model).resolve() == (tmp_path / "model").resolve()
    assert settings.logging.file.resolve() == (tmp_path / "var" / "hoidap.log").resolve()


def test_absolute_paths_and_model_names_stay(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, "corpus: {articles: /srv/a}\nindex: {encoder: {model: org/name}}\n"))
    assert settings.corpus.articles == Path("/srv/a")
    assert settings.index.encoder.model == "org/name"


def test_the_environment_overrides_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "telegram: {poll_timeout: 10, chats_at_once: 2}\n")
    monkeypatch.setenv("HOIDAP__TELEGRAM__POLL_TIMEOUT", "7")
    monkeypatch.setenv("HOIDAP__INDEX__PASSAGES__TARGET_CHARACTERS", "444")
    settings = load_settings(path)
    assert (settings.telegram.poll_timeout, settings.telegram.chats_at_once) == (7, 2)
    assert settings.index.passages.target_characters == 444


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("telegrm: {}\n", ["my.yaml", "'telegrm'", "'telegram'"]),
        ("telegram: {pol_timeout: 3}\n", ["my.yaml", "telegram.pol_timeout", "'poll_timeout'"]),
        ("index: {encoder: {modell: x}}\n", ["index.encoder.modell", "'model'"]),
        ("telegram: {poll_timeout: lâu}\n", ["telegram.poll_timeout", "'lâu'", "integer"]),
        ("telegram: {poll_timeout: 999}\n", ["telegram.poll_timeout", "999", "50"]),
        ("telegram: 3\n", ["telegram", "3", "section"]),
        ("logging: {level: LOUD}\n", ["logging.level", "'LOUD'", "'DEBUG'"]),
        ("corpus: {articles: [1]}\n", ["corpus.articles", "[1]"]),
        ("telegram: {base_url: ftp://x}\n", ["telegram.base_url", "http"]),
        ("index: {chroma: {url: ftp://x}}\n", ["index.chroma.url", "'ftp://x'", "http"]),
        ("index: {chroma: {url: localhost:8000}}\n", ["index.chroma.url", "'localhost:8000'", "http"]),
        ("index: {chroma: {url: 'https://x/?token=a'}}\n", ["index.chroma.url", "address of the server alone"]),
        ("index: {chroma: {articles: server}}\n", ["index.chroma.articles", "'server'", "index.chroma.url"]),
        ("index: {chroma: {articles: cloud}}\n", ["index.chroma.articles", "'cloud'", "'folder'"]),
        ("index: {chroma: {token: x}}\n", ["index.chroma.token", "HOIDAP_CHROMA_TOKEN"]),
        ("- a\n- b\n", ["my.yaml", "sections"]),
        ("3: {}\n", ["my.yaml", "sections"]),
        ("corpus: {articles: [}\n", ["my.yaml", "line 1", "YAML"]),
        ("a: b: c\n", ["my.yaml", "line 1", "YAML"]),
        ("a: \x01\n", ["my.yaml", "YAML", "position 3"]),
        ("a: 2023-02-31\n", ["my.yaml", "YAML", "day"]),
        (f"a: {'[' * 3000}\n", ["my.yaml", "YAML"]),
        ("corpus: {articles: null}\n", ["corpus.articles", "None", "must be a path"]),
        ("corpus: {articles: ~nobody-by-this-name/a}\n", ["~nobody-by-this-name/a", "home"]),
        ("telegram: {poll_timeout: 3}\ntelegram: {}\n", ["line 2", "'telegram'", "twice"]),
    ],
)
def test_a_faulty_file_is_refused_with_key_value_and_mend(tmp_path: Path, text: str, expected: list[str]) -> None:
    message = refusal(write(tmp_path, text))
    for part in expected:
        assert part in message


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes("corpus: {articles: 'bài'}".encode("cp1258", "replace") + b"\xff")
    assert "UTF-8" in refusal(path)


@pytest.mark.parametrize("variable", ["HOIDAP__TELEGRAM__POL_TIMEOUT", "HOIDAP__TELEGRM__POLL_TIMEOUT", "HOIDAP__X"])
def test_an_unknown_variable_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setenv(variable, "3")
    message = refusal(write(tmp_path, ""))
    assert "environment" in message
    assert variable in message


def test_a_variable_of_a_wrong_type_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOIDAP__TELEGRAM__POLL_TIMEOUT", "soon")
    message = refusal(write(tmp_path, "telegram: {poll_timeout: 3}\n"))
    assert "environment" in message
    assert "HOIDAP__TELEGRAM__POLL_TIMEOUT" in message
    assert "'soon'" in message


@pytest.mark.parametrize(
    ("variable", "value"),
    [("HOIDAP__TELEGRAM", '{"poll_timeout": "soon"}'), ("HOIDAP__TELEGRAM__POLL_TIMEOUT__X", "3")],
)
def test_a_variable_above_or_below_a_key_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    assert refusal(write(tmp_path, "")).startswith(f"environment: {variable}")


@pytest.mark.parametrize("address", ["http://anna:geheim@localhost:1", "http://anna:geheim@localhost:x"])
def test_an_address_with_a_password_is_refused_and_the_password_not_shown(tmp_path: Path, address: str) -> None:
    for section, key in (("telegram: {base_url", "telegram.base_url"), ("index: {chroma: {url", "index.chroma.url")):
        message = refusal(write(tmp_path, f"{section}: '{address}'{'}' * section.count('{')}\n"))
        assert f"{key} = 'http://(hidden)@localhost" in message
        assert "geheim" not in message


def test_a_section_in_one_variable_must_be_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOIDAP__TELEGRAM", "x")
    assert "HOIDAP__SECTION__KEY" in refusal(write(tmp_path, ""))


@pytest.mark.parametrize("text", [f"telegram: {{token: '{TOKEN}'}}\n", f"telegram_bot_token: '{TOKEN}'\n"])
def test_a_token_in_the_file_is_refused_and_not_shown(tmp_path: Path, text: str) -> None:
    message = refusal(write(tmp_path, text))
    assert "TELEGRAM_BOT_TOKEN" in message
    assert TOKEN not in message


def test_the_token_comes_from_the_environment_and_stays_out_of_a_repr(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    secrets = load_secrets()
    assert secrets.telegram_bot_token is not None
    assert secrets.telegram_bot_token.get_secret_value() == TOKEN
    assert TOKEN not in f"{secrets!r} {secrets}"


@pytest.mark.parametrize("token", ["", " ", "\n"])
def test_an_empty_token_is_none(monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", token)
    assert load_secrets().telegram_bot_token is None


def test_a_line_end_copied_with_the_token_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", f" {TOKEN}\r\n")
    assert load_secrets().telegram_bot_token == SecretStr(TOKEN)


def test_the_config_is_found_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given, named, here = tmp_path / "given.yaml", tmp_path / "named.yaml", tmp_path / CONFIG_NAME
    for path in (given, named, here):
        path.write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert config_path() == here
    monkeypatch.setenv("HOIDAP_CONFIG", str(named))
    assert config_path() == named
    assert config_path(given) == given


def test_without_a_config_here_the_projects_own_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert config_path() == REPOSITORY / CONFIG_NAME


def test_a_missing_config_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OperatorFault, match=r"--config: no config file at .*gone\.yaml"):
        config_path(tmp_path / "gone.yaml")
    monkeypatch.setenv("HOIDAP_CONFIG", str(tmp_path / "lost.yaml"))
    with pytest.raises(OperatorFault, match=r"HOIDAP_CONFIG: no config file at .*lost\.yaml"):
        config_path()


def test_settings_are_frozen(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, ""))
    with pytest.raises(ValueError, match="frozen"):
        settings.telegram.poll_timeout = 1
