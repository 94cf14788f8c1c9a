"""Messages are kept for every window, once each, and what is damaged is set aside."""

from __future__ import annotations

from pathlib import Path

from poetrygui.core.library.kept_messages import MOST, KeptMessages, Message

PING, STOP = Message("PING", "TEXT", "CRLF"), Message("ff 00", "HEX", "RAW")


def test_they_are_kept_and_removed(tmp_path: Path) -> None:
    messages, other = KeptMessages(tmp_path / "file"), KeptMessages(tmp_path / "file")
    assert messages.read() == ((), "")
    messages.add(PING)
    other.add(STOP)
    assert messages.read() == ((PING, STOP), "")
    messages.add(PING)
    assert messages.read()[0] == (STOP, PING), "the last one is the last"
    other.remove(STOP)
    other.remove(STOP)
    assert messages.read()[0] == (PING,)


def test_they_are_bounded(tmp_path: Path) -> None:
    messages = KeptMessages(tmp_path / "file")
    for number in range(MOST):
        messages.add(Message(str(number), "TEXT", "RAW"))
    messages.add(PING)
    kept, _ = messages.read()
    assert len(kept) == MOST
    assert kept[-1] == PING


def test_damage_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("{")
    kept, problem = KeptMessages(tmp_path / "file").read()
    assert kept == ()
    assert "The messages were damaged" in problem
