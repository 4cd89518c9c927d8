"""Chunks and KPI records in; an immutable index generation and search over it out."""
