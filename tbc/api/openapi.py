"""The OpenAPI 3.1 document, made from the table of operations and the structs: nothing is written down twice."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec
from flask import current_app

from tbc.api.operations import OPERATIONS, Operation
from tbc.api.problems import KINDS, MEDIA_TYPE
from tbc.api.rules import SCOPES
from tbc.api.words import MEMBERS, PATHS, about_path, described

VERSION = "1.0.0"
_REFERENCE = "#/components/schemas/{name}"
_LIMITS = ("RateLimit-Policy", "RateLimit")


def document() -> str:
    """The document as JSON, its descriptions in the reader's language."""
    return json.dumps(_document(), ensure_ascii=False)


def _document() -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {"title": "Trend Business Center API", "version": VERSION, "description": str(PATHS["info"])},
        "servers": [{"url": f"{current_app.config['SETTINGS'].base_url}/api/v1"}],
        "security": [{"token": []}],
        "paths": _paths(),
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": str(PATHS["token"])}},
            "schemas": {**schemas(), "Problem": _problem()},
            "headers": {name: {"schema": {"type": "string"}, "description": str(PATHS[name])} for name in _LIMITS},
        },
    }


def _paths() -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for operation in OPERATIONS.values():
        path = re.sub(r"<(\w+)>", r"{\1}", operation.route.path)
        paths.setdefault(path, {})[operation.route.method.lower()] = _operation(operation)
    return paths


def _operation(operation: Operation) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": operation.route.name,
        "summary": str(operation.title),
        "description": f"{operation.about} ({operation.route.scope})",
        "security": [{"token": [operation.route.scope]}],
        "parameters": _parameters(operation),
        "responses": {str(operation.status): _success(operation), **_failures(operation)},
    }
    if operation.takes:
        told["requestBody"] = {"required": True, "content": {"application/json": {"schema": _ref(operation.takes)}}}
    return told


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    found = [
        _parameter(name, "path", about_path(operation.route.path, name), {"type": "string", "minLength": 1})
        for name in re.findall(r"<(\w+)>", operation.route.path)
    ]
    if operation.asks:
        schema = schemas()[operation.asks.__name__]
        required = schema.get("required", [])
        for name, shape in schema["properties"].items():
            found.append(_parameter(name, "query", shape.pop("description"), shape, required=name in required))
    if operation.once:
        shape = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"}
        found.append(_parameter("Idempotency-Key", "header", PATHS["Idempotency-Key"], shape))
    return found


def _parameter(name: str, place: str, about: Any, schema: Any, *, required: bool = True) -> dict[str, Any]:
    return {"name": name, "in": place, "required": required, "description": str(about), "schema": schema}


def _success(operation: Operation) -> dict[str, Any]:
    headers = {name: {"$ref": f"#/components/headers/{name}"} for name in _LIMITS}
    content = {"application/json": {"schema": _ref(operation.gives)}}
    return {"description": str(operation.title), "headers": headers, "content": content}


def _failures(operation: Operation) -> dict[str, Any]:
    """The problems by their status, each with the codes that it may have."""
    by_status: dict[int, list[str]] = {}
    for code in operation.codes:
        by_status.setdefault(KINDS[code].status, []).append(code)
    return {str(status): _failure(codes) for status, codes in sorted(by_status.items())}


def _failure(codes: list[str]) -> dict[str, Any]:
    narrowed = {"type": "object", "properties": {"code": {"enum": codes}}}
    schema = {"allOf": [{"$ref": _REFERENCE.format(name="Problem")}, narrowed]}
    return {"description": ", ".join(f"`{code}`" for code in codes), "content": {MEDIA_TYPE: {"schema": schema}}}


def schemas() -> dict[str, Any]:
    """The structs of all operations by name, their members described."""
    structs = {struct for one in OPERATIONS.values() for struct in (one.takes, one.gives, one.asks) if struct}
    ordered = sorted(structs, key=lambda struct: struct.__name__)
    _, found = msgspec.json.schema_components(ordered, ref_template=_REFERENCE)
    for name, schema in found.items():
        for member, shape in schema["properties"].items():
            shape["description"] = described(name, member)
        schema["description"] = str(MEMBERS[name])
    return found


def _problem() -> dict[str, Any]:
    text = {"type": "string"}
    shapes: dict[str, Any] = {
        "type": {"type": "string", "format": "uri"},
        "title": text,
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": text,
        "code": {"type": "string", "enum": sorted(KINDS)},
        "request_id": text,
        "errors": {"type": "array", "items": {"type": "object", "additionalProperties": text}},
        "scope": {"type": "string", "enum": list(SCOPES)},
        "order_number": text,
        "newer_number": text,
        "place": {"type": "integer", "minimum": 1},
        "group": {"type": "integer", "minimum": 1},
        "length": {"type": "integer", "minimum": 0},
        "character": text,
        "position": {"type": "integer", "minimum": 1},
        "reason": text,
        "given": text,
        "product": text,
        "needed": {"type": "integer"},
        "there": {"type": "integer"},
    }
    described_shapes = {name: {**shape, "description": described("Problem", name)} for name, shape in shapes.items()}
    required = ["type", "title", "status", "detail", "code", "request_id"]
    return {
        "type": "object",
        "properties": described_shapes,
        "required": required,
        "description": str(MEMBERS["Problem"]),
    }


def _ref(struct: type[msgspec.Struct]) -> dict[str, str]:
    return {"$ref": _REFERENCE.format(name=struct.__name__)}
