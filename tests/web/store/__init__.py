"""Tests of web/store/."""
