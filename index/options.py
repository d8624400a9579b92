"""The tunables of the index, each with its default; ``config.yaml`` explains them."""

from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, ValidationInfo, field_validator

# What it was trained to be cut to, and half of that: with the whole vectors compared after, nothing is lost.
_DEFAULT_MODEL_DIMENSIONS = 256


class _Options(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class EncoderOptions(_Options):
    """Which model turns text into vectors."""

    model: str = "default"
    batch_size: int = Field(default=64, ge=1, le=4096)
    dimensions: int | None = Field(default=None, ge=16)

    @property
    def searched(self) -> int | None:
        """How many numbers of a vector Chroma searches; None for all of them."""
        return self.dimensions or (_DEFAULT_MODEL_DIMENSIONS if self.model == "default" else None)


class PassageOptions(_Options):
    """How articles are cut; lengths in characters."""

    target_characters: int = Field(default=1200, ge=100)


def _without_credentials(value: HttpUrl | None) -> HttpUrl | None:
    """Refuse an address with a name or a password in it: addresses are logged."""
    if value is not None and (value.username or value.password):
        raise ValueError("must not hold a name or a password; leave out what stands before '@'")
    return value


CHROMA_TOKEN_VARIABLE = "HOIDAP_CHROMA_TOKEN"  # the variable's name, not its value


class ArticlesFrom(StrEnum):
    """Where an index takes its articles from: the folder of articles, or what a Chroma server holds of them."""

    FOLDER = "folder"
    SERVER = "server"


class ChromaOptions(_Options):
    """Which Chroma server holds the vectors, if any; its token is in the environment."""

    url: HttpUrl | None = None
    articles: ArticlesFrom = ArticlesFrom.FOLDER

    @field_validator("url")
    @classmethod
    def plain_address(cls, value: HttpUrl | None) -> HttpUrl | None:
        """Refuse what is no address of a server, or holds a secret."""
        if value is not None and (value.query is not None or value.fragment is not None):
            raise ValueError("must not hold '?' or '#'; give the address of the server alone")
        return _without_credentials(value)

    @field_validator("articles")
    @classmethod
    def with_server(cls, value: ArticlesFrom, info: ValidationInfo) -> ArticlesFrom:
        """Refuse to take articles from a server where none is named."""
        if value is ArticlesFrom.SERVER and "url" in info.data and info.data["url"] is None:
            raise ValueError("needs a server; give index.chroma.url, or take folder")
        return value

    @property
    def address(self) -> str:
        """The address without a slash at its end; empty where Chroma is embedded."""
        return str(self.url).rstrip("/") if self.url else ""

    @property
    def reads_server(self) -> bool:
        """Whether the articles are those of the server, which another machine writes."""
        return self.articles is ArticlesFrom.SERVER


class IndexOptions(_Options):
    """Where the derived stores live and how they are made."""

    path: Path = Path("var/index")
    chroma: ChromaOptions = ChromaOptions()
    processes: int | None = Field(default=None, ge=1)
    encoder: EncoderOptions = EncoderOptions()
    passages: PassageOptions = PassageOptions()


class RerankWeights(_Options):
    """What each sign is worth in the order of the candidates; all signs are of the order of 1."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    lexical: float = 4.6
    dense: float = 8.4
    passage: float = 2.9
    sentence: float = 1.9
    pairs: float = 1.2
    title: float = 0.4
    heading: float = 2.1
    interaction: float = 5.7
    interaction_sentence: float = 4.1


class RerankOptions(_Options):
    """How many candidates are compared with the question in detail, and how they are weighed."""

    candidates: int = Field(default=50, ge=0, le=1000)
    weights: RerankWeights = RerankWeights()


class RetrieveOptions(_Options):
    """How many passages are fetched, and what each score weighs in their order."""

    candidates: int = Field(default=50, ge=1, le=1000)
    top: int = Field(default=12, ge=1, le=1000)
    filtered: int = Field(default=6, ge=0, le=1000)
    accented_weight: float = Field(default=0.5, ge=0)
    folded_weight: float = Field(default=0.5, ge=0)
    title_weight: float = Field(default=0.2, ge=0)
    dense_weight: float = Field(default=1.2, ge=0)
    rerank: RerankOptions = RerankOptions()


class AnswerMode(StrEnum):
    """Who phrases an answer: ``auto`` is the language model where one is named and answers, else the quotes alone."""

    EXTRACTIVE = "extractive"
    LLM = "llm"
    AUTO = "auto"


class LlmOptions(_Options):
    """Which language model phrases answers, and how long and how much it may; its key is in the environment."""

    base_url: HttpUrl | None = None
    model: str = ""
    first_piece_seconds: float = Field(default=6, gt=0, le=600)
    answer_seconds: float = Field(default=15, gt=0, le=600)
    answer_tokens: int = Field(default=400, ge=16, le=8192)
    daily_tokens: int = Field(default=0, ge=0)
    store: Path = Path("var/llm.sqlite")
    spans: int = Field(default=4, ge=1, le=20)
    pause_seconds: float = Field(default=30, ge=0)
    at_once: int = Field(default=4, ge=1, le=64)

    @field_validator("base_url")
    @classmethod
    def without_credentials(cls, value: HttpUrl | None) -> HttpUrl | None:
        """Refuse an address with a name or a password in it."""
        return _without_credentials(value)

    @property
    def named(self) -> bool:
        """Whether there is a model to ask."""
        return self.base_url is not None and bool(self.model)


class AnswerOptions(_Options):
    """How long a quote may be and how much of a question it must cover; lengths in characters."""

    mode: AnswerMode = AnswerMode.AUTO
    quote_characters: int = Field(default=800, ge=80, le=2000)
    quotes: int = Field(default=3, ge=1, le=5)
    likely: float = Field(default=0.8, ge=0, le=1)
    quote_cost: float = Field(default=0.001, ge=0, le=1)
    confidence: float = Field(default=0.05, ge=0, le=1)
    question_characters: int = Field(default=1000, ge=50)
    coverage: float = Field(default=0.25, ge=0, lt=1)
    near: float = Field(default=4.0, ge=0)
    nearest: int = Field(default=3, ge=0, le=10)
    list_limit: int = Field(default=20, ge=1, le=100)
    further: int = Field(default=5, ge=0, le=10)
    llm: LlmOptions = LlmOptions()

    @property
    def asks_llm(self) -> bool:
        """Whether answers are to be phrased by a language model."""
        return self.mode is AnswerMode.LLM or (self.mode is AnswerMode.AUTO and self.llm.named)
