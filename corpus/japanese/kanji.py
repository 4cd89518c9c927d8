"""Numbers written in kanji: 十一, 二千二十四, 二〇二四, 三億五千万."""

DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10_000, "億": 100_000_000, "兆": 1_000_000_000_000}


def kanji_number(text: str) -> int | None:
    """Return the number that ``text`` spells in kanji, or None where it spells none (「十一」 -> 11)."""
    if not text or any(character not in DIGITS | SMALL | LARGE for character in text):
        return None
    if all(character in DIGITS for character in text):
        return int("".join(str(DIGITS[character]) for character in text))
    return _positional(text)


def _positional(text: str) -> int | None:
    total = group = 0
    digit: int | None = None
    for character in text:
        if character in DIGITS:
            if digit is not None:
                return None
            digit = DIGITS[character]
        elif character in SMALL:
            group += (1 if digit is None else digit) * SMALL[character]
            digit = None
        else:
            total += ((group + (digit or 0)) or 1) * LARGE[character]
            group, digit = 0, None
    return total + group + (digit or 0)
