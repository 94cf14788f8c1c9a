"""Fetching poems, without Qt and without a global reactor: usable from any Twisted program."""

from poetrygui.core.fetched_poem import FetchedPoem, fetch
from poetrygui.core.outcomes import Outcome
from poetrygui.core.servers import Server

__all__ = ["FetchedPoem", "Outcome", "Server", "fetch"]
