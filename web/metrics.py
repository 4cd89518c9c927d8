"""Counts of questions and requests, as Prometheus reads them; over all worker processes where there are several."""

import os
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Summary, disable_created_metrics
from prometheus_client.exposition import generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
SHARED: Final = "PROMETHEUS_MULTIPROC_DIR"
_STAGE_BOUNDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Seconds: an ordinary stage takes 0.3 to 10 milliseconds, a language model up to half a minute."""


class Metrics:
    """The counters of one app; safe to call from several threads. Holds no word of any question.

    Workers of one server write to the folder that ``PROMETHEUS_MULTIPROC_DIR`` names; any of them shows the sum.
    """

    def __init__(self, statuses: tuple[str, ...]) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = own = CollectorRegistry()
        self._questions = Counter(
            "assistant_questions",
            "Questions by how they ended; error: no answer could be made.",
            ["status"],
            registry=own,
        )
        for status in statuses:
            self._questions.labels(status)
        self._seconds = Summary("assistant_question_seconds", "Seconds from question to answer.", registry=own)
        self._stages = Histogram(
            "assistant_stage_seconds",
            "Seconds of each stage of an answer.",
            ["stage"],
            buckets=_STAGE_BOUNDS,
            registry=own,
        )
        self._requests = Counter(
            "assistant_requests", "Requests by route and HTTP status.", ["route", "status"], registry=own
        )
        self._refused = Counter("assistant_refused", "Requests refused: busy, too_many.", ["why"], registry=own)
        self._working = Gauge(
            "assistant_requests_open", "Requests being answered.", multiprocess_mode="livesum", registry=own
        )
        self._opened = Gauge(
            "assistant_index_opened_seconds", "When the index in use was opened, in seconds since 1970.",
            multiprocess_mode="livemin", registry=own,
        )  # fmt: skip

    def count(self, status: str, seconds: float) -> None:
        """Count one question that ended with ``status`` after ``seconds``."""
        self._questions.labels(status).inc()
        self._seconds.observe(seconds)

    def stages(self, seconds: dict[str, float]) -> None:
        """Count the seconds that each stage of one answer took."""
        for stage, value in seconds.items():
            self._stages.labels(stage).observe(value)

    def begin(self) -> None:
        """Count a request that has come in."""
        self._working.inc()

    def end(self, route: str, status: int) -> None:
        """Count a request that was answered with an HTTP status; ``route`` is the pattern of its address."""
        self._working.dec()
        self._requests.labels(route, str(status)).inc()

    def refuse(self, why: str) -> None:
        """Count a request that was not let in."""
        self._refused.labels(why).inc()

    def opened(self, time: float) -> None:
        """Say when the index in use was opened, in seconds since 1970."""
        self._opened.set(time)

    def text(self) -> str:
        """Return all counters as Prometheus text."""
        return generate_latest(self._source()).decode()

    def _source(self) -> CollectorRegistry:
        if not os.environ.get(SHARED):
            return self._registry
        shared = CollectorRegistry()
        MultiProcessCollector(shared)  # type: ignore[no-untyped-call]
        return shared
