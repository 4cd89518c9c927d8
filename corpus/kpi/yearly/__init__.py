"""Tables by fiscal year."""
