"""What several test files of this room use."""

import pytest

from corpus.ingest import find_plan_folders, read_plan
from corpus.plan import Plan
from tests.corpus.documents import DOCUMENTS, IDS


@pytest.fixture(scope="module")
def bundled() -> dict[str, Plan]:
    plans = [read_plan(folder) for folder in find_plan_folders([DOCUMENTS])]
    assert len(plans) == len(IDS)
    return {plan.manifest.id: plan for plan in plans}
