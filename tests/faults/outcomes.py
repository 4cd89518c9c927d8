"""What became of each fault."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

# right: the sound answer, to the byte.  told: no answer, and one clear line why.
# true: another answer than the sound one, each quote of it true.  wrong: anything else.  lost: what was there is gone.
Verdict = Literal["right", "told", "true", "wrong", "lost"]
BAD = frozenset({"wrong", "lost"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """One fault: what it hit, how, and what became of it."""

    area: str
    fault: str
    verdict: Verdict
    detail: str = ""


def compared(answer: Mapping[str, Any], sound: Mapping[str, Any], texts: Mapping[str, str]) -> Verdict:
    """Return the verdict on an answer: equal to the sound one, or else with quotes that stand in the plans."""
    if without_times(answer) == without_times(sound):
        return "right"
    return "true" if answer["citations"] and all(is_true(one, texts) for one in answer["citations"]) else "wrong"


def is_true(citation: Mapping[str, Any], texts: Mapping[str, str]) -> bool:
    """Return whether a quote and its digest are those of the plan's own text."""
    quote = texts[citation["plan_id"]][citation["start"] : citation["end"]]
    return bool(citation["quote"] == quote and citation["digest"] == hashlib.sha256(quote.encode()).hexdigest())


def without_times(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return an answer without what differs from one run to the next."""
    kept = {name: value for name, value in answer.items() if name != "answer_id"}
    return {**kept, "receipt": {**answer["receipt"], "seconds": {}}}


def table(outcomes: Iterable[Outcome]) -> str:
    """Return a Markdown table: a line an area, with how many faults ended in which way."""
    counts: dict[str, Counter[str]] = {}
    for one in outcomes:
        counts.setdefault(one.area, Counter())[one.verdict] += 1
    total = sum(counts.values(), Counter[str]())
    rows = [*counts.items(), ("all", total)]
    lines = ["| area | faults | right | told | true | wrong | lost |", "|---|---|---|---|---|---|---|"]
    for area, count in rows:
        numbers = (count.total(), *(count[verdict] for verdict in ("right", "told", "true", "wrong", "lost")))
        lines.append(f"| {area} | {' | '.join(map(str, numbers))} |")
    return "\n".join(lines)
