"""Tests of what must not leak, must not be obeyed and must not break."""
