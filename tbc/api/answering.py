"""How a call is answered: parameters and body are read, the operation runs, its struct goes out as JSON."""

from __future__ import annotations

from typing import Any

import msgspec
from flask import Response, request

from tbc.api.access import caller
from tbc.api.operations import OPERATIONS, Call, Operation
from tbc.api.problems import Refused
from tbc.api.rules import is_key
from tbc.api.service import once

JSON = "application/json"
_ENCODER = msgspec.json.Encoder()
Struct = msgspec.Struct


class _Nothing(Struct, forbid_unknown_fields=True):
    """The parameters of a call that has none."""


def answer(name: str, path: dict[str, str]) -> Response:
    """Run the operation called `name` for this request.

    Raises:
        Refused: what is wrong with the call.
    """
    operation = OPERATIONS[name]
    body = _body(operation.takes) if operation.takes else None
    call = Call(caller(), _asked(operation.asks or _Nothing), body)
    if operation.once:
        return _once(operation, call, path)
    return _response(_encoded(operation, call, path), operation.status, call.headers)


def _once(operation: Operation, call: Call, path: dict[str, str]) -> Response:
    """Of calls with the same key the first is done, and all are answered alike, byte for byte."""
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        raise Refused("idempotency-key-missing")
    if not is_key(key):
        raise Refused("idempotency-key-invalid")
    mine = once.fingerprint_of(request.method, request.path, _ENCODER.encode(call.body))
    try:
        kept = once.begin(call.caller.token_id, key, mine)
    except once.KeyReused:
        raise Refused("idempotency-key-reused") from None
    if kept:
        place = {"Location": kept.place} if kept.place else {}
        return _response(kept.body or b"", kept.status or operation.status, place | {"Idempotent-Replayed": "true"})
    written = _encoded(operation, call, path)
    once.keep(call.caller.token_id, key, operation.status, written, call.headers.get("Location", ""))
    return _response(written, operation.status, call.headers)


def _encoded(operation: Operation, call: Call, path: dict[str, str]) -> bytes:
    return _ENCODER.encode(operation.run(call, **path))


def _response(body: bytes, status: int, headers: dict[str, str]) -> Response:
    return Response(body, status, headers, content_type=JSON)


def _body(wanted: type[Struct]) -> Struct:
    if request.mimetype != JSON:
        raise Refused("media-type-unsupported")
    try:
        return msgspec.json.decode(request.get_data(), type=wanted)
    except msgspec.ValidationError as error:
        raise Refused("body-invalid", errors=[_where(str(error))]) from None
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise Refused("json-invalid") from None


def _asked(wanted: type[Struct]) -> Struct:
    """Each parameter at most once; one that is not known is refused, so that no filter is overlooked."""
    given: dict[str, Any] = {}
    for name, values in request.args.lists():
        if len(values) > 1:
            raise Refused("parameter-invalid", errors=[{"parameter": name, "reason": "given more than once"}])
        given[name] = values[0]
    try:
        return msgspec.convert(given, wanted, strict=False)
    except msgspec.ValidationError as error:
        found = _where(str(error))
        named = {"parameter": found["pointer"].removeprefix("/"), "reason": found["reason"]}
        raise Refused("parameter-invalid", errors=[named]) from None


def _where(said: str) -> dict[str, str]:
    """msgspec's sentence, with its place as a JSON pointer."""
    reason, _, path = said.partition(" - at `$")
    pointer = path.rstrip("`").replace("[", "/").replace("]", "").replace(".", "/")
    return {"pointer": pointer, "reason": reason}
