"""Settings: ``ASSISTANT_*`` environment variables, or the same names in ``.env``."""

import os
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from index.place import Place, place_of

BUNDLED = Path(__file__).resolve().parent.parent / "corpus" / "documents"


class Settings(BaseSettings):
    """Every setting of the project; ``assistant settings`` prints them with their source.

    Raises:
        pydantic.ValidationError: a value has the wrong type or range.

    """

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", env_file=".env", extra="ignore", frozen=True)

    index: Annotated[Place, BeforeValidator(place_of)] = Field(
        Path("var/index"), description="folder of the index, or postgresql:// URL of its database"
    )
    vectors: str = Field(
        "",
        pattern=r"^(https?://[^\s@/]+/?)?$",
        description="address of a Chroma server for the vectors of an index in a folder; empty: in the folder",
    )
    plans: Annotated[tuple[Path, ...], NoDecode] = Field(
        (BUNDLED,), description="plan folders, or folders of them, separated by the path separator"
    )
    uploads: Path = Field(Path("var/plans"), description="plan folders uploaded by staff; read where it exists")
    model: str = Field("ja-static", description="embedding model, by its name in index/models.toml")
    models: Path = Field(Path("var/models"), description="folder of model files")
    embedding_url: str = Field("", description="base address of an embedding endpoint, for the model `endpoint`")
    embedding_model: str = Field("", description="name of the model that the embedding endpoint serves")
    embedding_key: SecretStr = Field(SecretStr(""), description="key to the embedding endpoint")
    reranker: str = Field("", description="reranker, by its name in index/rerankers.toml; empty: none")
    llm_url: str = Field("", description="base address of an OpenAI-compatible chat endpoint; empty: none is asked")
    llm_model: str = Field("", description="name of the language model that the endpoint serves")
    llm_key: SecretStr = Field(SecretStr(""), description="key to the chat endpoint")
    llm_timeout: float = Field(20.0, gt=0, le=600, description="longest wait for the language model, in seconds")
    llm_retries: int = Field(2, ge=0, le=5, description="how often a busy or failing chat endpoint is asked again")
    operator: str = Field("", description="who operates this service; empty: pages say it is not official")
    question_limit: int = Field(300, ge=1, le=10_000, description="longest question, in characters")
    body_limit: int = Field(65_536, ge=1_024, description="longest request body, in bytes")
    host: str = Field("127.0.0.1", description="address to serve on")
    port: int = Field(8000, ge=0, le=65_535, description="port to serve on")
    work_limit: int = Field(8, ge=1, le=1_000, description="requests worked on at once, in each process")
    queue_limit: int = Field(128, ge=0, le=10_000, description="requests that wait their turn, in each process")
    answer_seconds: float = Field(30.0, gt=0, le=600, description="longest wait for an answer to begin, in seconds")
    stop_seconds: int = Field(10, ge=0, le=600, description="longest wait for open answers when stopping, in seconds")
    questions_a_minute: int = Field(300, ge=1, description="questions of one address a minute, in each process")
    requests_a_minute: int = Field(3_000, ge=1, description="other requests of one address a minute, in each process")
    rate_exempt: Annotated[tuple[str, ...], NoDecode] = Field(
        ("127.0.0.0/8", "::1/128"), description="networks that are not counted so, separated by commas"
    )
    proxies: Annotated[tuple[str, ...], NoDecode] = Field(
        ("127.0.0.1",), description="proxies whose word on the asker's address is taken, separated by commas"
    )
    secret: SecretStr = Field(SecretStr(""), description="key that signs sessions; empty: made anew at each start")
    web_db: Annotated[Place, BeforeValidator(place_of)] = Field(
        Path("var/web.db"),
        description="file, or postgresql:// URL, of the database of feedback, conversations and the question log",
    )
    retention_days: int = Field(90, ge=1, le=3_650, description="days that questions and feedback are kept")
    accounts: SecretStr = Field(
        SecretStr(""), description="staff accounts: a file of lines name:hash, or such lines themselves; empty: none"
    )
    log: Literal["text", "json", "off"] = Field("text", description="form of the log on stderr: text, json or off")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="least level that is logged; libraries are heard from warning on"
    )
    upload_limit: int = Field(67_108_864, ge=1_024, description="largest upload of a signed-in person, in bytes")

    @field_validator("plans", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(Path(part) for part in value.split(os.pathsep) if part) if isinstance(value, str) else value

    @field_validator("rate_exempt", "proxies", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("rate_exempt")
    @classmethod
    def _networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(str(ip_network(network)) for network in value)
