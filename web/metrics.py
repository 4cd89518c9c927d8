"""Counts of questions and seconds, in the text form that Prometheus reads."""

from collections import Counter
from threading import Lock

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_TEMPLATE = """\
# HELP assistant_questions_total Questions by how they ended; error: no answer could be made.
# TYPE assistant_questions_total counter
{counts}
# HELP assistant_question_seconds Seconds from question to answer.
# TYPE assistant_question_seconds summary
assistant_question_seconds_sum {seconds:.6f}
assistant_question_seconds_count {count}
"""


class Metrics:
    """Counters of one process; safe to call from several threads. Holds no word of any question."""

    def __init__(self, statuses: tuple[str, ...]) -> None:
        self._counts = Counter(dict.fromkeys(statuses, 0))
        self._seconds = 0.0
        self._lock = Lock()

    def count(self, status: str, seconds: float) -> None:
        """Count one question that ended with ``status`` after ``seconds``."""
        with self._lock:
            self._counts[status] += 1
            self._seconds += seconds

    def text(self) -> str:
        """Return all counters as Prometheus text."""
        with self._lock:
            rows = [f'assistant_questions_total{{status="{name}"}} {n}' for name, n in self._counts.items()]
            return _TEMPLATE.format(counts="\n".join(rows), seconds=self._seconds, count=self._counts.total())
