"""Whether a sentence goes on behind a line end or a page gap."""

import re

LETTER = "ぁ-んァ-ヺー一-鿿々〆ヶ"
ENDS = "。．！？!?"
_PROSE = re.compile("[、。，]")
# Letters after which a Japanese sentence cannot stop: particles and conjunctive endings.
_OPEN_END = re.compile(r"[をにはがとでのもや、，て]$")
# Where even a label cannot stop: after a particle, between two hiragana.
_MID_PHRASE = re.compile(r"[をにはがとでのもやなたる、，・]⏎.$|[ぁ-ん]⏎[ぁ-ん]$")
_COMPLETE = re.compile(r"(?:ます|です|ました|でした|ません|ください)$")
_GOES_ON = re.compile(rf"[{LETTER}0-9０-９A-Za-z）」』)、。]")
# A line that starts something of its own: a list mark, a number with its stop, a heading, a table row, a note.
STARTS = re.compile(
    r"""\s*(?:[-+*‐•][ \t　]|[・･·●○■□◆◇◎▪◦➢▶►✓☆★※|]|\#{1,6}\s|>\s|\\\*|\*\d
    |[（(]?[0-9０-９]{1,2}[）).．][^\d０-９]|[0-9０-９]{1,2}[ \t　]+[^\d０-９]|[①-⑳❶-❿]
    |第[0-9０-９一二三四五六七八九十]+[編部章節項]|[ア-ン][.．、)）]|[【《〈<＜]|図表?\s?[0-9０-９]|表\s?[0-9０-９－―-])""",
    re.VERBOSE,
)
# An item that opens with a particle and ends the sentence goes on from the item before it: 「- の構築を目指します。」
TAIL = re.compile(r"[-*+‐•][ \t\u3000]+(?=[のをがはにへとでも][一-鿿ァ-ヺ][^\n]*。)")
# A label never opens with a particle: 「の職員数」 goes on from 「人口1,000人当たり」.
_LABEL_GOES_ON = re.compile(r"(?:[のをにがはとへや]|及び|並びに|など|・)[一-鿿ァ-ヺA-Za-z]")
_OPENING, _CLOSING = "(（「【", ")）」】"
_LONGEST_NUMBER = 6
_LONE_NUMBER = re.compile(
    r"[(（]\d{1,2}[)）]|[①-⑳❶-❿]|\d{1,2}[.．、)）]?|[(（]?[ア-ン][.．、)）]|第[\d一二三四五六七八九十]{1,3}[編章節]"
)
# Shorter lines without a comma are labels rather than the wrapped line of a paragraph.
_SHORTEST_WRAPPED = 20


def is_lone_number(line: str) -> bool:
    """Return whether a line is the number of an item or heading and nothing else: 「①」, 「(1)」, 「第1章」."""
    return len(line) <= _LONGEST_NUMBER and bool(_LONE_NUMBER.fullmatch(line))


def over_gap(left: str, right: str) -> bool:
    """Return whether a sentence goes on from line ``left`` over a blank line to line ``right``.

    That is plain only where ``left`` is running text that stops in mid-sentence and ``right`` is running text too:
    「…昭和55年頃に」 and 「かけて整備されたことから、…」 do, a label and the paragraph under it do not.
    """
    left, right = left.rstrip(), right.lstrip()
    if not left or not right or STARTS.match(right) or not _GOES_ON.match(right):
        return False
    if not re.search(rf"[{LETTER}、，]$", left) or _COMPLETE.search(left):
        return False
    wrapped = _PROSE.search(left) or (len(left) >= _SHORTEST_WRAPPED and _OPEN_END.search(left))
    return bool(wrapped and _PROSE.search(right))


def in_paragraph(left: str, right: str) -> str:
    """Return what joins two neighbouring lines of a paragraph for display: nothing, a blank, or a line end.

    「…魅力を市」+「民、事業者」 join, 「2040年」+「目指す姿」 are joined by a blank, an item starts a line of its own.
    """
    left, right = left.rstrip(), right.lstrip()
    if not left or not right:
        return ""
    if STARTS.match(right) or is_lone_number(left):
        return " " if is_lone_number(left) else "\n"
    if left[-1] in ENDS:
        return ""
    if re.search(r"[A-Za-z0-9,.;:)]$", left) and re.match(r"[A-Za-z0-9(]", right):
        return " "
    if len(left) >= _SHORTEST_WRAPPED or _PROSE.search(left) or _MID_PHRASE.search(f"{left}⏎{right[0]}"):
        return ""
    return " " if len(right) <= _SHORTEST_WRAPPED and not _PROSE.search(right) else "\n"


def opens_label(label: str, rest: str) -> bool:
    """Return whether ``rest`` goes on from ``label``: it closes its bracket or opens with a particle."""
    unclosed = sum(map(label.count, _OPENING)) - sum(map(label.count, _CLOSING))
    surplus = sum(map(rest.count, _CLOSING)) - sum(map(rest.count, _OPENING))
    return (unclosed > 0 and surplus > 0) or bool(_LABEL_GOES_ON.match(rest))
