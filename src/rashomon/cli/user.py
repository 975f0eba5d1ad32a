"""`rashomon user`: the team's accounts."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from pathlib import Path

import click

from rashomon.cli import output
from rashomon.cli.main import in_case, located, main
from rashomon.team import ROLES, User, open_accounts

A_ROLE = click.Choice(ROLES)


@main.group("user", epilog="Example: rashomon user add anna --role admin")
def user() -> None:
    """The team's accounts: add, list, disable, give a role. For whoever may write the case's database."""


@user.command(epilog="Example: rashomon user add anna --role reviewer")
@click.argument("name")
@click.option("--role", type=A_ROLE, required=True, help="What she may do (docs/team.md).")
@in_case
def add(name: str, role: str, folder: Path | None) -> None:
    """Make an account; the password is asked for, and the address of the codes is shown once."""
    with open_accounts(located(folder)) as accounts:
        password = click.prompt(f"Password for {name}", hide_input=True, confirmation_prompt=True, err=True)
        made = accounts.add(name, role, password, getpass.getuser())
    output.say(f"{made.user.name} is {made.user.role}. For the authenticator app, shown this once only:")
    click.echo(made.otpauth)


@user.command("list", epilog="Example: rashomon user list")
@in_case
def list_(folder: Path | None) -> None:
    """All accounts with their roles."""
    with open_accounts(located(folder)) as accounts:
        found = accounts.users()
    if not output.is_terminal():
        return output.json_lines(found)
    return output.table(f"{len(found)} users", ("name", "role", "disabled", "since"), map(_row, found))


@user.command(epilog="Example: rashomon user disable anna")
@click.argument("name")
@in_case
def disable(name: str, folder: Path | None) -> None:
    """Close an account and end its sessions. What she did stays in the ledger under her name."""
    with open_accounts(located(folder)) as accounts:
        done = accounts.disable(name, getpass.getuser())
    output.say(f"{done.name} is disabled.")


@user.command("role", epilog="Example: rashomon user role anna editor")
@click.argument("name")
@click.argument("role", type=A_ROLE)
@in_case
def role_(name: str, role: str, folder: Path | None) -> None:
    """Give an account another role."""
    with open_accounts(located(folder)) as accounts:
        done = accounts.set_role(name, role, getpass.getuser())
    output.say(f"{done.name} is {done.role}.")


def _row(found: User) -> tuple[object, ...]:
    since = datetime.fromtimestamp(found.made_at, UTC).date()
    return found.name, found.role, "yes" if found.disabled else None, since
