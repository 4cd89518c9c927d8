"""Tests of eval/commands/."""
