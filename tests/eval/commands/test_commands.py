"""The ``eval`` commands as a user calls them: from questions to a report, and what goes wrong in one line."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.__main__ import run as run_command
from eval.cases import DATASETS
from eval.commands.gating import falls_since
from eval.runs import RunFolder
from tests.eval.town import cases, lines, write_set


@dataclass(frozen=True)
class Result:
    status: int
    out: str
    err: str

    def one_line(self) -> str:
        told = self.err.strip().splitlines()
        assert len(told) == 1, self.err
        assert told[0].startswith("assistant: ")
        return told[0]


Call = Callable[..., Result]


@pytest.fixture
def call(
    index_folder: Path, plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    """Return what calls ``assistant`` in an empty folder, over the three plans."""
    for name, value in (("MODEL", "hashing"), ("INDEX", str(index_folder)), ("PLANS", str(plans))):
        monkeypatch.setenv(f"ASSISTANT_{name}", value)
    monkeypatch.chdir(tmp_path)
    write_set(tmp_path / "town.jsonl", cases())

    def calling(*arguments: str) -> Result:
        capsys.readouterr()
        status = run_command(arguments)
        shown = capsys.readouterr()
        return Result(status, shown.out, shown.err)

    return calling


def test_from_questions_to_a_report(call: Call) -> None:
    asked = call("eval", "run", "--set", "town.jsonl")
    assert (asked.status, asked.err) == (0, "")
    folder = Path(asked.out.strip())
    assert folder.parent == Path("var/eval")
    assert folder.name.endswith("-town")
    assert len(lines(folder / "answers.jsonl")) == 8
    assert {path.name for path in folder.iterdir()} == {
        "answers.jsonl", "cases.jsonl", "chunks.jsonl", "config.json", "sources", "versions.json",
    }  # fmt: skip
    reported = call("eval", "report")
    assert (reported.status, reported.err) == (0, "")
    page = Path(reported.out.strip())
    assert page.parent == folder
    assert folder.name in page.read_text(encoding="utf-8")
    content = (folder / "scores.json").read_bytes()
    scored = call("eval", "score")
    assert scored.out.startswith(f"{folder}\nmeasure ")
    assert (folder / "scores.json").read_bytes() == content


def test_two_runs_side_by_side(call: Call) -> None:
    for name in ("a", "b"):
        assert call("eval", "run", "--set", "town.jsonl", "--output", name, "--workers", "2").status == 0
    compared = call("eval", "compare", "a", "b", "--output", "page.html")
    assert (compared.status, compared.err) == (0, "")
    assert "8 questions" in compared.out
    assert Path("page.html").is_file()
    assert call("eval", "compare", "a").status == 2


def test_a_resumed_run_asks_only_what_is_open(call: Call) -> None:
    assert call("eval", "run", "--set", "town.jsonl", "--output", "run").status == 0
    kept = Path("run/answers.jsonl").read_text(encoding="utf-8").splitlines()[:5]
    Path("run/answers.jsonl").write_text("\n".join(kept) + '\n{"id": "town-006", "ans', encoding="utf-8")
    scored = call("eval", "score", "run")
    assert scored.status == 1
    assert "answers.jsonl:6: half a row" in scored.one_line()
    Path("run/answers.jsonl").write_text("\n".join(kept) + "\n", encoding="utf-8")
    assert (
        "3 of 8 questions have no answer; go on with: assistant eval run --resume run"
        in call("eval", "score", "run").one_line()
    )
    again = call("eval", "run", "--resume", "run")
    assert (again.status, again.err, again.out) == (0, "", "run\n")
    assert Path("run/answers.jsonl").read_text(encoding="utf-8").splitlines()[:5] == kept
    assert len(lines(Path("run/answers.jsonl"))) == 8


def test_another_program_by_the_contract_alone(call: Call) -> None:
    assert call("eval", "questions", "--set", "town.jsonl", "--output", "in.jsonl").status == 0
    assert lines(Path("in.jsonl"))[4]["history"] == ["森川市の財政について教えて"]
    assert call("ask", "--batch", "in.jsonl", "--output", "out.jsonl").status == 0
    assert call("search", "--batch", "in.jsonl", "--output", "hits.jsonl").status == 0
    arguments = ("--answers", "out.jsonl", "--answers", "hits.jsonl")
    theirs = call("eval", "score", "--set", "town.jsonl", *arguments, "--output", "theirs")
    assert (theirs.status, theirs.err) == (0, "")
    assert call("eval", "run", "--set", "town.jsonl", "--output", "ours").status == 0
    assert call("eval", "score", "ours").status == 0
    found = {name: json.loads(Path(name, "scores.json").read_bytes())["questions"] for name in ("ours", "theirs")}
    assert [one["passed"] for one in found["theirs"]] == [one["passed"] for one in found["ours"]]
    same = call("eval", "score", "ours", "--answers", "out.jsonl", "--output", "again")
    assert (same.status, same.err) == (0, "")
    assert call("eval", "compare", "ours", "theirs").status == 0
    assert "came from a file" in call("eval", "run", "--resume", "theirs").one_line()


def test_a_search_is_scored_on_files_instead_of_the_bundled_sets(call: Call) -> None:
    write_set(Path("more.jsonl"), [cases("town-002")[0].model_copy(update={"id": "more-001", "half": "tune"})])
    one = call("eval", "search", "--set", "town.jsonl")
    both = call("eval", "search", "--set", "town.jsonl", "--set", "more.jsonl", "--half", "report")
    assert (one.status, one.err, both.status, both.err) == (0, "", 0, "")
    for told, asked in ((one, 2), (both, 3)):
        rows = [line for line in told.out.splitlines() if "R@1" in line]
        assert all(f"  n={asked}" in row for row in rows)
        assert rows[0].startswith("words ")
    assert "R@5 1.000" in one.out
    everyday = call("eval", "search", "--set", "town.jsonl", "--wording", "everyday")
    assert "n=0" in everyday.out
    assert "stands twice" in call("eval", "search", "--set", "town.jsonl", "--set", "town.jsonl").one_line()
    assert "none.jsonl: No such file" in call("eval", "search", "--set", "none.jsonl").one_line()


def test_what_fits_no_question_is_told(call: Call) -> None:
    Path("rows.jsonl").write_text('{"id": "stranger", "answer": {"status": "refused"}}\n', encoding="utf-8")
    told = call("eval", "score", "--set", "town.jsonl", "--answers", "rows.jsonl", "--output", "run")
    assert told.status == 0
    assert "1 rows answer no question of these: stranger" in told.err
    assert "8 questions have no row: town-001, town-002, town-003, town-004, town-005 …" in told.err


def test_plans_that_are_not_there_are_told(call: Call) -> None:
    told = call("eval", "run", "--set", "passage/saga-smart", "--half", "tune", "--output", "run")
    assert told.status == 0
    assert "31 questions rest on saga-smart, which the assistant does not hold" in told.one_line()


def test_a_baseline_is_held(call: Call, index_folder: Path) -> None:
    assert call("eval", "run", "--set", "town.jsonl", "--output", "run").status == 0
    assert list(falls_since(RunFolder.open(Path("run")), index_folder)) == []
    shutil.copytree("run", "better")
    rows = lines(Path("better/answers.jsonl"))
    rows[3]["answer"] |= {"status": "abstained"}
    rows[2] = {"id": "town-003", "answer": rows[0]["answer"] | {"text": "96件", "status": "answered"}}
    Path("better/answers.jsonl").write_text(
        "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8"
    )
    before = Path("better/answers.jsonl").read_bytes()
    list(falls_since(RunFolder.open(Path("better")), index_folder))
    assert Path("better/answers.jsonl").read_bytes() == before
    assert not Path("better/scores.json").exists()


def test_tables_and_drafts(call: Call) -> None:
    Path("table.csv").write_text(
        "質問,計画,見出し,答えに入る事実\n押印は？,森川市DX計画,押印の見直し,120件\n", encoding="utf-8"
    )
    made = call("eval", "import", "table.csv", "--output", "set.jsonl")
    assert (made.status, made.out) == (0, "set.jsonl: 1 questions (passage 1)\n")
    assert lines(Path("set.jsonl"))[0]["gold"][0]["plan_id"] == "morikawa-dx"
    assert call("eval", "run", "--set", "set.jsonl", "--output", "run").status == 0
    drafted = call("eval", "draft", "--plan", "morikawa-dx", "--output", "drafts.jsonl")
    assert drafted.status == 0
    assert all("draft" in row for row in lines(Path("drafts.jsonl")))
    refused = call("eval", "run", "--set", "drafts.jsonl", "--output", "never")
    assert refused.status == 1
    assert "a proposed row; edit it" in refused.one_line()
    Path("feedback.jsonl").write_text('{"question": "バスは何便？", "rating": "bad"}\n', encoding="utf-8")
    assert call("eval", "draft", "--feedback", "feedback.jsonl", "--output", "more.jsonl").status == 0


def test_a_bad_table_writes_nothing_and_names_every_row(call: Call) -> None:
    Path("table.csv").write_text("質問,種類\nx,なぞ\ny,答えなし\nz,\n", encoding="utf-8")
    told = call("eval", "import", "table.csv", "--output", "set.jsonl")
    assert told.status == 1
    assert [line.split(":")[2] for line in told.err.splitlines()] == ["2", "4"]
    assert [path.name for path in Path().iterdir() if path.name.lstrip(".").startswith("set")] == []


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("run", "--all", "--set", "town.jsonl"), 2, "--all or --set"),
        (("run", "--half", "third"), 2, "neither tune nor report"),
        (("run", "--workers", "0"), 2, "workers"),
        (("run", "--resume", "x", "--all"), 2, "--resume takes only"),
        (("run", "--resume", "nowhere"), 1, "no run there"),
        (("run", "--set", "riddles"), 1, "no question set; name one of follow_up, injection, kpi"),
        (("run", "--set", "town.jsonl", "--half", "tune"), 1, "no question of the half tune"),
        (("run", "--set", "town.jsonl", "--output", "."), 1, "there is something already"),
        (("run", "--set", "town.jsonl", "--index", "none"), 1, "no index there; run `assistant ingest`"),
        (("run", "--set", "town.jsonl", "--base-url", "http://127.0.0.1:9"), 1, "start the server"),
        (("score",), 1, "no run there"),
        (("score", "--all"), 2, "go with --answers"),
        (("score", "x", "--set", "y", "--answers", "z"), 2, "not both"),
        (("score", "--set", "town.jsonl", "--answers", "none"), 1, "cannot be read"),
        (("report", "nowhere"), 1, "no run there"),
        (("compare", "nowhere", "else"), 1, "no run there"),
        (("judge", "nowhere"), 2, "--model"),
        (("judge", "nowhere", "--model", "m"), 1, "assistant: "),
        (("gate",), 1, "ingest corpus/documents"),
        (("import", "none.csv", "--output", "x"), 1, "none.csv: No such file or directory"),
        (("import", "town.jsonl", "--output", "x"), 1, "neither .csv nor .xlsx"),
        (("draft", "--output", "x"), 2, "give --plan, --feedback"),
        (("draft", "--plan", "none", "--output", "x"), 1, "is not in the index"),
        (("draft", "--feedback", "none", "--output", "x"), 1, "none: No such file"),
        (("questions", "--output", "no/such/folder/x"), 1, "No such file or directory"),
    ],
)
def test_what_goes_wrong_is_one_line(call: Call, arguments: tuple[str, ...], status: int, told: str) -> None:
    result = call("eval", *arguments)
    assert (result.status, told in result.one_line()) == (status, True), result
    assert not list(Path().glob("var/eval/*/config.json"))


def test_drafts_stay_out_of_the_bundled_sets(call: Call) -> None:
    result = call("eval", "draft", "--plan", "morikawa-dx", "--output", str(DATASETS / "passage" / "draft.jsonl"))
    assert result.status == 1
    assert "do not belong into eval/datasets" in result.one_line()
    assert not (DATASETS / "passage" / "draft.jsonl").exists()
