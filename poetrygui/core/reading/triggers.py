"""Triggers: what is done when a line comes that fits, and how often at most; kept in the profile."""

from __future__ import annotations

from pathlib import Path

from attrs import field, frozen, validators

from poetrygui.core.files.atomic_file import write_atomically
from poetrygui.core.files.kept_file import read_kept
from poetrygui.core.files.kept_json import KeptJson, plain_converter
from poetrygui.core.reading.conditions import Condition, condition_words

MOST = 50
"""Triggers that are kept."""
SHORTEST_PAUSE, FIRST_PAUSE, LONGEST_PAUSE = 1, 10, 86_400
"""Seconds between which a pause is chosen, and what it is at first."""
_VERSION = 1
_LARGEST_FILE = 256 * 1024


@frozen
class Trigger:
    """One trigger: what is done at a line for which its ``condition`` holds, while that is on.

    Each is listed among what happened; beside that, it may do several things, once in ``pause`` seconds a stream.
    """

    condition: Condition
    server: str = ""
    """The id of the server whose streams it is for; empty where it is for all."""
    name: str = ""
    """What somebody calls it; it may be nothing."""
    notifies: bool = True
    """Whether the desktop tells of it, and the tab is marked as unseen."""
    marks: bool = False
    """Whether the line is marked."""
    stops: bool = False
    """Whether the stream is stopped."""
    sends: str = ""
    """A message that is sent then, with escapes; nothing for none."""
    put: str = "FRAMED"
    """What is put around that, by its name among those of typed messages."""
    pause: int = field(
        default=FIRST_PAUSE, validator=validators.and_(validators.ge(SHORTEST_PAUSE), validators.le(LONGEST_PAUSE))
    )


Triggers = tuple[Trigger, ...]


@frozen
class _Kept:
    version: int = _VERSION
    triggers: Triggers = field(default=(), validator=validators.max_len(MOST))


_kept = KeptJson(_Kept, _VERSION, plain_converter, _LARGEST_FILE)


def trigger_words(trigger: Trigger) -> str:
    """Return what a trigger is called: its name, or else what it looks for."""
    return trigger.name or condition_words(trigger.condition)


def trigger_sentence(trigger: Trigger) -> str:
    """Return what a trigger is called, what it does and how often at most."""
    done = [
        word
        for word, is_done in (
            ("notifies", trigger.notifies),
            ("marks", trigger.marks),
            ("stops", trigger.stops),
            ("sends", bool(trigger.sends)),
        )
        if is_done
    ]
    return f"{trigger_words(trigger)} – {', '.join(done) or 'is listed'}, once in {trigger.pause:,} s"


def read_triggers(path: Path) -> tuple[Triggers, str]:
    """Return the triggers that are kept at ``path``, and a sentence where the file was damaged, and set aside."""
    kept, problem = read_kept(path, _kept, _LARGEST_FILE, _Kept(), "The triggers")
    return kept.triggers, problem


def write_triggers(path: Path, triggers: Triggers) -> None:
    """Keep triggers at ``path``. Raises SaveError."""
    write_atomically(path, _kept.dump(_Kept(triggers=triggers)))
