"""One ingest of a folder full of bad plans: a clear line for each, the good one is read, memory stays small."""

import io
import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter

from corpus.readers.registry import reader_for
from tests.corpus.rendering.document import Document, Paragraph
from tests.corpus.rendering.word import to_word
from tests.corpus.rendering.workbook import to_workbook
from tests.plans import write_plan

GOOD = "# 1 はじめに\n\n市は、窓口で待つ時間を短くします。\n"
NUL = "計画\x00の\x00文\x00".encode() * 50
BLANK = 200 * 1024 * 1024  # bytes that the bomb unpacks to
MOST_MEMORY = 1024  # MiB
NEEDED = {"bomb": ".xlsx", "escape": ".docx", "locked": ".pdf", "scanned": ".pdf"}
DOCUMENT = Document("計画", (Paragraph("市は、窓口の予約を始めます。"),))


@dataclass(frozen=True, slots=True)
class Ended:
    """An ingest that has ended: its output, its exit status and the most memory it held, in MiB."""

    out: str
    errors: tuple[str, ...]
    status: int
    mebibytes: float


def bomb() -> bytes:
    """Return a workbook with a sheet that unpacks to hundreds of megabytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(to_workbook(DOCUMENT))) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed,
    ):
        for name in source.namelist():
            if name != "xl/worksheets/sheet1.xml":
                packed.writestr(name, source.read(name))
        with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(BLANK // 2**20):
                sheet.write(b" " * 2**20)
    return out.getvalue()


def escape() -> bytes:
    """Return a Word file with a part whose name leaves it."""
    out = io.BytesIO(to_word(DOCUMENT))
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr("../../outside.xml", "<a/>")
    return out.getvalue()


def locked() -> bytes:
    """Return a PDF that opens with a password only."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.encrypt("青浜", algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


def scanned() -> bytes:
    """Return a PDF that is a picture."""
    out = io.BytesIO()
    Image.new("L", (1240, 1754), 200).save(out, "PDF")
    return out.getvalue()


def hostile_folder(place: Path) -> Path:
    """Write the plans, one file in each."""
    files = {"bomb.xlsx": bomb(), "escape.docx": escape(), "locked.pdf": locked(), "scanned.pdf": scanned()}
    files |= {"nul.md": NUL, "shiftjis.md": GOOD.encode("shift_jis"), "link.md": b"", "large.md": b""}
    for name, data in files.items():
        plan = write_plan(place / "plans", name.partition(".")[0], "青浜市", GOOD)
        (plan / "plan.md").unlink()
        (plan / name).write_bytes(data)
    outside = place / "outside.md"
    outside.write_text("# 秘密\n\n庁舎の移転先は緑町です。\n", encoding="utf-8")
    (place / "plans/link/link.md").unlink()
    (place / "plans/link/link.md").symlink_to(outside)
    os.truncate(place / "plans/large/large.md", 70 * 2**20)
    write_plan(place / "plans", "good", "青浜市", GOOD)
    return place / "plans"


# Runs the command and writes its peak memory in MiB. A child's ru_maxrss starts at what its parent held, as this test's
# process may hold more than the bound; VmHWM starts anew.
WATCHED = """
import resource, runpy, sys
from pathlib import Path
peak = sys.argv.pop(1)
try:
    runpy.run_module("assistant", run_name="__main__")
finally:
    status = Path("/proc/self/status")
    if status.exists():
        kibibytes = int(status.read_text().partition("VmHWM:")[2].split()[0])
    else:
        kibibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    Path(peak).write_text(str(kibibytes / 1024))
"""


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    """Return the ingest of the hostile folder."""
    place = tmp_path_factory.mktemp("hostile")
    folder = hostile_folder(place)
    command = [
        sys.executable,
        "-c",
        WATCHED,
        str(place / "peak"),
        "ingest",
        str(folder),
        "--index",
        str(place / "index"),
    ]
    settings = os.environ | {"ASSISTANT_MODEL": "hashing", "ASSISTANT_UPLOADS": str(place / "uploads")}
    with (place / "out").open("wb") as out, (place / "errors").open("wb") as errors:
        ended = subprocess.run(command, stdout=out, stderr=errors, env=settings, check=False)
    memory = float((place / "peak").read_text(encoding="utf-8"))
    said = (place / "errors").read_text(encoding="utf-8")
    lines = tuple(line for line in said.splitlines() if line.startswith("assistant: left out"))
    assert "Traceback" not in said
    return Ended((place / "out").read_text(encoding="utf-8"), lines, ended.returncode, memory)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("bomb", "packed too tightly"),
        ("escape", "leaves the file"),
        ("locked", "password"),
        ("scanned", "text"),
        ("nul", "NUL bytes"),
        ("link", "leaves the plan folder"),
        ("large", "larger than 64 MiB"),
    ],
)
def test_a_bad_plan_is_one_clear_line(ended: Ended, name: str, reason: str) -> None:
    if not reader_for(NEEDED.get(name, ".md")):
        pytest.skip(f"no reader for {NEEDED[name]}")
    (line,) = [line for line in ended.errors if f"/{name}" in line]
    assert reason in line
    assert ";" in line  # the way out
    assert len(line) < 400
    assert "緑町" not in line
    assert f"\n{name}:" not in f"\n{ended.out}"


def test_the_others_are_ingested(ended: Ended) -> None:
    assert ended.status == 1
    assert "good: 2 sections, 1 chunks, 0 KPI series, 0 rejected (read)" in ended.out
    assert "shiftjis: 2 sections, 1 chunks" in ended.out


def test_memory_stays_small(ended: Ended) -> None:
    assert 10 < ended.mebibytes < MOST_MEMORY
