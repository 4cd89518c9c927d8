"""A document as PDF: the web page, printed by Chromium with rules, page numbers and a running head."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.corpus.rendering.document import Document
from tests.corpus.rendering.html import to_html

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NO_CHROMIUM = "no Chromium to print PDF with (apt-get install chromium)"
_PATIENCE = 120  # seconds
_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-pdf-header-footer")
_STYLE = """
@page { size: A4; margin: 22mm 18mm; @top-right { content: "HEAD"; font: 8pt "Noto Sans CJK JP", sans-serif }
  @bottom-center { content: counter(page); font: 9pt "Noto Sans CJK JP", sans-serif } }
@page wide { size: A4 landscape }
body { font: 10.5pt/1.6 "Noto Sans CJK JP", sans-serif; margin: 0 }
h1 { font-size: 20pt; break-before: page } h2 { font-size: 16pt } h3 { font-size: 14pt } h4 { font-size: 12pt }
h5, h6 { font-size: 11pt }
h1, h2, h3, h4, h5, h6 { break-after: avoid; line-height: 1.35; margin: 1em 0 .5em }
table { border-collapse: separate; border-spacing: 0; font-size: 9pt; line-height: 1.35; margin: .8em 0; width: 100% }
table.wide { page: wide; font-size: 8pt }
th, td { border: .4pt solid #000; padding: 2pt 4pt; vertical-align: top; text-align: left }
/* Like office programs, and unlike Chromium by itself, every row ends with a rule, at page ends too. */
tr { break-inside: avoid }
th { background: #e8e8e8 }
"""


def to_pdf(document: Document) -> bytes:
    """Return the document as PDF on A4; pages with wide tables lie on their side.

    Raises CalledProcessError or TimeoutExpired where Chromium does not print.
    """
    if CHROMIUM is None:
        raise FileNotFoundError(NO_CHROMIUM)
    style = _STYLE.replace("HEAD", document.title.replace("\\", "").replace('"', ""))
    with tempfile.TemporaryDirectory() as name:
        page, out = Path(name) / "page.html", Path(name) / "page.pdf"
        page.write_text(to_html(document, style=style), encoding="utf-8")
        command = (CHROMIUM, *_FLAGS, f"--user-data-dir={name}/profile", f"--print-to-pdf={out}", page.as_uri())
        subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)
        return out.read_bytes()
