"""Whether a frame can be sent is asked of a host while somebody types."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from poetrygui.hosts.confinement.allowed import Allowed
from poetrygui.hosts.telling.refusals import Refusals
from poetrygui.hosts.warm import WarmProcess
from poetrygui.plugins.pinned import PinnedProtocol
from poetrygui.plugins.source_file import SourceFile
from tests.hosts.sooner import end_hosts_sooner

OWN = """
import os
from typing import Annotated
from poetrygui.api import Option, PoemProtocol
class Own(PoemProtocol):
    end: Annotated[bytes, Option("What ends it")] = b"!"
    def encode(self, frame):
        if frame == b"hang":
            while True: pass
        if frame == b"leave":
            os._exit(3)
        if frame == b"pid":
            raise ValueError(str(os.getpid()))
        if self.end in frame:
            raise ValueError(f"{self.end} ends it")
        return frame
"""


@pytest.fixture
def refusals(warm: WarmProcess) -> Iterator[Refusals]:
    found = Refusals(lambda: warm, lambda pinned: Allowed(read=(pinned.path,)))
    yield found
    found.close()


@pytest.fixture
def own(tmp_path: Path) -> PinnedProtocol:
    source = SourceFile(tmp_path / "own.py", OWN.encode())
    source.path.write_bytes(source.data)
    return PinnedProtocol("own", str(source.path), source.sha256)


def test_why_it_cannot_be_sent_is_told_with_the_options_that_are_set(
    refusals: Refusals, own: PinnedProtocol, wait_until: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_hosts_sooner(monkeypatch)

    def refusal(frame: bytes, pinned: PinnedProtocol = own) -> str:
        told: list[str] = []
        refusals.ask(pinned, frame, told.append)
        assert not told, "it is told later"
        wait_until(lambda: bool(told))  # type: ignore[operator]
        return told[0]

    assert (refusal(b"verse"), refusal(b"verse!")) == ("", "b'!' ends it")
    assert refusal(b"pid") == refusal(b"pid"), "the same process is asked again"
    other = PinnedProtocol("own", own.path, own.sha256, options={"end": ";"})
    assert (refusal(b"verse!", other), refusal(b"verse;", other)) == ("", "b';' ends it")
    assert (refusal(b"leave"), refusal(b"hang"), refusal(b"verse!")) == ("", "", "b'!' ends it")
    assert refusal(b"x", PinnedProtocol("own", own.path, "another")) == ""


def test_only_what_was_asked_last_is_told(refusals: Refusals, own: PinnedProtocol, wait_until: object) -> None:
    told: list[tuple[str, str]] = []
    for frame in ("a!", "b!", "c!"):
        refusals.ask(own, frame.encode(), lambda refusal, frame=frame: told.append((frame, refusal)))  # type: ignore[misc]
    wait_until(lambda: bool(told))  # type: ignore[operator]
    assert told == [("c!", "b'!' ends it")]
    refusals.ask(own, b"d!", lambda refusal: told.append(("d!", refusal)))
    refusals.close()
    assert len(told) == 1
