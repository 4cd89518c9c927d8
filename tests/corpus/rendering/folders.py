"""Plan folders in other formats."""

from collections.abc import Callable
from pathlib import Path

from tests.corpus.rendering.document import Document
from tests.corpus.rendering.html import to_html
from tests.corpus.rendering.markdown import to_markdown
from tests.corpus.rendering.pdf import to_pdf
from tests.corpus.rendering.word import to_word
from tests.corpus.rendering.workbook import to_workbook

WRITERS: dict[str, Callable[[Document], bytes]] = {
    "md": lambda document: to_markdown(document).encode(),
    "html": lambda document: to_html(document).encode(),
    "docx": to_word,
    "xlsx": to_workbook,
    "pdf": to_pdf,
}


def write_folder(document: Document, manifest: str, folder: Path, kind: str) -> Path:
    """Write a plan folder with the document as its one file ``plan.<kind>``, and return it.

    The folder has no ``kpi.csv``, so ``kpi_complete`` goes from the manifest: values come from the document.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kept = [line for line in manifest.splitlines() if not line.startswith("kpi_complete")]
    (folder / "plan.toml").write_text("\n".join(kept) + "\n", encoding="utf-8")
    (folder / f"plan.{kind}").write_bytes(WRITERS[kind](document))
    return folder
