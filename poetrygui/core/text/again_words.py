"""What is said of a connection that another one follows, by itself and after a pause."""

from __future__ import annotations

import math

from poetrygui.core.outcomes import Pausing
from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.wording import counted


def seconds_left(pausing: Pausing, now: float) -> int:
    """Return in how many whole seconds it is connected again, by the reactor's clock."""
    return max(math.ceil(pausing.due - now), 0)


def again_words(pausing: Pausing) -> str:
    """Return in how many seconds it is connected again, in few words."""
    return f"Again in {pausing.left} s" if pausing.left else "Connecting …"


def again_sentence(pausing: Pausing, now: float) -> str:
    """Return how the last connection ended and when the next one begins, on two lines."""
    reason = label_text(pausing.waiting, 1000)
    left = seconds_left(pausing, now)
    when = f"in {left} s" if left else "now"
    which = f" ({pausing.which})" if pausing.which else ""
    return f"{reason[:1].upper()}{reason[1:].rstrip('.')}.\nConnects again {when}{which} …"


def let_go_sentence(count: int) -> str:
    """Return that so many connections before are not shown any more; nothing where none is."""
    if not count:
        return ""
    return f"What came on {counted(count, 'connection')} before is not shown here: the list of recordings has it."
