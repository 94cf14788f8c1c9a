"""What several tests of the window need."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from poetrygui.core.library.library import Library
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.paths import shipped_protocols
from tests.gui.libraries import configured_from
from tests.gui.scripted import LoopbackServers, open_window
from tests.hosts.forked_warm import warm_by_forks
from tests.plugins.files import Files


@pytest.fixture(autouse=True)
def _hosts_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no window wait for another start of Python."""
    warm_by_forks(monkeypatch)


@pytest.fixture
def servers(reactor: Any, wait_for: Any) -> Iterator[LoopbackServers]:
    """Servers on free ports, which end with the test."""
    servers = LoopbackServers(reactor)
    yield servers
    wait_for(servers.close())


@pytest.fixture
def library(reactor: Any, tmp_path: Path, wait_for: Any) -> Iterator[Library]:
    """A library in the test's folder, with its protocols and the shipped ones, which ends with the test."""
    library = Library(reactor, tmp_path / "poems", tmp_path / "closed", configured_from(shipped_protocols(), tmp_path))
    yield library
    wait_for(library.shut_down())


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """The folder of a profile, which is not there yet."""
    return tmp_path / "profile"


@pytest.fixture
def files(profile: Path) -> Files:
    """What a test puts into the protocols of that profile."""
    profile.mkdir(mode=0o700, exist_ok=True)
    return Files(profile)


@pytest.fixture
def window(servers: LoopbackServers, profile: Path, wait_for: Any) -> Iterator[MainWindow]:
    """The whole window on a fresh profile; it ends with the test, and before its servers do."""
    with open_window(profile, wait_for) as window:
        yield window
