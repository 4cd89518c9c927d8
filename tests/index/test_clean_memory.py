"""Freed memory is overwritten while files of vectors are written."""

import ctypes
import sys

import pytest

from index.clean_memory import filled_memory


@pytest.mark.skipif(sys.platform != "linux", reason="glibc only")
def test_memory_that_was_freed_is_not_handed_out_as_it_was() -> None:
    libc = ctypes.CDLL(None)
    libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
    libc.free.argtypes = [ctypes.c_void_p]
    secret = "庁舎の移転先".encode() * 400
    with filled_memory():
        for _ in range(50):
            place = libc.malloc(len(secret))
            assert secret[16:64] not in ctypes.string_at(place, len(secret))
            ctypes.memmove(place, secret, len(secret))
            libc.free(place)


def test_the_block_runs_where_nothing_can_be_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    ran = False
    with filled_memory():
        ran = True
    assert ran
