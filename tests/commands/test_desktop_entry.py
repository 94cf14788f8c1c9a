"""``poetrygui desktop-entry``: put there, told of, taken away."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from poetrygui.commands.desktop_entry import entry_command
from poetrygui.commands.desktop_files import ENTRY
from poetrygui.commands.standard_streams import STREAMS, StandardStreams


@pytest.fixture
def entry(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path / "applications" / ENTRY


def call(*words: str) -> int:
    context = click.Context(entry_command)
    context.meta[STREAMS] = StandardStreams()
    with context:
        status: int = context.invoke(entry_command, wish=words[0].removeprefix("--") if words else None)
    return status


def test_it_is_told_whether_it_is_there(entry: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert call() == 1
    assert "--install puts it there" in capfd.readouterr().out
    assert call("--install") == 0
    said, *written = capfd.readouterr().out.splitlines()
    assert "is in the desktop's menu" in said
    assert str(entry) in written
    assert entry.is_file()
    assert call() == 0
    assert capfd.readouterr().out == f"{entry} is there.\n"
    assert call("--remove") == 0
    said, *removed = capfd.readouterr().out.splitlines()
    assert "no longer in the desktop's menu" in said
    assert removed == written
    assert not entry.exists()
    assert call("--remove") == 0
    assert capfd.readouterr().out.startswith("Nothing was there to be removed: ")


def test_a_desktop_without_such_entries_is_told_of(entry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    told = CliRunner().invoke(entry_command, ["--install"])
    assert told.exit_code == 1
    assert "for Linux and BSD" in told.output
    assert not entry.exists()
