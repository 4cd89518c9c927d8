"""What of a page is text of the plan, and what only serves the page or is hidden."""

import pytest

from corpus.notice import NoticeCode
from tests.corpus.readers.webpage.webpages import noticed, read


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
