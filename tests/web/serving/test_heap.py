"""Threads of a server share one heap where the C library can do so."""

import ctypes
import platform
import re
import subprocess
import sys

import pytest

from web.serving.heap import share_heap

GLIBC = platform.libc_ver()[0] == "glibc"
# Threads that all hold memory at the same time, then what glibc says of its heaps.
HOLD = """
import ctypes, sys
from threading import Barrier, Thread
from web.serving.heap import share_heap

if "share" in sys.argv:
    print(share_heap())
together = Barrier(8)
def hold():
    held = bytearray(3_000), [bytes(600 + place) for place in range(500)]
    together.wait()
threads = [Thread(target=hold) for _ in range(8)]
for one in threads:
    one.start()
for one in threads:
    one.join()
sys.stdout.flush()
ctypes.CDLL(None).malloc_stats()
"""


def heaps(*arguments: str) -> tuple[str, int]:
    """Return what a process printed, and how many heaps it had."""
    asked = (sys.executable, "-c", HOLD, *arguments)
    ran = subprocess.run(asked, capture_output=True, text=True, check=True, timeout=60)
    return ran.stdout.strip(), len(re.findall(r"^Arena \d+:", ran.stderr, re.MULTILINE))


@pytest.mark.skipif(not GLIBC, reason="another C library than glibc: threads share a heap as it likes")
def test_threads_share_one_heap_and_had_several_before() -> None:
    assert heaps()[1] > 1
    assert heaps("share") == ("True", 1)


@pytest.mark.parametrize("error", [AttributeError, OSError, TypeError])
def test_another_c_library_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch, error: type[Exception]) -> None:
    def refuse(_: object) -> None:
        raise error

    monkeypatch.setattr(ctypes, "CDLL", refuse)
    assert share_heap() is False
