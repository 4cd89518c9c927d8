"""What was altered since it was sealed is told, and never read as true."""

from collections.abc import Iterator

import pytest

from index.errors import IndexDamagedError
from index.seals import PIECE, check_text, pieces_of, sealed, text_seals, unbroken


class _Row:
    """A row whose last value is its seal."""

    def __init__(self, values: tuple[object, ...]) -> None:
        self._values = values

    def __getitem__(self, key: str | int, /) -> object:
        return self._values[key if isinstance(key, int) else -1]

    def __iter__(self) -> Iterator[object]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def test_a_row_as_it_was_written_is_read() -> None:
    row = _Row(sealed(("森川市", None, 3)))
    assert unbroken(row, 3, "plan") is row


@pytest.mark.parametrize("values", [("森川巿", None, 3), ("森川市", "", 3), ("森川市", None, 2), ("", "森川市", 3)])
def test_a_row_with_another_value_is_told(values: tuple[object, ...]) -> None:
    seal = sealed(("森川市", None, 3))[-1]
    with pytest.raises(IndexDamagedError, match="a row of plan is altered"):
        unbroken(_Row((*values, seal)), 3, "plan")


def test_the_pieces_of_a_span_are_those_that_hold_it() -> None:
    assert pieces_of(0, 0) == range(0)
    assert pieces_of(0, PIECE) == range(1)
    assert pieces_of(PIECE - 1, PIECE + 1) == range(2)
    assert pieces_of(PIECE, PIECE + 1) == range(1, 2)


def test_a_text_with_one_other_letter_is_told() -> None:
    text = "市の借入金の残高は475億円です。" * 300
    check_text(text, text_seals(text))
    with pytest.raises(IndexDamagedError, match="a plan's text is altered"):
        check_text(text.replace("475", "474", 1), text_seals(text))
