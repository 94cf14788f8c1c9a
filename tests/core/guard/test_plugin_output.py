"""What protocols print, and whose it is."""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from poetrygui.core.guard.plugin_output import PluginOutput
from poetrygui.plugins.loader import load_protocol

Printed = list[tuple[str, str]]


@contextmanager
def hearing(rest: io.StringIO | None = None) -> Iterator[Printed]:
    """Gather what protocols print."""
    heard: Printed = []
    output = PluginOutput(lambda file, text: heard.append((Path(file).name, text)), rest)
    output.install()
    try:
        yield heard
    finally:
        output.remove()


def protocol(body: str, name: str = "talker") -> type:
    source = (
        "import sys, threading\nfrom poetrygui.api import PoemProtocol\n"
        f"class Talker(PoemProtocol):\n    def say(self, call=None):\n        {body}\n"
    )
    return load_protocol(Path(f"/protocols/{name}.py"), source.encode())


def test_a_protocols_lines_come_whole_and_under_its_file() -> None:
    rest = io.StringIO()
    with hearing(rest) as printed:
        protocol("print('one', 2, b'3')")().say()
        protocol("print('four')", "other")().say()
        print("of the program")
    assert printed == [("talker.py", "one 2 b'3'\n"), ("other.py", "four\n")]
    assert rest.getvalue() == "of the program\n"


def test_an_unfinished_line_is_passed_on_when_it_is_flushed_or_at_the_end() -> None:
    before = sys.stdout
    with hearing() as printed:
        protocol("print('(Pdb) ', end='', flush=True)")().say()
        assert [text for _, text in printed] == ["(Pdb) "]
        protocol("print('begun', end='')")().say()
        assert [text for _, text in printed] == ["(Pdb) "]
    assert [text for _, text in printed] == ["(Pdb) ", "begun"]
    assert sys.stdout is before


def test_a_line_without_end_is_not_gathered_for_ever() -> None:
    talker = protocol("print('x' * 50_000, end='')")()
    with hearing() as printed:
        for _ in range(10):
            talker.say()
    assert sum(len(text) for _, text in printed) >= 400_000
    assert all(len(text) <= 200_000 for _, text in printed)


def test_what_others_print_on_behalf_of_a_protocol_is_its_own_and_the_innermost_counts() -> None:
    inner = protocol("print('inner')", "inner")()
    with hearing() as printed:
        protocol("call()", "outer")().say(inner.say)
        protocol("call()")().say(lambda: print("for it"))
    assert printed == [("inner.py", "inner\n"), ("talker.py", "for it\n")]


def test_threads_do_not_mix_their_lines() -> None:
    both_have_begun = threading.Barrier(2)
    talker = protocol("print('a', end=''); call(); print('b')")()
    threads = [threading.Thread(target=talker.say, args=[both_have_begun.wait]) for _ in range(2)]
    with hearing() as printed:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert printed == [("talker.py", "ab\n")] * 2


def test_bytes_and_a_debuggers_questions_are_answered() -> None:
    with hearing() as printed:
        protocol("sys.stdout.buffer.write(bytearray(b'caf\\xc3\\xa9\\xff\\n')); sys.stdout.buffer.flush()")().say()
        assert sys.stdout.writable()
        assert not sys.stdout.isatty()
    assert printed == [("talker.py", "café\ufffd\n")]


def test_it_is_let_go_after_what_it_stands_for_was_closed() -> None:
    rest = io.StringIO()
    output = PluginOutput(lambda _file, _text: None, rest)
    rest.close()
    output.buffer.close()
    output.close()
    assert output.closed
