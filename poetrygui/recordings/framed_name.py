"""What a poem is called that was framed anew, and what is to be said of what it keeps."""

from __future__ import annotations

from collections.abc import Mapping

from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.wording import kept_words
from poetrygui.hosts import confinement

FRAMED_WITH = " · framed with "
"""What stands in its name between that of the recording and the protocol."""

_BETWEEN = " · "  # in a tab, which has little room
_LONGEST_OPTION, _LONGEST_SOURCE = 30, 16  # characters
_KEPT = "what arrived is kept with its recording, of what was sent times and sizes"


def framed_name(source: PoemInfo, protocol: str, options: Mapping[str, str]) -> str:
    """Return the name of what ``protocol`` makes of the recording of which ``source`` is noted.

    The ``options`` that a user has set tell it from what the same protocol makes with others.
    """
    whose = (source.name or source.address).partition(FRAMED_WITH)[0]
    told = ", ".join(label_text(f"{name}={value}", _LONGEST_OPTION) for name, value in options.items())
    return f"{whose}{FRAMED_WITH}{protocol}{f' ({told})' if told else ''}"


def is_framed(info: PoemInfo) -> bool:
    """Tell whether a poem was framed anew: it is no server's."""
    return FRAMED_WITH in info.name and not info.server_id


def short_name(info: PoemInfo) -> str:
    """Return what a tab is called: of what was framed anew, how it was is what tells it from others."""
    if not is_framed(info):
        return info.name or info.address
    whose, _, how = info.name.partition(FRAMED_WITH)
    return f"{label_text(whose, _LONGEST_SOURCE)}{_BETWEEN}{how}"


def what_is_kept(info: PoemInfo) -> str:
    """Return what is to be said of what a poem keeps of its connection; nothing where that is everything.

    Of what was framed anew it is told, too, where a protocol is not confined when it does that.
    """
    if not is_framed(info):
        return kept_words(info.kept)
    return f"{_KEPT}; {confinement.NOT_CONFINED}" if confinement.missing_here() else _KEPT
