"""Staff accounts: names and password hashes, from a file or from the setting itself."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Semaphore
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from assistant.errors import SettingsError

NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
MOST_LETTERS: Final = 1_000  # of a password: hashing a longer one only costs time
_IN_PLACE: Final = ":$argon2"
_AT_ONCE: Final = 2  # each check takes 64 MiB on purpose


@dataclass(frozen=True, slots=True)
class Accounts:
    """Looks accounts up; ``source`` is a file's path or lines ``name:hash``, read anew each time: edits count."""

    source: str = field(repr=False)
    _turns: Semaphore = field(default_factory=lambda: Semaphore(_AT_ONCE), repr=False)

    def read(self) -> dict[str, str]:
        """Return hashes by account name.

        Raises:
            SettingsError: the file cannot be read, or a line is none; the message names the line, never its content.

        """
        if not self.source:
            return {}
        if _IN_PLACE in self.source:
            return _parsed(self.source.split(), "ASSISTANT_ACCOUNTS")
        try:
            lines = Path(self.source).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(
                f"ASSISTANT_ACCOUNTS: the file cannot be read ({type(error).__name__}); check it"
            ) from error
        return _parsed(lines, "the file of ASSISTANT_ACCOUNTS")

    def hash_of(self, name: str) -> str | None:
        """Return the hash of an account, None where there is no such account or no list of them can be read."""
        try:
            return self.read().get(name)
        except SettingsError:
            return None

    def fits(self, name: str, password: str) -> bool:
        """Return whether the password is that of the account; an unknown account takes as long as a known one."""
        known = self.hash_of(name)
        with self._turns:
            right = verify(known or _nobody(), password[:MOST_LETTERS])
        return right and known is not None and len(password) <= MOST_LETTERS


def hash_password(password: str) -> str:
    """Return a password's hash with its own salt and parameters (Argon2id)."""
    return PasswordHasher().hash(password)


def verify(hashed: str, password: str) -> bool:
    """Return whether a hash was made of a password; False too for what is no hash."""
    try:
        return PasswordHasher().verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


def fingerprint(hashed: str) -> str:
    """Return a mark of a hash: a session made before the password was changed ends by it."""
    return sha256(hashed.encode()).hexdigest()[:16]


@cache
def _nobody() -> str:
    return hash_password("nobody has this account")


def _parsed(lines: Iterable[str], place: str) -> dict[str, str]:
    accounts: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        name, _, hashed = line.strip().partition(":")
        if not line.strip() or line.startswith("#"):
            continue
        if not NAME.fullmatch(name) or not hashed.startswith("$argon2") or name in accounts:
            raise SettingsError(
                f"{place}, line {number}: no account; a line is name:hash, each name once"
                " (`assistant web hash-password` prints one)"
            )
        accounts[name] = hashed
    return accounts
