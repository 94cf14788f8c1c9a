"""Files are read in hosts: what they offer is told, and what they do meanwhile is theirs alone."""

from __future__ import annotations

import os
import sys
from typing import Any

import pytest

from poetrygui.hosts.confinement import missing_here
from poetrygui.hosts.telling import file_reader
from poetrygui.hosts.telling.file_reader import FileReader
from poetrygui.plugins.options import declared_options
from poetrygui.plugins.protocol_state import Broken
from poetrygui.plugins.stand_in import StandIn
from tests.hosts.sooner import end_hosts_sooner
from tests.hosts.telling.read_files import ReadFiles

GOOD = """
import os
from typing import Annotated
from poetrygui.api import Option, PoemProtocol
TITLE = "Verses"
print("loaded in", os.getpid())
class Own(PoemProtocol):
    pid: Annotated[int, Option("Where")] = os.getpid()
    def encode(self, frame):
        return frame
"""

HOSTILE = {
    "import os\nos._exit(7)": "its process ended with status 7 (line 2 of own.py, in <module>)",
    "import ctypes\n\nctypes.string_at(0)": "its process ended with SIGSEGV (line 3 of own.py, in <module>)",
    "import os\nwhile True:\n    os.write(1, b'x' * 65536)": "it printed more than 1 MiB meanwhile (line 3 of own.py",
    "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)": "its process ended with SIGKILL",
}


def test_what_a_file_offers_is_told_and_it_was_never_run_here(files: ReadFiles) -> None:
    version = files.read(own=GOOD)["own"]
    assert (version.title, version.failure) == ("Verses", None)
    (own,) = version.protocols.values()
    assert issubclass(own, StandIn)
    assert (own.told.speaks, own.told.has_fields, own.told.has_factory) == (True, False, False)
    (option,) = declared_options(own)
    there = option.default_text
    assert there != str(os.getpid())
    assert files.printed == [(str(files.folder / "own.py"), f"loaded in {there}\n".encode())]
    assert not [name for name in sys.modules if name.startswith("poetrygui_protocol_own_")]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_file_that_ends_or_fills_its_process_is_broken_with_its_line(files: ReadFiles, text: str) -> None:
    assert files.problem(text).startswith(f"own.py could not be loaded: {HOSTILE[text]}")


def test_those_that_hang_end_at_the_same_time_and_hold_up_no_others(
    files: ReadFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_hosts_sooner(monkeypatch, 1.0)  # when the good one is through
    order: list[str] = []
    texts = {"hangs": "\nsum(iter(int, 1))", "waits": "import threading\nthreading.Event().wait()", "good": GOOD}
    begun = {name: files.begin(name, text).addCallback(_noted, order, name) for name, text in texts.items()}
    found = {name: files.wait_for(told) for name, told in begun.items()}
    assert order[0] == "good"
    hangs, waits = (found[name].failure for name in ("hangs", "waits"))
    assert hangs is not None
    assert "hangs.py could not be loaded: it computed for 1 s and came to no end (line 2 of hangs.py" in hangs.problem
    assert waits is not None
    assert "line 2 of waits.py" in waits.problem, "the guard in its process may be first"
    assert found["good"].failure is None


def _noted(version: Any, order: list[str], name: str) -> Any:
    order.append(name)
    return version


def test_what_it_raises_and_what_it_may_not_is_told_with_its_line(files: ReadFiles) -> None:
    assert files.problem("1 / 0") == "line 1 of own.py: ZeroDivisionError: division by zero"
    assert files.problem("x =").startswith("line 1 of own.py: invalid syntax")
    assert files.problem("raise SystemExit(3)") == "line 1 of own.py: SystemExit: 3"
    assert files.problem("x = bytearray(8 << 30)").startswith("line 1 of own.py: MemoryError")
    assert "defines no Twisted Protocol" in files.problem("x = 1")
    if not missing_here():
        outside = files.folder / "secret"
        outside.write_text("x")
        assert "PermissionError" in files.problem(f"open({str(outside)!r}).read()")


def test_a_file_that_says_anything_else_is_broken(files: ReadFiles) -> None:
    says = "import gc\nfrom poetrygui.hosts.channel import Channel\n"
    says += "(channel,) = [each for each in gc.get_objects() if isinstance(each, Channel)]\n"
    for lie in ("{}", "b'odd'", "{'version': {'title': 3}}", "{'version': 3}"):
        assert "its process sent garbage" in files.problem(f"{says}channel.send({lie})\nwhile True: pass")
    many = "from typing import Annotated\nfrom poetrygui.api import Option, PoemProtocol\nclass Own(PoemProtocol):\n"
    many += "".join(f"    o{n}: Annotated[str, Option('x')] = 'y' * 4000\n" for n in range(100))
    assert files.problem(many).startswith("own has more options than can be told")


def test_a_newer_version_is_read_in_the_place_of_an_older_one(
    files: ReadFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_reader, "MOST_AT_ONCE", 1)
    old = [files.begin("own", "while True: pass"), files.begin("own", "1 / 0")]
    version = files.read(own=GOOD)["own"]
    assert [*version.protocols] == ["Own"]
    assert not any(each.called for each in old)


def test_what_a_package_offers_is_imported_there(files: ReadFiles, wait_until: Any) -> None:
    told: list[Any] = []
    files.reader.read_installed("no such", told.append)
    wait_until(lambda: bool(told))
    failure = told[0].failure
    assert isinstance(failure, Broken)
    assert "There is no protocol 'no such'" in failure.problem


def test_where_no_process_can_be_started_that_is_told(reactor: Any, files: ReadFiles, wait_until: Any) -> None:
    def fail() -> Any:
        raise OSError(24, "Too many open files")

    reader = FileReader(reactor, fail, lambda _: None, lambda *_: None)  # type: ignore[arg-type,return-value]
    files.reader = reader
    told = files.begin("own", GOOD)
    wait_until(lambda: told.called)
    result: Any = told.result
    assert (
        result.failure.problem == "own.py could not be loaded: no process could be started for it: too many open files"
    )


def test_one_that_is_closed_tells_nothing(files: ReadFiles) -> None:
    told = files.begin("own", GOOD)
    files.reader.close()
    assert files.begin("other", GOOD).called is False
    assert told.called is False
