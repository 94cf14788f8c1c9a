"""The command line: what is asked for wrongly gets one line, and each command tells how it is used."""

from __future__ import annotations

from pathlib import Path

import pytest

import poetrygui
from poetrygui.core.outcomes import Outcome
from poetrygui.core.poems.poem_info import read_info
from poetrygui.core.servers.server_book import ServerBook
from tests.commands.running import run, serving


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
        ["127.0.0.1:99999"],
        ["nowhere:x"],
        ["stdin:"],
        ["127.0.0.1:1", "--no-such-option"],
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


def test_an_address_opens_the_window_on_it(tmp_path: Path) -> None:
    picture = tmp_path / "window.png"
    poem = tmp_path / "poem.txt"
    poem.write_text("Tyger Tyger", "utf-8")
    with serving(poem) as (address,):
        got = run(address, "--profile", str(tmp_path / "profile"), "--screenshot", str(picture))
    assert (got.returncode, got.stdout, got.stderr) == (0, b"", b"")
    assert picture.read_bytes().startswith(b"\x89PNG")
    (server,) = ServerBook(tmp_path / "profile" / "servers.json").servers
    assert (server.address, server.protocol) == (address, "raw")
    (info,) = map(read_info, (tmp_path / "profile" / "poems").iterdir())
    assert info is not None
    assert info.ended is not None
    assert (info.ended.outcome, info.ended.bytes) == (Outcome.COMPLETE, len("Tyger Tyger"))
