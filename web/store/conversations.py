"""The questions of a browser session, masked, until the person deletes them or they are old."""

import secrets

from web.store.engine import Connection


def add_question(connection: Connection, session: str, time: float, question: str) -> None:
    """Store one question of a session."""
    connection.execute(
        "INSERT INTO conversations (session, time, question) VALUES (?, ?, ?)", (session, time, question)
    )


def questions_of(connection: Connection, session: str, most: int) -> tuple[str, ...]:
    """Return the last ``most`` questions of a session, oldest first."""
    rows = connection.execute(
        "SELECT question FROM conversations WHERE session = ? ORDER BY time DESC, rowid DESC LIMIT ?", (session, most)
    ).fetchall()
    return tuple(str(row[0]) for row in reversed(rows))


def delete_conversation(connection: Connection, session: str) -> int:
    """Forget what a session asked and return how many questions that were; answers lose their session.

    Its ratings go on counting, each under a key of its own that leads back to nobody.
    """
    connection.execute("UPDATE answers SET session = '' WHERE session = ?", (session,))
    rated = connection.execute("SELECT answer_id FROM feedback WHERE session = ?", (session,)).fetchall()
    connection.executemany(
        "UPDATE feedback SET session = ? WHERE answer_id = ? AND session = ?",
        [(secrets.token_hex(16), answer_id, session) for (answer_id,) in rated],
    )
    return connection.execute("DELETE FROM conversations WHERE session = ?", (session,)).rowcount
