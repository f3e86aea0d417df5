"""The room's command: an account for a member of staff."""

from __future__ import annotations

from dataclasses import replace

import click
from flask import current_app

from tbc.accounts.service.addresses import AddressRefused
from tbc.accounts.service.sign_up import AddressTaken
from tbc.accounts.service.staff import create_staff as create
from tbc.kit.db import unit_of_work
from tbc.policy import ANONYMOUS

ROLES = ("operator", "administrator", "auditor")


@click.command("create-staff")
@click.option("--email", prompt="E-mail address", help="The login id; the letter goes there.")
@click.option("--name", prompt="Name", help="As colleagues and customers see it.")
@click.option("--role", type=click.Choice(ROLES), prompt="Role", help="What they may do.")
@click.option("--language", type=click.Choice(("ja", "en")), default="ja", show_default=True, help="Of pages and mail.")
@click.option("--print-link", is_flag=True, help="Also print the link that sets the password, for who has no mail yet.")
def create_staff(email: str, name: str, role: str, language: str, print_link: bool) -> None:
    """Create the account of a member of staff; they set their password with a mailed link (72 hours, once)."""
    try:
        with unit_of_work():
            user, token = create(replace(ANONYMOUS, name="tbc create-staff"), email, name, role, language)
            address = user.email
    except AddressRefused:
        raise click.ClickException(f"{email} is not an e-mail address.") from None
    except AddressTaken:
        raise click.ClickException(f"{email} already has an account.") from None
    click.echo(f"Created the {role} {address}. A letter with a link that sets the password is on its way.")
    if print_link:
        click.echo(f"{current_app.config['SETTINGS'].base_url}/reset-password/{token}")
