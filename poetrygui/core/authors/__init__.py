"""What a protocol's author wrote: built, driven and overheard as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.core.authors.overheard import as_poem_protocol as as_poem_protocol
else:
    __getattr__ = lazy_names(__name__, {"overheard": "as_poem_protocol"})
