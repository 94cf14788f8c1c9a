"""The bytes that a protocol runs: those that it was loaded from, with options or without, whatever its file is now."""

from __future__ import annotations

from codecs import BOM_UTF8
from pathlib import Path

import pytest
from twisted.internet.protocol import Protocol

from poetrygui.core.connection.factory import PoemFactory
from poetrygui.paths import shipped_protocols
from poetrygui.plugins import configured, shipped_protocol
from poetrygui.plugins.loader import load_protocol
from poetrygui.plugins.running_source import running_source

SOURCE = b"""
from twisted.protocols.basic import LineOnlyReceiver

class Feed(LineOnlyReceiver):
    pass
"""


@pytest.mark.parametrize("source", [SOURCE, BOM_UTF8 + SOURCE, SOURCE.replace(b"\n", b"\r\n")])
def test_they_are_those_that_were_loaded(tmp_path: Path, source: bytes) -> None:
    path = tmp_path / "feed.py"
    path.write_bytes(source)
    protocol = load_protocol(path, source)
    path.write_bytes(b"something else by now")
    found = running_source(protocol)
    assert found is not None
    assert (found.path, found.data) == (path, source)


def test_an_older_version_is_not_taken_for_the_newer(tmp_path: Path) -> None:
    path = tmp_path / "feed.py"
    older, newer = load_protocol(path, SOURCE), load_protocol(path, SOURCE + b"# more\n")
    found = running_source(newer)
    assert found is not None
    assert found.data == SOURCE + b"# more\n"
    assert running_source(older) is None


def test_options_and_the_factory_do_not_hide_it() -> None:
    protocol = PoemFactory(configured(shipped_protocol("delimited"), {"delimiter": "|"})).protocol
    found = running_source(protocol)
    assert found is not None
    assert found.data == (shipped_protocols() / "delimited.py").read_bytes()


def test_a_class_of_no_protocol_file_has_none() -> None:
    assert running_source(Protocol) is None
