"""The factories of fetches that begin together: those with one protocol, and the same options, share one."""

from __future__ import annotations

from collections.abc import Callable

from poetrygui import api
from poetrygui.core import connection
from poetrygui.core.servers.server_book import Options, Server


class SharedFactories:
    """Makes factories, each once: what the factory of a protocol's author keeps is there for all that share it."""

    def __init__(self, configured_protocol: Callable[[Server], type[api.PoemProtocol]]) -> None:
        """Have ``configured_protocol`` return a server's protocol with its options, or raise PluginError."""
        self._configured_protocol = configured_protocol
        self._made: dict[tuple[str, Options], connection.PoemFactory] = {}

    def factory_for(self, server: Server) -> connection.PoemFactory:
        """Return the factory for a server's connection. Raises PluginError."""
        key = server.protocol, server.options
        if key not in self._made:
            self._made[key] = connection.PoemFactory(self._configured_protocol(server))
        return self._made[key]
