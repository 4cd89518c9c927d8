"""Tests of corpus/kpi/."""
