"""What a host may do: no files, no network and no processes, unless its protocol asks for them. Linux alone has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.hosts.confinement.confine import missing_here as missing_here
    from poetrygui.hosts.confinement.wording import NOT_CONFINED as NOT_CONFINED
    from poetrygui.hosts.confinement.wording import asked_words as asked_words
    from poetrygui.hosts.confinement.wording import confined_words as confined_words
    from poetrygui.hosts.confinement.wording import place_words as place_words
else:
    __getattr__ = lazy_names(
        __name__, {"confine": "missing_here", "wording": "NOT_CONFINED asked_words confined_words place_words"}
    )
