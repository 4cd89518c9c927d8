"""An optional language model: it may reword what was verified, and nothing else."""
