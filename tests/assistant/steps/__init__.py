"""Tests of assistant/steps/."""
