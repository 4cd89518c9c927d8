"""Tests of corpus/japanese/."""
