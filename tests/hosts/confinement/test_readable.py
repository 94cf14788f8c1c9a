"""What every host may read is Python, packages and the system, and never what is a user's own."""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path

import pytest

import poetrygui
from poetrygui.hosts.confinement.readable import readable


@pytest.fixture(autouse=True)
def anew() -> None:
    readable.cache_clear()


def test_python_and_packages_can_be_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    found = readable()
    assert {sysconfig.get_path("stdlib"), str(Path(poetrygui.__file__).parent), str(tmp_path)} <= {*found}


def test_a_users_own_folder_is_none_of_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    home = tmp_path / "users" / "own"
    home.mkdir(parents=True)
    (tmp_path / "link").symlink_to(home)
    library = home / "library"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "while"))
    own = [str(home), str(home.parent), str(tmp_path / "link"), str(tmp_path / "while"), "/tmp", "/", "", "here"]
    monkeypatch.setattr(sys, "path", [*own, str(library)])
    found = readable()
    assert not {*own} & {*found}
    assert str(library) in found


def test_certificates_of_ones_own_can_be_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "own.pem"))
    assert os.fspath(tmp_path / "own.pem") in readable()
