"""Errors turned into responses: JSON for programs, a page for people; neither shows a path or a stack."""

import logging
from typing import Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from index.errors import IndexFault
from web.deps import room_of
from web.errors import InvalidError, UnavailableError, WebFault, code_of
from web.headers import add_headers

_LOG = logging.getLogger(__name__)
_SENTENCES: Final = {
    400: "the request could not be read: check its body",
    404: "no such address: GET /openapi.json lists them",
    405: "this address does not take that method",
}

_BROKEN: Final = "something broke on our side: try again later"


class ErrorDetail(BaseModel):
    """What went wrong: a code for programs, a line for people, and the field where one is at fault."""

    code: str
    message: str
    field: str | None = None


class ErrorBody(BaseModel):
    """The body of every error."""

    error: ErrorDetail


def register(app: FastAPI) -> None:
    """Let the app answer every error with an error body or an error page."""
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(IndexFault, _on_index)
    app.add_exception_handler(Exception, _on_crash)


def error_body(error: HTTPException) -> ErrorBody:
    """Return the error body of an error."""
    if isinstance(error, WebFault):
        return ErrorBody(error=ErrorDetail(code=error.code, message=error.detail, field=error.field))
    message = _SENTENCES.get(error.status_code, "the request failed")
    return ErrorBody(error=ErrorDetail(code=code_of(error), message=message))


def public_fault(error: Exception) -> WebFault:
    """Return what an asker is told of a broken thing; the cause goes to the log, without the question."""
    if isinstance(error, IndexFault):
        _LOG.error("index trouble: %s", error)
        return UnavailableError("the index cannot be used at the moment: try again later")
    _LOG.error("a request failed", exc_info=error)
    return WebFault(_BROKEN)


def fault_response(request: Request, error: HTTPException) -> Response:
    """Return an error page to a browser that opened a page, an error body to everybody else."""
    body = error_body(error)
    if wants_page(request):
        page = room_of(request).renderer.error_page(request.query_params.get("language"), body.error.code)
        return HTMLResponse(page, error.status_code, error.headers)
    return JSONResponse(body.model_dump(exclude_none=True), error.status_code, error.headers)


def wants_page(request: Request) -> bool:
    """Return whether a browser opened a page, which is to be answered with one."""
    return not request.url.path.startswith("/api/") and "text/html" in request.headers.get("accept", "")


async def _on_http(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    return fault_response(request, error)


async def _on_invalid(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    first = error.errors()[0]
    place = "" if first["type"] == "json_invalid" else ".".join(str(part) for part in first["loc"][1:])
    message = str(first["msg"]).removeprefix("Value error, ")
    return fault_response(request, InvalidError(f"{place or 'body'}: {message}", field=place or None))


async def _on_index(request: Request, error: Exception) -> Response:
    return fault_response(request, public_fault(error))


async def _on_crash(request: Request, _: Exception) -> Response:
    response = fault_response(request, WebFault(_BROKEN))
    add_headers(response.headers, request.scope, response.status_code)
    return response
