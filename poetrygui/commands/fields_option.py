"""The option that has the fields of frames told beside them."""

from __future__ import annotations

import click

fields_option = click.option(
    "--fields", is_flag=True, help="Tell with each frame its fields, as its protocol takes it apart: in JSON lines."
)


def wants_json(is_json: bool, is_hosted: bool) -> None:
    """Raise UsageError where fields are asked for that have nowhere to stand, or of a protocol in another process."""
    if not is_json:
        raise click.UsageError("--fields stand beside frames in JSON lines: say --jsonl, too.")
    if is_hosted:
        raise click.UsageError("--hosts: a protocol there cannot be asked for fields yet; leave it out.")
