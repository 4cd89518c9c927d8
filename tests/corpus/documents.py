"""The bundled plans: where they lie, and whether a gold passage stands in one."""

from pathlib import Path

from corpus.japanese.width import fold
from corpus.plan import Plan
from eval.cases import Gold
from eval.measures.facts import fact_coverage

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ROOT / "corpus" / "documents"
IDS = ("kitakyushu-dx", "nagareyama-keiei", "saga-smart", "sasebo-dx", "tsukubamirai-reform")


def stands(gold: Gold, plan: Plan) -> bool:
    """Return whether one section under the gold heading holds every fact."""
    return any(
        fold(gold.heading) in fold("".join(section.heading))
        and fact_coverage(plan.text[section.start : section.end], gold) == 1
        for section in plan.sections
    )
