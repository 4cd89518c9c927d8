"""An upload in its place and taken back: stopped between any two steps, the next try ends as if nothing had been."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.plans import write_plan
from web.uploads.placing import Placement

OLD, NEW, OTHER = (
    "# 1 風車\n\n風車を2基建てます。\n",
    "# 1 風車\n\n風車を8基建てます。\n",
    "# 1 舟\n\n舟を3艘出します。\n",
)


class Stopped(BaseException):
    """Stands for the end of the process."""


@pytest.fixture(params=[OLD, ""], ids=["replacing", "new"])
def placement(request: pytest.FixtureRequest, tmp_path: Path) -> Placement:
    """Return the way of an upload to its place, where an older plan stands or none."""
    if request.param:
        write_plan(tmp_path / "plans", "hoshino-kaze", "星野市", request.param)
    source = write_plan(tmp_path / "uploads", "plan", "星野市", NEW)
    return Placement(source, tmp_path / "plans" / "hoshino-kaze", "0123456789abcdef")


def shown(placement: Placement) -> str:
    """Return the text in the place, empty where there is none; nothing else may lie about."""
    file = placement.target / "plan.md"
    folder = placement.target.parent
    left = [path.name for path in folder.iterdir() if path != placement.target] if folder.exists() else []
    assert left == []
    return file.read_text(encoding="utf-8") if file.exists() else ""


def stopping(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Let the process end after so many steps on disk."""
    count = 0

    def counted(step: Callable[..., object]) -> Callable[..., object]:
        def run(*given: object, **named: object) -> object:
            nonlocal count
            if count == after:
                raise Stopped
            count += 1
            return step(*given, **named)

        return run

    monkeypatch.setattr(Path, "rename", counted(Path.rename))
    monkeypatch.setattr(Path, "mkdir", counted(Path.mkdir))
    monkeypatch.setattr(shutil, "copytree", counted(shutil.copytree))
    monkeypatch.setattr(shutil, "rmtree", counted(shutil.rmtree))


def test_placed_it_stands_and_undone_all_is_as_before(placement: Placement) -> None:
    before = shown(placement)
    placement.undo()
    assert shown(placement) == before
    placement.place()
    assert placement.stands()
    placement.undo()
    placement.undo()
    assert (shown(placement), placement.stands()) == (before, False)
    placement.place()
    placement.clear()
    assert (shown(placement), placement.stands()) == (NEW, True)
    placement.undo()
    assert shown(placement) == NEW, "what was cleared is not taken back"


@pytest.mark.parametrize("steps", range(12))
@pytest.mark.parametrize("again", range(6))
def test_stopped_anywhere_it_is_undone(
    placement: Placement, monkeypatch: pytest.MonkeyPatch, steps: int, again: int
) -> None:
    before = shown(placement)
    for action, after in ((placement.place, steps), (placement.undo, again)):
        with monkeypatch.context() as patched:
            stopping(patched, after)
            with suppress(Stopped):
                action()
    placement.undo()
    assert shown(placement) == before
    assert (placement.source / "plan.md").read_text(encoding="utf-8") == NEW


@pytest.mark.parametrize("steps", range(5))
def test_stopped_while_clearing_it_stands(placement: Placement, monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    placement.place()
    with monkeypatch.context() as patched:
        stopping(patched, steps)
        with suppress(Stopped):
            placement.clear()
    assert placement.stands()
    placement.clear()
    assert shown(placement) == NEW


def test_a_folder_that_is_no_plan_does_not_stand(placement: Placement) -> None:
    placement.place()
    (placement.target / "plan.toml").unlink()
    assert not placement.stands()
