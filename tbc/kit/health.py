"""What machines ask: is it alive, is it ready, how is it doing (OPS-1)."""

from __future__ import annotations

import hmac
import time

from flask import Blueprint, Flask, Response, abort, current_app, g, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    Counter,
    Histogram,
    generate_latest,
)
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from tbc.kit.db import session
from tbc.kit.guard import public

rooms = Blueprint("health", __name__)

REQUESTS = Counter("tbc_requests_total", "Requests answered", ["method", "route", "status"])
DURATION = Histogram("tbc_request_seconds", "Time to answer", ["route"])


def init_app(app: Flask) -> None:
    """Count each request under its route, never its path."""
    app.register_blueprint(rooms)
    app.after_request(_count)


@rooms.get("/healthz")
@public
def healthz() -> Response:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


@rooms.get("/readyz")
@public
def readyz() -> Response:
    """The process can do its work: the database answers and is at the migration that this program needs."""
    try:
        at = session.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except SQLAlchemyError:
        return Response("database: lost\n", status=503, mimetype="text/plain")
    head = current_app.config["MIGRATION_HEAD"]
    if at != head:
        return Response(f"migrations: at {at}, program needs {head}\n", status=503, mimetype="text/plain")
    return Response("ok\n", mimetype="text/plain")


@rooms.get("/metrics")
@public
def metrics() -> Response:
    """Prometheus figures, for whoever shows the configured token; without a configured token for nobody."""
    token = current_app.config["SETTINGS"].metrics_token
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not hmac.compare_digest(shown.encode(), token.encode()):
        abort(404)
    return Response(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)


def _count(response: Response) -> Response:
    route = request.url_rule.rule if request.url_rule else "(none)"
    REQUESTS.labels(request.method, route, response.status_code).inc()
    DURATION.labels(route).observe(time.perf_counter() - g.get("began", time.perf_counter()))
    return response
