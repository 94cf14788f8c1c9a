"""What is written as bytes comes out of a stream of texts as it was, and so does what completes a shell's words."""

from __future__ import annotations

import io

import click
import pytest
from click.shell_completion import shell_complete

from poetrygui.cli import program
from poetrygui.commands.octets_as_text import OctetsAsText
from poetrygui.commands.standard_streams import StandardStreams


def test_bytes_are_handed_on_as_text_and_none_is_lost() -> None:
    texts = io.StringIO()
    octets = OctetsAsText(texts)
    assert octets.writable()
    assert octets.write("vers é".encode() + b"\xff") == 8
    assert texts.getvalue() == "vers é\udcff"


def test_a_shell_is_told_how_to_complete_and_what(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    streams = StandardStreams()
    try:
        assert shell_complete(program, {}, "poetrygui", "_POETRYGUI_COMPLETE", "bash_source") == 0
        monkeypatch.setenv("COMP_WORDS", "poetrygui ref")
        monkeypatch.setenv("COMP_CWORD", "1")
        click.echo("--")
        assert shell_complete(program, {"obj": streams}, "poetrygui", "_POETRYGUI_COMPLETE", "bash_complete") == 0
    finally:
        streams.out.give_back()
    source, answer = capfd.readouterr().out.split("--\n")
    assert "complete -o nosort -F _poetrygui_completion poetrygui" in source
    assert answer == "plain,reframe\n"
