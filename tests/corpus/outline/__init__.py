"""Tests of corpus/outline/."""
