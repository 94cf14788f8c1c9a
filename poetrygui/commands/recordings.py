"""``poetrygui recordings``: what was recorded, listed, handed on, made of what others kept, and forgotten."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from poetrygui import commands, recordings
from poetrygui.commands.examples import examples
from poetrygui.commands.fields_option import fields_option
from poetrygui.commands.profile import profile_of, profile_option
from poetrygui.commands.recording_named import recording_named
from poetrygui.commands.standard_streams import StandardStreams, streams_of, take_output
from poetrygui.commands.trust import registry_for, trust_option
from poetrygui.core import text
from poetrygui.errors import RecordingError, SaveError
from poetrygui.paths import Profile

_TEXT = ".txt"
_jsonl_option = click.option("--jsonl", is_flag=True, help="Tell each as JSON, one object a line.")


@click.group(
    name="recordings",
    invoke_without_command=True,
    epilog=examples(
        "recordings",
        "recordings import feed.pcapng",
        "recordings export 42cc4965 feed.poemrec",
    ),
)
@profile_option
@click.pass_context
def recordings_group(context: click.Context, profile: Path | None) -> int:
    """List what was recorded; hand it on to others, and take what they kept."""
    if context.invoked_subcommand is not None:
        context.obj = profile or context.obj
        return 0
    return _list(take_output(context), profile_of(context, profile))


@recordings_group.command(
    name="list",
    epilog=examples(
        "recordings list --kept",
        "recordings list --jsonl",
    ),
)
@profile_option
@_jsonl_option
@click.option("--kept", is_flag=True, help="Only those that are marked as kept.")
@click.pass_context
def list_command(context: click.Context, *, profile: Path | None, jsonl: bool, kept: bool) -> int:
    """List the recordings of the profile, the newest last: id, when, how long, size, outcome, protocol and name."""
    return _list(take_output(context), profile_of(context, profile), as_json=jsonl, only_kept=kept)


@recordings_group.command(
    epilog=examples(
        "recordings export 42cc4965 feed.pcapng",
        "recordings export 42cc4965 feed.txt --times day",
        "recordings export 42cc4965 feed.jsonl --frames --wire",
    ),
)
@click.argument("recording", metavar="RECORDING")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@profile_option
@click.option("--force", is_flag=True, help="Also if there is a file of that name, which is replaced.")
@click.option(
    "--frames",
    is_flag=True,
    help="Write the frames into FILE.jsonl, as get --jsonl tells them, or into FILE.txt, each with its time.",
)
@fields_option
@click.option(
    "--wire",
    is_flag=True,
    help="Tell of each frame which bytes of the wire it came in: its protocol runs once more, in a process of its own.",
)
@trust_option
@click.option(
    "--times",
    type=click.Choice(["start", "day", "frame"]),
    default="start",
    show_default=True,
    help="What stands before each row of FILE.txt, or each frame: the time since the start, of the day, or since the "
    "one before.",
)
@click.pass_context
def export(
    context: click.Context,
    *,
    recording: str,
    file: Path,
    profile: Path | None,
    force: bool,
    frames: bool,
    fields: bool,
    wire: bool,
    times: str,
) -> int:
    """Write a recording into a file for others, by how its name ends.

    .pcapng is for Wireshark, with made-up TCP and IP headers; .jsonl for scripts, an object a line; .poemrec for others
    who have this program, whole and with the protocol's source; .txt has the rows, each with its time. What came over
    TLS is in it as plain text. RECORDING is a poem's folder, its name in the profile, or a file that was exported.
    """
    out = take_output(context).out
    is_text = file.suffix.lower() == _TEXT
    if frames and file.suffix.lower() not in (".jsonl", _TEXT):
        raise click.UsageError(f"Frames go into JSON lines or text: have the name of {file} end in .jsonl or {_TEXT}.")
    for option, is_given in (("--fields", fields), ("--wire", wire)):
        if is_given and not frames:
            raise click.UsageError(f"What {option} tells stands beside frames: say --frames, too.")
    if fields and is_text:
        raise click.UsageError(f"Fields go into a file of JSON lines: have the name of {file} end in .jsonl.")
    if not is_text:
        recordings.format_of(file, _TEXT)
    folder = recording_named(context, profile, recording)
    if is_text or frames:
        say, column = streams_of(context).error.say, recordings.Column(times)
        registry = registry_for(context, profile)
        told = commands.fields_of_recording(registry, folder, say) if fields else None
        wires, found = commands.places_of_recording(registry, folder, recording) if wire else (None, None)
        tasks = [*(() if told is None else told.tasks), *(() if found is None else (found,))]
        if tasks and (problem := commands.run_tasks(commands.reactor, tasks)):
            raise RecordingError(f"What its protocol tells of its frames is not known: {problem}.")
        tell = None if told is None else told.tell
        size = recordings.export_framed(folder, file, column, replace=force, by_frame=frames, fields=tell, wires=wires)
        if wires is not None:
            wires.close()
        for note in ("" if told is None else told.end(), "" if wires is None else wires.note):
            if note:
                say(note)
    else:
        size = recordings.export_recording(folder, file, replace=force)
    out.tell(f"{file}: {text.counted(size, 'byte')}")
    return 0


@recordings_group.command(
    name="import",
    epilog=examples(
        "recordings import feed.pcapng",
        "recordings import - < feed.pcapng",
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@profile_option
@_jsonl_option
@click.pass_context
def import_command(context: click.Context, *, files: tuple[Path, ...], profile: Path | None, jsonl: bool) -> int:
    """Make recordings of files: any capture, pcap or pcapng, and what was exported.

    Each direction of each TCP connection in a capture becomes a recording with the capture's own times. Prints a line
    for each that was made: its id, bytes, frames, and what is missing. FILE may be - for standard input. Exit status: 0
    if all were read to their end, 1 if one is damaged or holds nothing.
    """
    streams = take_output(context)
    for file in files:
        if str(file) != "-" and not file.exists():
            raise RecordingError(f"There is no file {file}: name a capture, or what was exported.")
    poems = profile_of(context, profile).poems
    try:
        with recordings.NewRecordings(poems) as made:
            whole = [_import(file, made, streams, as_json=jsonl) for file in files]
    except OSError as error:
        raise SaveError(f"Recordings could not be made in {poems}: {error.strerror or error}.") from error
    return 0 if all(whole) else 1


@recordings_group.command(
    epilog=examples(
        "recordings keep 42cc4965",
        "recordings keep 42cc4965 --no-longer",
    ),
)
@click.argument("named", nargs=-1, required=True, metavar="RECORDING...")
@profile_option
@click.option("--no-longer", is_flag=True, help="Take the mark away: the budget may remove them again.")
@click.pass_context
def keep(context: click.Context, *, named: tuple[str, ...], profile: Path | None, no_longer: bool) -> int:
    """Mark recordings of the profile as kept: they are never removed for its budget.

    That is the mark of “Keep” in the window's list of recordings; recordings list --kept lists what has it.
    """
    out = take_output(context).out
    places = profile_of(context, profile).recordings
    # All of them are looked for before the first is marked.
    folders = list(dict.fromkeys(recordings.find_recording(each, *places) for each in named))
    for folder in folders:
        recordings.check_markable(folder, *places)
    for folder in folders:
        recordings.mark_recording(folder, kept=not no_longer)
        out.tell(f"{'No longer marked' if no_longer else 'Marked'} as kept: {folder.name}")
    return 0


@recordings_group.command(
    epilog=examples(
        "recordings forget 42cc4965",
        "recordings forget 42cc4965 --sent",
    ),
)
@click.argument("named", nargs=-1, required=True, metavar="RECORDING...")
@profile_option
@click.option("--sent", is_flag=True, help="Only what was sent: when that was and how much stays, and all that came.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def forget(context: click.Context, *, named: tuple[str, ...], profile: Path | None, sent: bool, yes: bool) -> int:
    """Remove recordings of the profile for good, or what was sent in them, each after a question."""
    streams = take_output(context)
    places = profile_of(context, profile).recordings
    # All of them are looked for before the first is gone.
    folders = list(dict.fromkeys(recordings.find_recording(each, *places) for each in named))
    listed = {each.folder.resolve(): each for each in recordings.list_recordings(*places)}
    for folder in folders:
        recordings.check_forgettable(folder, *places)
        if not listed[folder.resolve()].has_ended:
            if listed[folder.resolve()].is_running:
                raise RecordingError(f"{folder.name} is being recorded: stop the program that does, first.")
            raise RecordingError(
                f"{folder.name} has no end: it still runs, or the program died; open the window, which notes that."
            )
    if not yes and not sys.stdin.isatty():
        raise click.UsageError("There is nobody to ask: say --yes if they are to be removed.")
    status = 0
    for folder in folders:
        told = " ".join(commands.columns(listed[folder.resolve()]))
        if yes or _agrees(streams, f"Forget {'what was sent in ' if sent else ''}{told}? [y/N]"):
            streams.out.tell(f"Forgotten: {_forgotten(folder, sent=sent)}{told}")
        else:
            status = 1
            streams.error.say(f"Kept: {told}")
    return status


def _forgotten(folder: Path, *, sent: bool) -> str:
    """Forget a recording, or what was sent in it; return what is to be said before its name."""
    if sent:
        return f"{text.counted(recordings.forget_sent_in(folder), 'byte')} sent in "
    recordings.forget_recording(folder)
    return ""


def _list(streams: StandardStreams, profile: Profile, *, as_json: bool = False, only_kept: bool = False) -> int:
    listed = [each for each in recordings.list_recordings(*profile.recordings) if each.is_marked or not only_kept]
    if as_json:
        for each in listed:
            streams.out.tell(commands.listed_as_json(each))
        return 0
    rows = [commands.columns(each) for each in listed]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    for row in rows:
        padded = [text.ljust(width) for text, width in zip(row, widths, strict=False)]
        streams.out.tell("  ".join([*padded, row[-1]]).rstrip())
    if not rows:
        streams.error.say("No recording is marked as kept." if only_kept else "There are no recordings yet.")
    return 0


def _import(file: Path, made: recordings.NewRecordings, streams: StandardStreams, *, as_json: bool) -> bool:
    """Import one file; tell whether it was read to its end and held anything."""
    count = 0

    def tell(imported: recordings.Imported) -> None:
        nonlocal count
        count += 1
        streams.out.tell(commands.imported_as_json(imported) if as_json else commands.imported_line(imported))

    try:
        if str(file) == "-":
            with open(sys.stdin.fileno(), "rb", closefd=False) as opened:
                notes = recordings.import_open(opened, "standard input", made, tell)
        else:
            notes = recordings.import_file(file, made, tell)
    except RecordingError as error:
        streams.error.say(f"poetrygui: {file}: {error}")
        return False
    for note in notes:
        streams.error.say(note)
    if not count:
        streams.error.say(f"poetrygui: {file}: nothing is in it that could be a recording.")
    return bool(count)


def _agrees(streams: StandardStreams, question: str) -> bool:
    streams.error.say(question)
    return sys.stdin.readline().strip().lower() in ("y", "yes")
