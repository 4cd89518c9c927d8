from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.corpus.reading import assert_sound, chunks_of, sections_of

LINES = st.sampled_from(
    [
        "",
        "\f",
        "# 見出し",
        "## (1) 方針",
        "#### 2 現状",
        "第1章 総論",
        "1. はじめに",
        "01",
        "(2) 財政",
        "①取組",
        "ア. 窓口",
        "基本の理念",
        "目標",
        "【R8】",
        "《手段(1)》×《姿勢(2)》",
        "目次",
        "1. はじめに……3",
        "用語集",
        "- ◎財源の確保",
        "  - ・収納の方法を増やします。",
        "- の構築を目指します。",
        "市は、窓口の待ち時間を減らすため、予約の仕組みを広げていきます。",
        "地域の様々な課題に対し、より迅速にきめ細かく対応でき",
        "るよう、連携を進めます。",
        "※1 方式：決めた手順",
        "指標\tR5\tR6\tR7",
        "1\t観光\tKPI\tR5\tR6\tR7",
        "\t\t実績\t1\t2\t3",
        "用語\t解説",
        "AI\t<p>人工知能のこと。</p>",
        "| a | b |",
        "|---|---|",
        "---",
        "![図](a.png)",
        "2040年",
        "\t",
        "「開いたまま",
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(LINES, max_size=25))
def test_any_sequence_of_lines_is_read(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert_sound(text, chunks_of(text))
    sections = [body.section for body in sections_of(text)]
    assert [section.number for section in sections] == list(range(len(sections)))
    assert all(before.end == after.start for before, after in pairwise(sections))
    assert sections[-1].end == len(text)
    assert all(section.level == len(section.heading) for section in sections)


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=st.characters(exclude_characters="\r\x00", exclude_categories=["Cs"]), max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert_sound(text, chunks_of(text))


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="あ、。\n\t #-(1)", min_size=900, max_size=2500))
def test_long_debris_is_read(text: str) -> None:
    assert_sound(text, chunks_of(text))
