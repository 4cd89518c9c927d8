"""Evaluation tasks: what is asked and kept."""
