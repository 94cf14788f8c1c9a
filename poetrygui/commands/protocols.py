"""``poetrygui protocols``: what protocols there are, a new one, and whether one is right."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path

from poetrygui import commands
from poetrygui.commands.check_run import check_in_host
from poetrygui.commands.standard_streams import StandardOutput, StandardStreams
from poetrygui.errors import PluginError
from poetrygui.hosts import confinement
from poetrygui.hosts.warm import HAS_HOSTS
from poetrygui.paths import Profile
from poetrygui.plugins.checking.check import check_protocol, file_and_class, load_file
from poetrygui.plugins.checking.check_report import CheckReport
from poetrygui.plugins.checking.samples import samples_of
from poetrygui.plugins.protocol_state import Shipped
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.plugins.scaffold import check_name, create_protocol


def list_protocols(registry: ProtocolRegistry, out: StandardOutput) -> int:
    """Print name, title, state and path of each, and why one cannot be used."""
    for entry in registry.run_all():
        where = entry.path if entry.path.is_absolute() else f"{entry.origin} ({entry.path})"
        out.tell(f"{entry.name:<12} {entry.title:<32} {entry.state.word:<12} {where}")
        if entry.is_undecided:
            out.tell(f"{'':<12} {entry.size:,} bytes, sha256 {entry.sha256}")
        note = entry.note and f"It {entry.note}."
        asked = confinement.asked_words(entry.needs) if entry.can_be_trusted else ""
        for more in filter(None, (entry.problem, note, entry.earlier_note, asked)):
            out.tell(f"{'':<12} {more}")
    return 0


def run_check(path: Path, options: Mapping[str, str], streams: StandardStreams, sha256: str = "") -> int:
    """Print a line for each check of the file at ``path``; return 0 if all of them hold, else 1.

    ``options`` are what a user would type. With ``sha256``, bytes of another digest are not run. Reports go to
    ``streams``, and so does the reason why a file cannot be used. Raises PluginError for a file that is not there, and
    for options that cannot be: bad usage.
    """
    if not file_and_class(path)[0].exists():
        raise PluginError(f"There is no file {path}: name a protocol's file.")
    report = (check_in_host if HAS_HOSTS else _check_here)(path, options, streams, sha256)
    if report is None:
        return 1
    for result in report.results:
        streams.out.tell(str(result))
    streams.out.tell(f"{path.name}: {'all of it holds' if report.passed else 'not right yet'}")
    return 0 if report.passed else 1


def _check_here(path: Path, options: Mapping[str, str], streams: StandardStreams, sha256: str) -> CheckReport | None:
    # So that there is one to keep from what the protocol may ask of it.
    _ = commands.reactor
    try:
        protocol = load_file(path, sha256)
        samples = samples_of(protocol)
    except PluginError as error:
        streams.error.say(f"poetrygui: {error}")
        return None
    return check_protocol(protocol, samples, options)


def run_new(name: str, profile: Profile, registry: ProtocolRegistry, out: StandardOutput, *, force: bool) -> int:
    """Write a new file for the protocol ``name``, and print on ``out`` where it is and what to do next.

    It goes into the folder of ``profile``. Raises PluginError where ``registry`` has a shipped protocol of that name,
    unless ``force``; and SaveError.
    """
    shipped = {entry.name for entry in registry.entries if isinstance(entry.state, Shipped)}
    check_name(name, () if force else shipped)
    path = create_protocol(profile.protocols, name)
    out.tell(str(path))  # the first line is the path alone, for scripts
    where = shlex.quote(str(path))
    out.tell("Next: edit it, check it, let it run each time you save it, and use it:")
    out.tell(f"  poetrygui protocols check {where}")
    out.tell(f"  poetrygui protocols trust{profile.option} --being-written {where}")
    out.tell(f"  poetrygui get HOST:PORT --protocol {name}{profile.option}")
    return 0
