"""The rooms: who may import whom."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ALLOWED = {
    "corpus": {"corpus"},
    "index": {"corpus", "index"},
    "assistant": {"corpus", "index", "assistant"},
    "web": {"corpus", "index", "assistant", "web"},
    "eval": {"corpus", "index", "assistant", "eval"},
}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "managers", "services", "core", "misc"}


def _imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
        elif isinstance(node, ast.ImportFrom):
            names.add("." * node.level)
    return names


@pytest.mark.parametrize("room", sorted(ALLOWED))
def test_imports_run_one_way(room: str) -> None:
    files = sorted((ROOT / room).rglob("*.py"))
    assert files
    for path in files:
        rooms = {name.split(".")[0] for name in _imported(path)} & set(ALLOWED)
        assert rooms <= ALLOWED[room], f"{path.relative_to(ROOT)} imports {sorted(rooms - ALLOWED[room])}"


def test_no_relative_imports_and_no_drawers() -> None:
    for room in ALLOWED:
        for path in (ROOT / room).rglob("*.py"):
            assert not any(name.startswith(".") for name in _imported(path)), path
            assert path.stem not in FORBIDDEN_NAMES, path
            assert not {part.lower() for part in path.parent.relative_to(ROOT).parts} & FORBIDDEN_NAMES, path


def test_a_static_model_is_served_without_torch_and_without_chroma() -> None:
    code = (
        "import sys; import assistant.assembly, assistant.commands.asking;"
        "sys.exit(sum(name in sys.modules for name in ('torch', 'transformers', 'sentence_transformers', 'chromadb')))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
