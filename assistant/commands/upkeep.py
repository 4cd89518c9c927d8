"""``assistant settings`` and ``assistant model``: what is set, and the embedding model's files."""

import os
from pathlib import Path
from typing import Annotated

import typer
from pydantic import SecretStr

from assistant.commands.options import load_settings
from assistant.settings import Settings
from index.training.making import build_shipped, train_shipped

_NAME = "ja-static"


def register(app: typer.Typer) -> None:
    """Add ``settings`` and the ``model`` commands."""
    app.command("settings")(show_settings)
    model = typer.Typer(help="The embedding model's files.")
    model.callback()(lambda: None)
    model.command("build")(build)
    model.command("train")(train)
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
    """Put the offline default model together from the installed words and the shipped training."""
    folder = load_settings().models / _NAME
    if (folder / "revision.txt").is_file() and not rebuild:
        typer.echo(f"{folder}: there already")
        return
    revision = build_shipped(folder)
    typer.echo(f"{folder}: built, revision {revision}")


def train(
    output: Annotated[Path | None, typer.Option("--output", help="Where to write it; default: in the package.")] = None,
) -> None:
    """Train the offline default model from the written data: minutes on two cores, seeded."""
    trained = train_shipped(output, lambda epoch, loss: typer.echo(f"epoch {epoch}: loss {loss:.3f}"))
    typer.echo(f"{trained}: written; `assistant model build --rebuild` puts the model together")
