"""Letters as PDF fonts name them, and the letters that they show."""

import re
import unicodedata
from functools import cache

from corpus.readers.pdf.settings import settings

# Radicals of U+2E80..2EFF that fonts name instead of a kanji of Japanese text; Unicode gives most of them no equal.
_SUPPLEMENT = dict(
    zip(
        "⺎⺒⺓⺝⺟⺠⺩⺬⺮⺶⺼⺽⻁⻂⻄⻆⻊⻌⻑⻖⻗⻘⻝⻤⻨⻩⻫⻭⻯⻲⻣⻫",
        "兀巳幺月母民王示竹羊月臼虎衤西角足辶長阝雨青食鬼麦黄斉歯竜亀骨斉",
        strict=True,
    )
)
# Kangxi radicals whose equal is the old form of a kanji: Japanese fonts show the new one under both names.
_NEW_FORMS = {"戶": "戸", "靑": "青", "麥": "麦", "黃": "黄", "黑": "黒"}
_KANGXI = range(0x2F00, 0x2FD6)
# What pdfium gives for a hyphen at the end of a line.
_HYPHENS = frozenset({0x02, 0xFFFE})
_BLANKS = re.compile("[\t\n\v\f\r\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f]")
# Without width: soft hyphen, joiners, direction marks, byte order mark.
_WIDTHLESS = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


@cache
def radicals() -> dict[str, str]:
    """Return the kanji for each radical character: 「⼾」 to 「戸」, 「⻑」 to 「長」."""
    kangxi = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in _KANGXI}
    return _SUPPLEMENT | {radical: _NEW_FORMS.get(kanji, kanji) for radical, kanji in kangxi.items()}


def letter_of(code: int) -> str:
    """Return the letter for a code of the text layer: blanks as 「 」, nothing for what has no width.

    Letters without a readable code are U+FFFD; the bullets of symbol fonts are what they show.
    """
    if 0x21 <= code <= 0x7E or 0x3041 <= code <= 0x9FFF:  # noqa: PLR2004 - nearly all letters
        return chr(code)
    if code in _HYPHENS:
        return "-"
    if code > 0x10FFFF or unreadable(code):  # noqa: PLR2004 - the last code
        return settings().private_use.get(chr(code), "\ufffd") if code <= 0xFFFF else "\ufffd"  # noqa: PLR2004
    letter = chr(code)
    return "" if _WIDTHLESS.match(letter) else " " if _BLANKS.match(letter) else letter


def unreadable(code: int) -> bool:
    """Return whether a code stands for no letter: of the private area, a surrogate, a control, none at all."""
    category = unicodedata.category(chr(code))
    return code == 0xFFFD or category in {"Co", "Cs", "Cn"} or (category == "Cc" and not _BLANKS.match(chr(code)))  # noqa: PLR2004
