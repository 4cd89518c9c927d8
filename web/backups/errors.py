"""Errors of backups."""

from assistant.errors import AssistantError


class BackupError(AssistantError):
    """A backup that cannot be written, read or trusted, or that would overwrite; one line with the way out."""
