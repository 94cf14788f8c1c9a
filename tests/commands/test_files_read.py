"""Files are read in hosts for a command, which waits; and others' prints are not told."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from poetrygui import hosts
from poetrygui.commands.files_read import FilesRead, LeftUnread
from poetrygui.commands.standard_streams import StandardError
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.installed import InstalledProtocols
from poetrygui.plugins.pinned import pin
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.plugins.trust import Decision, TrustBook
from tests.plugins.files import Files, good


@pytest.fixture
def files(tmp_path: Path) -> Files:
    tmp_path.chmod(0o700)
    files = Files(tmp_path)
    source = good() + "class Other(Own): pass\n1 / 0"
    path = files.put("own.py", source)
    TrustBook(tmp_path / "trust.json").decide(path, hashlib.sha256(source.encode()).hexdigest(), Decision.TRUSTED)
    return files


def test_what_is_left_unread_is_pinned_with_the_class_that_was_named(files: Files) -> None:
    if not hosts.HAS_HOSTS:
        pytest.skip("this system has no hosts")
    registry = ProtocolRegistry(shipped_protocols(), files.folder, elsewhere=LeftUnread())
    assert registry.entry("own").is_being_read
    assert [pin(registry, name, {}).class_name for name in ("own", "own:Other")] == ["", "Other"]


def test_a_command_that_needs_one_reads_no_other_and_begins_no_process_for_none(files: Files) -> None:
    with FilesRead(StandardError(), only=files.folder / "other.py") as read:
        registry = ProtocolRegistry(shipped_protocols(), files.folder, installed=InstalledProtocols(()), elsewhere=read)
        read.wait(registry)
        assert registry.entry("own").is_being_read is read.is_possible
        assert not {"_own", "_reader"} & {*vars(read)}
