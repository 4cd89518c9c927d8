"""Tests of corpus/layout/."""
