"""Errors of the assistant.

AssistantError
├── BatchError           a batch file cannot be read or written
├── LanguageModelError   a language model does not answer, or not as asked
└── SettingsError        a setting has the wrong type or range
"""


class AssistantError(Exception):
    """Root of this package's errors; its message says what, where and the way out, in one line."""


class BatchError(AssistantError):
    """A batch file that cannot be read or written."""


class LanguageModelError(AssistantError):
    """A language model that does not answer, or not as asked; never names the key."""


class SettingsError(AssistantError):
    """A setting with the wrong type or range."""
