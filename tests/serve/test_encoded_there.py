"""What makes a poem's bytes in a host says whether it can, and then a piece each time it is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from poetrygui.hosts.confinement.allowed import Allowed
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.messages import DONE
from poetrygui.hosts.warm import WarmProcess
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.pinned import pin
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.serve.encoded_elsewhere import ENCODER


def test_it_gives_no_more_than_it_is_asked_for_and_says_when_that_is_all(
    warm: WarmProcess, wait_until: Any, poem_file: Path
) -> None:
    pinned = pin(ProtocolRegistry(shipped_protocols()), "lines", {})
    messages: list[Any] = []
    ends: list[HostEnd] = []
    told = {"path": str(poem_file), "protocol": pinned.as_json()}
    allowed = Allowed(read=(str(poem_file), pinned.path))
    host = warm.run(f"{ENCODER}:run", told, messages.append, ends.append, allowed=allowed)
    wait_until(lambda: bool(messages))
    assert messages == [{"ready": True}]
    host.send({"more": True})
    wait_until(lambda: bool(ends))
    assert messages[1:] == [b"first\nsecond\n\n\xff\x00fourth\nlast\n", DONE]
    assert ends == [HostEnd()]
    messages.clear()
    ends.clear()
    told["path"] = str(poem_file.with_name("none"))
    host = warm.run(f"{ENCODER}:run", told, messages.append, ends.append, allowed=allowed)
    host.send({"more": True})
    wait_until(lambda: bool(ends))
    assert [list(each) for each in messages] == [["ready"], ["problem"], ["done"]]
