"""Beginning a run: the asker that its config names, and its folder."""

import datetime
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import httpx

from assistant.assembly import Assistant
from assistant.commands.options import load_settings
from corpus.access import Access
from eval.askers import Asker, InProcessAsker
from eval.cases import AccessCase, AnyCase
from eval.errors import EvalError
from eval.http_asker import HttpAsker
from eval.runs import RunConfig, RunFolder, RunVersions, run_path


@contextmanager
def asker_of(config: RunConfig) -> Iterator[Asker]:
    """Give the asker that a run's config names."""
    if config.base_url is None:
        assistant = Assistant.open(load_settings(config.index or None))
        with closing(assistant.index):
            yield InProcessAsker(assistant, config.today, config.top)
        return
    try:
        client = httpx.Client(base_url=config.base_url, timeout=config.timeout_seconds)
    except httpx.InvalidURL as error:
        raise EvalError(f"--base-url: {config.base_url}: {error}; give one such as http://127.0.0.1:8000") from error
    with client:
        yield HttpAsker(client, config.today, config.top)


def begin_run(config: RunConfig, cases: Sequence[AnyCase], asker: Asker, output: Path | None) -> RunFolder:
    """Return a new run folder that holds all but the answers."""
    asked = asker.asked(access=access_of(cases))
    path = output or run_path(config.name, datetime.datetime.now().astimezone())
    return RunFolder.create(path, config, RunVersions.of(asked.index_id), cases, asked.sources, asked.chunks)


def access_of(cases: Sequence[AnyCase]) -> Access:
    """Return whose eyes the cases need: staff only where one of them asks with theirs."""
    staff = any(isinstance(case, AccessCase) and case.access is Access.STAFF for case in cases)
    return Access.STAFF if staff else Access.PUBLIC
