from itertools import pairwise

from corpus.plan import Section
from tests.corpus.reading import chunks_of, paths_of, sections_of

TEXT = "この節では、取組の内容を説明します。\n\n"


def test_markdown_written_by_hand_nests_by_depth() -> None:
    text = f"# 01 現状\n\n{TEXT}## 1 人口\n\n{TEXT}### 01 推移\n\n{TEXT}## 2 財政\n\n{TEXT}# 02 方針\n\n{TEXT}"
    assert paths_of(text) == [
        "01 現状",
        "01 現状 > 1 人口",
        "01 現状 > 1 人口 > 01 推移",
        "01 現状 > 2 財政",
        "02 方針",
    ]


def test_numbers_decide_where_depths_are_debris() -> None:
    text = f"#### 1 現状\n\n{TEXT}## 2 方針\n\n#### (1) 窓口\n\n{TEXT}# (2) 財政\n\n{TEXT}### 3 推進\n\n{TEXT}"
    assert paths_of(text) == ["1 現状", "2 方針", "2 方針 > (1) 窓口", "2 方針 > (2) 財政", "3 推進"]


def test_chapters_sections_and_inner_numbers() -> None:
    text = "第１章 総論\n\n第1節 背景\n\n（１）人口\n\n① 推移\n\n"
    text += f"ア．出生\n\n{TEXT}② 見通し\n\n{TEXT}第二章 各論\n\n{TEXT}"
    assert paths_of(text) == [
        "第１章 総論",
        "第１章 総論 > 第1節 背景",
        "第１章 総論 > 第1節 背景 > （１）人口",
        "第１章 総論 > 第1節 背景 > （１）人口 > ① 推移",
        "第１章 総論 > 第1節 背景 > （１）人口 > ① 推移 > ア．出生",
        "第１章 総論 > 第1節 背景 > （１）人口 > ② 見通し",
        "第二章 各論",
    ]


def test_restarting_numbers_keep_their_parents() -> None:
    text = f"1. 手段\n\n(1) 協働\n\n①対話\n\n{TEXT}②連携\n\n{TEXT}(2) 評価\n\n①見える化\n\n{TEXT}"
    assert paths_of(text)[3:] == ["1. 手段 > (1) 協働 > ②連携", "1. 手段 > (2) 評価", "1. 手段 > (2) 評価 > ①見える化"]


def test_a_number_of_its_own_line_belongs_to_the_heading_under_it() -> None:
    text = f"## 04 項目\n\n{TEXT}### 人材\n\n"
    text += "01\n\n## 人を育てる\n\n- 育てます。\n\n02\n\n### 場をつくる\n\n- つくります。\n"
    assert paths_of(text) == [
        "04 項目",
        "04 項目 > 人材",
        "04 項目 > 人材 > 01 人を育てる",
        "04 項目 > 人材 > 02 場をつくる",
    ]


def test_bare_lines_over_text_are_headings() -> None:
    text = f"2. 理念\n\n{TEXT}基本の理念\n\n市民とともに 明日へ\n\n…ひと・まち・みどりの改革…\n\n{TEXT}"
    text += f"三つの柱\n\n挑戦\n\n{TEXT}信頼\n\n{TEXT}"
    assert paths_of(text) == [
        "2. 理念",
        "2. 理念 > 基本の理念",
        "2. 理念 > 三つの柱",
        "2. 理念 > 三つの柱 > 挑戦",
        "2. 理念 > 三つの柱 > 信頼",
    ]
    assert chunks_of(text)[1].sentences[0].text == "市民とともに 明日へ"


def test_bracketed_line_over_a_heading_opens_its_section() -> None:
    text = f"(1) 満足度\n\n《手段(1)満足度》 × 《姿勢(1)人と組織》\n\n①風土づくり\n\n{TEXT}"
    assert paths_of(text) == ["(1) 満足度", "(1) 満足度 > ①風土づくり"]
    assert chunks_of(text)[0].text.startswith("《手段(1)満足度》")


def test_marks_over_nested_items_are_headings() -> None:
    text = f"(1) 財政\n\n{TEXT}- ◎財源の確保\n  - ・収納の方法を増やします。\n- ◎安定の確保\n  - ・基金を積みます。\n"
    assert paths_of(text) == ["(1) 財政", "(1) 財政 > 財源の確保", "(1) 財政 > 安定の確保"]


def test_a_repeated_label_shows_that_its_parent_ended() -> None:
    label = "2040年\n目指す姿\n\n- 働く場所を選べます。\n\n"
    text = f"## 04 項目\n\n### 人材\n\n{label}01\n\n## 育成\n\n{TEXT}{label}02\n\n## 施設\n\n{TEXT}## 窓口\n\n{label}"
    assert paths_of(text) == [
        "04 項目",
        "04 項目 > 人材",
        "04 項目 > 人材 > 2040年 目指す姿",
        "04 項目 > 人材 > 01 育成",
        "04 項目 > 2040年 目指す姿",
        "04 項目 > 02 施設",
        "04 項目 > 窓口",
        "04 項目 > 窓口 > 2040年 目指す姿",
    ]


def test_year_tables_head_their_parts_on_labelled_pages() -> None:
    page = "【R8】\n\n指標の評価\n\n{field}\n\n"
    table = "{n}\t{title}\tKPI\tR5\tR6\tR7\n\t\t件数\t1\t2\t3\n\n"
    text = "# 概要\n\n" + TEXT
    text += page.format(field="01「まち」") + table.format(n=1, title="観光") + table.format(n=2, title="農業")
    text += table.format(n=1, title="教育")  # the heading of its page was lost
    text += page.format(field="01「まち」") + table.format(n=1, title="土木")
    text += page.format(field="02「経営」") + table.format(n=1, title="窓口")
    assert paths_of(text)[3:7] == [
        "指標の評価 > 01「まち」 > 1 観光",
        "指標の評価 > 01「まち」 > 2 農業",
        "指標の評価 > 1 教育",
        "指標の評価",
    ]
    assert paths_of(text)[-1] == "指標の評価 > 02「経営」 > 1 窓口"


def test_what_looks_like_a_heading_and_is_none() -> None:
    text = (
        f"# 取組\n\n{TEXT}1. 窓口を減らします。\n2. 予約を広げます。\n\n**大きな言葉で示す標語**\n\n{TEXT}"
        f"図 3-1 将来の姿\n\n{TEXT}（写真の説明）\n\n{TEXT}【主な取組：財政】\n\n{TEXT}市長 山田 花子\n\n{TEXT}"
        "---\n\n![図](a.png)\n"
    )
    assert paths_of(text) == ["取組"]


def test_a_numbered_list_is_no_row_of_headings() -> None:
    text = f"# 取組\n\n次の三つです。\n\n1. 窓口の予約\n\n2. 手続の簡素化\n\n3. 相談の充実\n\n{TEXT}"
    assert paths_of(text) == ["取組"]


def test_table_of_contents_is_marked_and_gives_no_chunks() -> None:
    text = f"目次\n\n1. はじめに\t1\n2. 現状\t2\n(1) 人口\t2\n\n1. はじめに\n\n{TEXT}2. 現状\n\n{TEXT}"
    sections = [body.section for body in sections_of(text)]
    assert [section.contents for section in sections] == [False, True, False, False]
    assert {chunk.section for chunk in chunks_of(text)} == {2, 3}


def test_leaders_without_heading_are_a_table_of_contents() -> None:
    entries = "".join(f"{n} 章の題{n}……{n + 2}\n" for n in range(1, 7))
    text = f"# 表紙\n\n{entries}\n# 1 章の題1\n\n{TEXT}"
    assert [body.section.contents for body in sections_of(text)] == [False, False, True, False]


def test_sentences_under_a_contents_heading_stay_searchable() -> None:
    text = f"# 目次\n\n- 第1章は3ページから始まります。\n\n# 第1章\n\n{TEXT}"
    assert not any(body.section.contents for body in sections_of(text))


def test_parts_at_the_back_close_every_heading() -> None:
    text = f"3 展望\n\n(1) 方針\n\n{TEXT}用語集\n\n用語\t解説\n窓口\t手続をする場所のこと。\n予約\t時刻を決めること。\n"
    assert paths_of(text) == ["3 展望", "3 展望 > (1) 方針", "用語集"]


def test_title_of_the_plan_heads_nothing() -> None:
    text = f"# みどり市 未来プラン\n\n表紙です。\n\n## 1 目的\n\n{TEXT}"
    assert paths_of(text, "みどり市未来プラン") == ["みどり市 未来プラン", "1 目的"]


def test_heading_directly_over_its_text() -> None:
    text = "(1) 目的\n市は、この計画で窓口の待ち時間を減らすことを目指しています。\n"
    text += "(2) 期間\n計画の期間は、令和7年度からの五年間とすることを定めています。\n"
    assert paths_of(text) == ["(1) 目的", "(2) 期間"]


def test_dense_text_without_blank_lines() -> None:
    text = (
        "みどり市行政改革プラン\n令和６年３月\n\n目　次\n"
        "第１章　計画について ・・・・・ １\n　１　趣旨 ・・・・・・・ １\n\n"
        "第１章　計画について\n１　趣旨\n"
        "　本市では、これまで何度も行政改革に取り組んできましたが、社会の情勢は大きく変化して\n"
        "います。\n２　位置付け\n　この計画は、総合計画を支えます。\n（１）期間\n　令和６年度からの五年間とします。\n"
        "第２章　取組\n１　窓口\n【現状】\n　混雑が続いています。\n"
    )
    assert paths_of(text) == [
        "目次",
        "第１章 計画について",
        "第１章 計画について > １ 趣旨",
        "第１章 計画について > ２ 位置付け",
        "第１章 計画について > ２ 位置付け > （１）期間",
        "第２章 取組",
        "第２章 取組 > １ 窓口",
    ]
    said = [sentence.text for chunk in chunks_of(text) for sentence in chunk.sentences]
    assert "本市では、これまで何度も行政改革に取り組んできましたが、社会の情勢は大きく変化しています。" in said
    assert said[-2:] == ["【現状】", "混雑が続いています。"]


def test_labels_that_come_again_under_each_heading_are_its_parts() -> None:
    part = "施策{n}　{title}\n現状と課題\n　{title}に課題があります。\n主な取組\n・{title}の充実\n\n"
    text = "".join(part.format(n=n, title=title) for n, title in enumerate(["子育て", "福祉", "防災"], 1))
    assert paths_of(text) == [
        path
        for name in ("施策1 子育て", "施策2 福祉", "施策3 防災")
        for path in (name, f"{name} > 現状と課題", f"{name} > 主な取組")
    ]


def test_spans_cover_the_text_without_gaps() -> None:
    text = f"前書きです。\n\n# 一\n\n{TEXT}## 二\n\n{TEXT}"
    sections: list[Section] = [body.section for body in sections_of(text)]
    assert [section.number for section in sections] == [0, 1, 2]
    assert sections[0].title == ""
    assert sections[0].start == 0
    assert sections[-1].end == len(text)
    assert all(before.end == after.start for before, after in pairwise(sections))


def test_text_without_headings_is_section_0() -> None:
    assert [body.section.heading for body in sections_of(TEXT)] == [()]
    assert [chunk.id for chunk in chunks_of(TEXT)] == ["plan.0.1"]


def test_numbers_do_not_nest_without_end() -> None:
    assert max(path.count(" > ") for path in paths_of("## (1) 取組\n\n" * 50)) <= 2


def test_a_heading_whose_number_stands_on_its_own_line_keeps_it() -> None:
    text = f"第1章\n\n計画の目的\n\n{TEXT}(1)\n\n相談の充実\n\n{TEXT}(2)\n手続の簡素化\n\n{TEXT}"
    assert paths_of(text) == [
        "第1章 計画の目的",
        "第1章 計画の目的 > (1) 相談の充実",
        "第1章 計画の目的 > (2) 手続の簡素化",
    ]


def test_every_style_nests_under_the_one_before() -> None:
    text = (
        f"第1章 総論\n\n第2節 背景\n\n1 人口\n\n(1) 推移\n\n① 市全体\n\nア 年齢別\n\n◎子ども\n\n{TEXT}●高齢者\n\n{TEXT}"
    )
    assert paths_of(text)[-1] == " > ".join(
        ["第1章 総論", "第2節 背景", "1 人口", "(1) 推移", "① 市全体", "ア 年齢別", "子ども", "高齢者"]
    )
