"""The same rows by pgbench: what the database alone needs for them."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

MISSING = "no pgbench on this machine (Debian: apt-get install postgresql-contrib)"


def find() -> str | None:
    """The program: the machine's, else that of the embedded server or of Debian's."""
    places = [
        *Path("/var/tmp").glob("tbc-*/bench/.pg0/installation/*/bin/pgbench"),
        *Path("/usr/lib/postgresql").glob("*/bin/pgbench"),
    ]
    return shutil.which("pgbench") or (str(places[0]) if places else None)


def transactions_per_second(program: str, url: str, script: str, clients: int = 1) -> float:
    """How often `script` is done in a second, by so many clients for five seconds.

    Raises:
        RuntimeError: it was not, with what pgbench says.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        command = [program, "--no-vacuum", f"--client={clients}", "--time=5", f"--file={file.name}", url]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"tps = ([0-9.]+)", answer.stdout)
    if not found or answer.returncode:
        raise RuntimeError(answer.stderr)
    return float(found[1])
