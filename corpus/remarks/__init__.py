"""What is said of a plan that was read: every line as a code with its figures, and its English words."""
