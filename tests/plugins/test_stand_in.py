"""What stands for a protocol that runs elsewhere is asked as its class would be, and is never built."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.api import can_speak, has_fields
from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.options.declared_option import DeclaredOption
from poetrygui.errors import PluginError
from poetrygui.plugins.options import configured, declared_options
from poetrygui.plugins.running_source import running_source
from poetrygui.plugins.source_file import SourceFile
from poetrygui.plugins.stand_in import StandIn, ToldDefault, ToldProtocol, stand_in

SIZE = DeclaredOption("size", int, "How large", minimum=1)
END = DeclaredOption("end", bytes, "What ends it", default=ToldDefault(r"\n"))
SOURCE = SourceFile(Path("verse.py"), b"a verse")


def test_it_is_asked_for_what_a_class_is_asked_for() -> None:
    can = stand_in(ToldProtocol("Verse", (SIZE, END), speaks=True, has_fields=True), SOURCE)
    cannot = stand_in(ToldProtocol("Prose"), None)
    assert (can.__name__, can_speak(can), has_fields(can)) == ("Verse", True, True)
    assert (cannot.__name__, can_speak(cannot), has_fields(cannot)) == ("Prose", False, False)
    assert declared_options(can) == (SIZE, END)
    assert declared_options(can)[1].default_text == r"\n"
    assert running_source(configured(can, {"size": "3"})) is SOURCE
    assert running_source(cannot) is None


def test_its_options_are_looked_at_and_set_elsewhere() -> None:
    protocol = stand_in(ToldProtocol("Verse", (SIZE, END)), SOURCE)
    ready = configured(protocol, {"size": "3", "end": ";"})
    assert issubclass(ready, protocol)
    assert ready is not protocol
    assert not hasattr(ready, "size")
    for options, told in (({}, "size is needed"), ({"size": "0"}, "1 or more"), ({"odd": "1"}, "no option 'odd'")):
        with pytest.raises(PluginError, match=told):
            configured(protocol, options)


def test_it_is_never_built() -> None:
    with pytest.raises(TypeError, match="a process of its own"):
        PoemFactory(stand_in(ToldProtocol("Verse"), SOURCE)).buildProtocol(None)
    speaks = stand_in(ToldProtocol("Verse", speaks=True), SOURCE)
    with pytest.raises(ValueError, match="own process"):
        speaks.encode(StandIn.__new__(speaks), b"x")
