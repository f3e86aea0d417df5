"""Mails that came back, on the command line: `tbc receive-bounce [FILE…]`, for the pipe of a mail server."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from tbc.deliveries.service import bouncing
from tbc.kit.db import unit_of_work
from tbc.mail.bounces import LARGEST, NoReport
from tbc.policy import Actor

COMMAND_LINE = Actor(name="tbc receive-bounce")


@click.command("receive-bounce")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def receive_bounce(files: tuple[Path, ...]) -> None:
    """Read reports of mails that came back (RFC 3464) from FILES, or one from standard input.

    Mail that is no such report, one that was read before, and reports about other mail are left alone: a mail server
    that pipes the return path here must not send them back again. So the exit code is 0 unless the portal itself is in
    trouble, and the mail server then keeps the report and tries again.
    """
    for name, content in _contents(files):
        try:
            with unit_of_work():
                letter = bouncing.receive(COMMAND_LINE, content)
        except NoReport as nothing:
            click.echo(f"{name}: left alone. {nothing}")
        else:
            click.echo(f"{name}: {f'letter {letter.id} came back.' if letter else 'nothing new.'}")


def _contents(files: tuple[Path, ...]) -> Iterator[tuple[str, bytes]]:
    if not files:
        # One byte more than is read at all tells that it is too large.
        yield "standard input", sys.stdin.buffer.read(LARGEST + 1)
    for file in files:
        with file.open("rb") as content:
            yield str(file), content.read(LARGEST + 1)
