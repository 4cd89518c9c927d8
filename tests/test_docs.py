"""The docs name every setting, and the wording of commands holds."""

from pathlib import Path

from assistant.settings import Settings

ROOT = Path(__file__).resolve().parent.parent


def test_the_readme_lists_every_setting_with_its_default() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in Settings.model_fields:
        assert f"| `ASSISTANT_{name.upper()}` |" in readme, name


def test_every_figure_of_the_gate_has_a_reason() -> None:
    for line in (ROOT / "eval" / "gate.toml").read_text(encoding="utf-8").splitlines():
        assert not line or line.startswith("#") or "#" in line, line


def test_every_decision_is_numbered_once() -> None:
    numbers = [path.name[:4] for path in (ROOT / "docs" / "decisions").glob("0*.md")]
    assert len(numbers) == len(set(numbers)) > 0
