"""Pipeline steps: one function each, Turn in, Turn out."""
