import pytest

from corpus.chunk_settings import READING, ChunkSettings
from corpus.chunks import Pages
from corpus.plan import ChunkKind, SentenceKind
from tests.corpus.reading import assert_sound, chunks_of, said_in

PROSE = "市は、窓口の待ち時間を減らすため、予約の仕組みを広げていきます。"


def test_small_paragraphs_are_put_together() -> None:
    chunks = chunks_of("# 窓口\n\n" + f"{PROSE}\n\n" * 20)
    assert all(400 < len(chunk.text) <= 500 for chunk in chunks[:-1])
    assert sum(len(chunk.sentences) for chunk in chunks) == 20
    assert chunks[0].id == "plan.1.1"
    assert chunks[1].id == "plan.1.2"


def test_a_list_stays_with_its_lead_in() -> None:
    text = f"# 視点\n\n{PROSE * 12}必要な視点は次のとおりです。\n\n- 速さです。\n- 学びです。\n- 未来です。\n"
    *_, last = chunks_of(text)
    assert last.kind is ChunkKind.LIST
    assert said_in(last)[-4:] == ["必要な視点は次のとおりです。", "速さです。", "学びです。", "未来です。"]


def test_a_long_list_is_split_between_items() -> None:
    items = "".join(f"- {n}番目の取組として、{PROSE}\n" for n in range(40))
    chunks = chunks_of(f"# 取組\n\n次のことに取り組みます。\n\n{items}")
    assert len(chunks) > 2
    assert said_in(chunks[0])[0] == "次のことに取り組みます。"
    assert all(chunk.text.startswith("- ") for chunk in chunks[1:])
    assert_sound(f"# 取組\n\n次のことに取り組みます。\n\n{items}", chunks)


def test_a_long_table_repeats_its_heading_row() -> None:
    rows = "".join(f"事業{n}\t{n}件\t{PROSE}\n" for n in range(40))
    chunks = chunks_of(f"# 表\n\n事業名\t件数\t内容\n{rows}")
    assert {chunk.kind for chunk in chunks} == {ChunkKind.TABLE}
    assert chunks[0].heading == ("表",)
    assert chunks[0].text.startswith("事業名\t件数")
    assert {chunk.heading for chunk in chunks[1:]} == {("表", "事業名 ／ 件数 ／ 内容")}
    assert said_in(chunks[0])[0] == f"事業0 ／ 0件 ／ {PROSE}"


def test_a_caption_goes_with_its_table_and_a_note_too() -> None:
    chunks = chunks_of(
        f"# 表\n\n{PROSE}\n\n表1 満足度\n\n設問\t令和6年度\n住みやすい\t88.0%\n\n※集計の結果です。\n\n{PROSE}\n"
    )
    assert [chunk.kind for chunk in chunks] == [ChunkKind.PROSE, ChunkKind.TABLE, ChunkKind.PROSE]
    assert said_in(chunks[1]) == ["表1 満足度", "住みやすい ／ 88.0%", "※集計の結果です。"]


def test_rows_wrapped_over_lines_are_one_sentence() -> None:
    text = (
        "# 表\n\n項目\t取組の概要\n広く意見を踏まえ\t窓口において有効な評\nた指標の設定\t価の視点を、検討し\n\tます。\n"
        "小さな見直し\t・道具を試します。\n\t・成果を広げます。\n"
    )
    assert said_in(chunks_of(text)[0]) == [
        "広く意見を踏まえた指標の設定 ／ 窓口において有効な評価の視点を、検討します。",
        "小さな見直し ／ ・道具を試します。 ・成果を広げます。",
    ]


def test_plan_and_actual_of_an_indicator_are_one_sentence() -> None:
    text = "# 指標\n\n\tKPI\t\tR5\tR6\tR7\n\t農家の数\t予定\t28\t44\t62\n\t\t実績\t22\t32\t\n"
    text += "\t漁業者の数\t予定\t30\t40\t40\n"
    assert said_in(chunks_of(text)[0]) == [
        "農家の数 ／ 予定 ／ 28 ／ 44 ／ 62 ／ 実績 ／ 22 ／ 32",
        "漁業者の数 ／ 予定 ／ 30 ／ 40 ／ 40",
    ]


def test_markdown_tables() -> None:
    chunks = chunks_of("# 表\n\n| 指標 | 値 |\n|---|---|\n| 申請率 | 45.0% |\n| 満足度 | 88\\|9 |\n")
    assert said_in(chunks[0]) == ["申請率 ／ 45.0%", "満足度 ／ 88|9"]


@pytest.mark.parametrize(
    "entries",
    [
        "#\t用語\t解説\nA\tA I\t<p>人工知能のこと。</p> <p>学ぶ仕組み。</p>\n\tR P A\t作業を任せる技術のこと。\n",
        "AI：人工知能のこと。学ぶ仕組み。\n\nRPA：作業を任せる技術のこと。\n",
        "- AI：人工知能のこと。学ぶ仕組み。\n- RPA：作業を任せる技術のこと。\n",
        "AI\t人工知能のこと。学ぶ仕組み。\nRPA\t作業を任せる技術のこと。\n",
    ],
)
def test_glossaries_have_one_sentence_an_entry(entries: str) -> None:
    (chunk,) = chunks_of(f"# 用語集\n\n{entries}")
    assert chunk.kind is ChunkKind.GLOSSARY
    assert {sentence.kind for sentence in chunk.sentences} == {SentenceKind.ENTRY}
    assert said_in(chunk) == ["AI：人工知能のこと。学ぶ仕組み。", "RPA：作業を任せる技術のこと。"]


def test_a_shifted_term_is_still_the_term() -> None:
    text = "# 用語集\n\n#\t用語\t解説\nW\tW G\t作業部会のこと。\nS o c i e t y 5 . 0\t\t新しい社会を指すもの。\n"
    assert said_in(chunks_of(text)[0])[1] == "Society5.0：新しい社会を指すもの。"


def test_explained_words_in_a_row_are_entries_anywhere() -> None:
    text = "# 資料\n\n窓口：手続をする場所のこと。\n\n予約：時刻を決めること。\n\n総合計画：市の計画のこと。\n"
    assert [sentence.kind for chunk in chunks_of(text) for sentence in chunk.sentences] == [SentenceKind.ENTRY] * 3


def test_a_sentence_broken_by_a_page_end_is_one() -> None:
    text = "# 施設\n\n市の公共施設の多くは、昭和四十五年から昭和五十五年までの間に\n\n"
    text += "かけて整備されたため、更新の時期を迎えています。\n"
    (chunk,) = chunks_of(text)
    assert said_in(chunk) == [
        "市の公共施設の多くは、昭和四十五年から昭和五十五年までの間にかけて整備されたため、更新の時期を迎えています。"
    ]


def test_an_item_broken_by_a_page_end_is_one() -> None:
    text = "# 協働\n\n- 地域の様々な課題に対し、より迅速にきめ細かく対応でき\n\n \n"
    text += "るよう、多様な主体との連携を進めます。\n"
    assert said_in(chunks_of(text)[0]) == [
        "地域の様々な課題に対し、より迅速にきめ細かく対応できるよう、多様な主体との連携を進めます。"
    ]


def test_a_label_is_no_part_of_the_sentence_under_it() -> None:
    text = "# 姿\n\n前の文です。\n\n2040年  \n目指す姿\n\n- 働く場所を選べます。\n"
    assert said_in(chunks_of(text)[0]) == ["前の文です。", "2040年 目指す姿", "働く場所を選べます。"]


def test_lines_longer_than_a_chunk_are_cut() -> None:
    text = "# 長文\n\n" + "か" * 3000 + "。" + PROSE * 60
    chunks = chunks_of(text)
    assert_sound(text, chunks)
    assert sum(len(chunk.text) for chunk in chunks) == len(text) - len("# 長文\n\n")


def test_what_holds_no_letter_is_dropped() -> None:
    assert chunks_of("# 図\n\n2024\n\n①\n\n---\n\n1,234\n") == []


def test_pages() -> None:
    pages = Pages((0, 10, 20), (None, 1, 2))
    assert [pages.at(offset) for offset in (0, 9, 10, 19, 20, 99)] == [None, None, 1, 1, 2, 2]
    assert Pages().at(5) is None


def test_settings_have_a_stable_fingerprint() -> None:
    assert ChunkSettings().fingerprint() == f"reading-{READING} 800 500 400"
    assert ChunkSettings(limit=400).fingerprint() != ChunkSettings().fingerprint()
    assert all(len(chunk.text) <= 100 for chunk in chunks_of(PROSE * 30, settings=ChunkSettings(100, 80, 80)))


FIGURES = "項目\t開始年度\t終了年度\t増減\n職員数\t1,104人\t1,207人\t103人\n"


@pytest.mark.parametrize(
    "rest",
    [
        "人口(住民台帳\t150,910人\t211,097人\t60,187人\n4月1日時点)\t150,910人\t211, 097人\t60,187人\n",
        "人口(住民台帳\t150,910人\t211,097人\t60,187人\n4月1日時点)\t\t\t\n",
        "人口(住民台帳\t150,910人\t211,097人\t60,187人\n4月1日時点)\n世帯数\t1戸\t2戸\t1戸\n",
    ],
)
def test_a_wrapped_label_is_joined_and_its_figures_stand_once(rest: str) -> None:
    (chunk,) = chunks_of(f"# 表\n\n{FIGURES}{rest}")
    assert said_in(chunk)[1] == "人口(住民台帳4月1日時点) ／ 150,910人 ／ 211,097人 ／ 60,187人"


def test_a_label_that_opens_with_a_particle_goes_on_from_the_one_above() -> None:
    text = f"# 表\n\n{FIGURES}千人当たり\t7.32人\t5. 72人\t1.60人\nの職員数\t1.32八\t5.72人\t1.60\n"
    (chunk,) = chunks_of(text)
    assert said_in(chunk)[1] == "千人当たりの職員数 ／ 7.32人 ／ 5.72人 ／ 1.60人"
    assert text[chunk.sentences[1].start : chunk.sentences[1].end].endswith("1.60")


def test_rows_with_figures_of_their_own_stay_apart() -> None:
    (chunk,) = chunks_of(f"# 表\n\n{FIGURES}人口(住民台帳\t150人\t211人\t61人\n外国人)\t15人\t21人\t6人\n")
    assert len(said_in(chunk)) == 3


@pytest.mark.parametrize("between", ["", "\n", "\n\n\n"])
def test_a_table_over_pages_is_one_with_its_heading_row_once(between: str) -> None:
    heading = "事業名\t担当課\t令和6年度\n"
    rows = [f"事業{n}\t企画課\t{n}件\n" for n in range(1, 7)]
    text = "# 表\n\n" + heading + "".join(rows[:3]) + between + heading + "".join(rows[3:])
    (chunk,) = chunks_of(text)
    assert said_in(chunk) == [f"事業{n} ／ 企画課 ／ {n}件" for n in range(1, 7)]


def test_a_table_that_goes_on_without_its_heading_row_keeps_its_columns() -> None:
    rows = [f"事業{n}\t企画課\t{PROSE}{n}\n" for n in range(1, 31)]
    text = "# 表\n\n事業名\t担当課\t内容\n" + "".join(rows[:3]) + "\n\n" + "".join(rows[3:])
    chunks = chunks_of(text)
    assert {chunk.heading for chunk in chunks[1:]} == {("表", "事業名 ／ 担当課 ／ 内容")}
    assert_sound(text, chunks)


def test_a_cell_broken_by_a_page_end_is_whole() -> None:
    text = "# 表\n\n項目\t取組の概要\n窓口の改革\t予約を広げ、待ち時間を\n\n\t減らします。\n手続\t押印をやめます。\n"
    assert said_in(chunks_of(text)[0]) == [
        "窓口の改革 ／ 予約を広げ、待ち時間を減らします。",
        "手続 ／ 押印をやめます。",
    ]


def test_a_list_that_starts_again_keeps_the_line_over_it() -> None:
    text = (
        "# 手段\n\n協働の取組\n①対話の場をつくります。\n②連携を広げます。\n評価の取組\n①公表します。\n②見直します。\n"
    )
    (chunk,) = chunks_of(text)
    assert said_in(chunk)[3:] == ["評価の取組", "①公表します。", "②見直します。"]


@pytest.mark.parametrize("mark", ["- ", ""])
def test_the_chunk_of_a_list_that_starts_again_begins_with_its_parent(mark: str) -> None:
    items = "".join(f"  {circle} {PROSE}{PROSE}\n" for circle in "①②③④⑤⑥⑦")
    text = f"# 手段\n\n{mark}協働の取組\n{items}{mark}評価の取組\n{items}{mark}公表の取組\n{items}"
    chunks = chunks_of(text)
    opened = [said_in(chunk)[0] for chunk in chunks if said_in(chunk)[1].startswith("①")]
    assert opened == ["協働の取組", "評価の取組", "公表の取組"][: len(opened)]
    assert not [chunk for chunk in chunks if said_in(chunk)[0].startswith("①")]


@pytest.mark.parametrize(
    ("numbers", "said"),
    [("①②③", ["① ", "② ", "③ "]), (["(1)", "(2)", "(3)"], ["(1) ", "(2) ", "(3) "]), ("123", ["1 ", "2 ", "3 "])],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_items_whose_number_stands_on_its_own_line(numbers: list[str], said: list[str], gap: str) -> None:
    items = ["窓口の予約を広げます。", "手続を簡素にします。", "相談を充実します。"]
    text = "# 取組\n\n次のことを進めます。\n\n"
    text += "\n\n".join(f"{number}{gap}{item}" for number, item in zip(numbers, items, strict=True))
    (chunk,) = chunks_of(text)
    assert chunk.kind is ChunkKind.LIST
    assert said_in(chunk)[1:] == [number + item for number, item in zip(said, items, strict=True)]


def test_an_entry_without_a_letter_says_nothing() -> None:
    (chunk,) = chunks_of("# 用語集\n\n用語\t解説\nAI\t人工知能のことです。\n0\t")
    assert said_in(chunk) == ["AI：人工知能のことです。"]
