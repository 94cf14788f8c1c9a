"""Small files whole, large ones that grow, and the thread that writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.core.files.strict_json import change_content as change_content
    from poetrygui.core.files.strict_json import expect as expect
    from poetrygui.core.files.strict_json import strict_converter as strict_converter
else:
    __getattr__ = lazy_names(__name__, {"strict_json": "change_content expect strict_converter"})
