"""``poetrygui protocols new`` and ``check``, and ``--option``, as an author uses them."""

from __future__ import annotations

import pytest

from poetrygui.paths import resources
from tests.commands.running import events, run, serving
from tests.commands.senders import sending

TYGER = resources() / "poems" / "tyger.txt"


def test_get_and_serve_take_options() -> None:
    options = ["--protocol", "delimited", "--option", r"delimiter=\r\n--\x00", "--option", "limit=0x1000"]
    with serving(TYGER, *options) as (address,):
        got = run("get", address, *options)
        raw = run("get", address)
    assert got.returncode == 0, got.stderr
    assert got.stdout == TYGER.read_bytes()
    assert raw.stdout == TYGER.read_bytes().replace(b"\n", b"\r\n--\0")


def test_an_option_decides_how_a_stream_ends() -> None:
    with sending(b"abcdefgh") as address:
        whole = run("get", address, "--protocol", "fixed", "--option", "size=4", "--jsonl")
    assert [each["text"] for each in events(whole.stdout, "frame")] == ["abcd", "efgh"]
    with sending(b"abcdefgh") as address:
        cut = run("get", address, "--protocol", "fixed", "--option", "size=5", "--jsonl")
    assert events(cut.stdout, "end")[0]["outcome"] == "cut"


@pytest.mark.parametrize(
    "options,told",
    [
        ([], "The option size is needed (Bytes of one record): give it a whole number, 1 or more."),
        (["size=0"], "The option size takes a whole number, 1 or more, not 0."),
        (["sise=1"], "There is no option 'sise': choose one of size."),
        (["size"], "Invalid value for '--option': 'size' is not of the form NAME=VALUE."),
        (["=1"], "Invalid value for '--option': '=1' is not of the form NAME=VALUE."),
        (["size=1", "size=2"], "Invalid value for '--option': size is given twice."),
    ],
)
@pytest.mark.parametrize("command", ["get", "serve"])
def test_an_option_that_will_not_do_is_told_in_one_line(command: str, options: list[str], told: str) -> None:
    given = [part for option in options for part in ("--option", option)]
    got = run(command, "1" if command == "get" else TYGER, "--protocol", "fixed", *given)
    assert (got.returncode, got.stdout) == (2, b"")
    assert got.stderr.decode() == f"poetrygui: {told}\n"
