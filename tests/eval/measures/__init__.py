"""Tests of eval/measures/."""
