"""What is to be said of a protocol beside its poems, and a fetch that its protocol kept from being begun."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from attrs import frozen

from poetrygui.core.library.listeners import Listeners
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.errors import AddressError, PluginError


class Notice(NamedTuple):
    """Leads to the protocol file ``path``; ``sentence`` is empty where the poem's end says it already."""

    path: Path
    sentence: str = ""


class ProtocolNews:
    """Keeps what is to be said of one poem's protocol just now."""

    __slots__ = ("is_old", "notice", "noticed", "place")

    def __init__(self) -> None:
        """Say nothing yet."""
        self.noticed: Listeners[()] = Listeners()
        """Told that there is another ``notice``."""
        self.place = ""
        """In which process the poem's protocol runs or ran, in words; empty where there is no more to it."""
        self.notice: Notice | None = None
        self.is_old = False
        """Whether the poem's connection keeps a version of the protocol that others would not get any more."""

    @property
    def sentence(self) -> str:
        """What the notice says; empty where there is none, or where it says nothing."""
        return "" if self.notice is None else self.notice.sentence

    def take_notice(self, notice: Notice | None) -> None:
        """Have this said from now on."""
        if notice != self.notice:
            self.notice = notice
            self.noticed.tell()


@frozen
class NotStarted(Ended):
    """A fetch that was never begun, because its protocol cannot be used.

    ``word`` says why in a word or two; where it is empty, the outcome's own word does.
    """

    word: str = ""


def why_not_started(error: AddressError | PluginError) -> Ended:
    """Return the end of a fetch that an error kept from being begun: the protocol's, or the address's."""
    if isinstance(error, PluginError):
        return NotStarted(Outcome.PLUGIN_FAULT, str(error), details=error.details, word=error.word)
    return Ended(Outcome.UNREACHABLE, str(error))
