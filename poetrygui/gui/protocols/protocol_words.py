"""What is said of a protocol file, in words."""

from __future__ import annotations

from poetrygui import hosts
from poetrygui.core.text.wording import counted
from poetrygui.hosts import confinement
from poetrygui.plugins.protocol_state import (
    BeingRead,
    Broken,
    Changed,
    Denied,
    Hidden,
    Incompatible,
    New,
    Offered,
    ProtocolState,
    Ready,
    ReadyHelper,
    Shipped,
    Suspended,
)
from poetrygui.plugins.registry import ProtocolEntry

_ALONE = (
    "The window runs it in a process of its own, as is said above. Commands that list protocols or work on recordings "
    "run it in theirs, where it can do whatever you can do"
)
_HERE = "It runs in the window's process, where a file can do whatever you can do"
_TRUST = (
    "read, change and send your files, and start programs. This is no sandbox. Trust a file only if you have read it "
    "or know whose it is. What runs are exactly the bytes shown here."
)
HERE = "window's process, not confined"
"""Where a protocol receives that has no process of its own."""

_WORDS: dict[type[ProtocolState], str] = {
    Shipped: "Comes with the program",
    Ready: "Ready: you trust it",
    BeingRead: "Being read: what it offers is known in a moment",
    ReadyHelper: "Ready: you trust it, as a helper that protocols of this folder may import",
    New: "New: nothing of it is run before you trust it",
    Changed: "Changed since you trusted it",
    Denied: "Off: you said that it is not to run",
    Suspended: "Off: suspended after faults",
    Hidden: "Off",
    Incompatible: "Incompatible",
    Broken: "Broken",
}


def state_sentence(entry: ProtocolEntry) -> str:
    """Return how a protocol stands, in a few words."""
    match entry.state:
        case Offered():
            words = f"Ready: offered by the installed package {entry.origin}"
        case Changed(protocol=protocol) if protocol is not None:
            words = f"{_WORDS[Changed]}: the last good version is used until you decide"
        case (Broken() | Incompatible()) as state if state.protocol is not None:
            words = f"{_WORDS[type(state)]}: the last good version is used"
        case BeingRead(protocol=protocol) if protocol is not None:
            words = "Being read: the last good version is used until that is done"
        case state:
            words = _WORDS[type(state)]
    return f"{words}, being written here" if entry.state.is_being_written else words


def receives_alone(entry: ProtocolEntry) -> bool:
    """Tell whether new connections with a protocol have it in processes of its own, and not in the window's."""
    is_others = entry.protocol is not None and not isinstance(entry.state, Shipped)
    return is_others and hosts.HAS_HOSTS and not entry.in_process


def receives_words(entry: ProtocolEntry) -> str:
    """Return in which process a protocol receives, in a few words; nothing of one of the program's, or of none."""
    if receives_alone(entry):
        return confinement.place_words(entry.needs)
    if entry.protocol is None or isinstance(entry.state, Shipped):
        return ""
    if not hosts.HAS_HOSTS:
        return f"{HERE}, since on this system it can have none of its own"
    return f"{HERE}, as you have chosen"


def warning_words(*, in_process: bool) -> str:
    """Return what a file can do once it is trusted, where it is to run ``in_process`` or in one of its own."""
    is_here = in_process or not hosts.HAS_HOSTS
    return f"{_HERE if is_here else _ALONE}: {_TRUST}"


def size_words(entry: ProtocolEntry) -> str:
    """Return a file's exact size."""
    return counted(entry.size, "byte") if entry.sha256 else ""


def reason(entry: ProtocolEntry) -> str:
    """Return why a protocol stands as it does, beyond what the state says, and what else is worth knowing."""
    # What a new file's problem tells is how to trust it on a command line; that it is being read, its state says.
    problem = "" if entry.is_undecided or entry.is_being_read else entry.problem
    note = f"It {entry.note}." if entry.note else ""
    return " ".join(filter(None, (problem, note, entry.earlier_note)))
