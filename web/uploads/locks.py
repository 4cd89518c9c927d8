"""Locks between processes: a process that ends, however it ends, gives back what it holds."""

import fcntl
import os
from pathlib import Path
from typing import BinaryIO


def take(path: Path, *, wait: bool = False) -> BinaryIO | None:
    """Return the open file that holds the lock until it is closed; None where another holds it and ``wait`` is false.

    Threads of one process count as others. Raises OSError where the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        file.close()
        return None
    except BaseException:
        file.close()
        raise
    return file
