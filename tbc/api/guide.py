"""What the documentation page shows: the same table that makes the OpenAPI document, and the examples."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from flask import current_app

from tbc.api import examples
from tbc.api.access import limit
from tbc.api.forms import SCOPE_WORDS
from tbc.api.openapi import schemas
from tbc.api.operations import OPERATIONS, Operation
from tbc.api.operations.table import ALWAYS
from tbc.api.problems import KINDS
from tbc.api.routes import ROUTES
from tbc.api.words import PATHS, about_path
from tbc.webhooks.forms import KIND_WORDS

Shape = dict[str, Any]


class Member(NamedTuple):
    """A member of a body, or a parameter: `kind` in words (`string | null`), `struct` whose members it has."""

    name: str
    kind: str
    about: str
    required: bool
    struct: str


def contents() -> dict[str, Any]:
    """The values of the template."""
    found = schemas()
    base = current_app.config["SETTINGS"].base_url
    told = {one.gives.__name__ for one in OPERATIONS.values()} | {name for name in found if _is_part(name)}
    return {
        "base": base,
        "operations": [_described(OPERATIONS[route.name], found, base) for route in ROUTES],
        "structs": {name: (found[name]["description"], _members(found[name])) for name in sorted(told)},
        "scopes": SCOPE_WORDS,
        "problems": KINDS,
        "always": ALWAYS,
        "calls": limit().tries,
        "key": PATHS["Idempotency-Key"],
        "kinds": KIND_WORDS,
        "webhook": json.dumps(examples.WEBHOOK, ensure_ascii=False, indent=2),
        "webhook_headers": "\n".join(f"{name}: {value}" for name, value in examples.WEBHOOK_HEADERS.items()),
        "verifying": examples.VERIFYING,
    }


def _is_part(name: str) -> bool:
    """Whether a struct only stands inside of others."""
    whole = {one.__name__ for operation in OPERATIONS.values() for one in (operation.asks, operation.takes) if one}
    return name not in whole


def _described(operation: Operation, found: dict[str, Shape], base: str) -> dict[str, Any]:
    path = re.sub(r"<(\w+)>", r"{\1}", operation.route.path)
    mine = [one for one in examples.EXAMPLES if one.operation == operation.route.name and one.title]
    return {
        "id": operation.route.name.replace("_", "-"),
        "title": operation.title,
        "about": operation.about,
        "method": operation.route.method,
        "path": path,
        "scope": operation.route.scope,
        "once": operation.once,
        "parameters": _parameters(operation, found),
        "members": _members(found[operation.takes.__name__]) if operation.takes else [],
        "gives": operation.gives.__name__,
        "status": operation.status,
        "codes": operation.own_codes,
        "examples": [(one.title, one.curl(base), one.status, one.told(base)) for one in mine],
    }


def _parameters(operation: Operation, found: dict[str, Shape]) -> list[Member]:
    names = re.findall(r"<(\w+)>", operation.route.path)
    path = [Member(name, "string", about_path(operation.route.path, name), True, "") for name in names]
    return path + (_members(found[operation.asks.__name__]) if operation.asks else [])


def _members(schema: Shape) -> list[Member]:
    required = schema.get("required", [])
    return [_member(name, shape, required=name in required) for name, shape in schema["properties"].items()]


def _member(name: str, shape: Shape, *, required: bool) -> Member:
    return Member(name, _kind(shape), shape["description"], required, _struct(shape))


def _kind(shape: Shape) -> str:
    """`string`, `array of Dealer`, `filed | withdrawn`, `Order | null` …"""
    if "anyOf" in shape:
        return " | ".join(_kind(one) for one in shape["anyOf"])
    if "$ref" in shape:
        return str(shape["$ref"].rpartition("/")[2])
    if "enum" in shape:
        return " | ".join(map(str, shape["enum"]))
    if shape.get("type") == "array":
        return f"array of {_kind(shape['items'])}"
    return str(shape.get("format") or shape.get("type"))


def _struct(shape: Shape) -> str:
    """The struct that it refers to, by whatever way."""
    found = re.search(r"#/components/schemas/(\w+)", json.dumps(shape))
    return found.group(1) if found else ""
