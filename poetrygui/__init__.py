"""Poetry GUI: a window onto servers that send, each read by an ordinary Twisted Protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

__version__ = "0.1.0"

if TYPE_CHECKING:
    from poetrygui.platform_folder import default_folder as default_folder
else:
    __getattr__ = lazy_names(__name__, {"platform_folder": "default_folder"})
