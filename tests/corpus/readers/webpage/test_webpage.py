import pytest

from corpus.layout.blocks import BlockKind
from corpus.layout.tables import read_table
from corpus.readers.registry import reader_for
from corpus.readers.webpage.reader import read_webpage
from tests.corpus.readers.webpage.webpages import read
from tests.corpus.reading import assert_sound, chunks_of, paths_of, sections_of


def test_web_pages_have_this_reader_and_no_pages() -> None:
    assert reader_for(".HTML") is reader_for(".htm") is read_webpage
    assert read_webpage(b"<p>x", "a.html").pages is None


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("", ""),
        (" \n ", ""),
        ("窓口", "窓口\n"),
        ("<h2>第1章　<b>計画</b></h2><p>本文。</p>", "## 第1章　計画\n\n本文。\n"),
        ("<h1>計画の<br>概要</h1>", "# 計画の概要\n"),
        ("<h1> </h1><p>本文", "本文\n"),
        ("<h7>見出しではない</h7>", "見出しではない\n"),
        ("<p>市の\n   計画</p><p>Web\n GIS", "市の計画\n\nWeb GIS\n"),
        ("<p>一行<br>二行<br><br>次の段落<br></p>", "一行\n二行\n\n次の段落\n"),
        ("<p>a&nbsp;b&amp;c&lt;d&#x2460;&hellip;", "a b&c<d①…\n"),
        ("<div>一<div>二</div>三</div>四", "一\n\n二\n\n三\n\n四\n"),
        ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>", "漢字\n"),
        ("<p>CO<sub>2</sub>を10km<sup>2</sup>で<sup><a href='#n'>※1</a></sup>", "CO2を10km²で<sup>※1</sup>\n"),
        ("<p><span>市</span><b>民</b> <i>の</i>声", "市民 の声\n"),
        ("<pre>一\n二</pre>", "一\n二\n"),
        ("<details><summary>概要</summary>詳しい内容</details>", "概要\n\n詳しい内容\n"),
        ("<p>市<wbr>民&#8203;課&shy;", "市民課\n"),
        ("<article><header><h2>題</h2></header><p>文</article>", "## 題\n\n文\n"),
        ("<p>&#0;&#xD800;&#x110000;窓口", "���窓口\n"),
    ],
)
def test_text(body: str, text: str) -> None:
    assert read(body) == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<ul><li>窓口<li>電話</ul>", "- 窓口\n- 電話\n"),
        ("<ul><li>窓口<ul><li>予約<li>受付</ul><li>電話</ul>", "- 窓口\n  - 予約\n  - 受付\n- 電話\n"),
        ("<ul><li><p>窓口</p><p>続き</p></ul><p>文", "- 窓口\n  続き\n\n文\n"),
        ("<ol start=3><li>三<li>四<li value=8>八<li>九</ol>", "3. 三\n4. 四\n8. 八\n9. 九\n"),
        ("<ol type=a><li>窓口</ol><ol type=I><li>電話</ol>", "a. 窓口\nI. 電話\n"),
        ("<ol style='list-style: katakana inside'><li>窓口<li>電話</ol>", "ア、 窓口\nイ、 電話\n"),
        ("<ol style='list-style-type:none'><li>窓口</ol>", "- 窓口\n"),
        ("<ol start=x><li value=99999999999>窓口</ol>", "999999. 窓口\n"),
        ("<ol><li><h3>計画</h3>文</ol>", "### 1. 計画\n\n文\n"),
        ("<li>窓口<p>文", "- 窓口\n  文\n"),
        ("<ul><li></ul><ul></ul>文", "文\n"),
        ("<dl><dt>DX<dd>変革<dt>AI<dd>人工<dd>知能</dl>", "DX\t変革\nAI\t人工 知能\n"),
        ("<dl><dt>章<dd><h3>節</h3><p>文</dl>", "章\n\n### 節\n\n文\n"),
    ],
)
def test_lists(body: str, text: str) -> None:
    assert read(body) == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<table><tr><th>指標<th>R6<tr><td>窓口<br>の数<td>3</table>", "指標\tR6\n窓口の数\t3\n"),
        ("<table><caption>表1</caption><tr><td>a<td>b</table>文", "表1\n\na\tb\n\n文\n"),
        ("<table><tr><td colspan=2>a<td>b<tr><td>c<td>d<td>e</table>", "a\t\tb\nc\td\te\n"),
        (
            "<table><tr><td rowspan=2>窓口<td>予定<td>3<tr><td>実績<td>2<tr><td>a<td>b<td></table>",
            "窓口\t予定\t3\n\t実績\t2\na\tb\t\n",
        ),
        ("<table><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d</table>", "a\tb\n\tc\n\td\n"),
        ("<table><tr><td>a<td><ul><li>窓口<li>電話</ul></table>", "a\t・窓口 ・電話\n"),
        ("<table><tr><td>a<td><table><tr><td>x<td>y</table></table>", "a\tx y\n"),
        ("<table><tr><td><h2>コラム</h2><p>文。</table>", "## コラム\n\n文。\n"),
        ("<table role=presentation><tr><td>a<td>b</table>", "a\n\nb\n"),
        ("<table><tr><td>案内<td><h2>題</h2><table><tr><td>x<td>y</table></table>", "案内\n\n## 題\n\nx\ty\n"),
        ("<table><tr><td>窓口<td><img alt='○'></table>", "窓口\t○\n"),
        ("<table><tr><td></table>", ""),
        ("</table></td></li></h1></sup>文", "文\n"),
    ],
)
def test_tables(body: str, text: str) -> None:
    assert read(body) == text


def test_headings_and_tables_are_found_in_the_text() -> None:
    text = read(
        "<h1>第1章 計画</h1><p>本市の計画を定めます。</p><h2>1 指標</h2>"
        "<table><tr><th>指標<th>区分<th>R6<th>R7<th>R8<tr><td rowspan=2>窓口の数<td>予定<td>3<td>4<td>5"
        "<tr><td>実績<td>2<td><td></table><h2>2 体制</h2><ul><li>本部を置きます。<ul><li>市長が長です。</ul></ul>"
    )
    assert paths_of(text) == ["第1章 計画", "第1章 計画 > 1 指標", "第1章 計画 > 2 体制"]
    found = [block for body in sections_of(text) for block in body.blocks if block.kind is BlockKind.TABLE]
    table = read_table(found[0].lines)
    assert [cell.text for cell in table.header[0].filled] == ["指標", "区分", "R6", "R7", "R8"]
    assert [[cell.text for cell in line] for line in table.rows[0].lines] == [
        ["窓口の数", "予定", "3", "4", "5"],
        ["", "実績", "2", "", ""],
    ]
    assert_sound(text, chunks_of(text))
