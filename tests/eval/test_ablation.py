"""The dense arm alone: one value a question, by sentences or by one text a chunk."""

from pathlib import Path

import pytest

from corpus.ingest import find_plan_folders, read_plan
from corpus.plan import Chunk
from eval.ablation import finds, variants
from eval.cases import PassageCase
from index.embedders.hashing import HashingEmbedder
from index.training.rows import training_rows
from index.training.settings import static_model_settings
from tests.eval.town import cases


@pytest.mark.parametrize("by_sentence", [True, False])
def test_finds_are_one_value_a_question(plans: Path, *, by_sentence: bool) -> None:
    chunks: list[Chunk] = [chunk for folder in find_plan_folders([plans]) for chunk in read_plan(folder).chunks]
    asked = [case for case in cases("town-001", "town-002") if isinstance(case, PassageCase)]
    found = finds(HashingEmbedder(), chunks, asked, by_sentence=by_sentence)
    assert found.method == "hashing"
    assert len(found.at_1) == len(found.at_5) == len(found.reciprocal) == 2
    assert max(found.at_5) == 1.0


def test_every_variant_has_a_name_of_its_own() -> None:
    names = [variant.name for variant in variants(training_rows(), static_model_settings())]
    assert len(set(names)) == len(names)
