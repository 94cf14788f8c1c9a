"""What is said of a protocol file, in words."""

from __future__ import annotations

from poetrygui.core.text.wording import counted
from poetrygui.plugins.registry import ProtocolEntry, ProtocolState

NO_SANDBOX = (
    "A protocol can do whatever you can do: read, change and send your files, and start programs. This is no sandbox."
    " Trust a file only if you have read it or know whose it is. What runs are exactly the bytes shown here."
)

_WORDS = {
    ProtocolState.SHIPPED: "Comes with the program",
    ProtocolState.NEW: "New: nothing of it is run before you trust it",
    ProtocolState.READY: "Ready: you trust it",
    ProtocolState.OFF: "Off",
    ProtocolState.INCOMPATIBLE: "Incompatible",
    ProtocolState.BROKEN: "Broken",
}


def state_sentence(entry: ProtocolEntry) -> str:
    """Return how a protocol stands, in a few words."""
    if entry.is_suspended:
        words = "Off: suspended after faults"
    elif entry.state is ProtocolState.OFF and entry.can_be_trusted:
        words = "Off: you said that it is not to run"
    elif entry.state is ProtocolState.READY and not entry.sha256:
        words = f"Ready: offered by the installed package {entry.origin}"
    elif entry.is_changed:
        words = "Changed since you trusted it"
        words += ": the last good version is used until you decide" if entry.protocol is not None else ""
    else:
        words = _WORDS[entry.state]
    if entry.state is ProtocolState.BROKEN and entry.protocol is not None:
        words += ": the last good version is used"
    if entry.is_helper and entry.state is ProtocolState.READY:
        words += ", as a helper that protocols of this folder may import"
    if entry.is_being_written:
        words += ", being written here"
    return words


def size_words(entry: ProtocolEntry) -> str:
    """Return a file's exact size."""
    return counted(entry.size, "byte") if entry.sha256 else ""


def reason(entry: ProtocolEntry) -> str:
    """Return why a protocol stands as it does, beyond what the state says, and what else is worth knowing."""
    # What a new file's problem tells is how to trust it on a command line.
    problem = "" if entry.state is ProtocolState.NEW else entry.problem
    note = f"It {entry.note}." if entry.note else ""
    return " ".join(filter(None, (problem, note)))
