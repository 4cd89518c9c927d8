"""The log on stderr: one line an event, as JSON or as text; uvicorn and the libraries write through it too."""

import json
import logging
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Final, TypeAlias

from assistant.settings import Settings
from web.serving.log_rows import ROW, request_id
from web.serving.log_text import causes, discreet, places, told

_Value: TypeAlias = str | int | float | tuple[str, ...] | Mapping[str, float] | None
OWN: Final = ("corpus", "index", "assistant", "web", "uvicorn")
"""Loggers that the level counts for; all others are heard from warnings on, because some write what they are sent."""


class JsonLines(logging.Formatter):
    """A record as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's line."""
        return json.dumps(_fields(record), ensure_ascii=False, separators=(",", ":"))


class TextLines(logging.Formatter):
    """A record as words for people: time, level, event, then ``name=value``."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's line."""
        fields = _fields(record)
        head = [str(fields.pop(name)) for name in ("time", "level", "event")]
        if "message" in fields:
            head[-1] = f"{fields.pop('logger')}: {fields.pop('message')}"
        return " ".join([*head, *(f"{name}={_worded(value)}" for name, value in fields.items())])


class StderrHandler(logging.Handler):
    """Writes to whatever stderr is at the moment."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line; a stderr that is gone costs the line, not the answer."""
        try:
            sys.stderr.write(f"{self.format(record)}\n")
            sys.stderr.flush()
        except (OSError, ValueError):
            return


def start_logs(settings: Settings) -> None:
    """Let everything that this process logs, warnings of Python too, go to stderr as the settings say."""
    handler: logging.Handler = logging.NullHandler() if settings.log == "off" else StderrHandler()
    handler.setFormatter(JsonLines() if settings.log == "json" else TextLines())
    level = logging.CRITICAL if settings.log == "off" else logging.getLevelNamesMapping()[settings.log_level.upper()]
    logging.basicConfig(handlers=[handler], level=max(level, logging.WARNING), force=True)
    for name in OWN:
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(capture=True)


def _fields(record: logging.LogRecord) -> dict[str, _Value]:
    """Return what the line of a record says, in the order in which it says it; nothing that is empty."""
    row = getattr(record, ROW, None)
    fields: dict[str, _Value] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "event": "message",
        "process": os.getpid(),
        "request_id": request_id.get(),
    }
    fields |= asdict(row) if row else {"logger": record.name, "message": _message(record)}
    error = record.exc_info[1] if record.exc_info else None
    if error:
        fields |= {"error": causes(error), "at": places(error)}
    return {name: value for name, value in fields.items() if value not in (None, "", (), {})}


def _message(record: logging.LogRecord) -> str:
    template, values = _safe(record.msg), record.args or ()
    try:
        filled = template % (values if isinstance(values, Mapping) else tuple(map(_safe_value, values)))
    except (TypeError, ValueError, KeyError):
        filled = template
    return discreet(filled if values else template)


def _safe(value: object) -> str:
    return told(value) if isinstance(value, BaseException) else str(value)


def _safe_value(value: object) -> object:
    return told(value) if isinstance(value, BaseException) else value


def _worded(value: _Value) -> str:
    if isinstance(value, Mapping):
        return ",".join(f"{name}:{number}" for name, number in value.items())
    if isinstance(value, tuple):
        return " < ".join(value) if any(" " in one for one in value) else ",".join(value)
    return str(value)
