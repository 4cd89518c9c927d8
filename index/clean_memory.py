"""Memory that is handed out is filled first, so that what stood in it before is never written to a file."""

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_PERTURB = -6  # M_PERTURB of mallopt(3): fill what malloc hands out and takes back
_FILL = 0xAA


@contextmanager
def filled_memory() -> Iterator[None]:
    """Have glibc fill memory while the block runs; elsewhere nothing changes.

    hnswlib, which Chroma builds on, writes parts of its buffers that it never set: without this a vector file may hold
    pieces of whatever the process read before, a plan's text among them.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is None:
        yield
        return
    mallopt(_PERTURB, _FILL)
    try:
        yield
    finally:
        mallopt(_PERTURB, 0)
