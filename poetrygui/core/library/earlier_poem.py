"""How a poem of an earlier run stands, by what is noted of it."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve

from poetrygui.core import poems
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.outcomes import Ended, Outcome


def earlier_poem(directory: Path) -> tuple[KeptPoem, bool]:
    """Return the poem in a folder, and whether its end is to be noted there.

    One without an outcome was being fetched when the program died: it ended as ``interrupted``.
    """
    try:
        info = poems.read_info(directory)
        problem = "nothing is noted about where it came from and how it ended"
    except OSError as error:
        info, problem = None, f"what was noted about it cannot be read: {error.strerror or error}"
    except poems.DamagedInfoError as error:
        info, problem = None, str(error)
    if info is None:
        info = poems.PoemInfo(directory.name, "", "", "", ended=Ended(Outcome.INTERRUPTED, problem))
    elif info.ended is None:
        reason = "the program ended before the stream did"
        info = evolve(info, ended=Ended(Outcome.INTERRUPTED, reason))
    else:
        return KeptPoem(info, directory, info.ended), False
    return KeptPoem(info, directory, info.ended), True
