"""A whole index as JSON Lines: written from any engine, loaded into any other, proved to be the same."""
