"""What changes while the service runs: answers given, feedback, conversations, tries to sign in, uploads."""
