"""Reading the environment's variables, each of which a file may hold instead."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


class SettingsError(Exception):
    """A setting is missing or wrong; the message is one sentence that names the variable and the remedy."""


class Variables:
    """The variables of an environment."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def below(self, prefix: str) -> dict[str, str]:
        """The variables that begin with `prefix`, without it, those that files hold too."""
        names = {name.removesuffix("_FILE") for name in self._environment if name.startswith(prefix)}
        return {name.removeprefix(prefix): self.text(name) for name in names}

    def text(self, name: str) -> str:
        """The variable's value, or that of the file which `NAME_FILE` points to; empty when neither is set.

        Raises:
            SettingsError: both are set, or the file cannot be read.
        """
        value = self._environment.get(name, "").strip()
        path = self._environment.get(f"{name}_FILE", "").strip()
        if value and path:
            raise SettingsError(f"Both {name} and {name}_FILE are set; set only one of them.")
        if not path:
            return value
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise SettingsError(f"{name}_FILE names a file that cannot be read: {path}") from None

    def required(self, name: str) -> str:
        """As `text`.

        Raises:
            SettingsError: there is none, too.
        """
        value = self.text(name)
        if not value:
            raise SettingsError(f"{name} is not set; set it, or {name}_FILE to a file that holds it.")
        return value
