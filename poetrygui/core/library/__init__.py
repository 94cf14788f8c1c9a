"""What runs and what is kept, and how all of it ends in order; without a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.core.library.sent_merged import SentMerged as SentMerged
else:
    __getattr__ = lazy_names(__name__, {"sent_merged": "SentMerged"})
