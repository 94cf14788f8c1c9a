"""The protocol that framed a recording as it came: its own source, what has its name now, or what to do otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.commands.recorded_protocol import recorded_protocol
from poetrygui.errors import PluginError, RecordingError
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.registry import ProtocolRegistry
from tests.recordings.recorded_folder import record

OTHERWISE = "leave it"


def test_it_is_found_by_its_name_where_no_source_of_its_own_is_there(tmp_path: Path) -> None:
    folder = record(tmp_path / "recording", [b"3:one,"])
    found = recorded_protocol(ProtocolRegistry(shipped_protocols()), folder, str(folder), OTHERWISE)
    assert found.name == "netstring"


def test_what_was_never_framed_has_none(tmp_path: Path) -> None:
    folder = record(tmp_path / "recording", [b"3:one,"], protocol="")
    with pytest.raises(RecordingError, match=r"was never framed: leave it\.$"):
        recorded_protocol(ProtocolRegistry(shipped_protocols()), folder, str(folder), OTHERWISE)


def test_of_one_in_a_file_it_is_not_said_to_trust_what_is_gone_afterwards(tmp_path: Path) -> None:
    folder = record(tmp_path / "recording", [b"3:one,"], protocol="own")
    (folder / "protocol.py").write_text("raise SystemExit\n")
    registry = ProtocolRegistry(shipped_protocols())
    with pytest.raises(PluginError, match=r"protocol\.py is not trusted"):
        recorded_protocol(registry, folder, str(folder), OTHERWISE)
    file = tmp_path / "feed.poemrec"
    file.touch()
    with pytest.raises(PluginError) as raised:
        recorded_protocol(registry, folder, str(file), OTHERWISE)
    assert str(raised.value).endswith("import it and look at its protocol.py, or leave it.")
    assert str(folder) not in str(raised.value)
