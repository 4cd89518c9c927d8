"""A document as Markdown with tabs between cells: what the other formats are held against."""

from tests.corpus.rendering.document import Document, Heading, Item, Part
from tests.corpus.rendering.grid import Table


def to_markdown(document: Document) -> str:
    """Return the document as Markdown, in the form that readers write."""
    return "\n\n".join(_part(part) for part in document.parts) + "\n"


def _part(part: Part) -> str:
    if isinstance(part, Heading):
        return f"{'#' * min(part.level, 6)} {part.text}"
    if isinstance(part, Item):
        return f"{'  ' * part.depth}- {part.text}".replace("\n", "\n  " + "  " * part.depth)
    if isinstance(part, Table):
        return "\n".join("\t".join(cell.text.replace("\n", " ") for cell in row) for row in part.rows)
    return part.text
