"""What only PostgreSQL can get wrong: a server that is away or silent, locks, rights, passwords in messages."""

import gc
import logging
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from time import monotonic, sleep
from urllib.parse import urlsplit

import psycopg
import pytest
from typer.testing import CliRunner

from assistant.__main__ import build_app
from assistant.settings import Settings
from index.place import DatabaseUrl, place_of
from tests.index.engines.servers import PostgresServer, postgres
from tests.web.store.test_rows import answer
from web.backups.contents import Kept
from web.desk import Desk
from web.store import postgres_connections, pruning
from web.store.answers import add_answer, find_answer, last_answers
from web.store.conversations import add_question, questions_of
from web.store.database import Database
from web.store.engine import Connection
from web.store.errors import StoreBrokenError, StoreFault
from web.store.postgres_connections import PatientConnection


@pytest.fixture
def url(server: PostgresServer) -> DatabaseUrl:
    return server.new_database()


@pytest.fixture
def base(url: DatabaseUrl) -> Database:
    return Database(url)


def _add(base: Database, question: str = "問い") -> None:
    base.run(lambda connection: add_question(connection, "s", 1.0, question))


def _questions(base: Database) -> tuple[str, ...]:
    return base.run(lambda connection: questions_of(connection, "s", 9), reading=True)


def _fails(work: Callable[[], object], match: str) -> float:
    """Return the seconds until the work failed as it should, in one line."""
    began = monotonic()
    with pytest.raises(StoreBrokenError, match=match) as error:
        work()
    assert "\n" not in str(error.value)
    return monotonic() - began


def test_a_server_that_goes_and_comes_back_needs_no_restart_of_ours(caplog: pytest.LogCaptureFixture) -> None:
    with postgres() as server:
        base = Database(server.new_database())
        _add(base, "before")
        server.stop()
        assert _fails(lambda: _questions(base), "cannot be used") < 2
        assert _fails(lambda: _questions(base), "a moment ago") < 0.5
        with caplog.at_level(logging.WARNING):
            assert base.quietly(_count, -1) == -1
        assert len(caplog.records) == 1
        server.start()
        until = monotonic() + 10
        while base.quietly(_count, 0) == 0 and monotonic() < until:
            sleep(0.05)
        _add(base, "after")
        server.stop()
        server.start()
        assert _questions(base) == ("before", "after")  # the connection that was kept has died meanwhile


def _count(connection: Connection) -> int:
    return len(questions_of(connection, "s", 9))


@pytest.fixture
def silent() -> Iterator[str]:
    """Return the URL of what takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"postgresql://me:geheim@127.0.0.1:{listener.getsockname()[1]}/plans"


def test_a_server_that_says_nothing_is_left_after_a_moment(silent: str) -> None:
    base = Database(place_of(silent))
    assert _fails(base.version, "me@127.0.0.1.*timeout") < 4
    assert _fails(base.version, "a moment ago") < 0.5


def test_a_server_that_falls_silent_is_left(base: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    _add(base)
    monkeypatch.setattr(PatientConnection, "silence", 0.2)
    assert _fails(lambda: base.run(lambda one: one.execute("SELECT pg_sleep(1)")), "cannot be used") < 0.9
    monkeypatch.undo()
    assert _questions(base) == ("問い",)


def test_a_statement_that_takes_long_is_given_up(base: Database) -> None:
    base.version()
    assert _fails(lambda: base.run(lambda one: one.execute("SELECT pg_sleep(20)")), "statement timeout") < 2.9


def test_a_locked_table_is_given_up_after_a_moment(base: Database, url: DatabaseUrl) -> None:
    base.version()
    with psycopg.connect(url.address) as other:
        other.execute("LOCK TABLE assistant_web.conversations IN EXCLUSIVE MODE")
        assert _fails(lambda: _add(base), "lock timeout") < 2
        assert _questions(base) == ()


def test_more_at_once_than_there_are_connections_fail_in_words(base: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_connections, "_TURN_SECONDS", 0.05)

    def deeper(level: int) -> int:
        return base.run(lambda _: deeper(level + 1))

    _fails(lambda: deeper(1), "all 8 connections are in use")
    assert base.version() >= 1


def test_a_reader_writes_nothing(base: Database) -> None:
    base.version()
    _fails(lambda: base.run(lambda one: add_question(one, "s", 1.0, "問い"), reading=True), "read-only")
    assert _questions(base) == ()


def test_text_that_postgresql_cannot_store_is_stored_without_what_it_cannot(base: Database) -> None:
    _add(base, "問\0い 100% %s ? 😀")
    assert _questions(base) == ("問\N{REPLACEMENT CHARACTER}い 100% %s ? 😀",)


def test_connections_are_kept_and_end_with_the_database(url: DatabaseUrl) -> None:
    base = Database(url)
    for _ in range(5):
        base.version()

    def open_now() -> int:
        with psycopg.connect(url.address) as other:
            asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            return int(other.execute(f"{asked} AND application_name = 'plan-assistant web'").fetchall()[0][0])

    assert open_now() == 1
    del base
    gc.collect()
    until = monotonic() + 5
    while open_now() and monotonic() < until:
        sleep(0.02)
    assert open_now() == 0


def test_an_old_answer_goes_with_its_rating_in_pieces(base: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "_PIECE", 2)
    for number in range(5):
        base.run(lambda one, id_=str(number): add_answer(one, answer(id_)))  # type: ignore[misc]
    base.run(lambda one: add_answer(one, answer("new", 100 * pruning.DAY)))
    assert base.run(lambda one: pruning.prune(one, 100 * pruning.DAY, 90)) == 5
    assert [row.answer_id for row in base.run(lambda one: last_answers(one, 9))] == ["new"]


def test_a_user_who_may_not_create_schemas_uses_one_made_for_it(base: Database, url: DatabaseUrl) -> None:
    name = f"clerk_{urlsplit(url.address).path.strip('/')}"
    with psycopg.connect(url.address, autocommit=True) as admin:
        admin.execute(f"CREATE ROLE {name} LOGIN".encode())
    clerk = Database(place_of(url.address.replace("//postgres:", f"//{name}:", 1)))
    assert name in str(clerk.place)
    _fails(clerk.version, "permission denied")
    with psycopg.connect(url.address, autocommit=True) as admin:
        admin.execute(f"CREATE SCHEMA assistant_web AUTHORIZATION {name}".encode())
    clerk.run(lambda one: add_answer(one, answer("a")))
    assert clerk.run(lambda one: find_answer(one, "a"), reading=True) == answer("a")
    assert base.version() == clerk.version()


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://me:geheim@h:port/plans",
        "postgresql://me:ge/heim@h/plans",
        "postgresql://me:ge?heim@h/plans",
        "postgresql://me:ge#heim@h/plans",
        "postgresql://me:ge%heim@h/plans",
        "postgresql://me:geheim@h/plans?no_such=x",
        "postgresql://me:geheim@127.0.0.1:1/plans",
    ],
)
def test_no_message_has_a_password(address: str) -> None:
    with pytest.raises(StoreFault) as error:
        Database(place_of(address)).version()
    assert "heim" not in f"{error.value}{error.value.__cause__}"
    assert "\n" not in str(error.value)


def test_a_database_of_a_server_has_no_file_to_keep() -> None:
    with pytest.raises(StoreFault, match=r"me@h/plans.*pg_dump --schema=assistant_web") as error:
        Kept.of(_settings("postgresql://me:geheim@h/plans"))
    assert "geheim" not in str(error.value)


def test_the_setting_shows_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = _settings("postgresql://me:geheim@h/plans?sslmode=require")
    assert "geheim" not in f"{settings!r}{settings.web_db}{Desk.of(settings)!r}"
    monkeypatch.setenv("ASSISTANT_WEB_DB", "postgresql://me:geheim@h/plans")
    shown = CliRunner().invoke(build_app("settings"), ["settings"]).stdout
    assert "ASSISTANT_WEB_DB=postgresql://me@h/plans\t(environment)" in shown
    assert "geheim" not in shown


def _settings(address: str) -> Settings:
    return Settings(_env_file=None, web_db=place_of(address))


def test_without_the_driver_one_line_says_what_to_install() -> None:
    code = "import sys; sys.modules['psycopg'] = None\nfrom assistant.__main__ import main; main(['web', 'prune'])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"ASSISTANT_WEB_DB": "postgresql://me:geheim@h/plans"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 1
    assert done.stderr.strip() == (
        "assistant: postgresql://me@h/plans: psycopg is missing; pip install 'plan-assistant[postgres]'"
    )
