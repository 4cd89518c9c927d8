"""Asking over HTTP: any program that speaks ``docs/contract.md``; ``POST /api/ask`` is all that it must have."""

import datetime
import time
from dataclasses import dataclass
from http import HTTPStatus

import httpx
from pydantic import BaseModel, TypeAdapter, ValidationError

from corpus.access import Access
from eval.answer_file import GivenAnswer
from eval.askers import Asked, question_of
from eval.cases import AnyCase
from eval.errors import EvalError
from eval.recording import UNREACHABLE
from eval.rows import JsonObject, RawRow, failed_row

_OBJECT: TypeAdapter[JsonObject] = TypeAdapter(JsonObject)
_NO_ROUTE = (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED)
_SHOWN = 200  # letters of a body that is no error body


class _Plan(BaseModel):
    id: str


class _Plans(BaseModel):
    plans: tuple[_Plan, ...]


class _Ready(BaseModel):
    index_id: str = ""


class _Hits(BaseModel):
    hits: tuple[JsonObject, ...]


class _Error(BaseModel):
    code: str
    message: str


class _ErrorBody(BaseModel):
    error: _Error


class _Standalone(BaseModel):
    standalone_question: str = ""
    plan_ids: tuple[str, ...] = ()


class _Understood(BaseModel):
    context: _Standalone = _Standalone()


@dataclass(frozen=True, slots=True)
class HttpAsker:
    """Asks over HTTP; ``top`` is how many hits are kept. Access is the session's, so a case's own is not sent."""

    client: httpx.Client
    today: datetime.date
    top: int

    def asked(self, *, access: Access) -> Asked:  # noqa: ARG002 (over HTTP the session decides)
        """Return what is asked: without plan texts or index id where the other side has no such route.

        Raises:
            EvalError: nothing answers at that address.

        """
        try:
            ready, plans = self.client.get("/readyz"), self.client.get("/api/plans")
            index_id = _Ready.model_validate_json(ready.content).index_id if ready.is_success else ""
            ids = [plan.id for plan in _Plans.model_validate_json(plans.content).plans] if plans.is_success else []
            return Asked(index_id, {plan_id: self._text(plan_id) for plan_id in ids}, {})
        except httpx.HTTPError as error:
            told = f"{self.client.base_url}: {_cause(error)}; start the server, or change --base-url"
            raise EvalError(told) from error
        except ValidationError as error:
            raise EvalError(f"{self.client.base_url}: /readyz or /api/plans is not as docs/contract.md says") from error

    def _text(self, plan_id: str) -> str:
        response = self.client.get(f"/api/plans/{plan_id}/text")
        response.raise_for_status()
        return response.content.decode("utf-8", "replace")

    def ask(self, case: AnyCase) -> RawRow:
        """Return the row of a case, with what search finds for the question; what fails is an error row."""
        begin = time.perf_counter()
        try:
            response = self.client.post("/api/ask", json=self._body(case))
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            return failed_row(case.id, UNREACHABLE, _cause(error))
        except httpx.TimeoutException as error:
            return failed_row(case.id, "timeout", _cause(error), round(time.perf_counter() - begin, 6))
        except httpx.HTTPError as error:
            return failed_row(case.id, "transport", _cause(error))
        seconds = round(time.perf_counter() - begin, 6)
        if response.status_code != HTTPStatus.OK:
            return _refused(case.id, response, seconds)
        try:
            GivenAnswer.model_validate_json(response.content)
            answer = _OBJECT.validate_json(response.content)
        except ValidationError as error:
            return failed_row(case.id, "bad_answer", str(error.errors(include_url=False)[0]["msg"]), seconds)
        hits, trouble = self._search(case, response.content)
        return RawRow(case.id, answer=answer, hits=hits, hits_error=trouble, seconds=seconds)

    def _body(self, case: AnyCase) -> dict[str, object]:
        question = question_of(case, self.today)
        body: dict[str, object] = {"question": question.text, "today": self.today.isoformat()}
        body |= {"plan_ids": question.plan_ids} if question.plan_ids else {}
        body |= {"history": question.history} if question.history else {}
        return body | ({"language": question.language} if question.language != "ja" else {})

    def _search(self, case: AnyCase, answer: bytes) -> tuple[tuple[JsonObject, ...], str]:
        """Return the hits for the question made to stand alone, and why there are none where searching failed.

        A program that has no such route finds nothing, which is no failure.
        """
        understood = _Understood.model_validate_json(answer).context
        query: dict[str, str | list[str] | int] = {"q": understood.standalone_question or case.question}
        query |= {"plan": list(case.plan_ids or understood.plan_ids), "top": self.top}
        try:
            response = self.client.get("/api/search", params=query)
            if response.is_success:
                return _Hits.model_validate_json(response.content).hits, ""
        except httpx.HTTPError as error:
            return (), _cause(error)
        except ValidationError as error:
            return (), str(error.errors(include_url=False)[0]["msg"])
        return (), "" if response.status_code in _NO_ROUTE else f"http_{response.status_code}"


def _refused(id_: str, response: httpx.Response, seconds: float) -> RawRow:
    try:
        error = _ErrorBody.model_validate_json(response.content).error
    except ValidationError:
        return failed_row(id_, f"http_{response.status_code}", response.text[:_SHOWN], seconds)
    return failed_row(id_, error.code, error.message, seconds)


def _cause(error: httpx.HTTPError) -> str:
    return f"{type(error).__name__}: {error}".removesuffix(": ")
