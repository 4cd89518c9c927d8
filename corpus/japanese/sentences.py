"""Sentences of display text: where each starts and ends."""

import re

_BRACKETS = dict(zip("」』）)】", "「『（(【", strict=True))
_OPENING = frozenset(_BRACKETS.values())
# 。 and ． after a Japanese letter end a sentence; ！？ too, unless a particle goes on (「改善しよう！と」); ! and ? do
# before a gap, a Latin full stop before a capital.
_POINT = re.compile(
    r"[「『（(【」』）)】\n]|。+|[！？]+(?![とのへを」』）)])|[!?]+(?=\s|$)|(?<=[a-z0-9)])\.(?=\s+[A-Z])|(?<=[ぁ-んァ-ヶー一-鿿])．(?!\d)"
)
# One sentence and nothing to think about.
_PLAIN = re.compile(r"[^\s「『（(【」』）)】\n。！？!?．.]+。?")
_CLOSERS = re.compile(r"[」』）)”’\"]*")
# A quotation longer than this is running text with a bracket that was lost or forgotten.
_LONGEST_QUOTATION = 400


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences of display text, in order, without the white space around them.

    A sentence ends after 。！？ (outside 「」『』（）【】) and at a line end. A remark in parentheses right after 。
    belongs to the sentence before it. 「「行く。帰る。」と書く。次へ。」 -> 「…と書く。」, 「次へ。」
    """
    if text and _PLAIN.fullmatch(text):
        return [(0, len(text))]
    points = list(_POINT.finditer(text))
    closing = _closing(points)
    spans: list[tuple[int, int]] = []
    start = position = 0
    for match in points:
        if match.start() < position:
            continue
        mark = match[0][0]
        if mark in _OPENING:
            position = closing.get(match.start(), position)
        elif mark not in _BRACKETS:
            position = _end(text, match.end(), closing) if mark != "\n" else match.end()
            _add(spans, text, start, position)
            start = position
    _add(spans, text, start, len(text))
    return spans


def _closing(points: list[re.Match[str]]) -> dict[int, int]:
    """Return for each bracket that is closed in its line the position after its partner."""
    pairs: dict[int, int] = {}
    waiting: list[tuple[str, int]] = []
    for match in points:
        mark = match[0][0]
        if mark == "\n":
            waiting.clear()
        elif mark in _OPENING:
            waiting.append((mark, match.start()))
        elif mark in _BRACKETS and waiting and waiting[-1][0] == _BRACKETS[mark]:
            _, opened = waiting.pop()
            if match.end() - opened <= _LONGEST_QUOTATION:
                pairs[opened] = match.end()
    return pairs


def _end(text: str, position: int, closing: dict[int, int]) -> int:
    closers = _CLOSERS.match(text, position)
    position = closers.end() if closers else position
    return closing.get(position, position) if text[position : position + 1] in {"（", "("} else position


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        start += len(piece) - len(piece.lstrip())
        spans.append((start, start + len(stripped)))
