from corpus.chunk_settings import ChunkSettings
from corpus.chunks import Pages, chunk_section
from corpus.layout.blocks import group
from corpus.layout.lines import scan
from corpus.plan import Chunk
from corpus.sections import find_sections
from tests.corpus.reading import assert_sound, chunks_of, said_in

PROSE = "市は、窓口の待ち時間を減らすため、予約の仕組みを広げていきます。"


def on_pages(text: str, *starts: int) -> list[Chunk]:
    """Return the chunks of a text whose pages start at 0 and at ``starts``."""
    bodies = find_sections(text, list(group(scan(text, 0, len(text)))), title="計画", end=len(text))
    pages = Pages((0, *starts), tuple(range(1, len(starts) + 2)))
    return [
        chunk
        for body in bodies
        for chunk in chunk_section(text, "plan", body, pages=pages, settings=ChunkSettings(), sections=bodies)
    ]


def test_a_footnote_opens_with_the_term_that_bears_its_mark() -> None:
    text = (
        "# 公園\n\n公園では、トライアルサウンディング<sup>11</sup>と、民間のParkPFI<sup>12</sup>を試します。\n\n"
        "<sup>11</sup> 施設を試しに使ってもらう制度。使い勝手を確かめます。\n\n<sup>12</sup> 公募で決める仕組み。\n"
    )
    (chunk,) = chunks_of(text)
    assert said_in(chunk) == [
        "公園では、トライアルサウンディングと、民間のParkPFIを試します。",
        "トライアルサウンディング（注11）：施設を試しに使ってもらう制度。",
        "使い勝手を確かめます。",
        "ParkPFI（注12）：公募で決める仕組み。",
    ]
    note = chunk.sentences[1]
    assert text[note.start : note.end] == "<sup>11</sup> 施設を試しに使ってもらう制度。"


def test_marks_of_every_form_are_tied() -> None:
    for mark, opening, label in [
        ("※1", "※1 ", "※1"),
        ("（※１）", "※１ ", "※1"),
        ("（注1）", "（注1）", "注1"),
        ("注1)", "注1）", "注1"),
        ("*1", "*1 ", "注1"),
        ("<sup>※1</sup>", "<sup>※1</sup>", "※1"),
        ("[^1]", "[^1]: ", "注1"),
        ("¹", "¹ ", "注1"),
    ]:
        text = f"# 公園\n\n公園では、試行利用{mark}を進めます。\n\n{opening}施設を試しに使う制度のこと。\n"
        said = said_in(chunks_of(text)[0])
        assert said == ["公園では、試行利用を進めます。", f"試行利用（{label}）：施設を試しに使う制度のこと。"], mark


def test_terms_are_taken_whole() -> None:
    for before, term in [
        ("市民の声を集めるまちづくり達成度アンケート", "まちづくり達成度アンケート"),
        ("市と「包括連携協定」", "包括連携協定"),
        ("推進するSmart City", "Smart City"),
        ("作業を任せるRPA（自動化）", "RPA（自動化）"),
    ]:
        text = f"# 一\n\n{before}※1があります。\n\n※1 大切なものです。\n"
        assert said_in(chunks_of(text)[0])[1] == f"{term}（※1）：大切なものです。"


def test_a_mark_in_a_table_is_explained_under_it() -> None:
    (chunk,) = chunks_of("# 表\n\n指標\tR5\tR6\n開催回数※1\t47回\t48回\n\n※1 十二月末の値です。\n")
    assert said_in(chunk) == ["開催回数 ／ 47回 ／ 48回", "開催回数（※1）：十二月末の値です。"]


def test_notes_in_a_list_are_notes() -> None:
    (chunk,) = chunks_of("# 表\n\n指標\tR5\tR6\n開催回数※1\t47回\t48回\n\n- ※1 十二月末の値です。\n")
    assert said_in(chunk)[1] == "開催回数（※1）：十二月末の値です。"


def test_a_footnote_without_its_mark_stays_as_it_is() -> None:
    text = f"# 一\n\n{PROSE}\n\n※1 割合は人口に合わせた値です。\n\n# 二\n\n窓口※2を広げます。\n\n※3 別の注です。\n"
    assert said_in(chunks_of(text)[0])[1] == "※1 割合は人口に合わせた値です。"
    assert said_in(chunks_of(text)[1])[1] == "※3 別の注です。"


def test_a_footnote_that_names_its_term_stays_as_it_is() -> None:
    text = "# 一\n\nサンセット方式※1で見直します。\n\n※1 サンセット方式：期限を決めて終える方式のこと。\n"
    assert said_in(chunks_of(text)[0])[1] == "※1 サンセット方式：期限を決めて終える方式のこと。"


def test_a_footnote_far_below_its_word_is_a_chunk_of_its_own() -> None:
    text = f"# 一\n\n試行利用※1を進めます。\n\n{PROSE * 12}\n\n{PROSE * 12}\n\n※1 試しに使うこと。\n\n{PROSE}\n"
    chunks = chunks_of(text)
    assert said_in(chunks[-2]) == ["試行利用（※1）：試しに使うこと。"]
    assert chunks[-2].heading == ("一",)
    assert said_in(chunks[-1]) == [PROSE]
    assert_sound(text, chunks)


def test_a_footnote_at_the_foot_of_a_page_stands_under_the_heading_of_its_word() -> None:
    text = f"# 一\n\n試行利用※1を進めます。\n\n# 二\n\n{PROSE}\n\n※1 試しに使うこと。\n\n{PROSE}\n"
    note = next(chunk for chunk in on_pages(text) if "試しに" in chunk.text)
    assert note.heading == ("一",)
    assert said_in(note) == ["試行利用（※1）：試しに使うこと。"]
    assert said_in(chunks_of(text)[1])[1] == "※1 試しに使うこと。"


def test_numbers_that_start_again_belong_to_the_nearest_word() -> None:
    text = "# 一\n\n窓口※1です。\n\n※1 受付の場所。\n\n予約※1です。\n\n※1 時刻を決めること。\n"
    said = [said for chunk in chunks_of(text) for said in said_in(chunk)]
    assert said[1] == "窓口（※1）：受付の場所。"
    assert said[3] == "予約（※1）：時刻を決めること。"
