"""One heap for all threads of a server."""

import ctypes
from typing import Final

_ARENA_MAX: Final = -8  # M_ARENA_MAX of <malloc.h>: how many heaps glibc gives to the threads of a process


def share_heap() -> bool:
    """Let all threads take memory from one heap, and return whether the system's C library does so.

    By itself glibc gives threads up to eight heaps a core, each of which keeps the most it ever held: with answers
    moving from thread to thread, a server grows for hours without holding more (`docs/benchmarks.md` has figures).
    Python runs one thread at a time, so they seldom wait for each other here. To be called before threads are started;
    other C libraries than glibc are left as they are.
    """
    try:
        return bool(ctypes.CDLL(None).mallopt(_ARENA_MAX, 1))
    except (AttributeError, OSError, TypeError):  # no such function, or (Windows) no such way to ask for it
        return False
