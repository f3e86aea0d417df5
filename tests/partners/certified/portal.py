"""The certified provider as a partner portal: installed once for this checkout, and run as a process of its own."""

from __future__ import annotations

import fcntl
import json
import re
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path
from typing import Any

from tbc.demo.portal.people import PEOPLE
from tests.conftest import PROJECT
from tests.partners.provider.browser import HERE, Answer, Browser
from tests.partners.provider.listening import Listener
from tests.partners.provider.walking import Walk

HOME = Path(__file__).parent
FILES = ("package.json", "package-lock.json", "server.mjs")
OLDEST_NODE = (20, 19)


class CannotInstall(Exception):
    """The provider cannot run here; the message says what is missing."""


class CertifiedPortal(Walk):
    """The provider with the people of the demo's portal; they sign in by their subject."""

    def __init__(self, key: str = "certified") -> None:
        super().__init__()
        self.key = key
        self.people = {one.key: {"sub": one.subject} | one.claims() for one in PEOPLE}
        self._listener = Listener(self.told)
        self._listener.start()
        self._process = subprocess.Popen(
            ["node", "server.mjs"],
            cwd=install(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.issuer = self._say(json.dumps(self._told_at_start()))

    def stop(self) -> None:
        """End the process."""
        self._process.communicate(timeout=20)
        self._listener.stop()

    def rotate_keys(self) -> None:
        """Sign with new keys from now on; the old ones are gone."""
        assert self._say("rotate") == "rotated"

    def leave(self, browser: Browser) -> None:
        browser.press(browser.get(f"{self.issuer}/session/end"), logout="yes")

    def fill(self, page: Answer, key: str, consent: str) -> dict[str, str]:
        if 'value="login"' in page.text:
            return {"login": self.people[key]["sub"], "password": "any"}
        if 'name="xsrf"' in page.text:
            return {"logout": "yes"}
        if consent == "yes":
            return {}
        abort = re.search(r'href="([^"]+/abort)"', page.text)
        assert abort, page.text
        return {"link": abort[1]}

    def _say(self, line: str) -> str:
        """One line to the process, and its answer."""
        process = self._process
        assert process.stdin
        assert process.stdout
        process.stdin.write(f"{line}\n")
        process.stdin.flush()
        answers = (answer for answer in process.stdout if answer.startswith("> "))
        return next(answers).removeprefix("> ").strip()

    def _told_at_start(self) -> dict[str, Any]:
        site = {
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "redirect_uris": [f"{HERE}/partner/{self.key}/callback"],
            "post_logout_redirect_uris": [f"{HERE}/partner/{self.key}/signed-out"],
            "backchannel_logout_uri": self._listener.url,
            "backchannel_logout_session_required": True,
        }
        return {"site": site, "people": {one["sub"]: one for one in self.people.values()}}


def install() -> Path:
    """The folder where the provider is installed; whichever process comes first installs it.

    Raises:
        CannotInstall: Node or npm is missing or too old, or nothing can be fetched.
    """
    _require_node()
    version = sha256(b"".join((HOME / name).read_bytes() for name in FILES[:2])).hexdigest()[:12]
    folder = PROJECT / ".tools" / f"certified-provider-{version}"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for name in FILES:
            shutil.copyfile(HOME / name, folder / name)
        if not (folder / "installed").exists():
            _fetch(folder)
            (folder / "installed").touch()
    return folder


def _require_node() -> None:
    if not shutil.which("node") or not shutil.which("npm"):
        raise CannotInstall("No Node to run the certified provider with: install Node 20.19 or newer, with npm")
    found = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True, timeout=30).stdout.strip()
    numbers = tuple(int(part) for part in found.removeprefix("v").split(".")[:2])
    if numbers < OLDEST_NODE:
        raise CannotInstall(f"The certified provider needs Node 20.19 or newer; this is {found}")


def _fetch(folder: Path) -> None:
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=180)
    except subprocess.TimeoutExpired:
        raise CannotInstall("npm does not get the certified provider from the registry in time") from None
    if done.returncode != 0:
        raise CannotInstall(f"npm cannot install the certified provider: {done.stderr.strip().splitlines()[-1:]}")
