"""Tests of index/embedders/."""
