"""``poetrygui reframe``: cut a recording into frames anew, and say in what that differs from another framing."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

from poetrygui import commands, hosts, plugins, recordings
from poetrygui.commands.examples import examples
from poetrygui.commands.option_values import split_options
from poetrygui.commands.profile import profile_option
from poetrygui.commands.recorded_protocol import recorded_protocol
from poetrygui.commands.recording_named import recording_named
from poetrygui.commands.safe_mode import safe_mode_option
from poetrygui.commands.standard_streams import StandardStreams, take_output
from poetrygui.commands.trust import registry_for, trust_option
from poetrygui.core import poems
from poetrygui.errors import PluginError, RecordingError

RECORDED = "recorded"
"""What stands for the protocol that framed the recording when it came."""

_OTHERWISE = "say with --against what to compare with"


@click.command(
    name="reframe",
    epilog=examples(
        "reframe feed.poemrec --protocol station",
        "reframe 42cc4965 --protocol lines --option 'delimiter=;' --jsonl",
    ),
)
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
@click.option("--jsonl", is_flag=True, help="Tell frames, differences and results as JSON, one object a line.")
@trust_option
@safe_mode_option
@click.pass_context
def reframe_command(
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
    other protocol's, 1 if not, with the first difference by byte; 2 for bad usage, and where the one by which it was
    recorded may not run, so that there is nothing to compare with.
    """
    reactor = commands.reactor
    streams = take_output(context)
    registry = registry_for(context, profile)
    folder = recording_named(context, profile, recording)
    ours = plugins.pin(registry, protocol, options)
    theirs, problem = _compared_with(registry, folder, recording, against)
    telling = _Telling(streams, (protocol, against), as_json=jsonl)
    named, tasks = {"recording": str(folder)}, []
    if output is not None or jsonl or theirs is None:
        kept = Path(context.with_resource(_scratch()) if output is None else output.absolute())
        hear = partial(telling.hear_framing, kept, is_all=theirs is None)
        tasks.append(commands.Task("reframe", {**named, "protocol": ours.as_json(), "output": str(kept)}, hear))
    if theirs is not None:
        protocols = [ours.as_json(), theirs.as_json()]
        tasks.append(commands.Task("compare", {**named, "protocols": protocols}, telling.hear))
    first = _finding_a_beginning(registry, folder, recording, tasks, is_theirs=against == RECORDED)
    return telling.end(commands.run_tasks(reactor, [*first, *tasks]), problem)


def _finding_a_beginning(
    registry: plugins.ProtocolRegistry, folder: Path, name: str, tasks: Sequence[commands.Task], *, is_theirs: bool
) -> Iterator[commands.Task]:
    """Yield what has other ``tasks`` begin with the first frame of which all is kept, where the beginning is not.

    The recording is in ``folder`` and called ``name``; what framed it, which knows of frames, ``is_theirs`` to compare
    with.
    """
    try:
        if not poems.read_kept_part(folder).dropped:
            return
        recorded = recorded_protocol(registry, folder, name, _OTHERWISE)
    except (PluginError, RecordingError, OSError):
        return  # the tasks themselves tell what cannot be read, and else begin with what is kept

    def hear(message: hosts.Message) -> None:
        if (found := recordings.begin_in(message)) is not None:
            wire, frames = found
            for task in tasks:
                task.arguments["begin"] = [wire, frames if is_theirs else 0]

    yield commands.Task("begin", {"recording": str(folder), "protocol": recorded.as_json()}, hear)


def _scratch() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="poetrygui-framed-", ignore_cleanup_errors=True)


def _compared_with(
    registry: plugins.ProtocolRegistry, folder: Path, name: str, against: str
) -> tuple[plugins.PinnedProtocol | None, str]:
    """Return the protocol called ``against``, to compare with; of the one that framed it as it came, why it cannot run.

    The recording is in ``folder`` and called ``name``. Raises PluginError and RecordingError.
    """
    if against != RECORDED:
        return plugins.pin(registry, against, {}), ""
    try:
        return recorded_protocol(registry, folder, name, _OTHERWISE), ""
    except PluginError as error:
        # Whoever mends a protocol has other bytes trusted by now, and wants to see what these make of it.
        return None, f"There is nothing to compare with. {error}"


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

    def hear_framing(self, folder: Path, message: hosts.Message, *, is_all: bool) -> None:
        """Take what the job says that keeps the poem in ``folder``; ``is_all`` is whether nothing is compared."""
        if not isinstance(message, dict) or "outcome" not in message:
            return
        if self._as_json:
            self._tell_frames(folder)
        if is_all:
            self._tell_result(self._names[0], message, "")

    def end(self, problem: str, nothing_to_compare: str) -> int:
        """Tell how it ended; return the exit status."""
        if problem or nothing_to_compare:
            self._streams.error.say(f"poetrygui: {problem or nothing_to_compare}")
            return 1 if problem else 2
        if not self._as_json:
            ours, theirs = self._names
            same = f"{ours} makes the same frames as {theirs}"
            self._streams.out.tell(same if not self._count else f"{_count(self._count, 'difference')} in all")
        return 1 if self._count else 0

    def _tell_frames(self, folder: Path) -> None:
        poem = poems.StoredPoem.existing(folder)
        assert poem.recording is not None
        try:
            for lines in recordings.timed_frames(poem, poem.recording, None):
                self._streams.out.tell_lines(lines.decode("utf-8"))
        finally:
            poem.recording.close()
            poem.close()

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
