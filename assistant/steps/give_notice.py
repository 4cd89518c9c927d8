"""Last step: what an asker must know about the plans that were cited."""

from dataclasses import replace

from assistant.turn import Turn
from corpus.plan import PlanManifest
from index.reader import IndexReader


def give_notice(turn: Turn, *, index: IndexReader) -> Turn:
    """Return the turn with the notices of its cited plans, each once."""
    cited = dict.fromkeys(citation.plan_id for citation in turn.citations)
    plans = [index.plan(plan_id, access=turn.question.access) for plan_id in cited]
    codes = [code for plan in plans if plan is not None for code in _codes(plan.manifest)]
    return replace(turn, notices=tuple(dict.fromkeys((*turn.notices, *codes))))


def _codes(manifest: PlanManifest) -> list[str]:
    stated = {
        "restated_source": manifest.restated,
        "draft_plan": manifest.status == "draft",
        "ended_plan": manifest.status == "ended",
        "partial_plan": manifest.extent == "partial",
    }
    return [code for code, holds in stated.items() if holds]
