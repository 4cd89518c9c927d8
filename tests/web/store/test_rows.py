"""Rows of the database: feedback, conversations, tries, retention."""

from web.store.answers import StoredAnswer, add_answer, count_by_status, find_answer, last_answers, unanswered
from web.store.conversations import add_question, delete_conversation, questions_of
from web.store.database import Database
from web.store.feedback import Feedback, last_feedback, mark_drafted, put_feedback
from web.store.pruning import DAY, prune, prune_daily
from web.store.sign_ins import MOST_TRIES, TRY_SECONDS, begin_try, forget_tries
from web.store.uploads import (
    Note,
    Upload,
    claim_upload,
    discard_upload,
    find_upload,
    last_uploads,
    put_upload,
    upload_states,
)


def answer(id_: str, time: float = 1.0, status: str = "answered", session: str = "s") -> StoredAnswer:
    reason = "" if status == "answered" else "not_in_plans"
    cited = (("p", "見出し"),) if status == "answered" else ()
    return StoredAnswer(id_, time, session, "問い", "ja", status, reason, ("p", "q"), cited, "public")


def test_answers_come_back_as_they_were(base: Database) -> None:
    for row in (answer("a"), answer("b", 2.0, "abstained"), answer("c", 3.0, "clarify")):
        base.run(lambda connection, row=row: add_answer(connection, row))  # type: ignore[misc]
    assert base.run(lambda connection: find_answer(connection, "a")) == answer("a")
    assert base.run(lambda connection: find_answer(connection, "x")) is None
    assert [row.answer_id for row in base.run(lambda connection: last_answers(connection, 2))] == ["c", "b"]
    assert [row.answer_id for row in base.run(lambda connection: unanswered(connection, 9))] == ["c", "b"]
    assert ("answered", "", 1) in base.run(count_by_status)
    assert (answer("a").plans, answer("b", status="abstained").plans) == (("p",), ("p", "q"))


def test_one_feedback_an_answer_and_session(base: Database) -> None:
    base.run(lambda connection: add_answer(connection, answer("a")))
    put = [
        base.run(lambda connection, row=row: put_feedback(connection, row))  # type: ignore[misc]
        for row in (
            Feedback("a", "s", 1.0, "good"),
            Feedback("a", "s", 2.0, "bad", "wrong", "違う"),
            Feedback("a", "t", 3.0, "good"),
            Feedback("x", "s", 4.0, "good"),
        )
    ]
    assert put == [True, False, True, None]
    rows = base.run(lambda connection: last_feedback(connection, 9))
    assert [(row.feedback.session, row.feedback.rating, row.drafted) for row in rows] == [
        ("t", "good", False),
        ("s", "bad", False),
    ]
    assert rows[0].answer == answer("a")
    base.run(lambda connection: mark_drafted(connection, "a"))
    assert all(row.drafted for row in base.run(lambda connection: last_feedback(connection, 9)))


def test_a_deleted_conversation_leads_nowhere(base: Database) -> None:
    base.run(lambda connection: add_answer(connection, answer("a")))
    base.run(lambda connection: put_feedback(connection, Feedback("a", "s", 1.0, "good")))
    for number, session in enumerate(("s", "s", "t")):
        base.run(lambda connection, n=number, of=session: add_question(connection, of, n, f"問い{n}"))  # type: ignore[misc]
    assert base.run(lambda connection: questions_of(connection, "s", 9)) == ("問い0", "問い1")
    assert base.run(lambda connection: delete_conversation(connection, "s")) == 2
    assert base.run(lambda connection: questions_of(connection, "s", 9)) == ()
    assert base.run(lambda connection: questions_of(connection, "t", 9)) == ("問い2",)
    kept = base.run(lambda connection: last_feedback(connection, 9))[0]
    assert (kept.answer.session, kept.feedback.session != "s") == ("", True)


def test_tries_are_counted_by_account_and_by_client_and_end(base: Database) -> None:
    def tries(keys: tuple[str, str], now: float) -> bool:
        return base.run(lambda connection: begin_try(connection, keys, now))

    assert [tries(("anna", "here"), n) for n in range(MOST_TRIES + 1)] == [True] * MOST_TRIES + [False]
    assert not tries(("anna", "there"), 6.0)
    assert not tries(("ben", "here"), 6.0)
    assert tries(("ben", "there"), 6.0)
    assert tries(("anna", "here"), TRY_SECONDS + 4.5)
    base.run(lambda connection: forget_tries(connection, ("ben", "there")))
    assert tries(("ben", "there"), 7.0)


def test_what_is_old_goes(base: Database) -> None:
    now = 200.0 * DAY
    for id_, age in (("old", 91), ("new", 89)):
        base.run(lambda db, i=id_, t=now - age * DAY: add_answer(db, answer(i, t)))  # type: ignore[misc]
        base.run(lambda db, i=id_, t=now - age * DAY: put_feedback(db, Feedback(i, "s", t, "good")))  # type: ignore[misc]
        base.run(lambda db, i=id_, t=now - age * DAY: add_question(db, "s", t, i))  # type: ignore[misc]
    assert base.run(lambda connection: prune(connection, now, 90)) == 1
    assert [row.answer_id for row in base.run(lambda connection: last_answers(connection, 9))] == ["new"]
    assert [row.answer.answer_id for row in base.run(lambda connection: last_feedback(connection, 9))] == ["new"]
    assert base.run(lambda connection: questions_of(connection, "s", 9)) == ("new",)
    base.run(lambda connection: prune_daily(connection, now + DAY / 2, 1))
    assert base.run(lambda connection: find_answer(connection, "new"))
    base.run(lambda connection: prune_daily(connection, now + DAY * 1.5, 1))
    assert base.run(lambda connection: find_answer(connection, "new")) is None


def test_uploads_come_back_with_code_figures_and_detail(base: Database) -> None:
    note = Note("taken", {"plan_id": "星"}, "a line")
    rows = (Upload("a", 1.0, "計画", "waiting"), Upload("b", 2.0, "案", "failed", note))
    for row in rows:
        base.run(lambda connection, row=row: put_upload(connection, row))  # type: ignore[misc]
    assert base.run(lambda connection: last_uploads(connection, 9)) == rows[::-1]
    assert base.run(upload_states) == {"a": "waiting", "b": "failed"}
    assert base.run(lambda connection: find_upload(connection, "x")) is None


def test_one_of_two_gets_an_upload_and_what_is_under_way_is_not_discarded(base: Database) -> None:
    base.run(lambda connection: put_upload(connection, Upload("a", 1.0, "計画", "failed", Note("zip"))))
    assert [base.run(lambda connection: claim_upload(connection, "a", 2.0)) for _ in range(2)] == [True, False]
    assert not base.run(lambda connection: discard_upload(connection, "a", 3.0))
    assert base.run(lambda connection: find_upload(connection, "a")) == Upload("a", 2.0, "計画", "publishing")
    base.run(lambda connection: put_upload(connection, Upload("a", 4.0, "計画", "failed")))
    assert base.run(lambda connection: discard_upload(connection, "a", 5.0))
    assert not base.run(lambda connection: claim_upload(connection, "a", 6.0))
