"""The command line: what is asked for wrongly gets one line, and each command tells how it is used."""

from __future__ import annotations

import pytest

import poetrygui
from tests.commands.running import run


@pytest.mark.parametrize(
    "arguments",
    [
        ["get"],
        ["get", "nowhere"],
        ["get", "127.0.0.1:99999"],
        ["get", "80", "--protocol", "sonnet"],
        ["get", "80", "--timeout", "soon"],
        ["get", "80", "--ca-file", "/nonexistent.pem"],
        ["get", "tls:a:1", "--ca-file", "/nonexistent.pem"],
        ["get", "80", "--insecure"],
        ["get", "tls:a:1", "--transport-option", "verify"],
        ["get", "tls:a:1", "--transport-option", "verify=maybe"],
        ["get", "80", "--no-such-option"],
        ["get", "80", "--protocol", "lines", "--send", "a\nb"],
        ["serve"],
        ["serve", "/nonexistent/poem.txt"],
        ["recite"],
    ],
)
def test_bad_usage_gets_one_line(arguments: list[str]) -> None:
    got = run(*arguments)
    assert got.returncode == 2
    assert got.stdout == b""
    assert len(got.stderr.splitlines()) == 1
    assert got.stderr.startswith(b"poetrygui: ")


@pytest.mark.parametrize("command", [[], ["get"], ["serve"], ["demo"], ["protocols"], ["protocols", "check"]])
def test_each_command_tells_how_it_is_used(command: list[str]) -> None:
    got = run(*command, "--help")
    assert (got.returncode, got.stderr) == (0, b"")
    assert got.stdout.startswith(b"Usage: ")
    assert b"--profile" in got.stdout


def test_its_version_is_the_packages() -> None:
    assert run("--version").stdout.decode().split()[-1] == poetrygui.__version__
