import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import SourceError
from corpus.layout.blocks import BlockKind
from corpus.layout.tables import read_table
from corpus.notice import NoticeCode
from corpus.readers.registry import reader_for
from corpus.readers.webpage.reader import read_webpage
from tests.corpus.reading import assert_sound, chunks_of, paths_of, sections_of


def read(body: str) -> str:
    """Return the text of a page with this body."""
    return read_webpage(f"<!DOCTYPE html><html><body>{body}</body></html>".encode(), "計画.html").text


def noticed(body: str) -> dict[NoticeCode, str]:
    """Return the notices of a page by their codes."""
    source = read_webpage(body.encode(), "/var/plans/計画.html")
    assert {notice.file for notice in source.notices} <= {"計画.html"}
    return {notice.code: notice.message for notice in source.notices}


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


@pytest.mark.parametrize(
    "left_out",
    [
        "<nav>案内</nav>",
        "<header>市</header>",
        "<footer>市</footer>",
        "<aside>市</aside>",
        "<div role=navigation>案内</div>",
        "<div id=gnav>案内</div>",
        "<p class='a Breadcrumb'>案内</p>",
        "<script>x</script>",
        "<style>x</style>",
        "<template><p>x</template>",
        "<noscript>x</noscript>",
        "<button>送信</button>",
        "<select><option>市</select>",
        "<textarea>x</textarea>",
        "<!-- 注 -->",
        "<del>旧</del>",
        "<img alt='絵'>",
        "<svg><text>図</text></svg>",
    ],
)
def test_what_only_serves_the_page_is_left_out_and_counted(left_out: str) -> None:
    assert read(f"<p>窓口</p>{left_out}<p>電話</p>") == "窓口\n\n電話\n"
    assert "(1)" in noticed(f"<p>窓口</p>{left_out}")[NoticeCode.LEFT_OUT]


@pytest.mark.parametrize(
    "attribute",
    [
        "hidden",
        "style='DISPLAY : none'",
        "style='color:red; visibility:hidden'",
        "style=font-size:0px",
        "style=opacity:0",
    ],
)
def test_hidden_text_is_left_out_and_counted(attribute: str) -> None:
    page = f"<p>窓口<span {attribute}>秘<b>密</b></span>の数</p><p {attribute}></p>"
    assert read(page) == "窓口の数\n"
    assert noticed(page)[NoticeCode.HIDDEN].startswith("1 hidden passages (2 letters)")


@pytest.mark.parametrize("attribute", ["aria-hidden=true", "style='font-size:0.9em'", "style='opacity:0.5'", "style=x"])
def test_what_shows_is_kept(attribute: str) -> None:
    assert read(f"<p {attribute}>窓口</p>") == "窓口\n"


def test_the_main_content_is_taken() -> None:
    around = "<div>上</div>{}<div>下</div>"
    assert read(around.format("<main><h1>題</h1></main>")) == "# 題\n"
    assert read(around.format("<div role=main><div>文</div></div>")) == "文\n"
    assert read(around.format("<article>長い本文</article>")) == "長い本文\n"
    assert read(around.format("<main> </main>")) == "上\n\n下\n"
    assert read("<p>長い本文がここにあります。</p><article>広告</article>") == "長い本文がここにあります。\n\n広告\n"
    assert "4 letters outside" in noticed("<p>市の案内</p><main>文</main>")[NoticeCode.LEFT_OUT]
    assert noticed("<main><p>文</main>") == {}


def test_a_picture_speaks_only_where_nothing_else_does() -> None:
    assert (
        read("<h2><img alt='基本目標1'></h2><p><img alt='絵'>文<h2>題<img alt='絵'></h2>")
        == "## 基本目標1\n\n文\n\n## 題\n"
    )


SAID = "市民の窓口を増やす計画です。①令和6年度から始めます。"


@pytest.mark.parametrize(
    ("codec", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", ""),
        ("utf-8", "shift_jis"),
        ("cp932", "Shift_JIS"),
        ("cp932", "x-sjis"),
        ("cp932", ""),
        ("cp932", "utf-8"),
        ("euc_jis_2004", "EUC-JP"),
        ("euc_jis_2004", ""),
        ("utf-16", ""),
        ("utf-16", "utf-16"),
        ("cp932", "rot13"),
    ],
)
def test_encodings(codec: str, said: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={said}">' if said else ""
    page = f"<html><head>{meta}</head><body><p>{SAID}".encode(codec)
    source = read_webpage(page, "a.html")
    assert source.text == f"{SAID}\n"
    converted = [notice.code for notice in source.notices if notice.code is NoticeCode.CONVERTED]
    assert bool(converted) is not codec.startswith("utf-8")


def test_mail_encoding_is_not_taken_for_ascii() -> None:
    assert (
        read_webpage("<meta charset=iso-2022-jp><p>窓口を増やします。".encode("iso2022_jp"), "a.html").text
        == "窓口を増やします。\n"
    )


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02" * 50, "été à la plage".encode("latin-1") * 9, b"\x89PNG\r\n\x1a\n\x00\x00"]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="UTF-8") as caught:
        read_webpage(data, "a.html")
    assert "\n" not in str(caught.value)


def test_entities_and_files_are_not_followed() -> None:
    page = '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "bbb">]><p>&a;&b;窓口'
    text = read_webpage(page.encode(), "a.html").text
    assert "&a;&b;窓口" in text
    assert "bbb" not in text.replace('"bbb"', "")


@pytest.mark.parametrize(
    "tag", ["div", "b", "span", "ul", "li", "table", "td", "sup", "pre", "h1", "dl", "main", "ruby"]
)
@pytest.mark.parametrize("levels", [900, 100_000])
def test_deep_nesting(tag: str, levels: int) -> None:
    start = time.process_time()
    page = f"<p>窓口</p>{f'<{tag}>' * levels}電話{f'</{tag}>' * levels}".encode()
    if levels > 2000 and tag not in {"li", "td"}:  # these end where the next begins
        with pytest.raises(SourceError, match="nest more than 2,000 deep; save"):
            read_webpage(page, "a.html")
    else:
        assert "電話" in read_webpage(page, "a.html").text
    assert time.process_time() - start < 20


def test_deep_tables_are_paragraphs() -> None:
    text = read(f"{'<table><tr><td>a<td>' * 300}x{'</table>' * 300}")
    assert text.count("a") == 300
    assert text.count("x") == 1


def test_long_text_is_kept() -> None:
    page = f"<p>{'市' * 4_000_000}</p><p>終わり".encode()
    text = read_webpage(page, "a.html").text
    assert text.count("市") == 4_000_000
    assert text.endswith("\n\n終わり\n")


NAMES = "p,h1,h2,li,ul,ol,table,tr,td,th,caption,dl,dt,dd,div,br,img,sup,sub,ruby,rt,pre,main,article,nav,del,a"
ELEMENTS = st.sampled_from(re.split(",", NAMES))
PIECES = st.one_of(
    st.builds("<{}>".format, ELEMENTS),
    st.builds("</{}>".format, ELEMENTS),
    st.builds(
        "<{} {}>".format, ELEMENTS, st.sampled_from(["hidden", "rowspan=3", "colspan=2", "start=-1", "role=main"])
    ),
    st.text(max_size=5),
    st.sampled_from(
        ["窓口", "①電話", "\t", "&#9;", "&#12;", "\u202e", "\u200b", "&#x2028;", "<!--", "-->", "<![CDATA["]
    ),
)


@given(st.lists(PIECES, max_size=40))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_markup_is_read(pieces: list[str]) -> None:
    try:
        text = read_webpage("".join(pieces).encode("utf-8", "replace"), "a.html").text
    except SourceError:
        return
    assert "\f" not in text
    assert "\x00" not in text
    assert "\r" not in text
    assert text == "" or text.endswith("\n")
    assert_sound(text, chunks_of(text))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text = read_webpage(data, "a.html").text
    except SourceError:
        return
    assert "\f" not in text
