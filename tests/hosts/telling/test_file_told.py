"""The host's side of reading a file, in this process: what it says over its channel."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from poetrygui.hosts.telling import file_told
from poetrygui.hosts.telling.file_told import run
from poetrygui.plugins.pinned import PinnedProtocol
from tests.plugins.files import good


class Said:
    """A channel that keeps what is said, and refuses so many messages first."""

    def __init__(self, refuses: int = 0) -> None:
        self.messages: list[Any] = []
        self._refuses = refuses

    def send(self, message: Any) -> None:
        if self._refuses:
            self._refuses -= 1
            raise ValueError("a message that is too long")
        self.messages.append(message)


def told(path: Path, said: Said | None = None) -> dict[str, Any]:
    said = said or Said()
    channel: Any = said
    pinned = PinnedProtocol("own", str(path), hashlib.sha256(path.read_bytes()).hexdigest())
    run(channel, {"protocol": pinned.as_json()})
    (message,) = said.messages
    version: dict[str, Any] = message["version"]
    return version


@pytest.fixture(autouse=True)
def reactor_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_told, "KeptRunning", bool)
    monkeypatch.setattr(file_told, "say_at_last", bool)


def test_what_a_file_offers_or_why_not_is_one_message(tmp_path: Path) -> None:
    path = tmp_path / "own.py"
    path.write_text(good(), "utf-8")
    assert [each["name"] for each in told(path)["protocols"]] == ["Own"]
    assert told(path, Said(refuses=1))["problem"].startswith("own has more options than can be told")
    path.write_text("1 / 0", "utf-8")
    assert "ZeroDivisionError" in told(path)["problem"]
