"""Plan folders made for tests."""

from pathlib import Path

MANIFEST = 'id = "midori"\ntitle = "みどり市未来プラン"\ncity = "みどり市"\nlanguage = "ja"\naccess = "public"\n'


def make_folder(parent: Path, name: str = "midori", manifest: str = MANIFEST, /, **files: str | bytes) -> Path:
    """Return a new plan folder; a keyword such as ``a_md`` names the file ``a.md``."""
    folder = parent / name
    folder.mkdir()
    (folder / "plan.toml").write_text(manifest, encoding="utf-8")
    for key, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / key.replace("_", ".")).write_bytes(data)
    return folder
