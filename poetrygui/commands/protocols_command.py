"""What ``poetrygui protocols`` takes: a file to try, a name for a new one, and what is said of trusting one."""

from __future__ import annotations

from pathlib import Path

import click

from poetrygui import commands
from poetrygui.commands.examples import examples
from poetrygui.commands.profile import profile_of, profile_option
from poetrygui.commands.protocol_options import options_option
from poetrygui.commands.safe_mode import safe_mode_option
from poetrygui.commands.standard_streams import take_output
from poetrygui.commands.trust import deny, registry_for, trust, trust_option


@click.group(
    name="protocols",
    invoke_without_command=True,
    epilog=examples(
        "protocols",
        "protocols new station",
        "protocols check station.py",
    ),
)
@profile_option
@trust_option
@safe_mode_option
@click.pass_context
def protocols_group(context: click.Context, profile: Path | None) -> int:
    """List the protocols: name, title, state, where from, and why one cannot be used."""
    if context.invoked_subcommand is not None:
        context.obj = profile or context.obj
        return 0
    streams = take_output(context)
    with commands.FilesRead(streams.error) as files:
        registry = registry_for(context, profile, files)
        files.wait(registry)
        return commands.list_protocols(registry, streams.out)


@protocols_group.command(
    epilog=examples(
        "protocols check station.py",
        "protocols check station.py --option size=4",
    ),
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@profile_option
@options_option
@click.option("--sha256", default="", metavar="HEX", help="Run nothing but bytes of this digest.")
@click.pass_context
def check(context: click.Context, file: Path, profile: Path | None, options: dict[str, str], sha256: str) -> int:
    """Run a protocol's file, try the samples in it, and cut them into chunks in all sorts of ways.

    Of a file with several protocols, FILE.py:CLASS is one. Where the protocol can speak, what it encodes must be what
    it decodes. Exit status: 0 if all of it holds, 1 if not.
    """
    return commands.run_check(file, options, take_output(context), sha256)


@protocols_group.command(
    epilog=examples(
        "protocols new station",
        "protocols new netstring --force",
    ),
)
@click.argument("name")
@profile_option
@click.option(
    "--force", is_flag=True, help="Also if a protocol of that name comes with the program; yours replaces it."
)
@click.pass_context
def new(context: click.Context, name: str, profile: Path | None, force: bool) -> int:
    """Write a new protocol, which works, into the profile's folder, for you to edit."""
    out = take_output(context).out
    return commands.run_new(name, profile_of(context, profile), registry_for(context, profile), out, force=force)


protocols_group.add_command(trust)
protocols_group.add_command(deny)
