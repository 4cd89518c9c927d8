"""A model's folder: found below the models' folder, told from other states of it, loaded without a network."""

import hashlib
import logging
import os
from pathlib import Path

from index.errors import ModelError

_SAMPLE = 65_536  # bytes read at both ends of a file: training moves every weight, and a whole file takes seconds


def find_folder(name: str, source: str, hub: str, models: Path) -> Path:
    """Return the folder of a model.

    Raises:
        ModelError: it is not there; the message says how to bring it. Nothing is ever fetched.

    """
    folder = models / source
    if not folder.is_dir():
        way = f"`hf download {hub} --local-dir {folder}`, or copy it there" if hub else "put its files there"
        raise ModelError(f"model {name!r} is not at {folder}: {way}; models are never fetched at run time")
    return folder


def revision_of(folder: Path) -> str:
    """Return the revision noted beside the model, or a digest of its files' names, sizes and ends."""
    noted = folder / "revision.txt"
    if noted.is_file():
        return noted.read_text(encoding="utf-8").strip()
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        inside = path.relative_to(folder)
        if not any(part.startswith(".") for part in inside.parts):  # .git and .cache say nothing of the model
            digest.update(f"{inside.as_posix()} {path.stat().st_size}\n".encode())
            digest.update(_ends(path))
    return digest.hexdigest()[:16]


def _ends(path: Path) -> bytes:
    with path.open("rb") as file:
        first = file.read(_SAMPLE)
        file.seek(-min(_SAMPLE, path.stat().st_size), os.SEEK_END)
        return first + file.read()


def keep_offline() -> None:
    """Make the libraries that load models ask no hub, whatever a model's files name, and write nothing on stderr."""
    os.environ["HF_HUB_OFFLINE"] = "1"  # read when huggingface_hub is imported, so before any of them
    from transformers.utils.logging import (  # noqa: PLC0415 (loads transformers, only when such a model is used)
        disable_progress_bar,
    )

    disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)  # it remarks on prompts that we do not use


def unreadable(folder: Path, error: Exception) -> ModelError:
    """Return the error for a folder from which no model could be loaded, in one line."""
    said = " ".join(str(error).split())[:200] or type(error).__name__
    return ModelError(f"{folder}: cannot load this model ({said}); copy its folder anew or choose another")
