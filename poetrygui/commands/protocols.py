"""``poetrygui protocols``: what protocols there are, a new one, and whether one is right."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping
from pathlib import Path

from poetrygui.errors import ProtocolError
from poetrygui.paths import Profile
from poetrygui.plugins.check import check_protocol, load_file
from poetrygui.plugins.registry import ProtocolRegistry, ProtocolState
from poetrygui.plugins.samples import samples_of
from poetrygui.plugins.scaffold import check_name, create_protocol


def list_protocols(registry: ProtocolRegistry) -> int:
    """Print name, title, state and path of each, and why one cannot be used."""
    for entry in registry.entries:
        where = entry.path if entry.path.is_absolute() else f"{entry.origin} ({entry.path})"
        _print(f"{entry.name:<12} {entry.title:<32} {entry.state:<12} {where}")
        if entry.state is ProtocolState.NEW:
            _print(f"{'':<12} {entry.size:,} bytes, sha256 {entry.sha256}")
        for more in filter(None, (entry.problem, entry.note and f"It {entry.note}.")):
            _print(f"{'':<12} {more}")
    return 0


def run_check(path: Path, options: Mapping[str, str], sha256: str = "") -> int:
    """Print a line for each check; return 0 if all of them hold, else 1. A file that cannot be used gets its reason.

    Raises ProtocolError for a file that is not there, and for options that cannot be: bad usage.
    """
    if not path.exists():
        raise ProtocolError(f"There is no file {path}: name a protocol's file.")
    try:
        protocol = load_file(path, sha256)
        samples = samples_of(protocol)
    except ProtocolError as error:
        print(f"poetrygui: {error}", file=sys.stderr)  # noqa: T201
        return 1
    report = check_protocol(protocol, samples, options)
    print(report)  # noqa: T201
    print(f"{path.name}: {'all of it holds' if report.passed else 'not right yet'}")  # noqa: T201
    return 0 if report.passed else 1


def run_new(name: str, profile: Profile, registry: ProtocolRegistry, *, force: bool) -> int:
    """Write a new file, and print where it is and what to do next. Raises ProtocolError and SaveError."""
    shipped = {entry.name for entry in registry.entries if entry.state is ProtocolState.SHIPPED}
    check_name(name, () if force else shipped)
    path = create_protocol(profile.protocols, name)
    print(path)  # noqa: T201 - the first line is the path alone, for scripts
    where = shlex.quote(str(path))
    print("Next: edit it, check it, let it run each time you save it, and use it:")  # noqa: T201
    print(f"  poetrygui protocols check {where}")  # noqa: T201
    print(f"  poetrygui protocols trust{profile.option} --being-written {where}")  # noqa: T201
    print(f"  poetrygui get HOST:PORT --protocol {name}{profile.option}")  # noqa: T201
    return 0


def _print(line: str) -> None:
    # A file's name may hold anything, and nothing of it is to act on the terminal.
    print("".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in line))  # noqa: T201
