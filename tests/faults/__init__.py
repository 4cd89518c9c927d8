"""Faults put in on purpose, and whether an answer was ever wrong or lost; ``python -m tests.faults.run`` does many."""
