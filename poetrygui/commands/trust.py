"""Saying on the command line which protocol files may run."""

from __future__ import annotations

from pathlib import Path

import click

from poetrygui import commands, plugins
from poetrygui.commands.examples import examples
from poetrygui.commands.host_options import wants_hosts
from poetrygui.commands.profile import profile_of, profile_option
from poetrygui.commands.safe_mode import is_safe_mode, keep_in
from poetrygui.commands.standard_streams import StandardOutput, streams_of, take_output
from poetrygui.errors import PluginError
from poetrygui.paths import shipped_protocols

_TRUST = f"{__name__}.trust"

trust_option = click.option(
    "--trust",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    expose_value=False,
    callback=keep_in(_TRUST),
    help="Let this protocol file, as it is now, run this once; may be given several times.",
)


def registry_for(
    context: click.Context, profile: Path | None, elsewhere: plugins.Elsewhere | None = None, *, here: bool = False
) -> plugins.ProtocolRegistry:
    """Return the protocols of ``profile``, with what the user said in ``context`` about trusting them.

    Files are run ``elsewhere``, by default to be used alone, and in this process where all are wanted ``here`` or the
    user said so. Raises PluginError.
    """
    files = context.meta.get(_TRUST) or ()
    if is_safe_mode(context):
        if files:
            raise click.UsageError("--trust and --safe-mode exclude each other: give one.")
        return plugins.ProtocolRegistry(shipped_protocols())
    if here or wants_hosts(context) is False:
        elsewhere = None
    elif elsewhere is None:
        elsewhere = commands.LeftUnread()
    folder = profile_of(context, profile).protocols
    registry = plugins.ProtocolRegistry(shipped_protocols(), folder, elsewhere=elsewhere)
    if registry.trust_book.problem:
        streams_of(context).error.say(registry.trust_book.problem)
    for file in files:
        registry.trust_for_now(file)
    return registry


_file_argument = click.argument("file", type=click.Path(path_type=Path), metavar="FILE")


@click.command(epilog=examples("protocols trust station.py", "protocols trust station.py --being-written"))
@_file_argument
@click.option("--being-written", is_flag=True, help="You are writing this file: trust it anew each time it is saved.")
@profile_option
@click.pass_context
def trust(context: click.Context, file: Path, profile: Path | None, being_written: bool) -> int:
    """Let a protocol file run from now on, with the bytes that it has.

    Look at it first: a protocol can do all that you can do, and this is no sandbox.
    """
    streams = take_output(context)
    out = streams.out
    entry = _entry(registry_for(context, profile), file)
    with commands.FilesRead(streams.error, only=entry.path) as files:
        registry = registry_for(context, profile, files)
        registry.trust(entry, being_written=being_written)
        files.wait(registry)
    _tell(out, entry, "trusted, and run anew on each save" if being_written else "trusted")
    stands = [each for each in registry.entries if each.path == entry.path]
    if not stands:
        out.tell(f"To be used by its name, it must be in {registry.folder}.")
    for each in stands:
        if each.problem:
            out.tell(each.problem)
        elif each.note or len(stands) > 1:
            out.tell(f"{each.name} {each.note or 'is ready'}.")
    if earlier := next((each.earlier_note for each in stands if each.earlier_note), ""):
        out.tell(earlier)
    return 0


@click.command(epilog=examples("protocols deny station.py"))
@_file_argument
@profile_option
@click.pass_context
def deny(context: click.Context, file: Path, profile: Path | None) -> int:
    """Never run a protocol file with the bytes that it has, wherever they are.

    What was trusted of it before is taken back, too.
    """
    out = take_output(context).out
    registry = registry_for(context, profile)
    entry = _entry(registry, file)
    registry.deny(entry)
    _tell(out, entry, "not to be run")
    return 0


def _entry(registry: plugins.ProtocolRegistry, file: Path) -> plugins.ProtocolEntry:
    # A name alone means the file in the profile's folder, unless there is one here.
    if registry.folder is not None and file.parent == Path() and not file.exists():
        file = registry.folder / file.with_suffix(".py")
    if not file.exists() and not file.is_symlink():
        raise PluginError(f"There is no file {file}: name a protocol's file.")
    return registry.look_at(file)


def _tell(out: StandardOutput, entry: plugins.ProtocolEntry, decision: str) -> None:
    out.tell(f"{entry.path}: {decision} ({entry.size:,} bytes, sha256 {entry.sha256})")
