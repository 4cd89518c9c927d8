"""Digits: a number under the placeholders of its format (0, #, ?, thousands, percent)."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from itertools import takewhile

from corpus.readers.workbook.tokens import Section, Token

# Excel keeps 15 digits; a format of 1,000 letters and a number of 300 digits must not fail.
_EXACT = Context(prec=1500, rounding=ROUND_HALF_UP)
_GENERAL_WIDTH = 10  # digits that Excel shows under 「General」
_SMALLEST = Decimal("1e-9")
_LARGEST = Decimal("1e15")


def general(value: Decimal) -> str:
    """Return a number as a cell without a format shows it: 0.333333333, 12500, 1.2E-10."""
    size = abs(value)
    if size and not _SMALLEST <= size < _LARGEST:
        mantissa, _, power = f"{value:.5E}".partition("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{power}"
    whole = len(str(int(size)))
    rounded = value.quantize(Decimal(1).scaleb(-max(_GENERAL_WIDTH - whole, 0)), context=_EXACT)
    text = f"{rounded:f}"
    return _unsigned_zero(text.rstrip("0").rstrip(".") if "." in text else text)


def shown_number(value: Decimal, section: Section) -> str:
    """Return a number as a section shows it; a fraction (「# ?/?」) is shown as decimals."""
    tokens = section.tokens
    if section.has("slash"):
        return general(value)
    if not section.has("digit"):
        sign = "-" if value < 0 and not section.has("general", "text") else ""
        return sign + "".join(_plain(token, value) for token in tokens)
    if section.has("exponent"):
        return _scientific(value, tokens)
    return _placed(value, tokens)


def _plain(token: Token, value: Decimal) -> str:
    if token.kind in {"general", "text"}:
        return general(value)
    return token.text if token.kind != "japanese" else ""


def _scientific(value: Decimal, tokens: Sequence[Token]) -> str:
    mantissa = list(takewhile(lambda token: token.kind != "exponent", tokens))
    digits = [token.kind for token in mantissa if token.kind in {"digit", "point"}]
    decimals = len(digits) - digits.index("point") - 1 if "point" in digits else 0
    number, _, power = f"{value:.{decimals}E}".partition("E")
    return f"{number}E{power[0]}{power[1:].zfill(2)}"


def _placed(value: Decimal, tokens: Sequence[Token]) -> str:
    """Return a number with its digits in the places of the format and the format's own text around and between."""
    point = next((at for at, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    places = [at for at, token in enumerate(tokens) if token.kind == "digit"]
    whole, decimals = [at for at in places if at < point], [at for at in places if at > point]
    commas = [at for at, token in enumerate(tokens) if token.kind == "comma" and at < point]
    last = max(whole, default=-1)
    grouped = any(whole[0] < at < last for at in commas) if whole else False
    percents = sum(token.kind == "percent" for token in tokens)
    scale = 2 * percents - 3 * sum(at > last for at in commas)
    number = abs(value).scaleb(scale, _EXACT).quantize(Decimal(1).scaleb(-len(decimals)), context=_EXACT)
    integer, _, fraction = f"{number:f}".partition(".")
    put = dict(_whole(integer.lstrip("0"), whole, tokens, grouped=grouped))
    put |= dict(_fraction(fraction, decimals, tokens))
    text = "".join(_piece(at, token, put) for at, token in enumerate(tokens))
    return f"-{text}" if value < 0 and number else text


def _piece(at: int, token: Token, put: dict[int, str]) -> str:
    if token.kind == "digit":
        return put[at]
    return "" if token.kind in {"comma", "japanese"} else token.text


def _whole(digits: str, places: Sequence[int], tokens: Sequence[Token], *, grouped: bool) -> Iterator[tuple[int, str]]:
    """Yield what stands in each place before the point: a digit each from the right, what is left over in the first."""
    for count, at in enumerate(reversed(places)):
        first = at == places[0]
        end = len(digits) - count
        taken = digits[:end] if first and end > 0 else digits[max(end - 1, 0) : max(end, 0)]
        taken = taken or {"0": "0", "?": " "}.get(tokens[at].text, "")
        yield at, _grouped(taken, count) if grouped else taken


def _grouped(digits: str, behind: int) -> str:
    """Return digits with the commas of thousands; ``behind`` digits follow."""
    pieces = []
    for at, digit in enumerate(digits):
        left = len(digits) - at - 1 + behind
        pieces.append(f"{digit}," if left and left % 3 == 0 and digit.isdecimal() else digit)
    return "".join(pieces)


def _fraction(digits: str, places: Sequence[int], tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    needed = len(digits.rstrip("0"))
    for count, at in enumerate(places):
        empty = {"0": "0", "?": " "}.get(tokens[at].text, "")
        yield at, digits[count] if count < needed else empty


def _unsigned_zero(text: str) -> str:
    return "0" if text in {"-0", ""} else text
