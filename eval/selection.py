"""Which cases: question sets by name or file, and one half of them."""

from collections.abc import Sequence
from pathlib import Path

from eval.cases import DATASETS, AnyCase, Half, read_cases
from eval.errors import CaseError


def select_cases(sets: Sequence[str], half: Half | None = None) -> list[AnyCase]:
    """Return the cases of these sets in order, all bundled ones where none is named; of one half where one is.

    A set is a folder of ``eval/datasets`` (``passage``), a file there without its ending (``passage/saga-smart``),
    or any other ``.jsonl`` file or folder of them.

    Raises:
        CaseError: there is no such set, a row is no case, an id stands twice, or nothing is left.

    """
    names = sets or bundled_sets()
    paths = dict.fromkeys(path for name in names for path in _files(name))
    cases = [case for case in read_cases(paths) if half in (None, case.half)]
    if not cases:
        of_half = f" of the half {half}" if half else ""
        raise CaseError(f"{', '.join(names)}: no question{of_half}; name another set")
    return cases


def bundled_sets() -> list[str]:
    """Return the names of the bundled question sets."""
    return sorted({path.parent.name for path in DATASETS.glob("*/*.jsonl")})


def _files(name: str) -> list[Path]:
    for place in (DATASETS / name, DATASETS / f"{name}.jsonl", Path(name)):
        if place.is_file():
            return [place]
        if found := sorted(place.glob("*.jsonl")):
            return found
    raise CaseError(f"{name}: no question set; name one of {', '.join(bundled_sets())}, or a .jsonl file")
