"""Tests of assistant/compose/."""
