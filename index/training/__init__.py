"""Making the shipped embedding model."""
