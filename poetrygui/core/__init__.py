"""Fetching poems, without Qt and without a global reactor: usable from any Twisted program."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from poetrygui.core.fetching.fetched_poem import FetchedPoem, fetch
    from poetrygui.core.outcomes import Outcome
    from poetrygui.core.servers.server_book import Server

__all__ = ["FetchedPoem", "Outcome", "Server", "fetch"]

_HOMES = {
    "FetchedPoem": "fetching.fetched_poem",
    "Outcome": "outcomes",
    "Server": "servers.server_book",
    "fetch": "fetching.fetched_poem",
}


def __getattr__(name: str) -> object:
    # Whoever imports one module of the core need not wait for all of them.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
