"""``poetrygui guess``: which framing a server or a recording has."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from poetrygui import commands, hosts, plugins, recordings
from poetrygui.commands.examples import examples
from poetrygui.commands.option_values import transport_option
from poetrygui.commands.profile import profile_option
from poetrygui.commands.recording_named import recording_named
from poetrygui.commands.safe_mode import safe_mode_option
from poetrygui.commands.standard_streams import StandardStreams, take_output
from poetrygui.commands.trust import registry_for, trust_option
from poetrygui.errors import RecordingError

_MOST_TOLD = 5


@click.command(
    name="guess",
    epilog=examples(
        "guess 10000",
        "guess irc.example:6667",
        "guess 42cc4965",
    ),
)
@click.argument("source", metavar="ADDRESS|RECORDING")
@profile_option
@click.option(
    "--seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=3.0,
    show_default=True,
    help="Listen to a server for so long, or until 64 KiB have come.",
)
@transport_option("Set an option of the way to a server, as with get; may be given several times.")
@click.option("--jsonl", is_flag=True, help="Tell each protocol that fits as JSON, one object a line.")
@trust_option
@safe_mode_option
@click.pass_context
def guess_command(
    context: click.Context,
    *,
    source: str,
    profile: Path | None,
    seconds: float,
    transport_options: dict[str, str],
    jsonl: bool,
) -> int:
    """Try the protocols on the first 64 KiB, and tell which fit, the best first.

    Exit status: 0 if one fits better than raw bytes, 1 if none does.
    """
    reactor = commands.reactor
    streams = take_output(context)
    workers = recordings.workers_for(reactor, hosts.TELLERS)
    protocols = _candidates(context, profile, streams, workers)
    fits: list[recordings.Fit] = []

    def hear(message: hosts.Message) -> None:
        if isinstance(message, dict) and "fit" in message:
            fits.append(recordings.Fit.of_json(message["fit"]))

    with tempfile.TemporaryDirectory(prefix="poem-") as scratch:
        folder: Path | None = None
        if Path(source).is_file():
            folder = recording_named(context, profile, source)
        # What is no recording is taken for an address.
        with contextlib.suppress(RecordingError):
            folder = folder or recording_named(context, profile, source)
        before = None
        if folder is None:
            folder = Path(scratch) / "recording"
            (server,) = commands.addressed([source], transport_options)
            asker = commands.TerminalAsker(reactor, commands.Progress(streams.error, enabled=False))
            before = recordings.record_beginning(reactor, server.address, folder, seconds, server.options, asker=asker)
        elif transport_options:
            raise click.UsageError("--transport-option is for an address, and this is a recording.")
        task = commands.Task("guess", {"recording": str(folder), "protocols": protocols}, hear)
        problem = commands.run_tasks(reactor, [task], before, workers)
    if problem:
        streams.error.say(f"poetrygui: {problem}")
        return 1
    return _tell(streams, recordings.ranked(fits), as_json=jsonl)


def _candidates(
    context: click.Context, profile: Path | None, streams: StandardStreams, workers: recordings.Workers
) -> list[dict[str, Any]]:
    """Return the protocols to try of a ``profile``, of which ``workers`` run the user's own; say what cannot be.

    ``context`` has what the user says of trusting them, and ``streams`` hear why one is not tried.
    """

    def warm() -> hosts.WarmProcess | None:
        return workers.warm if isinstance(workers, recordings.HostWorkers) else None

    with commands.FilesRead(streams.error, warm) as files:
        registry = registry_for(context, profile, files)
        files.wait(registry)
        for each in registry.entries:
            if isinstance(each.state, plugins.Broken):
                streams.error.say(f"{each.name} is not tried: {each.problem}")
        return recordings.candidates(registry)


def _tell(streams: StandardStreams, fits: Sequence[recordings.Fit], *, as_json: bool) -> int:
    for fit in fits[: None if as_json else _MOST_TOLD]:
        if as_json:
            streams.out.tell(commands.json_line(fit.as_json()))
            continue
        options = "".join(f" --option {name}={value}" for name, value in fit.options.items())
        of = f"{fit.frames:,} {'frame' if fit.frames == 1 else 'frames'} in {fit.size:,} bytes"
        streams.out.tell(f"{fit.name}{options}: {of}")
        for frame in fit.first:
            streams.out.tell(f"  {frame}")
    if not fits:
        streams.error.say("poetrygui: nothing came that could be cut into frames.")
    # Raw fits any stream, as one frame; of messages, each is one.
    return 0 if fits and (fits[0].name != "raw" or fits[0].frames > 1) else 1
