"""The protocols of a window: looked for when they are first needed, and why one cannot be used is told with it."""

from __future__ import annotations

import pytest

from poetrygui.core.servers.server_book import Server
from poetrygui.errors import PluginError
from poetrygui.gui.protocols.protocol_notice import NotUsableError
from poetrygui.gui.protocols.window_protocols import WindowProtocols
from tests.plugins.files import Files, good


def test_nothing_is_looked_for_before_it_is_needed(files: Files) -> None:
    protocols = WindowProtocols(files.folder)
    files.put("own.py", good())
    assert protocols.registry.entry("own").state.word == "new"
    assert protocols.registry is protocols.registry


def test_changes_are_told(files: Files) -> None:
    protocols = WindowProtocols(files.folder)
    told: list[str] = []
    protocols.changed.connect(lambda: told.append("changed"))
    protocols.registry.scan()
    assert told == []
    files.put("own.py", good())
    protocols.registry.scan()
    assert told == ["changed"]


def test_in_the_safe_mode_there_are_the_shipped_ones(files: Files) -> None:
    files.put("own.py", good())
    protocols = WindowProtocols(None)
    assert protocols.load("raw").__name__
    with pytest.raises(PluginError, match="There is no protocol 'own'"):
        protocols.load("own")


def test_one_that_waits_says_so_with_its_entry(files: Files) -> None:
    files.put("own.py", good())
    files.put("_cut.py", "")
    protocols = WindowProtocols(files.folder)
    with pytest.raises(NotUsableError, match=r"own\.py is new") as refused:
        protocols.load("own")
    assert refused.value.word == "Not trusted"
    for name in ("none", "_cut"):
        with pytest.raises(PluginError, match="There is no protocol") as missing:
            protocols.load(name)
        assert not isinstance(missing.value, NotUsableError)


def test_a_servers_protocol_has_its_options() -> None:
    protocols = WindowProtocols(None)
    server = Server("a", "127.0.0.1:1", "delimited", options={"delimiter": ";"})
    assert protocols.configured(server).delimiter == b";"  # type: ignore[attr-defined]  # its option
    with pytest.raises(PluginError, match="no option 'odd'"):
        protocols.configured(Server("a", "127.0.0.1:1", "delimited", options={"odd": "1"}))
