"""The memory of processes: of one, of a family, and of what is gone."""

import math
import subprocess
import sys

from eval.memory import family, held, resident_mib

_GONE = 2**22 + 1  # above Linux's highest


def test_a_process_that_is_gone_holds_nothing_that_is_told() -> None:
    assert list(family(_GONE)) == [_GONE]
    assert math.isnan(resident_mib(_GONE))
    assert math.isnan(held(_GONE).total)


def test_a_family_holds_what_its_children_hold() -> None:
    code = (
        "import subprocess, sys; block = bytearray(40_000_000);"
        "child = [sys.executable, '-c', 'block = bytearray(60_000_000); print(1, flush=True); input()'];"
        "subprocess.run(child)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdin
        assert parent.stdout
        assert parent.stdout.readline() == b"1\n"
        both, parents = held(parent.pid), resident_mib(parent.pid)
        assert len(list(family(parent.pid))) == 2
        parent.stdin.close()
    assert 38 < parents < both.total
    assert both.own > 95
