"""What a web worker holds in memory: a library that most requests go without comes with the first that needs it."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec

import pytest

from tests.worker import PROJECT, environment

# Together 44 megabytes; each comes with what it is for: sheets, calls of the API, passkeys, partner portals, seals, the
# DNS, papers.
LATE = ("openpyxl", "msgspec", "webauthn", "authlib", "joserfc", "requests", "cryptography", "dns", "typst", "alembic")

_ANSWER = """
import json, sys
from wsgi import app

answered = []
for path in ("/", "/sign-in", "/products"):
    given = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "SERVER_NAME": "localhost", "SERVER_PORT": "80",
             "HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "http", "wsgi.errors": sys.stderr}
    b"".join(app(given, lambda status, headers, error=None: answered.append(status[:3])))
print(json.dumps([answered, sorted(sys.modules)]))
"""


def test_a_worker_answers_its_first_pages_without_what_few_need(fresh_database: str) -> None:
    variables = environment(fresh_database, "smtp://127.0.0.1:1")
    done = subprocess.run(
        [sys.executable, "-c", _ANSWER],
        cwd=PROJECT,
        env=variables,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    answered, modules = json.loads(done.stdout.splitlines()[-1])
    assert answered == ["200", "200", "200"]
    assert {"tbc.accounts.passkeys", "tbc.partners.oidc.portal"} <= set(modules)
    assert set(LATE).isdisjoint(modules)


@pytest.mark.parametrize("name", LATE)
def test_what_comes_late_is_installed_by_that_name(name: str) -> None:
    assert find_spec(name)
