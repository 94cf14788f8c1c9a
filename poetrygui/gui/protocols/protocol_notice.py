"""What is to be said of a protocol beside its poems: that another version of it runs than its author sees, or none."""

from __future__ import annotations

from collections.abc import Iterable

from poetrygui.core.library.notice import Notice, NotStarted
from poetrygui.core.outcomes import Outcome
from poetrygui.core.text.wording import OUTCOME_WORDS
from poetrygui.errors import PluginError
from poetrygui.plugins.entry import ProtocolEntry
from poetrygui.plugins.protocol_state import Broken, Changed, Denied, Hidden, Incompatible, New, Suspended

_WORDS = {
    New: "Not trusted",
    Changed: "Not trusted",
    Suspended: "Suspended",
    Denied: "Turned off",
    Hidden: "Turned off",
    Incompatible: "Incompatible",
}


class NotUsableError(PluginError):
    """A protocol that there is cannot be used as it stands; ``word`` says why in a word or two."""

    def __init__(self, entry: ProtocolEntry, message: str) -> None:
        """Tell of ``entry``; ``message`` is for one that waits for no decision."""
        what = {New: "is new", Changed: "was changed since you trusted it"}.get(type(entry.state))
        if what is not None:
            name = entry.path.name
            message = f"Nothing was fetched: {name} {what}, and nothing of it is run before you trust it"
        self.word = _WORDS.get(type(entry.state), OUTCOME_WORDS[Outcome.PLUGIN_FAULT])
        super().__init__(message, entry.details)


def other_version_runs(entry: ProtocolEntry) -> str:
    """Return why not the newest version of a file runs but an earlier one, in a sentence; nothing where it does."""
    if entry.protocol is None or not isinstance(entry.state, Broken | Incompatible | Changed):
        return ""
    if isinstance(entry.state, Changed):
        return (
            f"{entry.path.name} was changed since you trusted it: the version that you trusted runs until you decide."
        )
    return f"The newest save of {entry.path.name} cannot be used: {entry.problem}"


def notice_of(protocol: str, state: object, entries: Iterable[ProtocolEntry]) -> Notice | None:
    """Return what is to be said beside a poem that was fetched with ``protocol`` and stands in ``state``.

    ``entries`` are all protocols that there are now.
    """
    for entry in entries:
        # One file may offer several protocols, named after it.
        if entry.name.partition(":")[0] != protocol.partition(":")[0] or entry.is_helper:
            continue
        if sentence := other_version_runs(entry):
            return Notice(entry.path, sentence)
        if isinstance(state, NotStarted) and not (entry.is_usable or entry.is_being_read):
            return Notice(entry.path)
    return None
