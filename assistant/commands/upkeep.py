"""``assistant settings`` and ``assistant model``: what is set, and the embedding model's files."""

import os
from typing import Annotated

import typer
from pydantic import SecretStr

from assistant.commands.options import load_settings
from assistant.settings import Settings
from index.training.static_model import build_static_model, static_model_settings
from index.training.word_vectors import ginza_folder, read_word_vectors

_NAME = "ja-static"


def register(app: typer.Typer) -> None:
    """Add ``settings`` and the ``model`` commands."""
    app.command("settings")(show_settings)
    model = typer.Typer(help="The embedding model's files.")
    model.callback()(lambda: None)
    model.command("build")(build)
    app.add_typer(model, name="model")


def show_settings() -> None:
    """Print every setting with its value and where it comes from; secrets are masked."""
    settings = load_settings()
    written = Settings.model_config.get("env_file")
    for name, field in Settings.model_fields.items():
        variable = f"ASSISTANT_{name.upper()}"
        value = getattr(settings, name)
        shown = _shown(value)
        source = (
            "environment"
            if variable in os.environ
            else str(written)
            if name in settings.model_fields_set
            else "default"
        )
        typer.echo(f"{variable}={shown}\t({source})\t{field.description}")


def _shown(value: object) -> str:
    if isinstance(value, SecretStr):
        return "********" if value.get_secret_value() else ""
    return os.pathsep.join(map(str, value)) if isinstance(value, tuple) else str(value)


def build(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Build it even where it stands.")] = False,
) -> None:
    """Make the offline default model from the installed word vectors."""
    folder = load_settings().models / _NAME
    if (folder / "revision.txt").is_file() and not rebuild:
        typer.echo(f"{folder}: there already")
        return
    revision = build_static_model(read_word_vectors(ginza_folder()), static_model_settings(), folder)
    typer.echo(f"{folder}: built, revision {revision}")
