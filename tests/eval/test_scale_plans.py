"""Fictional plans: the same for the same seed, of the size asked, and readable."""

import re
from pathlib import Path

from corpus.ingest import read_plan
from eval.scale_plans import ScaleSettings, Shape, questions, scale_settings, write_plans

SMALL = Shape(plans_a_city=2, chapters=2, sections=3, sentences=4, indicators=2)


def small() -> ScaleSettings:
    return scale_settings().model_copy(update={"shape": SMALL})


def _content(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_plans_and_questions(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("same", 1), ("other", 2)):
        write_plans(tmp_path / name, 24, seed, small())
    assert _content(tmp_path / "one") == _content(tmp_path / "same")
    assert _content(tmp_path / "one") != _content(tmp_path / "other")
    assert questions(5, 1, small()) == questions(5, 1, small()) != questions(5, 2, small())


def test_plans_have_the_chunks_sentences_and_figures_of_their_shape(tmp_path: Path) -> None:
    written = write_plans(tmp_path, 24, 1, small())
    assert [plan.id for plan in written] == ["scale-00000", "scale-00001", "scale-00002"]
    assert written[0].city == written[1].city != written[2].city
    plan = read_plan(written[0].folder)
    assert len(plan.chunks) == SMALL.chunks == 8
    assert sum(len(chunk.sentences) for chunk in plan.chunks) >= SMALL.chapters * SMALL.sections * SMALL.sentences
    assert plan.kpis
    assert not plan.rejections


def test_every_template_is_filled_and_every_city_is_another(tmp_path: Path) -> None:
    written = write_plans(tmp_path, 2_000, 1, small())
    assert len({plan.city for plan in written}) == 125
    text = "\n".join((*_content(tmp_path).values(), *questions(200, 1, small())))
    assert not re.search(r"[{}]", text)


def test_more_cities_than_names_are_told_apart(tmp_path: Path) -> None:
    names = scale_settings().names.model_copy(update={"first": ("青",), "last": ("井", "浦"), "places": ("台", "丘")})
    written = write_plans(tmp_path, 48, 1, small().model_copy(update={"names": names}))
    cities = {plan.city for plan in written}
    assert len(cities) == 3
    assert {"青井市", "青浦市"} < cities
