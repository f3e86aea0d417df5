"""What the demo says in the terminal."""

from __future__ import annotations

import click

from tbc.demo.people import PASSWORD, PEOPLE


def say(line: str) -> None:
    """One line, at once even where the output goes to a file."""
    click.echo(line)


def greet(port: int, partners_url: str) -> None:
    """Where to look, and as whom."""
    here = f"http://localhost:{port}"
    say("")
    say(f"  The portal       {here}/")
    say(f"  Sign in as …     {here}/demo")
    say(f"  The mailbox      {here}/demo/mail")
    say(f"  Partner portal   {partners_url}/")
    say("")
    for person in PEOPLE:
        say(f"  {person.email:<40} {person.name}")
    say("")
    say(f"  Everybody's password: {PASSWORD}")
    say("  Ctrl-C stops everything; the data stay until ARGS=--fresh.")
