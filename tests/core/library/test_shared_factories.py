"""Which fetches have one factory: those with the same protocol and options, of the same collection."""

from __future__ import annotations

import pytest

from poetrygui.api import PoemProtocol
from poetrygui.core.library.shared_factories import SharedFactories
from poetrygui.core.servers.server_book import Server
from poetrygui.errors import PluginError


class Verse(PoemProtocol):
    """Any protocol."""


def server(protocol: str = "verse", **options: str) -> Server:
    return Server("a server", "127.0.0.1:1", protocol, options=options)


def test_the_same_protocol_and_options_have_one_factory_and_others_another() -> None:
    asked: list[Server] = []

    def configured(server: Server) -> type[PoemProtocol]:
        asked.append(server)
        return Verse

    factories = SharedFactories(configured)
    same = [factories.factory_for(server(a="1", b="2")) for _ in range(2)] + [
        factories.factory_for(server(b="2", a="1"))
    ]
    others = [factories.factory_for(each) for each in (server(a="1"), server("prose", a="1", b="2"), server())]
    assert len({id(factory) for factory in same}) == 1
    assert len({id(factory) for factory in same + others}) == 4
    assert len(asked) == 4
    assert all(factory.protocol is Verse for factory in same + others)
    assert SharedFactories(configured).factory_for(server()) is not others[-1]


def test_a_protocol_that_cannot_be_used_is_told_to_each_who_asks() -> None:
    def configured(server: Server) -> type[PoemProtocol]:
        raise PluginError(f"{server.protocol} cannot be used")

    factories = SharedFactories(configured)
    for _ in range(2):
        with pytest.raises(PluginError, match="verse cannot be used"):
            factories.factory_for(server())
