import time
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.furniture import without_furniture
from corpus.ingest import read_plan
from corpus.notice import NoticeCode
from tests.corpus.folder import make_folder
from tests.corpus.reading import assert_sound

TITLE = "みどり市未来プラン"
LINES = st.lists(st.sampled_from(["", "- 1 -", "- 2 -", "- 3 -", "- 4 -", "5", "P.6", "みどり市", "第1章", "文です。"]))


def pages(count: int, page: str, start: int = 1) -> tuple[str, list[int]]:
    """Return so many pages as one text, and where those after the first start."""
    text, breaks = "", []
    for number in range(start, start + count):
        breaks.append(len(text))
        text += page.format(number=number)
    return text, breaks[1:]


def kept(text: str, breaks: list[int], title: str = TITLE) -> list[str]:
    """Return the lines that are left."""
    shown, _ = without_furniture(text, breaks, title)
    assert len(shown) == len(text)
    return [line.strip() for line in shown.split("\n") if line.strip()]


def test_page_numbers_in_running_order_go() -> None:
    for form in ("- {number} -", "－{number}－", "P.{number}", "{number}/80", "{number}ページ"):
        text, _ = pages(5, f"取組を進めます。\n\n{form}\n\n", start=9)
        assert kept(text, []) == ["取組を進めます。"] * 5, form


def test_bare_numbers_go_at_the_edges_of_pages_only() -> None:
    text, breaks = pages(5, "取組{number}の説明です。\n\n{number}\n")
    assert len(kept(text, breaks)) == 5
    assert len(kept(text, [])) == 10


def test_numbers_out_of_order_and_few_pages_stay() -> None:
    assert kept("- 3 -\n- 1 -\n- 8 -\n- 2 -\n", []) == ["- 3 -", "- 1 -", "- 8 -", "- 2 -"]
    text, breaks = pages(3, "説明です。\n\n- {number} -\n")
    assert len(kept(text, breaks)) == 6


def test_running_heads_go_with_their_page_numbers() -> None:
    text, breaks = pages(5, "みどり市未来プラン\n\n取組{number}の説明です。\n\n- {number} -\n")
    assert kept(text, breaks) == [f"取組{number}の説明です。" for number in range(1, 6)]
    text, breaks = pages(5, "取組の説明です。\n\nみどり市未来プラン　{number}\n")
    assert kept(text, breaks) == ["取組の説明です。"] * 5


def test_a_chapter_that_heads_its_pages_is_kept_once() -> None:
    text, breaks = pages(5, "第2章 取組の方向\n\n取組{number}の説明です。\n")
    assert kept(text, breaks)[:2] == ["第2章 取組の方向", "取組1の説明です。"]
    assert kept(text, breaks).count("第2章 取組の方向") == 1
    headed = "表紙です。\n\n# 第2章 取組の方向\n\n前書きです。\n"
    lines = kept(headed + text, [len(headed), *(len(headed) + at for at in breaks)])
    assert lines.count("第2章 取組の方向") == 0
    assert lines.count("# 第2章 取組の方向") == 1


def test_labels_and_sentences_that_come_again_inside_pages_stay() -> None:
    text, breaks = pages(5, "取組{number}の題\n\n現状と課題\n\n説明です。\n\n主な取組\n\n次の文です。\n")
    assert kept(text, breaks).count("現状と課題") == 5
    assert kept(text, breaks).count("次の文です。") == 5
    assert kept("現状と課題\n\n説明です。\n\n" * 6, []).count("現状と課題") == 6


@settings(max_examples=80, deadline=None)
@given(LINES, st.lists(st.integers(0, 60), max_size=8))
def test_any_text_keeps_its_length_and_lines(lines: list[str], breaks: list[int]) -> None:
    text = "\n".join(lines)
    starts = sorted({at for at in breaks if 0 < at < len(text) and text[at - 1] == "\n"})
    shown, count = without_furniture(text, starts, TITLE)
    assert len(shown) == len(text)
    assert shown.count("\n") == text.count("\n")
    changed = [line for line, left in zip(text.split("\n"), shown.split("\n"), strict=True) if line != left]
    assert len(changed) == count


def test_long_text_takes_linear_time() -> None:
    began = time.perf_counter()
    without_furniture("- 1 -\nみどり市\n" * 100_000, [], TITLE)
    assert time.perf_counter() - began < 20


def test_a_plan_reads_on_over_page_ends(tmp_path: Path) -> None:
    page = "市は、窓口の待ち時間を減らすため、予約の仕組みをすべての窓口に\n\n- {number} -\n\fみどり市未来プラン\n\n"
    page += "広げ、混雑を減らしていきます。\n\n"
    text = "# 1 窓口\n\n" + "".join(page.format(number=number) for number in range(1, 6))
    plan = read_plan(make_folder(tmp_path, a_txt=text))
    assert_sound(plan.text, list(plan.chunks))
    said = [sentence.text for chunk in plan.chunks for sentence in chunk.sentences]
    assert set(said) == {"市は、窓口の待ち時間を減らすため、予約の仕組みをすべての窓口に広げ、混雑を減らしていきます。"}
    assert [section.title for section in plan.sections] == ["", "1 窓口"]
    assert "- 3 -" in plan.text
    (notice,) = [notice for notice in plan.notices if notice.code is NoticeCode.LEFT_OUT]
    assert notice.message.startswith("10 lines")
