"""What the program has a protocol in a host send goes out as from its own process: in its turn, or with a sentence."""

from __future__ import annotations

import pytest

from poetrygui.core.poems.wire_records import sent_not_kept
from poetrygui.core.servers.conversation import Turn
from poetrygui.core.servers.turn_kinds import Does
from tests.hosts.live.conftest import FetchBoth
from tests.hosts.live.scripts import says

LINES = """
from twisted.protocols.basic import LineReceiver
from poetrygui.api import PoemProtocol
class Own(LineReceiver, PoemProtocol):
    delimiter = b"\\n"
    def lineReceived(self, line):
        self.deliver(line)
    def encode(self, frame):
        if b"\\n" in frame:
            raise ValueError("a line has no newline in it")
        return frame + b"\\n"
"""
DAEMONS = """
from twisted.protocols.basic import LineReceiver
class Own(LineReceiver):
    delimiter = b"\\n"
    def lineReceived(self, line):
        pass
"""


@pytest.mark.parametrize("source", [LINES, DAEMONS], ids=["encode", "sendLine"])
def test_a_conversation_is_held_with_it(fetched: FetchBoth, source: str) -> None:
    turns = (
        Turn(Does.SEND, "one"),
        Turn(Does.SEND_RAW, "raw\\n"),
        Turn(Does.SEND_HEX, "6f 6e 65"),
        Turn(Does.WAIT_FOR, pattern="first"),
        Turn(Does.SEND, "two"),
        Turn(Does.ANSWER, r"got \1", r"number (\d)"),
    )
    said = b"one\nraw\none\ntwo\ngot 1\ngot 2\n"
    script = says(b"first\nnumber 1\n", b"number 2\n", hears=len(said))
    here = fetched(source, script, in_host=False, conversation=turns)
    there = fetched(source, script, in_host=True, conversation=turns)
    assert here.said == there.said == said
    assert (there.ended, there.rows) == (here.ended, here.rows)


def test_a_large_frame_goes_whole(fetched: FetchBoth) -> None:
    frame = "x" * 3_000_000
    there = fetched(LINES, says(b"y\n", hears=len(frame) + 1), in_host=True, send=frame)
    assert there.said == frame.encode() + b"\n"


def test_what_it_cannot_carry_is_told_as_from_the_own_process(fetched: FetchBoth) -> None:
    turns = (Turn(Does.WAIT_FOR, pattern="(.*)"), Turn(Does.ANSWER, r"\1\n", "(on)e"))
    script = says(b"one\n", closes=False)
    here = fetched(LINES, script, in_host=False, conversation=turns)
    there = fetched(LINES, script, in_host=True, conversation=turns)
    assert there.ended == here.ended
    assert "This cannot be sent: a line has no newline in it" in there.ended[1]


def test_a_password_is_sent_and_not_recorded(fetched: FetchBoth) -> None:
    turns = Turn(Does.SEND, "one"), Turn(Does.SEND_PASSWORD, "service me"), Turn(Does.SEND, "two")
    said = b"one\nsecret\ntwo\n"
    for in_host in (False, True):
        found = fetched(
            LINES,
            says(b"y\n", hears=len(said)),
            in_host=in_host,
            conversation=turns,
            passwords={("service", "me"): b"secret"},
        )
        assert found.said == said
        sent = [each for each in found.records if each[0] in ("sent", sent_not_kept(0, 1).kind)]
        assert b"secret" not in b"".join(each[1] for each in sent if isinstance(each[1], bytes))
        assert len(sent) == 3
