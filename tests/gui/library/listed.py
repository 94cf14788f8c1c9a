"""Recordings as they are listed, and those of a profile."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.poem_info import PoemInfo, read_info, write_info
from poetrygui.recordings.listed_recordings import ListedRecording
from tests.recordings.recorded_folder import record

INFO = PoemInfo("a server", "127.0.0.1:7", "raw", "2026-01-01T00:00:00+00:00")


def listed(
    name: str,
    *,
    server: str = "a server",
    seconds: float = 1.0,
    size: int = 10,
    outcome: Outcome | None = Outcome.COMPLETE,
    is_marked: bool = False,
) -> ListedRecording:
    """Return one that begins on the day of its name, which is a number."""
    ended = None if outcome is None else Ended(outcome, "as it was", seconds=seconds)
    info = evolve(INFO, name=server, started=f"2026-01-{name[:2]}T00:00:00+00:00", ended=ended)
    return ListedRecording(name, Path(name), info, size, disk_size=size, is_marked=is_marked)


def leave(profile: Path, day: int, server: str = "a server", *, place: str = "closed", size: int = 1000) -> str:
    """Leave the recording of a server in a profile, begun on a day of January; return its name."""
    name = f"202601{day:02}-000000-000000-{day:08}"
    folder = profile / place / (f"20260201-000000-0000{day:02}_{name}" if place == "closed" else name)
    record(folder, [b"verse\n", b"x" * size], "raw")
    info = read_info(folder)
    assert info is not None
    write_info(folder, evolve(info, name=server, started=f"2026-01-{day:02}T00:00:00+00:00"))
    return name


def there(profile: Path) -> list[str]:
    """Return the names of the recordings that a profile has."""
    found = (*(profile / "poems").glob("*"), *(profile / "closed").glob("*"))
    return sorted(path.name.rpartition("_")[2] for path in found)
