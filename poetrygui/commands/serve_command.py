"""What ``poetrygui serve`` takes: files with a protocol, or a recording as it came."""

from __future__ import annotations

import math
from pathlib import Path

import click

from poetrygui import commands, plugins
from poetrygui.commands.examples import examples
from poetrygui.commands.host_options import hosts_option, wants_hosts
from poetrygui.commands.profile import profile_option
from poetrygui.commands.protocol_options import options_option, protocol_option
from poetrygui.commands.recording_named import recording_named
from poetrygui.commands.safe_mode import safe_mode_option
from poetrygui.commands.standard_streams import take_output
from poetrygui.commands.trust import registry_for, trust_option

_AS_FAST_AS_IT_GOES = "max"


def _speed(_context: click.Context, _parameter: click.Parameter, given: str) -> float:
    if given == _AS_FAST_AS_IT_GOES:
        return math.inf
    try:
        speed = float(given)
    except ValueError:
        speed = math.nan
    if not 0 < speed < math.inf:
        raise click.BadParameter(f"{given!r} is no speed: give a number over 0, such as 2, or {_AS_FAST_AS_IT_GOES}.")
    return speed


@click.command(
    name="serve",
    epilog=examples(
        "serve tyger.txt --protocol netstring --listen tcp:10000",
        "serve --recording feed.poemrec --listen tcp:10000",
    ),
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="FILE...")
@profile_option
@protocol_option
@options_option
@hosts_option
@trust_option
@safe_mode_option
@click.option(
    "--listen",
    default="tcp:0:interface=127.0.0.1",
    metavar="ENDPOINT",
    help="A Twisted server endpoint; without it, a free port that only this machine reaches.",
)
@click.option("--delay", default=0.0, metavar="SECONDS", help="Wait so long after each few bytes.")
@click.option("--num-bytes", default=10, show_default=True, metavar="N", help="With --delay: how many bytes at a time.")
@click.option(
    "--recording",
    metavar="RECORDING",
    help="Instead of files, send what came on a recording's wire: the same chunks at the same times, and the same end. "
    "TCP may join chunks on their way, and how many went out alone is told.",
)
@click.option(
    "--speed",
    default="1",
    callback=_speed,
    metavar="X",
    help="With --recording: so many times as fast, or “max” for as fast as it goes.",
)
@click.option(
    "--wait-for-sent",
    is_flag=True,
    help="With --recording: where something was sent then, wait until as much is sent by the reader.",
)
@click.pass_context
def serve_poems(
    context: click.Context,
    *,
    files: tuple[Path, ...],
    profile: Path | None,
    protocol: str,
    options: dict[str, str],
    listen: str,
    delay: float,
    num_bytes: int,
    recording: str | None,
    speed: float,
    wait_for_sent: bool,
) -> int:
    """Serve files as poems, each on a port of its own; or a recording."""
    reactor = commands.reactor
    if bool(files) == (recording is not None):
        raise click.UsageError("Give either files or --recording.")
    streams = take_output(context)
    if recording is not None:
        folder = recording_named(context, profile, recording)
        return commands.run_serve_recording(reactor, folder, listen, streams, speed=speed, wait_for_sent=wait_for_sent)

    registry = registry_for(context, profile)
    pinned = commands.pinned_for_host(registry, protocol, options, wanted=wants_hosts(context))
    return commands.run_serve(
        reactor,
        files,
        plugins.configured(registry.load(protocol), options)
        if pinned is None
        else commands.encoded_elsewhere(reactor, pinned, files[0], streams).blocks,
        listen,
        streams,
        delay=delay,
        num_bytes=num_bytes,
    )
