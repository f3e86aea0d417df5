"""Bank files on the command line: `tbc import-bank FILE`."""

from __future__ import annotations

from pathlib import Path

import click

from tbc.kit.clock import today
from tbc.kit.db import unit_of_work
from tbc.payments.models import BankFile as Taken
from tbc.payments.reading import BankFile, FileFaulty, Mapping, read_bank_file
from tbc.payments.sentences import why_not
from tbc.payments.service.importing import AccountUnknown, FileKnown, account_named, take
from tbc.payments.service.mapping import MappingFaulty, find_mapping, mapping_of, save_mapping
from tbc.policy import Actor

COMMAND_LINE = Actor(name="tbc import-bank")


@click.command("import-bank")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--preview", "is_preview", is_flag=True, help="Read it and show its totals; write nothing.")
@click.option("--mapping", "name", default="", help="For a CSV: the saved mapping of its columns.")
@click.option("--columns", default="", help="For a CSV: its columns, as booked_on=1,amount=3,payer_name=4.")
@click.option("--account", default="", help="With --columns: the key of the account that the CSV is of.")
def import_bank(file: Path, is_preview: bool, name: str, columns: str, account: str) -> None:
    """Take a bank's FILE of incoming transfers: Zengin 振込入金通知 or 入出金取引明細, or a CSV.

    What is sure is booked, the rest waits for staff. Nothing is written unless the whole file can be read and its
    totals are right; rows that an earlier file brought are left as they are. --columns with --mapping saves them under
    that name.
    """
    with unit_of_work():
        mapping, account = _mapping(name, columns, account)
        try:
            if is_preview:
                _show(read_bank_file(file.read_bytes(), today(), mapping, account_named(account) if mapping else None))
                return
            taken = take(COMMAND_LINE, file.read_bytes(), file.name, mapping, account)
        except FileFaulty as faulty:
            raise click.ClickException(f"{why_not(faulty)} Nothing was written.") from None
        except FileKnown as known:
            when = f"{known.file.taken_at:%Y-%m-%d %H:%M} UTC"
            raise click.ClickException(
                f"This file was taken before, on {when} as {known.file.file_name}. Nothing was written."
            ) from None
        except AccountUnknown:
            raise click.ClickException(f"No account {account!r} is configured in TBC_BANK_ACCOUNTS.") from None
        _tell(taken)


def _mapping(name: str, columns: str, account: str) -> tuple[Mapping | None, str]:
    if columns:
        try:
            given = dict(pair.split("=", 1) for pair in columns.split(","))
            mapping = mapping_of({key.strip(): int(value) for key, value in given.items()})
            if name:
                save_mapping(COMMAND_LINE, name, account, mapping)
        except (MappingFaulty, ValueError) as faulty:
            raise click.ClickException(f"--columns cannot be used: {faulty}.") from None
        return mapping, account
    if not name:
        return None, ""
    saved = find_mapping(name)
    if saved is None:
        raise click.ClickException(f"No mapping is called {name!r}.")
    return mapping_of(saved.columns), saved.account_key


def _show(read: BankFile) -> None:
    for statement in read.statements:
        account = statement.account
        amount = sum(row.amount for row in statement.transfers if not row.is_cancellation)
        place = f"{account.bank_code}-{account.branch_code}-{account.number}"
        click.echo(f"{place}: {len(statement.transfers)} transfers, {amount:,} yen")
    click.echo(f"{len(read.transfers)} transfers, {read.amount:,} yen (preview; nothing was written).")


def _tell(taken: Taken) -> None:
    waiting = taken.new_rows - taken.booked_rows
    click.echo(f"{taken.rows} transfers, {taken.amount:,} yen.")
    click.echo(f"{taken.new_rows} new: {taken.booked_rows} booked by themselves, {waiting} wait for staff.")
