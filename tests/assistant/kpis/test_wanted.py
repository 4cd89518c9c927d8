"""What a question about KPIs asks for."""

import datetime

import pytest

from assistant.kpis.wanted import Wanted, going_on, topic_of, wanted_of
from assistant.kpis.years import asked_years
from corpus.kpi.record import KpiKind


def _wanted(question: str) -> Wanted:
    return wanted_of(question, asked_years(question, datetime.date(2026, 11, 22)))


@pytest.mark.parametrize(
    ("question", "ask"),
    [
        ("利用率は令和6年度に何%でしたか", "value"),
        ("利用率の推移を教えて", "series"),
        ("R3からR6までの利用率は", "series"),
        ("利用率は目標を達成した？", "verdict"),
        ("件数はR6に目標まで届きましたか", "verdict"),
        ("予定どおりですか", "verdict"),
        ("Did the city meet its FY2024 target?", "verdict"),
        ("Was the FY2024 target missed?", "verdict"),
        ("How many of the targets did the city reach?", "verdict"),
        ("How often did they meet with the residents in FY2024?", "value"),
        ("What is the number of residents' meetings in FY2024?", "value"),
        ("Which method was used in FY2024?", "value"),
        ("R6に予定した回数はちゃんとできたんですか", "verdict"),
        ("始めた年の目標の数はあった？", "verdict"),
        ("計画の人数になりましたか", "verdict"),
        ("目標の回数に行きましたか", "verdict"),
        ("で、それは達成なの？", "verdict"),
        ("実績は目標と比べてよかったですか", "verdict"),
        ("目標の数はいくつでしたか", "value"),
        ("予定した回数は何回でしたか", "value"),
        ("R4からR6までに何件増えましたか", "difference"),
        ("R3からR6でどれだけ落ち込んだ？", "difference"),
        ("R3からR6で目標は増えましたか", "difference"),
        ("R4の目標より実績は伸びましたか", "difference"),
        ("How much larger was it in FY2023 than in FY2014?", "difference"),
        ("令和5年度から減ったと？", "difference"),
        ("R3から減ってきた割合を年度ごとに教えて", "series"),
        ("目標を順に教えて", "series"),
        ("目標まで行かなかったのは何と何ですか", "missed_list"),
        ("目標にあとどれだけ足りなかった？", "difference"),
        ("前年度と比べてどう？", "difference"),
        ("By how many points did it rise?", "difference"),
        ("目標に届かなかったKPIはどれ？", "missed_list"),
        ("R6に未達だったものを教えて", "missed_list"),
        ("観光で届かんかったやつどれ", "missed_list"),
        ("KPIでだめだったのを教えて", "missed_list"),
        ("利用率の目標をすべての年度について", "series"),
        ("全期間の利用率は", "series"),
        ("Which KPIs missed their target in FY2024?", "missed_list"),
        ("目標を達成したものは？", "achieved_list"),
        ("観光分野のKPIを全部", "field_list"),
        ("By how many points did the share change from FY2022 to FY2023?", "difference"),
        ("How many points did it drop?", "difference"),
        ("Show the number of sites from FY2022 to FY2024.", "series"),
        ("Year by year, how many were held?", "series"),
    ],
)
def test_ways_of_asking(question: str, ask: str) -> None:
    assert _wanted(question).ask == ask


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("令和6年度の目標は何%でしたか", KpiKind.TARGET),
        ("令和6年度の実績は", KpiKind.ACTUAL),
        ("R6は何件でしたか", KpiKind.ACTUAL),
        ("R9にはいくつにするつもり？", KpiKind.TARGET),
        ("R6は何件ですか", None),
        ("What is the limit for the ratio?", KpiKind.TARGET),
        ("目標に対する実績は", KpiKind.ACTUAL),
    ],
)
def test_kinds(question: str, kind: KpiKind | None) -> None:
    assert _wanted(question).kind is kind


@pytest.mark.parametrize(
    "question", ["なぜ利用率は下がったのですか", "利用率の算出式は", "誰が担当ですか", "why did it fall"]
)
def test_questions_for_words_are_no_questions_for_figures(question: str) -> None:
    assert _wanted(question).in_words


def test_units_that_a_question_expects() -> None:
    assert _wanted("何人が参加しましたか").units == ("人",)
    assert _wanted("何枚でしたか").units == ("枚",)
    assert _wanted("割合は").units == ("%",)
    assert _wanted("What was the approval rate?").units == ("%",)
    assert _wanted("What was the ratio of loans?").units == ("%",)
    assert _wanted("What does the strategy say on the operation of corporate cars?").units == ()
    assert _wanted("How has the number of languages changed?").units == ("言語",)


def test_a_follow_up_inherits_what_it_leaves_open() -> None:
    topic = _wanted("利用率の令和6年度の実績は何%ですか")
    assert going_on(_wanted("では、R5は？"), topic, says_years=False).kind is KpiKind.ACTUAL
    assert going_on(_wanted("目標は達成した？"), topic, says_years=False).ask == "verdict"
    assert going_on(_wanted("R9の目標は？"), topic, says_years=False).kind is KpiKind.TARGET


def test_the_topic_is_left_without_years_and_asking_words() -> None:
    assert "利用率" in topic_of("令和6年度のオンライン申請利用率の実績は何%でしたか")
    assert not {"6", "実績", "%"} & set(topic_of("令和6年度のオンライン申請利用率の実績は何%でしたか"))
    assert topic_of("推移") == "推移"


@pytest.mark.parametrize(
    "question",
    [
        "Show the actual number of sites in FY2024.",
        "What share of residents who want to stay was there?",
        "How about FY2023?",
        "相談の仕組みを使った人の割合は",
        "オンラインの方法で申請した割合は",
    ],
)
def test_words_of_asking_inside_other_words_do_not_ask(question: str) -> None:
    assert not _wanted(question).in_words


@pytest.mark.parametrize(
    "question", ["Who runs it?", "How does it work?", "相談の仕組みを教えて", "申請の方法は？", "Why did it fall?"]
)
def test_questions_for_people_and_ways_ask_for_words(question: str) -> None:
    assert _wanted(question).in_words


def test_what_was_measured_is_asked_outright_or_by_the_tense() -> None:
    assert _wanted("令和9年度の実績は").measured
    assert not _wanted("令和9年度は何件でしたか").measured
