"""Fetching poems, without Qt and without a global reactor: usable from any Twisted program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

__all__ = ["FetchedPoem", "Outcome", "Server", "fetch", "frames"]

if TYPE_CHECKING:
    from poetrygui.core.fetching.fetched_poem import FetchedPoem, fetch
    from poetrygui.core.fetching.frame_stream import frames
    from poetrygui.core.outcomes import Outcome
    from poetrygui.core.servers.server_book import Server
else:
    # Whoever imports one module of the core need not wait for all of them.
    __getattr__ = lazy_names(
        __name__,
        {
            "fetching.fetched_poem": "FetchedPoem fetch",
            "fetching.frame_stream": "frames",
            "outcomes": "Outcome",
            "servers.server_book": "Server",
        },
    )
