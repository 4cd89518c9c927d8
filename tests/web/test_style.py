"""The stylesheet: colours are the design system's tokens, and can be told from what they stand on."""

import re

import pytest

from web import chart_marks
from web.rendering import STATIC

TOKENS = (STATIC / "vendor" / "design-tokens" / "tokens.css").read_text("utf-8")
STYLE = re.sub(r"/\*.*?\*/", "", (STATIC / "style.css").read_text("utf-8"), flags=re.DOTALL)
DEFINED = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", TOKENS + STYLE))
TEXT = (
    ("ink", "paper"), ("ink", "ground"), ("ink", "blue-wash"), ("ink", "amber-wash"), ("ink", "mark"),
    ("ink", "focus"), ("ink-soft", "paper"), ("ink-soft", "ground"), ("ink-soft", "blue-wash"), ("faint", "paper"),
    ("blue", "paper"), ("blue", "ground"), ("blue", "blue-wash"), ("blue", "amber-wash"), ("blue-dark", "paper"),
    ("blue-dark", "blue-wash"), ("blue-deep", "paper"), ("paper", "blue"), ("paper", "blue-dark"),
    ("paper", "blue-deep"), ("paper", "ink"), ("green", "paper"), ("green", "green-wash"), ("amber", "paper"),
    ("amber", "amber-wash"), ("red", "paper"), ("red", "red-wash"),
)  # fmt: skip
CONTROLS = (("control", "paper"), ("blue", "paper"), ("black", "paper"), ("black", "focus"))


def colour(name: str) -> str:
    """Return the colour that a custom property comes to."""
    value = DEFINED[name]
    inner = re.fullmatch(r"var\((--[\w-]+)\)", value)
    return colour(inner[1]) if inner else value


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, contrast ratio)."""
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(value: str) -> float:
    parts = [int(value[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_no_colour_is_written_out() -> None:
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?)\(", STYLE) == []


def test_every_property_that_is_used_is_defined_once() -> None:
    assert set(re.findall(r"var\((--[\w-]+)\)", STYLE)) <= set(DEFINED)
    names = re.findall(r"(--[\w-]+):", TOKENS + STYLE)
    assert sorted(names) == sorted(set(names))


def test_every_property_of_our_own_is_used() -> None:
    own = re.findall(r"^  (--[\w-]+):", STYLE, flags=re.MULTILINE)
    assert [name for name in own if f"var({name})" not in STYLE] == []


@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_can_be_read(text: str, ground: str) -> None:
    assert contrast(colour(f"--{text}"), colour(f"--{ground}")) >= 4.5


@pytest.mark.parametrize(("edge", "ground"), CONTROLS)
def test_controls_can_be_seen(edge: str, ground: str) -> None:
    assert contrast(colour(f"--{edge}"), colour(f"--{ground}")) >= 3


def test_charts_have_the_colours_of_the_stylesheet() -> None:
    names = {"ink": chart_marks.INK, "ink-soft": chart_marks.SOFT, "line-soft": chart_marks.FAINT}
    assert {name: colour(f"--{name}") for name in names} == names
    assert colour("--blue") == chart_marks.BLUE
