"""Why a plan is refused is read back from its line as a code."""

from pathlib import Path
from time import monotonic

import pytest

from corpus.errors import CorpusError
from corpus.folders import find_plan_folders
from corpus.manifest import read_manifest
from corpus.remarks.causes import CauseCode
from corpus.remarks.grammar import Remark, line_of
from corpus.remarks.refusals import RefusalCode, refusals_of

GOOD = {"id": '"a"', "title": '"計画"', "city": '"森川市"', "language": '"ja"', "access": '"public"'}


def _refusal(folder: Path, content: str) -> Remark:
    (folder / "plan.toml").write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError) as raised:
        read_manifest(folder)
    (refusal,) = refusals_of(str(raised.value))
    return refusal


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("id", '"A B"', CauseCode.KEY_ID),
        ("id", '""', CauseCode.KEY_ID),
        ("id", "3", CauseCode.KEY_TEXT),
        ("supersedes", '"みどり"', CauseCode.KEY_SUPERSEDES),
        ("published", '"2024-13-01"', CauseCode.KEY_DATE),
        ("published", "2024-04-01", CauseCode.KEY_TEXT),
        ("title", '" "', CauseCode.KEY_EMPTY),
        ("title", f'"{"あ" * 501}"', CauseCode.KEY_LONG),
        ("title", '["a: b", "c = d"]', CauseCode.KEY_TEXT),
        ("language", '"en"', CauseCode.KEY_CHOICES),
        ("access", '""', CauseCode.KEY_CHOICES),
        ("status", '"x: Input should be a valid string; correct it"', CauseCode.KEY_CHOICES),
        ("period_start", '"2024"', CauseCode.KEY_INTEGER),
        ("period_start", "6", CauseCode.KEY_LEAST),
        ("period_end", "20240", CauseCode.KEY_MOST),
        ("restated", '"yes"', CauseCode.KEY_BOOLEAN),
        ("author", '"x"', CauseCode.KEY_UNKNOWN),
    ],
)
def test_what_is_wrong_with_a_key_of_plan_toml_is_known(tmp_path: Path, key: str, value: str, code: CauseCode) -> None:
    refusal = _refusal(tmp_path, "".join(f"{name} = {said}\n" for name, said in (GOOD | {key: value}).items()))
    assert (refusal.code, refusal.figures) == (RefusalCode.MANIFEST, {"folder": f"{tmp_path}/"})
    assert [part.code for part in refusal.parts] == [code]
    assert refusal.parts[0].figures.get("field", key) == key


def test_further_wrong_keys_are_counted(tmp_path: Path) -> None:
    refusal = _refusal(tmp_path, "")
    assert (refusal.code, refusal.figures["count"]) == (RefusalCode.MANIFEST_MORE, "4")
    assert refusal.parts == (Remark(CauseCode.KEY_MISSING, {"field": "id", "example": 'id = "saga-smart"'}),)


def test_where_toml_is_broken_is_known(tmp_path: Path) -> None:
    refusal = _refusal(tmp_path, 'id = "a"\ntitle = 計画\n')
    assert refusal.code is RefusalCode.TOML_AT
    assert (refusal.figures["line"], refusal.figures["at"]) == ("2", "9")
    assert _refusal(tmp_path, "id =").code is RefusalCode.TOML


def test_what_is_no_plan_folder_is_known(tmp_path: Path) -> None:
    (tmp_path / "a.md").touch()
    told: list[tuple[object, object]] = []
    for place in (tmp_path / "none", tmp_path / "a.md", tmp_path):
        with pytest.raises(CorpusError) as raised:
            find_plan_folders([place])
        told.extend((one.code, one.figures) for one in refusals_of(str(raised.value)))
    assert told == [
        (RefusalCode.NO_PATH, {"file": str(tmp_path / "none")}),
        (RefusalCode.NO_FOLDER, {"file": str(tmp_path / "a.md")}),
        (RefusalCode.NO_PLANS, {"file": str(tmp_path)}),
    ]


def test_several_refusals_are_told_apart() -> None:
    lines = [
        line_of(RefusalCode.NO_TEXT, file="a; b"),
        line_of(RefusalCode.RESAVE, line_of(CauseCode.NO_ARCHIVE), file="c.docx"),
        line_of(RefusalCode.MANIFEST, line_of(CauseCode.KEY_MISSING, field="id", example="id = 3"), folder="d/"),
    ]
    assert [one.code for one in refusals_of("; ".join(lines))] == [
        RefusalCode.NO_TEXT, RefusalCode.RESAVE, RefusalCode.MANIFEST,
    ]  # fmt: skip
    assert refusals_of("; ".join((*lines, "something else"))) == ()
    assert refusals_of("") == ()


@pytest.mark.parametrize(
    "line", ["plan.toml: a = : " * 110, ": a = : broken XML (" * 90, "zip: a, b; " * 49, "a, " * 650, "x; " * 5000]
)
def test_no_line_takes_long_to_be_read(line: str) -> None:
    begun = monotonic()
    assert refusals_of(line) == ()
    assert monotonic() - begun < 10
