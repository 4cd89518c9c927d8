"""Asking the cases of a run that have no answer yet."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed

from eval.askers import Asker
from eval.cases import AnyCase
from eval.errors import EvalError
from eval.recording import recording
from eval.rows import RawRow, failed_row
from eval.runs import RunFolder


def ask_cases(run: RunFolder, asker: Asker, *, workers: int, done: Callable[[int, int], None]) -> Counter[str]:
    """Ask what has no answer yet, ``workers`` at a time, and return how many error rows the run has, by code.

    Answers for which searching failed count as ``no_hits``.
    ``done`` is told the answers there are and the cases there are. What is being asked when the run is stopped is
    still written down.

    Raises:
        RunError: another process is asking this run, or a row of it is broken.
        EvalError: a bug keeps a row from being written.

    """
    with recording(run) as append:
        cases = run.cases()
        answered = {row.id for row in run.rows()}
        waiting = [case for case in cases if case.id not in answered]
        done(len(answered), len(cases))
        with ThreadPoolExecutor(workers) as pool:
            futures = [pool.submit(_ask, asker, case, append) for case in waiting]
            try:
                for count, future in enumerate(as_completed(futures), len(answered) + 1):
                    future.result()
                    done(count, len(cases))
            except OSError as error:
                raise EvalError(f"{run.path}: {error.strerror}; make room, then go on with --resume") from error
            finally:
                pool.shutdown(cancel_futures=True)
    failed = Counter(row.error.code for row in run.rows() if row.error)
    return failed + Counter({"no_hits": sum(future.result() for future in futures)})


def _ask(asker: Asker, case: AnyCase, append: Callable[[RawRow], None]) -> bool:
    """Ask a case, write its row, and return whether searching failed."""
    row = asker.ask(case)
    problem = row.problem()
    append(failed_row(case.id, "bad_answer", problem, row.seconds) if problem else row)
    return bool(row.hits_error)
