"""Whether a protocol runs in hosts: one that comes with the program does not, nor any where there are no hosts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import pytest

from poetrygui.commands import host_choice
from poetrygui.commands.host_choice import protocol_to_run
from poetrygui.commands.standard_streams import StandardStreams
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.registry import ProtocolRegistry, shipped_protocol
from tests.plugins.files import Files, good


def chosen(wanted: bool | None) -> Any:
    registry = ProtocolRegistry(shipped_protocols())
    return protocol_to_run(None, registry, "lines", {}, StandardStreams(), wanted=wanted)


@pytest.mark.parametrize("wanted", [None, True, False])
def test_one_that_comes_with_the_program_runs_in_its_process(wanted: bool | None) -> None:
    protocol, pinned = chosen(wanted)
    assert (protocol.__name__, pinned) == (shipped_protocol("lines").__name__, None)


def test_hosts_are_asked_for_in_vain_where_nothing_can_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host_choice, "HAS_HOSTS", False)
    assert chosen(None)[1] is None
    with pytest.raises(click.UsageError, match="no process of its own"):
        chosen(True)


def test_one_that_is_to_run_in_the_programs_process_by_the_windows_list_does(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    files = Files(tmp_path)
    files.put("own.py", good())
    registry = files.registry()
    registry.trust(registry.entry("own"))
    registry.run_in_process(registry.entry("own"), wanted=True)
    protocol, pinned = protocol_to_run(None, registry, "own", {}, StandardStreams(), wanted=None)
    assert (protocol, pinned) == (registry.load("own"), None)
