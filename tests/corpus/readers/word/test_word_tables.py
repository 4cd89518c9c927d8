"""Tables, and the notes under tables and paragraphs."""

from corpus.notice import NoticeCode
from tests.corpus.readers.word.word_file import (
    cell,
    grid,
    paragraph,
    row,
)
from tests.corpus.readers.word.word_samples import NOTE, NOTES, RUN, in_control, noticed, read


def test_notes_stand_under_the_paragraph_of_their_mark() -> None:
    body = f"<w:p>{RUN.format('窓口')}{NOTE.format(2)}{RUN.format('の数')}{NOTE.format(1)}</w:p>{paragraph('次')}"
    assert read(body, footnotes=NOTES) == (
        "窓口<sup>1</sup>の数<sup>2</sup>\n<sup>1</sup> 二の 注\n<sup>2</sup> 一の注\n\n次\n"
    )
    table = grid(
        row(f"<w:tc><w:p>{RUN.format('窓口')}{NOTE.format(1)}</w:p></w:tc>", cell("3")), row(cell("a"), cell("b"))
    )
    assert read(table, footnotes=NOTES) == "窓口<sup>1</sup>\t3\na\tb\n<sup>1</sup> 一の注\n"
    assert read(f"<w:p>{RUN.format('窓口')}{NOTE.format(99)}</w:p>", footnotes=NOTES) == "窓口<sup>1</sup>\n"


def test_notes_are_counted_as_the_file_says() -> None:
    body = f'<w:p>{RUN.format("市")}<w:r><w:endnoteReference w:id="1"/></w:r>{NOTE.format(1)}</w:p>'
    endnotes = f'<w:endnote w:id="1">{paragraph("巻末の注")}</w:endnote>'
    form = '<w:footnotePr><w:numFmt w:val="decimalEnclosedCircle"/></w:footnotePr>'
    assert read(body, footnotes=NOTES, endnotes=endnotes, settings=form) == (
        "市<sup>i</sup><sup>①</sup>\n<sup>i</sup> 巻末の注\n<sup>①</sup> 一の注\n"
    )


def test_tables() -> None:
    assert read(grid(row(cell("枠の文")))) == "枠の文\n"
    merged = grid(
        row(cell("指標", '<w:gridSpan w:val="2"/>'), cell("R6")),
        row(cell("窓口", '<w:vMerge w:val="restart"/>'), cell("予定"), cell("3")),
        row(cell("", "<w:vMerge/>"), cell("実績"), cell("2")),
        row(cell("右"), properties='<w:gridBefore w:val="2"/>'),
    )
    assert read(paragraph("前") + merged + paragraph("後")) == (
        "前\n\n指標\t\tR6\n窓口\t予定\t3\n\t実績\t2\n\t\t右\n\n後\n"
    )
    inner = f"<w:tc>{paragraph('総務課')}{paragraph('財政課')}{grid(row(cell('x'), cell('y')))}<w:p/></w:tc>"
    assert read(grid(row(cell("a"), inner))) == "a\t総務課 財政課 x y\n"
    controlled = in_control(row(cell("a"), in_control(cell("b"))))
    assert read(grid(controlled)) == "a\tb\n"
    deleted = row(cell("旧"), cell("旧"), properties="<w:del/>") + row(cell("密"), cell("密"), properties="<w:hidden/>")
    assert read(grid(row(cell("a"), cell("b")), deleted)) == "a\tb\n"


def test_text_under_a_merged_cell_is_hidden() -> None:
    table = grid(row(cell("a", '<w:vMerge w:val="restart"/>'), cell("b")), row(cell("密", "<w:vMerge/>"), cell("c")))
    assert read(table) == "a\tb\n\tc\n"
    assert NoticeCode.HIDDEN in noticed(table)
