"""What protocols print: heard by file with its time, the newest kept; what anybody else prints goes where it went."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from PyQt6.QtCore import QObject

from poetrygui.gui.protocols.protocol_output import MOST_LINES, ProtocolOutput
from poetrygui.plugins.loader import load_protocol
from tests.plugins.files import good

Until = Callable[[Callable[[], bool]], None]


def printer(name: str) -> Callable[[str], None]:
    """Return what has a protocol file of that name print."""
    source = good() + "    @staticmethod\n    def say(text):\n        print(text)\n"
    protocol: Any = load_protocol(Path(f"/somewhere/{name}.py"), source.encode())
    say: Callable[[str], None] = protocol.say
    return say


def lines(output: ProtocolOutput, name: str) -> list[str]:
    printed = output.files.get(f"/somewhere/{name}.py")
    return [] if printed is None else list(printed.lines)


# Not a fixture: between that and the test standard output is pytest's anew.
@contextmanager
def listening() -> Iterator[ProtocolOutput]:
    parent = QObject()
    output = ProtocolOutput(parent)
    try:
        yield output
    finally:
        output.close()


def test_each_file_has_its_own_lines_and_nobody_elses(wait_until: Until) -> None:
    with listening() as output:
        told: list[str] = []
        output.printed.connect(told.append)
        printer("one")("first\nsecond")
        printer("two")("\x1b[2J\u202e")
        print("of the program")
        wait_until(lambda: len(told) >= 2)
        assert [re.sub(r"^\d\d:\d\d:\d\d\.\d{3}  ", "", line) for line in lines(output, "one")] == ["first", "second"]
        (line,) = lines(output, "two")
        assert not {"\x1b", "\u202e"} & set(line)
        assert set(told) == set(output.files) == {"/somewhere/one.py", "/somewhere/two.py"}


def test_the_newest_lines_are_kept_and_all_are_counted(wait_until: Until) -> None:
    with listening() as output:
        printer("many")("\n".join(map(str, range(MOST_LINES + 5))))
        wait_until(lambda: bool(output.files))
        printed = output.files["/somewhere/many.py"]
        assert (len(printed.lines), printed.count) == (MOST_LINES, MOST_LINES + 5)
        assert printed.lines[-1].endswith(f"  {MOST_LINES + 4}")
        output.clear("/somewhere/many.py")
        output.clear("/somewhere/many.py")
        assert output.files == {}


def test_what_a_thread_prints_is_heard_and_after_the_end_nothing(wait_until: Until) -> None:
    say = printer("thread")
    with listening() as output:
        thread = Thread(target=say, args=("from afar",))
        thread.start()
        thread.join()
        wait_until(lambda: bool(output.files))
        assert lines(output, "thread")[0].endswith("from afar")
        output.close()
        say("to nobody")
        assert len(lines(output, "thread")) == 1
