"""The options that say when ``get`` has what was asked for."""

from __future__ import annotations

import click
import pytest

from poetrygui.commands.stop_options import limits_of, reconnects, stop_options
from poetrygui.core.fetching.limits import Limits
from tests.commands.running import run
from tests.commands.senders import sending


def given(*arguments: str) -> tuple[Limits | None, bool]:
    """Return what a command gets of these options; a UsageError where they are wrong."""
    found: list[tuple[Limits | None, bool]] = []

    @click.command()
    @stop_options
    @click.pass_context
    def command(context: click.Context) -> None:
        found.append((limits_of(context), reconnects(context)))

    command.main(arguments, standalone_mode=False)
    return found[0]


def test_nothing_is_no_limit() -> None:
    assert given() == (None, False)


def test_they_come_as_they_are_given() -> None:
    limits, again = given("--for", "2.5", "--frames", "3", "--max-bytes", "4", "--until", "a+", "--reconnect")
    assert limits is not None
    assert (limits.seconds, limits.frames, limits.bytes, again) == (2.5, 3, 4, True)
    assert limits.until is not None
    assert limits.until.text == "a+"


@pytest.mark.parametrize(
    "name, value",
    [(name, value) for name in ("--for", "--frames", "--max-bytes") for value in ("0", "-1", "many", "")]
    + [("--until", ""), ("--until", "(a")],
)
def test_what_is_none_is_refused(name: str, value: str) -> None:
    with pytest.raises(click.UsageError):
        given(name, value)


def test_a_script_gets_what_it_asked_for_and_status_0() -> None:
    with sending(b"one\ntwo\nREADY\n", then="silence") as address:
        got = run("get", address, "--protocol", "lines", "--until", "^READY$")
        silent = run("get", address, "--protocol", "lines", "--for", "0.2", "--jsonl")
    assert (got.returncode, got.stdout) == (0, b"one\ntwo\nREADY\n")
    assert b": stopped, 11 bytes in 3 frames" in got.stderr
    assert silent.returncode == 0
    assert b'"limit": "for"' in silent.stdout
