"""``assistant web``: upkeep of the web room."""

from pathlib import Path
from time import time
from typing import Annotated

import typer

from assistant.commands.options import load_settings
from web.accounts import MOST_LETTERS, NAME, hash_password
from web.backups.contents import Kept
from web.backups.restoring import restore
from web.backups.writing import write_backup
from web.desk import Desk
from web.store.pruning import prune

_SHORTEST = 12  # letters; a phrase is easier to remember than a mix of signs


def register(app: typer.Typer) -> None:
    """Add the ``web`` commands."""
    web = typer.Typer(help="Upkeep of the web pages: accounts and stored data.")
    web.callback()(lambda: None)
    web.command("hash-password")(hash_line)
    web.command("prune")(prune_now)
    web.command("backup")(back_up)
    web.command("restore")(bring_back)
    app.add_typer(web, name="web")


def hash_line(name: Annotated[str, typer.Argument(help="Account name.")]) -> None:
    """Ask for a password twice and print the line for the accounts file."""
    if not NAME.fullmatch(name):
        raise typer.BadParameter(f"{name!r}: an account name holds letters, digits, '.', '_' and '-'")
    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    if not _SHORTEST <= len(password) <= MOST_LETTERS:
        raise typer.BadParameter(f"a password has {_SHORTEST} to {MOST_LETTERS} letters")
    typer.echo(f"{name}:{hash_password(password)}")


def prune_now() -> None:
    """Delete what is older than the retention period.

    Raises:
        StoreFault: the database cannot be used.

    """
    desk = Desk.of(load_settings())
    count = desk.database.run(lambda connection: prune(connection, time(), desk.days))
    desk.database.settle()
    typer.echo(f"{desk.database.place}: {count} answers older than {desk.days} days deleted")


def back_up(file: Annotated[Path, typer.Argument(help="Archive to write, as backup.tar.gz.")]) -> None:
    """Keep the database and the uploads in one file, also while the service runs.

    Raises:
        BackupError: it cannot be written.

    """
    manifest = write_backup(file, Kept.of(load_settings()))
    typer.echo(f"{file}: {len(manifest.members)} files of {manifest.made}, database of version {manifest.database}")


def bring_back(
    file: Annotated[Path, typer.Argument(help="Archive that `assistant web backup` wrote.")],
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
) -> None:
    """Bring the database and the uploads back from a backup; the service must be stopped.

    Raises:
        BackupError: it is no sound backup, or something is there and --force is not given.
        StoreNewerError: it was made by a later version of this program.

    """
    manifest = restore(file, Kept.of(load_settings()), force=force)
    typer.echo(f"{file}: {len(manifest.members)} files of {manifest.made} are back; now run `assistant ingest`")
