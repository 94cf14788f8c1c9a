"""Values that a user sets: what each can be, and how it is written as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.core.options.fresh_deferred import UnheardDeferred as UnheardDeferred
    from poetrygui.core.options.fresh_deferred import unheard_deferred as unheard_deferred
else:
    __getattr__ = lazy_names(__name__, {"fresh_deferred": "UnheardDeferred unheard_deferred"})
