"""Tests of assistant/commands/."""
