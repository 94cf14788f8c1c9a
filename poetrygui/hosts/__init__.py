"""A user's protocol in a process of its own: started, fed, watched and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.hosts.messages import Message as Message
else:
    __getattr__ = lazy_names(__name__, {"messages": "Message"})
