"""The command line as a user calls it: exit statuses and one-line errors."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.generation import writer_lock
from tests.plans import write_plan

ROOT = Path(__file__).resolve().parents[3]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        cwd=ROOT,
        env={**os.environ, "ASSISTANT_MODEL": "hashing", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def _one_line(result: subprocess.CompletedProcess[str]) -> str:
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("assistant: ")
    return lines[0]


def test_ask_answers_in_json(index_folder: Path) -> None:
    result = run("ask", "押印を省く手続きは何件？", "--json", "--index", str(index_folder))
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    assert json.loads(result.stdout)["status"] == "answered"


def test_ask_exits_0_whatever_the_status(index_folder: Path) -> None:
    result = run("ask", "横浜市の人口は？", "--index", str(index_folder))
    assert result.returncode == 0
    assert "横浜市" in result.stdout


def test_batch_of_ask_and_search(index_folder: Path, tmp_path: Path) -> None:
    rows = [{"id": "1", "question": "押印は何件？"}, {"id": "2"}, {"id": "3", "question": "バス", "top": 1}]
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    for command, key in (("ask", "answer"), ("search", "hits")):
        arguments = ("--batch", str(source), "--output", str(target), "--index", str(index_folder))
        assert run(command, *arguments).returncode == 0
        out = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
        assert [row["id"] for row in out] == ["1", "2", "3"]
        assert [key in row for row in out] == [True, False, True]


@pytest.mark.parametrize(
    "arguments",
    [("ask",), ("ask", "x", "--language", "fr"), ("nonsense",), ("search", "x", "--top", "0"),
     ("ask", "x", "--batch", "b"), ("kpi", "export", "--format", "xml"), ("ask", "x", "--access", "king"),
     ("ingest", "--colour")],
)  # fmt: skip
def test_wrong_usage_is_status_2_and_one_line(arguments: tuple[str, ...], index_folder: Path) -> None:
    result = run(*arguments, ASSISTANT_INDEX=str(index_folder))
    assert result.returncode == 2
    _one_line(result)


def test_a_missing_index_is_status_1_and_one_line(tmp_path: Path) -> None:
    for command in (("ask", "x"), ("search", "x"), ("text", "x"), ("check",), ("kpi", "export")):
        result = run(*command, "--index", str(tmp_path / "none"))
        assert result.returncode == 1
        assert "no index there; run `assistant ingest`" in _one_line(result)


def test_ingest_names_the_broken_plan_and_takes_the_rest(tmp_path: Path) -> None:
    write_plan(tmp_path / "plans", "good-plan", "森川市", "# 1 目的\n\n市民の暮らしを守ります。\n")
    broken = write_plan(tmp_path / "plans", "bad-plan", "森川市", "# 1 目的\n\n壊れています。\n")
    (broken / "plan.toml").write_text('id = "bad-plan"\ncolour = "red"\n', encoding="utf-8")
    result = run("ingest", str(tmp_path / "plans"), "--index", str(tmp_path / "index"))
    assert result.returncode == 1
    assert "bad-plan" in _one_line(result)
    assert "good-plan: " in result.stdout
    assert run("text", "good-plan", "--index", str(tmp_path / "index")).stdout.startswith("# 1 目的")


@pytest.mark.parametrize("arguments", [("no-such-folder",), ("{empty}",)])
def test_ingest_of_nothing_is_status_1_and_one_line(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "empty").mkdir()
    filled = [argument.format(empty=tmp_path / "empty") for argument in arguments]
    result = run("ingest", *filled, "--index", str(tmp_path / "index"))
    assert result.returncode == 1
    _one_line(result)
    assert not (tmp_path / "index" / "CURRENT").exists()


def test_a_second_writer_is_status_1_and_one_line(plans: Path, tmp_path: Path) -> None:
    with writer_lock(tmp_path / "index"):
        result = run("ingest", str(plans), "--index", str(tmp_path / "index"))
    assert result.returncode == 1
    assert "another process is writing" in _one_line(result)


def test_check_tells_a_sound_index_from_a_damaged_one(plans: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    assert run("ingest", str(plans), "--index", str(index)).returncode == 0
    assert "is sound: 3 plans" in run("check", "--index", str(index)).stdout
    store = next(index.glob("generations/*/store.sqlite"))
    content = bytearray(store.read_bytes())
    content[-100] ^= 1
    store.write_bytes(content)
    result = run("check", "--index", str(index))
    assert result.returncode == 1
    assert "store.sqlite: altered" in _one_line(result)
    assert run("ingest", str(plans), "--index", str(index)).returncode == 0
    assert run("check", "--index", str(index)).returncode == 0


def test_settings_show_their_source_and_mask_secrets() -> None:
    result = run("settings", ASSISTANT_SECRET="geheim", ASSISTANT_PORT="8123")  # noqa: S106 (a test's secret)
    assert result.returncode == 0
    assert "geheim" not in result.stdout
    assert "ASSISTANT_PORT=8123\t(environment)" in result.stdout
    assert "ASSISTANT_MODELS=var/models\t(default)" in result.stdout


def test_a_wrong_setting_is_status_1_and_one_line() -> None:
    result = run("settings", ASSISTANT_PORT="many")
    assert result.returncode == 1
    assert "ASSISTANT_PORT" in _one_line(result)


def test_kpi_export_and_show(index_folder: Path) -> None:
    exported = run("kpi", "export", "--index", str(index_folder)).stdout.splitlines()
    assert exported[0].startswith("plan_id,table,field,issue,indicator,project_id,fiscal_year")
    assert [row.split(",")[9] for row in exported if row.startswith("morikawa-dx,kpi,窓口")] == ["120", "96"]
    shown = run("kpi", "show", "押印", "--year", "2024", "--index", str(index_folder)).stdout
    assert "96件" in shown
    assert run("kpi", "show", "鉄道", "--index", str(index_folder)).stdout == "no KPI value for '鉄道'\n"


def test_the_public_gets_no_staff_text(index_folder: Path) -> None:
    hidden = run("text", "morikawa-naibu", "--index", str(index_folder))
    absent = run("text", "no-such-plan", "--index", str(index_folder))
    assert hidden.returncode == absent.returncode == 1
    assert _one_line(hidden).replace("morikawa-naibu", "X") == _one_line(absent).replace("no-such-plan", "X")
    assert "緑町" in run("text", "morikawa-naibu", "--access", "staff", "--index", str(index_folder)).stdout
