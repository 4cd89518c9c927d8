"""Tests of web/staff/ and web/uploads/."""
