"""Check digits of numbers that are given to persons."""

from itertools import cycle

_MY_NUMBER_DIGITS = 12


def is_my_number(digits: str) -> bool:
    """Return whether 12 ASCII digits are a My Number (個人番号): the last is the check digit of the other eleven.

    The check digit is 11 less the remainder of ΣPn·Qn by 11, and 0 where that remainder is 0 or 1. Pn is the n-th
    digit from the right of the eleven; Qn is n + 1 for n up to 6 and n - 5 from 7 on. Source: 平成26年総務省令第85号
    (行政手続における特定の個人を識別するための番号の利用等に関する法律の規定による通知カード及び個人番号カード並びに情報提供
    ネットワークシステムによる特定個人情報の提供等に関する省令), 第5条.
    """
    if len(digits) != _MY_NUMBER_DIGITS or not (digits.isascii() and digits.isdigit()):
        return False
    weights = [n + 1 if n <= 6 else n - 5 for n in range(1, _MY_NUMBER_DIGITS)]  # noqa: PLR2004 (the ordinance's own)
    remainder = sum(int(p) * q for p, q in zip(reversed(digits[:-1]), weights, strict=True)) % 11
    return int(digits[-1]) == (0 if remainder <= 1 else 11 - remainder)


def is_card_number(digits: str) -> bool:
    """Return whether ASCII digits pass the Luhn test (ISO/IEC 7812-1, annex B) and are not all the same."""
    doubled = sum(sum(divmod(int(digit) * factor, 10)) for digit, factor in zip(reversed(digits), cycle((1, 2))))
    return doubled % 10 == 0 and len(set(digits)) > 1
