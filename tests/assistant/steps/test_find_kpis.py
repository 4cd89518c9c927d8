"""KPI questions in other spellings, in English, and follow-ups that point at what was listed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assembly import Assistant
from assistant.settings import Settings
from assistant.turn import Answer, AnswerStatus, Question
from corpus.access import Access
from corpus.folders import find_plan_folders
from index.build import ingest
from index.embedders.hashing import HashingEmbedder
from tests.conftest import quiet
from tests.plans import KPI_HEADER, write_plan

TEXT = "# 1 はじめに\n\n水辺市は、市民の健康を守り、届け出を簡単にします。\n"
ROWS = (
    ("健康", "健診受診率", "%", 40, 45),
    ("健康", "歩数/歩行時間の記録者数", "人", 300, 210),
    ("健康", "体操教室の参加者数", "人", 900, 950),
    ("窓口", "PayPayでの納付件数", "件", 50, 70),
    ("窓口", "公式LINE登録者数", "人", 1000, 1200),
)
LISTED = ("水辺市の健康分野のKPIは何がありますか",)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Return an assistant over one plan with five indicators of two fields."""
    folder = tmp_path_factory.mktemp("town")
    _write(folder / "plans")
    ingest(find_plan_folders([folder / "plans"]), folder / "index", HashingEmbedder(), quiet)
    town = Assistant.open(Settings(index=folder / "index", model="hashing", web_db=folder / "web.db"))
    yield town
    town.index.close()


def _write(folder: Path) -> None:
    place = write_plan(folder, "mizube", "水辺市", TEXT)
    rows = "".join(
        f"mizube,kpi,{field},,{name},,2024,,{kind},{value},{unit},{value}{unit},,certain\n"
        for field, name, unit, target, actual in ROWS
        for kind, value in (("target", target), ("actual", actual))
    )
    (place / "kpi.csv").write_text(KPI_HEADER + rows, encoding="utf-8")


def _ask(town: Assistant, text: str, history: tuple[str, ...] = (), drop: tuple[str, ...] = ()) -> Answer:
    return town.ask(Question(text, Access.PUBLIC, ("mizube",), history=history, drop=drop))


@pytest.mark.parametrize(
    ("question", "indicator", "value"),
    [
        ("ペイペイでの納付件数は令和6年度に何件でしたか", "PayPayでの納付件数", "70件"),
        ("ぺいぺいでの納付件数、令和6年度の目標は？", "PayPayでの納付件数", "50件"),
        ("公式ライン登録者数の令和6年度の実績は？", "公式LINE登録者数", "1,200人"),
        ("歩行時間の記録者数は令和6年度に何人でしたか", "歩数/歩行時間の記録者数", "210人"),
    ],
)
def test_a_name_is_found_in_another_script_and_by_one_alternative(
    town: Assistant, question: str, indicator: str, value: str
) -> None:
    answer = _ask(town, question)
    assert answer.status is AnswerStatus.ANSWERED
    assert [one.indicator for one in answer.kpis] == [indicator]
    assert value in answer.text


@pytest.mark.parametrize(
    ("question", "indicators", "value"),
    [
        ("2つ目の実績は？", ("歩数/歩行時間の記録者数",), "210人"),
        ("上から1番目の目標値は？", ("健診受診率",), "40%"),
        ("最後のものは達成できましたか？", ("体操教室の参加者数",), "950人"),
        ("それぞれの目標は？", ("健診受診率", "歩数/歩行時間の記録者数", "体操教室の参加者数"), "900人"),
    ],
)
def test_a_follow_up_points_at_what_was_listed(
    town: Assistant, question: str, indicators: tuple[str, ...], value: str
) -> None:
    answer = _ask(town, question, LISTED)
    carried = tuple(item for item in answer.context.carried if item.startswith("indicator:"))
    assert carried == tuple(f"indicator:{name}" for name in indicators)
    assert f"topic:{LISTED[0]}" in answer.context.carried
    assert tuple(one.indicator for one in answer.kpis) == indicators
    assert value in answer.text
    assert all(name in answer.context.standalone_question for name in indicators)


@pytest.mark.parametrize("question", ["4つ目の目標は？", "なぜ2つ目を測るのですか"])
def test_nothing_is_carried_for_a_place_that_is_not_there_or_a_question_for_words(
    town: Assistant, question: str
) -> None:
    assert not any(item.startswith("indicator:") for item in _ask(town, question, LISTED).context.carried)


def test_a_list_is_told_again_where_it_has_no_such_place(town: Assistant) -> None:
    answer, before = _ask(town, "4つ目の目標は？", LISTED), _ask(town, LISTED[0])
    assert answer.text == before.text
    assert answer.kpis == before.kpis
    assert answer.context.indicators == before.context.indicators


def test_pointing_into_an_empty_list_tells_no_other_indicator(town: Assistant) -> None:
    asked = "水辺市の窓口分野で令和6年度の目標に届かなかったものは？"
    before = _ask(town, asked)
    assert before.status is AnswerStatus.ANSWERED
    assert before.kpis == ()
    answer = _ask(town, "1つ目の令和6年度の実績は？", (asked,))
    assert (answer.text, answer.kpis) == (before.text, ())


def test_what_was_pointed_at_can_be_dropped(town: Assistant) -> None:
    drop = ("indicator:歩数/歩行時間の記録者数",)
    answer = _ask(town, "2つ目の実績は？", LISTED, drop)
    assert drop[0] not in answer.context.carried
    assert not any(item.startswith("indicator:") for item in answer.context.carried)


def test_a_place_means_nothing_where_no_list_was_asked_for(town: Assistant) -> None:
    answer = _ask(town, "2つ目の実績は？", ("水辺市の健診受診率の令和6年度の実績は？",))
    assert not any(item.startswith("indicator:") for item in answer.context.carried)
