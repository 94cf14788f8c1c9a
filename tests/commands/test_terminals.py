"""What reaches a terminal, from a server, a file's name or an author, does nothing there; pipes get the very bytes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.commands.running import run
from tests.commands.senders import sending
from tests.commands.terminal import on_terminal

ACTING = ["\x1b]52;c;aGk=\x07", "\x1b[2J", "\x9b31m", "\u202egnp", "\u2066", "\r!", "\x08", "\u200b"]
POEM = "".join(ACTING).encode() + "caf\u00e9 你好 👨‍👩‍👧\tx\r\nlast\n".encode() + b"\xff\n"
SHOWN = "⟦ESC⟧]52;c;aGk=⟦BEL⟧⟦ESC⟧[2J⟦U+009B⟧31m⟦U+202E⟧gnp⟦U+2066⟧⟦CR⟧!⟦BS⟧⟦U+200B⟧"
SHOWN += "caf\u00e9 你好 👨‍👩‍👧\tx\nlast\n\ufffd\n"


def is_harmless(got: bytes) -> bool:
    return not any(char in got.decode("utf-8", "replace") for char in "\x1b\x07\x08\x9b\u202e\u2066\u200b")


def test_a_poem_on_a_terminal_is_shown_and_does_nothing() -> None:
    with sending(POEM) as address:
        status, got = on_terminal("get", address)
    assert status == 0
    assert got.decode().startswith(SHOWN + f"{address}: complete, ")


def test_a_terminal_gets_the_very_bytes_where_that_is_asked_for_and_a_pipe_always() -> None:
    with sending(POEM) as address:
        _, got = on_terminal("get", address, "--raw", error=False)
        piped = run("get", address)
    assert got == POEM
    assert piped.stdout == POEM


@pytest.mark.parametrize("error", [True, False], ids=["with the end beneath", "alone"])
@pytest.mark.parametrize(
    "poem, shown",
    [
        (b"verse\nlast", "verse\nlast\n"),
        (b"verse\nlast\n", "verse\nlast\n"),
        (b"last\r", "last\u27e6CR\u27e7\n"),
        (b"", ""),
    ],
    ids=["open", "ended", "open, acting", "empty"],
)
def test_what_follows_a_poem_on_a_terminal_stands_below_its_last_row(poem: bytes, shown: str, error: bool) -> None:
    with sending(poem) as address:
        status, got = on_terminal("get", address, error=error)
    assert status == 0
    if error:
        assert got.decode().startswith(f"{shown}{address}: complete, ")
    else:
        assert got.decode() == shown


def test_nothing_is_added_for_a_pipe_or_where_a_terminal_gets_the_very_bytes() -> None:
    with sending(b"verse\nlast") as address:
        _, raw = on_terminal("get", address, "--raw", error=False)
        piped = run("get", address)
    assert raw == piped.stdout == b"verse\nlast"


@pytest.mark.parametrize("poem", [b"verse\nlast", b"verse\nlast\n"], ids=["open", "ended"])
def test_one_empty_row_stands_between_poems_on_a_terminal(poem: bytes) -> None:
    with sending(poem) as address:
        _, got = on_terminal("get", address, address, error=False)
    assert got.decode() == f"# {address}: complete\nverse\nlast\n\n" * 2


@pytest.mark.parametrize("arguments", [["--jsonl"], ["--exact", "--protocol", "lines", "--jsonl"]])
def test_json_lines_do_nothing_on_a_terminal(arguments: list[str]) -> None:
    with sending(POEM.replace(b"\xff", b"")) as address:
        status, got = on_terminal("get", address, *arguments)
    assert status == 0
    assert is_harmless(got)
    assert "你好".encode() in got


def test_several_poems_on_a_terminal_do_nothing_either() -> None:
    with sending(POEM) as address:
        status, got = on_terminal("get", address, address, error=False)
    assert status == 0
    assert got.decode().count(SHOWN) == 2
    assert is_harmless(got)


@pytest.mark.parametrize(
    "env, shown",
    [
        ({"LC_ALL": "C"}, SHOWN),
        (
            {"PYTHONIOENCODING": "ascii"},
            "<ESC>]52;c;aGk=<BEL><ESC>[2J<U+009B>31m<U+202E>gnp<U+2066><CR>!<BS><U+200B>caf<U+00E9> <U+4F60><U+597D> "
            "<U+1F468><U+200D><U+1F469><U+200D><U+1F467>\tx\nlast\n<U+FFFD>\n",
        ),
    ],
    ids=["LC_ALL=C", "ascii"],
)
def test_a_terminal_that_cannot_show_a_character_gets_its_code_point(env: dict[str, str], shown: str) -> None:
    with sending(POEM) as address:
        status, got = on_terminal("get", address, env=env)
    assert status == 0
    assert got.decode().startswith(shown)


AUTHOR = """
from poetrygui.api import PoemProtocol, Sample
SAMPLES = [Sample(received=b"\\x1b", frames=[b"x"])]
class Author(PoemProtocol):
    "\x1b[2J"
    def dataReceived(self, data):
        raise ValueError("\\x1b]52;c;x\\x07\\u202e\\x9b\\n" + data.decode())
"""


@pytest.mark.parametrize(
    "arguments, is_told",
    [
        (["get", "{address}", "--protocol", "author", "--profile", "{profile}", "--trust", "{file}"], "ValueError"),
        (["get", "{address}", "--protocol", "no\x1b[2J\u202e"], "no protocol"),
        (["get", "unix:/nowhere/\u202e\u200b.sock"], "unix:/nowhere/"),
        (["serve", "/nowhere/\x1b[2J\u202e"], "/nowhere/"),
        (["protocols", "--profile", "{profile}"], "is new"),
        (["protocols", "check", "{file}", "--profile", "{profile}"], "ValueError"),
        (["protocols", "trust", "{file}", "--profile", "{profile}"], "trusted"),
        (["protocols", "deny", "{file}", "--profile", "{profile}"], "not to be run"),
        (["protocols", "trust", "/nowhere/\x1b[2J\u202e"], "There is no file"),
        (["protocols", "new", "fresh", "--profile", "{profile}"], "Next:"),
        (["\x1b[2J\u202e\x9b"], "No such command"),
    ],
    ids=lambda value: " ".join(value[:2]).encode("unicode_escape").decode() if isinstance(value, list) else "",
)
def test_no_command_passes_on_what_acts(tmp_path: Path, arguments: list[str], is_told: str) -> None:
    profile = tmp_path / "\x1b[2J\u202e\udcff"
    folder = profile / "protocols"
    folder.mkdir(parents=True, mode=0o700)
    profile.chmod(0o700)
    file = folder / "author.py"
    file.write_text(AUTHOR, "utf-8")
    file.chmod(0o600)
    with sending(POEM) as address:
        values = {"address": address, "profile": str(profile), "file": str(file)}
        _, got = on_terminal(*(argument.format(**values) for argument in arguments))
    assert is_told in got.decode("utf-8", "replace")
    assert is_harmless(got)
    assert b"Traceback (most" not in got


def test_a_path_in_a_pipe_is_the_very_path(tmp_path: Path) -> None:
    profile = tmp_path / "\x1b[2J\udcff"
    made = run("protocols", "new", "fresh", "--profile", profile)
    assert made.returncode == 0
    path, _, _ = made.stdout.partition(b"\n")
    assert path == os.fsencode(profile / "protocols" / "fresh.py")
    assert Path(os.fsdecode(path)).is_file()


def test_an_address_that_is_no_utf_8_is_valid_json() -> None:
    got = run("get", "unix:/nowhere/\udcff.sock", "--jsonl")
    assert got.returncode == 1
    assert rb"unix:/nowhere/\udcff.sock" in got.stdout
    got.stdout.decode("utf-8")
