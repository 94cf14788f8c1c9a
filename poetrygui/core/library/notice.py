"""What is to be said of a protocol beside its poems, and a fetch that its protocol kept from being begun."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

from poetrygui.core.outcomes import Ended


@frozen
class Notice:
    """Leads to the protocol file ``path``; ``sentence`` is empty where the poem's end says it already."""

    path: Path
    sentence: str = ""


@frozen
class NotStarted(Ended):
    """A fetch that was never begun, because its protocol cannot be used.

    ``word`` says why in a word or two; where it is empty, the outcome's own word does.
    """

    word: str = ""
