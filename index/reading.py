"""Plan folders read to plans with their index terms: by two processes where there are many."""

import os
import signal
import sys
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread

from corpus.errors import CorpusError
from corpus.ingest import read_plan
from corpus.plan import Plan
from index.tokens import words

_PROCESSES = 2  # beside this one, which embeds what they have read
_MANY = 12  # plans: fewer are read before two processes have started and loaded their dictionaries


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """A plan with the index terms of each chunk, headings first."""

    plan: Plan
    words: tuple[list[str], ...]


def readings(folders: Sequence[Path]) -> Generator[ReadPlan | CorpusError, None, None]:
    """Yield what each folder holds, in order; for a broken plan the error that says why.

    Close the iterator to end the processes early. Where they cannot run, or one is killed, this process reads on.
    """
    many = len(folders) >= _MANY and (os.cpu_count() or 1) > 1
    yield from _pooled(folders) if many else map(_read, folders)


def _pooled(folders: Sequence[Path]) -> Iterator[ReadPlan | CorpusError]:
    done = 0
    executor = ProcessPoolExecutor(_PROCESSES, mp_context=get_context("spawn"), initializer=_ready)
    try:
        for reading in executor.map(_read, folders):
            done += 1
            yield reading
    except BrokenProcessPool:
        yield from map(_read, folders[done:])
    finally:
        executor.shutdown(cancel_futures=True)


def _read(folder: Path) -> ReadPlan | CorpusError:
    """Return the plan of a folder, or its error; equal terms are one string, as a plan repeats its words."""
    try:
        plan = read_plan(folder)
    except CorpusError as error:
        return error
    texts = ("\n".join((*chunk.heading, chunk.text)) for chunk in plan.chunks)
    return ReadPlan(plan, tuple(list(map(sys.intern, words(text))) for text in texts))


def _ready() -> None:
    """Let a process end at once by Ctrl-C, and with the one that started it, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)
