"""Tests of corpus/remarks/."""
