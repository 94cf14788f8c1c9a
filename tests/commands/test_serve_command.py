"""What ``serve`` takes: files or a recording and not both, and a speed that is one."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from poetrygui.commands.serve_command import serve_poems


@pytest.mark.parametrize("arguments", [[], ["poem.txt", "--recording", "last"]])
def test_files_and_a_recording_exclude_each_other(arguments: list[str]) -> None:
    refused = CliRunner().invoke(serve_poems, arguments)
    assert refused.exit_code == 2
    assert "Give either files or --recording." in refused.output


@pytest.mark.parametrize("speed", ["0", "-1", "nan", "inf", "fast", ""])
def test_what_is_no_speed_is_refused_with_what_is(speed: str) -> None:
    refused = CliRunner().invoke(serve_poems, ["--speed", speed])
    assert refused.exit_code == 2
    assert f"{speed!r} is no speed: give a number over 0, such as 2, or max." in " ".join(refused.output.split())


@pytest.mark.parametrize("speed", ["0.5", "2", "max"])
def test_a_speed_is_taken(speed: str) -> None:
    refused = CliRunner().invoke(serve_poems, ["--speed", speed])
    assert "Give either files or --recording." in refused.output
