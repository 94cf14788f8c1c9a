"""Where the rows of a table come from."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import StoredPoem


@frozen(eq=False)
class Origin:
    """A poem with its recording, which is called so among all that are shown in one table.

    ``number`` is that of its server there, from 0, for its colour; None where they are all of one.
    """

    poem: StoredPoem
    recording: Recording
    name: str = ""
    number: int | None = None


NameOf = Callable[[StoredPoem], tuple[str, int | None]]
"""Tells the name and the number of a poem's origin."""
