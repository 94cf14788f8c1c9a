"""``poetrygui reframe``: cut a recording into frames anew, and say in what that differs from another framing."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from poetrygui import commands, hosts, plugins, recordings
from poetrygui.commands.option_values import split_options
from poetrygui.commands.profile import profile_option
from poetrygui.commands.recording_named import recording_named
from poetrygui.commands.standard_streams import StandardStreams, take_output
from poetrygui.commands.trust import registry_for, safe_mode_option, trust_option
from poetrygui.core import poems
from poetrygui.errors import PluginError, RecordingError

RECORDED = "recorded"
"""What stands for the protocol that framed the recording when it came."""


@click.command()
@click.argument("recording", metavar="RECORDING")
@profile_option
@click.option("--protocol", required=True, metavar="NAME", help="How frames are to be cut out of what was recorded.")
@click.option(
    "--option",
    "options",
    multiple=True,
    callback=split_options,
    metavar="NAME=VALUE",
    help="Set an option of the protocol; may be given several times.",
)
@click.option(
    "--against",
    metavar="NAME",
    default=RECORDED,
    show_default=True,
    help="What to compare with: another protocol, or the one by which it was recorded.",
)
@click.option("--output", type=click.Path(path_type=Path), metavar="DIR", help="Keep the new poem in DIR.")
@click.option("--jsonl", is_flag=True, help="Tell differences and results as JSON, one object a line.")
@trust_option
@safe_mode_option
@click.pass_context
def reframe(
    context: click.Context,
    *,
    recording: str,
    profile: Path | None,
    protocol: str,
    options: dict[str, str],
    against: str,
    output: Path | None,
    jsonl: bool,
) -> int:
    """Frame a recording anew, and compare.

    RECORDING is a poem's folder, its name in the profile, or a file that was exported. The protocol is given what came,
    in the same chunks and at the same times, in a process of its own. Exit status: 0 if the frames are the same as the
    other protocol's, 1 if not, with the first difference by byte; 2 for bad usage.
    """
    reactor = commands.reactor
    streams = take_output(context)
    registry = registry_for(context, profile)
    folder = recording_named(context, profile, recording)
    ours = plugins.pin(registry, protocol, options)
    theirs = _recorded(registry, folder, recording) if against == RECORDED else plugins.pin(registry, against, {})
    telling = _Telling(streams, (protocol, against), as_json=jsonl)
    named = {"recording": str(folder)}
    protocols = [ours.as_json(), theirs.as_json()]
    tasks = [commands.Task("compare", {**named, "protocols": protocols}, telling.hear)]
    if output is not None:
        kept = {**named, "protocol": ours.as_json(), "output": str(output.absolute())}
        tasks.insert(0, commands.Task("reframe", kept, lambda _message: None))
    return telling.end(commands.run_tasks(reactor, tasks))


def _recorded(registry: plugins.ProtocolRegistry, folder: Path, name: str) -> plugins.PinnedProtocol:
    """Return the protocol by which a recording was framed as it came: its own source, else what has that name now.

    The recording is called ``name``. Raises PluginError and RecordingError.
    """
    try:
        info = poems.read_info(folder)
    except (OSError, poems.DamagedInfoError) as error:
        raise RecordingError(f"What is noted about {folder} cannot be read: {error}.") from error
    if info is None or not info.protocol:
        raise RecordingError(f"{folder} was never framed: say with --against what to compare with.")
    options = dict(info.options)
    if (folder / plugins.RECORDED_SOURCE).exists():
        try:
            return plugins.pin_recorded(registry, folder, options)
        except PluginError as error:
            if not Path(name).is_file():
                raise
            # Where it was unpacked, nobody can look at it.
            raise PluginError(
                f"The protocol in {name} is not trusted, and nothing of it is run: import it and look at its "
                "protocol.py, or say with --against what to compare with."
            ) from error
    return plugins.pin(registry, info.protocol, options)


class _Telling:
    """Tells what a comparison says, for people or as JSON."""

    def __init__(self, streams: StandardStreams, names: tuple[str, str], *, as_json: bool) -> None:
        self._streams = streams
        self._names = names
        self._as_json = as_json
        self._count = 0

    def hear(self, message: hosts.Message) -> None:
        """Take what the job says."""
        if isinstance(message, array):
            for hunk in recordings.hunks_of(message):
                self._tell_hunk(hunk)
        elif isinstance(message, dict) and "results" in message:
            for name, result, depends in zip(self._names, message["results"], message["depends"], strict=True):
                self._tell_result(name, result, depends)
            if (coarse_from := message["coarse_from"]) is not None and not self._as_json:
                self._streams.out.tell(f"From byte {coarse_from:,} on, differences are told by whole chunks.")

    def end(self, problem: str) -> int:
        """Tell how it ended; return the exit status."""
        if problem:
            self._streams.error.say(f"poetrygui: {problem}")
            return 1
        if not self._as_json:
            ours, theirs = self._names
            same = f"{ours} makes the same frames as {theirs}"
            self._streams.out.tell(same if not self._count else f"{_count(self._count, 'difference')} in all")
        return 1 if self._count else 0

    def _tell_hunk(self, hunk: recordings.Hunk) -> None:
        self._count += 1
        if self._as_json:
            told = {"kind": str(hunk.kind), "wire": hunk.wire, "frames": hunk.ours, "against": hunk.theirs}
            self._tell_json({"event": "difference"} | told)
        elif self._count == 1:
            ours, theirs = self._names
            where = f"bytes {hunk.wire[0]:,} to {hunk.wire[1]:,}"
            if hunk.kind == "value":
                what = f"{_frames(hunk.ours)} of {ours} and {theirs} are cut alike and say something else"
            else:
                what = f"{_frames(hunk.ours)} of {ours}, {_frames(hunk.theirs)} of {theirs}"
            self._streams.out.tell(f"The first difference is at byte {hunk.wire[0]:,} ({where}): {what}")

    def _tell_result(self, name: str, result: Mapping[str, Any], depends: str) -> None:
        if self._as_json:
            self._tell_json({"event": "end", "protocol": name} | dict(result) | {"depends": depends})
            return
        sizes = f"{_count(result['frames'], 'frame')}, {_count(result['bytes'], 'byte')}"
        self._streams.out.tell(f"{name}: {sizes}; {result['outcome']}: {result['reason']}")
        for note in filter(None, [*result["notes"], depends]):
            self._streams.out.tell(f"  {note}")

    def _tell_json(self, told: Mapping[str, Any]) -> None:
        self._streams.out.tell(commands.json_line(told))


def _frames(stretch: tuple[int, int]) -> str:
    first, stop = stretch
    if first == stop:
        return "no frame"
    return f"frame {stop:,}" if stop - first == 1 else f"frames {first + 1:,} to {stop:,}"


def _count(number: int, unit: str) -> str:
    return f"{number:,} {unit if number == 1 else unit + 's'}"
