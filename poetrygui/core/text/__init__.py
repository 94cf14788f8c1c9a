"""Bytes as harmless rows, and the words for what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.core.text.wording import counted as counted
else:
    __getattr__ = lazy_names(__name__, {"wording": "counted"})
