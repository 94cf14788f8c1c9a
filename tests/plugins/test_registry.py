"""The list of protocols: what it tells whoever listens, and what it makes of faults."""

from __future__ import annotations

import pytest

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.errors import PluginError
from poetrygui.plugins.protocol_state import Suspended
from poetrygui.plugins.registry import ProtocolRegistry
from tests.plugins.files import Files, good, mark

FAULT = Ended(Outcome.PLUGIN_FAULT, "it raised", details="Traceback")


HANG = Ended(Outcome.PLUGIN_HANG, "it did not return", details="Traceback")


COMPLETE = Ended(Outcome.COMPLETE, "the server closed the connection")


@pytest.fixture
def registry(files: Files) -> ProtocolRegistry:
    """The registry of a profile with a file ``own`` that is being written."""
    files.put("own.py", good())
    registry = files.registry()
    registry.trust(registry.entry("own"), being_written=True)
    return registry


def test_a_file_that_goes_and_comes_back(files: Files, registry: ProtocolRegistry) -> None:
    path = files.folder / "own.py"
    path.unlink()
    registry.scan()
    with pytest.raises(PluginError, match="no protocol"):
        registry.load("own")
    files.put("own.py", good("again"))
    registry.scan()
    assert mark(registry.entry("own")) == "again"


def test_listeners_hear_of_changes_only(files: Files, registry: ProtocolRegistry) -> None:
    heard: list[str] = []
    stop = registry.subscribe(lambda: heard.append("changed"))
    registry.scan()
    assert heard == []
    files.put("own.py", good("secnd"))
    registry.scan()
    assert heard == ["changed"]
    stop()
    files.put("own.py", good("third"))
    registry.scan()
    assert heard == ["changed"]


@pytest.mark.parametrize("fault", [FAULT, HANG])
def test_three_faults_in_a_row_turn_it_off_until_the_user_says_otherwise(
    files: Files, registry: ProtocolRegistry, fault: Ended
) -> None:
    protocol = registry.load("own")
    for ended in (fault, fault, COMPLETE, fault, fault):
        registry.note_end("own", protocol, ended)
    assert registry.entry("own").state.word == "ready"
    registry.note_end("own", protocol, fault)
    for each in (registry, files.registry()):
        entry = each.entry("own")
        assert isinstance(entry.state, Suspended)
        with pytest.raises(PluginError, match="suspended after 3 faults"):
            each.load("own")
    registry.turn_on(registry.entry("own"))
    assert registry.entry("own").state.word == "ready"
    registry.note_end("own", protocol, fault)
    assert registry.entry("own").state.word == "ready"


def test_a_mended_version_is_used_at_once(files: Files, registry: ProtocolRegistry) -> None:
    protocol = registry.load("own")
    for _ in range(3):
        registry.note_end("own", protocol, FAULT)
    files.put("own.py", good("mended"))
    registry.scan()
    assert mark(registry.entry("own")) == "mended"
    # What still runs with the old version is no fault of the new one's.
    for _ in range(3):
        registry.note_end("own", protocol, FAULT)
    assert registry.entry("own").state.word == "ready"


def test_a_shipped_protocol_and_a_send_that_is_refused_are_no_plugins_faults(registry: ProtocolRegistry) -> None:
    for _ in range(5):
        registry.note_end("raw", registry.load("raw"), FAULT)
        registry.note_end("own", registry.load("own"), Ended(Outcome.PLUGIN_FAULT, "this cannot be sent"))
    assert registry.entry("raw").state.word == "shipped"
    assert registry.entry("own").state.word == "ready"
