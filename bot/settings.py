"""config.yaml and the environment -> frozen ``Settings``; an unknown key is an error that names it."""

import difflib
import hmac
import os
import re
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.errors import OperatorFault
from bot.sections import ConversationSettings, CorpusSettings, LoggingSettings, MetricsSettings, TelegramSettings
from corpus.options import SourceOptions
from corpus.strict_yaml import StrictLoader
from index.options import CHROMA_TOKEN_VARIABLE, AnswerOptions, IndexOptions, RetrieveOptions

ENVIRONMENT_PREFIX = "HOIDAP__"
CONFIG_VARIABLE = "HOIDAP_CONFIG"
TOKEN_VARIABLE = "TELEGRAM_BOT_TOKEN"  # the variables' names, not their values
WEBHOOK_SECRET_VARIABLE = "TELEGRAM_WEBHOOK_SECRET"
KEY_VARIABLE = "HOIDAP_LLM_API_KEY"
CONFIG_NAME = "config.yaml"
_SECRETS = {"llm": KEY_VARIABLE, "chroma": CHROMA_TOKEN_VARIABLE}  # by the section that one would look for them in

Model = TypeVar("Model", bound=BaseModel)

_TOKEN_FORM = re.compile(r"\d+:[A-Za-z0-9_-]{20,}", re.ASCII)
_SECRET_WORDS = re.compile(r"token|secret|password|api_?key", re.IGNORECASE)
_CREDENTIALS = re.compile(r"//[^/\s]*@")


class Settings(BaseSettings):
    """Every tunable, from one file and the environment; no secrets."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", env_prefix=ENVIRONMENT_PREFIX, env_nested_delimiter="__"
    )

    corpus: CorpusSettings = CorpusSettings()
    sources: SourceOptions = SourceOptions()
    index: IndexOptions = IndexOptions()
    retrieve: RetrieveOptions = RetrieveOptions()
    answer: AnswerOptions = AnswerOptions()
    conversation: ConversationSettings = ConversationSettings()
    telegram: TelegramSettings = TelegramSettings()
    logging: LoggingSettings = LoggingSettings()
    metrics: MetricsSettings = MetricsSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment before the file; the file's keys come in as keyword arguments."""
        return env_settings, init_settings


class Secrets(BaseSettings):
    """What the environment alone may hold; a repr shows asterisks."""

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True, extra="ignore")

    telegram_bot_token: SecretStr | None = None
    telegram_webhook_secret: SecretStr | None = None
    hoidap_llm_api_key: SecretStr | None = None
    hoidap_chroma_token: SecretStr | None = None

    @field_validator("*", mode="before")
    @classmethod
    def without_white_space(cls, value: object) -> object:
        """Drop the line end that comes along when a secret is copied; what is left empty is none."""
        return (value.strip() or None) if isinstance(value, str) else value

    def webhook_secret(self, token: SecretStr) -> SecretStr:
        """Return what proves a request to be Telegram's: the one set, else one that follows from the token.

        It stays the same over restarts, so that no request that is on its way then is taken for a stranger's.
        """
        derived = hmac.new(token.get_secret_value().encode(), b"hoidap webhook", "sha256").hexdigest()
        return self.telegram_webhook_secret or SecretStr(derived)


def is_token(text: str) -> bool:
    """Whether ``text`` has the form of a Telegram token."""
    return _TOKEN_FORM.fullmatch(text) is not None


def model_unnamed() -> OperatorFault:
    """Return the fault of a mode that needs a language model where none is named."""
    return OperatorFault("answer.mode = llm: no model; give answer.llm.base_url and answer.llm.model, or take auto")


def token_malformed() -> OperatorFault:
    """Return the fault of a token that can be none; the token itself is not in it."""
    return OperatorFault(f"{TOKEN_VARIABLE} is no token (digits, colon, letters); copy it whole from @BotFather")


def load_secrets() -> Secrets:
    """Read the secrets from the environment."""
    return Secrets()


def config_path(given: Path | None = None) -> Path:
    """Return the config file to read: ``given``, else HOIDAP_CONFIG, else here, else beside the packages.

    Raises OperatorFault when there is none.
    """
    named = given or (Path(os.environ[CONFIG_VARIABLE]) if os.environ.get(CONFIG_VARIABLE) else None)
    if named is not None:
        if not named.is_file():
            origin = "--config" if given else CONFIG_VARIABLE
            raise OperatorFault(f"{origin}: no config file at {named}; give the path of a config.yaml")
        return named.absolute()
    for folder in (Path.cwd(), Path(__file__).parent.parent):
        if (folder / CONFIG_NAME).is_file():
            return folder / CONFIG_NAME
    raise OperatorFault(
        f"no {CONFIG_NAME} in {Path.cwd()}; run from the project's folder, or name one with --config PATH"
    )


def load_settings(path: Path) -> Settings:
    """Read ``path`` and the environment; relative paths are taken from the folder of ``path``.

    Raises OperatorFault naming the file or variable, the key, the value and the mend.
    """
    values = _read_yaml(path)
    _refuse_unknown_variables()
    try:
        settings = Settings(**values)
    except ValidationError as error:
        raise OperatorFault(_describe(error.errors()[0], path)) from None
    except ValueError as error:  # pydantic-settings: a variable of a whole section that is not JSON
        raise OperatorFault(f"environment: {error}; set one key at a time, {ENVIRONMENT_PREFIX}SECTION__KEY") from None
    return _resolved(settings, path.absolute().parent)


def _read_yaml(path: Path) -> dict[str, Any]:
    try:
        values = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=StrictLoader)
    except UnicodeDecodeError:
        raise OperatorFault(f"{path}: not UTF-8 text; save the file as UTF-8") from None
    except OSError as error:
        raise OperatorFault(f"{path}: cannot be read ({error.strerror}); mend its permissions") from None
    # PyYAML lets the error of a date that is none, or of brackets without end, through as it is.
    except (yaml.YAMLError, ValueError, LookupError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        problem = getattr(error, "problem", None) or " ".join(str(error).split())[:200]
        raise OperatorFault(f"{path}{where}: not YAML ({problem}); mend it there") from None
    if values is None:
        return {}
    if not isinstance(values, dict) or not all(isinstance(key, str) for key in values):
        raise OperatorFault(f"{path}: must be sections of keys, such as 'corpus:'; see the README")
    # A section whose every key is commented out reads as null; it means the defaults.
    return {key: value for key, value in values.items() if value is not None}


def _refuse_unknown_variables() -> None:
    """A misspelt section in a variable's name would otherwise be passed over in silence."""
    sections = list(Settings.model_fields)
    for name in os.environ:
        if not name.upper().startswith(ENVIRONMENT_PREFIX):
            continue
        section = name[len(ENVIRONMENT_PREFIX) :].split("__")[0].lower()
        if section not in sections:
            raise OperatorFault(f"environment: {name}: unknown section '{section}'; {_known(section, sections)}")


def _describe(error: ErrorDetails, path: Path) -> str:
    location = [str(part) for part in error["loc"]]
    origin, key = _origin(location, path)
    if error["type"] == "extra_forbidden":
        if _SECRET_WORDS.search(location[-1]):
            owner = next((part for part in location if part in _SECRETS), "")
            mend = f"put it in the environment as {_SECRETS.get(owner, TOKEN_VARIABLE)}"
            return f"{origin}: {key}: secrets are never kept there; {mend}"
        return f"{origin}: unknown key '{key}'; {_known(location[-1], _siblings(location))}"
    if error["type"] in {"model_type", "model_attributes_type"}:
        return f"{origin}: {key} = {_shown(location, error['input'])}: must be a section of keys"
    if error["type"] == "path_type":
        return f"{origin}: {key} = {_shown(location, error['input'])}: must be a path"
    message = error["msg"].removeprefix("Input ").removeprefix("Value error, ").replace("should be", "must be")
    return f"{origin}: {key} = {_shown(location, error['input'])}: {message}"


def _origin(location: list[str], path: Path) -> tuple[str, str]:
    """Say whether the environment or the file gave the value, and the key as it is spelt there."""
    variable = ENVIRONMENT_PREFIX + "__".join(location).upper()
    for name in os.environ:
        given = name.upper()
        if given == variable or given.startswith(f"{variable}__"):
            return "environment", name
        if given.startswith(ENVIRONMENT_PREFIX) and variable.startswith(f"{given}__"):  # a section as JSON
            return "environment", f"{name}: {'.'.join(location)}"
    return str(path), ".".join(location)


def _siblings(location: list[str]) -> list[str]:
    model: Any = Settings
    for part in location[:-1]:
        model = model.model_fields[part].annotation
    return list(model.model_fields)


def _known(word: str, known: list[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    return f"did you mean '{close[0]}'?" if close else f"known: {', '.join(known)}"


def _shown(location: list[str], value: object) -> str:
    if any(_SECRET_WORDS.search(part) for part in location):
        return "(hidden)"
    return _CREDENTIALS.sub("//(hidden)@", repr(value))[:80]


def _resolved(model: Model, folder: Path) -> Model:
    """Return ``model`` with every relative path in it taken from ``folder``."""
    changed: dict[str, object] = {}
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, BaseModel):
            changed[name] = _resolved(value, folder)
        elif isinstance(value, Path):
            changed[name] = folder / _at_home(value)
        elif isinstance(value, str) and value.startswith(("./", "../", "~/")):
            # A model named by its folder rather than by its name on the hub.
            changed[name] = str(folder / _at_home(Path(value)))
    return model.model_copy(update=changed)


def _at_home(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError:
        raise OperatorFault(f"config: {path}: no such user's home; write the path out") from None
