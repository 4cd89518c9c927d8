"""PDF files that a browser printed: embedded fonts, nested drawings, one letter an object."""

import shutil
import subprocess

import pytest

from corpus.notice import NoticeCode
from corpus.readers.pdf.reader import read_pdf
from corpus.readers.source import SourceText

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium to print PDF with (apt-get install chromium)")
FONTS = '"Noto Sans CJK JP", "Noto Serif CJK JP", sans-serif'
PROSE = (
    "青浜市は、窓口で待つ時間を短くするため、手続のオンライン化を進めています。市民の声を聞きながら、毎年度見直します。"
)
PAGE = f"""<!doctype html><html lang="ja"><meta charset="utf-8"><style>
@page {{ size: A4; margin: 20mm }} body {{ font: 10.5pt/1.7 {FONTS}; margin: 0 }}
h1 {{ font-size: 20pt }} h2 {{ font-size: 14pt }} .two {{ column-count: 2; column-gap: 10mm }} p {{ margin: 0 0 1em }}
table {{ border-collapse: collapse; width: 100% }} td, th {{ border: 1px solid #333; padding: 3px }}
th {{ background: #124; color: #fff }} .new {{ break-before: page }} .v {{ writing-mode: vertical-rl; height: 150mm }}
</style>
<h1>第1章　総論</h1><h2>1 計画の趣旨</h2><p>{PROSE * 2}</p><p>Open data officer の人材を育てます。</p>
<p><span style="color:#fff">見えない指示</span></p>
<table><tr><th rowspan="2">指標</th><th colspan="2">目標値</th></tr><tr><th>R7</th><th>R8</th></tr>
<tr><td>窓口の満足度</td><td>60.0%</td><td>65.0%</td></tr></table>
<div class="new two"><p>{"左" + PROSE * 8}</p><p>{"右" + PROSE * 8}</p></div>
<div class="new v"><p>{PROSE * 4}</p></div></html>"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> SourceText:
    """Return the page, printed and read."""
    place = tmp_path_factory.mktemp("printed")
    (place / "page.html").write_text(PAGE, encoding="utf-8")
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-pdf-header-footer")
    out = f"--print-to-pdf={place / 'page.pdf'}"
    command = (str(CHROMIUM), *flags, f"--user-data-dir={place / 'profile'}", out, (place / "page.html").as_uri())
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return read_pdf((place / "page.pdf").read_bytes(), "page.pdf")


def pages(source: SourceText) -> list[str]:
    """Return the text of each page."""
    starts = [0, *(source.pages or ())]
    return [source.text[start:end] for start, end in zip(starts, [*starts[1:], len(source.text)], strict=True)]


def test_headings_prose_and_ligatures(source: SourceText) -> None:
    first = pages(source)[0]
    assert first.startswith("# 第1章　総論\n\n## 1 計画の趣旨\n\n青浜市は、")
    assert PROSE * 2 in first.replace("\n", "")
    assert "Open data officer" in first


def test_merged_heads_in_white_letters(source: SourceText) -> None:
    assert "指標\t目標値\t\n\tR7\tR8\n窓口の満足度\t60.0%\t65.0%" in pages(source)[0]


def test_white_on_paper_is_left_out(source: SourceText) -> None:
    assert "見えない指示" not in source.text
    assert [(notice.place, notice.message[:9]) for notice in source.notices if notice.code is NoticeCode.HIDDEN] == [
        ("page 1", "6 letters")
    ]


def test_columns_and_vertical_pages(source: SourceText) -> None:
    assert len(pages(source)) == 3
    joined = [page.replace("\n", "") for page in pages(source)]
    assert "左" + PROSE * 8 in joined[1]
    assert "右" + PROSE * 8 in joined[1]
    assert PROSE * 4 in joined[2].replace("\u3000", "")
    assert [notice.place for notice in source.notices if notice.message.startswith("vertical")] == ["page 3"]
