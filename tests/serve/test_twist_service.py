"""What ``twist poetrygui-serve`` takes, and what it refuses, in a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from twisted.python.usage import UsageError

STRINGS = "from twisted.protocols.basic import Int16StringReceiver\n\nclass Feed(Int16StringReceiver):\n    pass\n"


@pytest.fixture
def options(reactor: Any) -> Any:
    """New options; to import them is to install a reactor, where there is none."""
    from poetrygui.serve.twist_service import Options

    return Options()


def test_what_is_asked_for_is_what_the_service_serves(options: Any, poem_file: Path) -> None:
    from poetrygui.serve.twist_service import makeService

    options.parseOptions(["--protocol", "netstring", "--listen", "tcp:0", "--delay", "1.5", "-n", "3", str(poem_file)])
    assert (options["files"], options["class"].__name__, options["listen"]) == ([poem_file], "Netstring", "tcp:0")
    assert (options["delay"], options["num-bytes"]) == (1.5, 3)
    assert makeService(options).name == "poetrygui-serve"


def test_a_protocol_has_options_and_may_be_a_file_of_ones_own(options: Any, tmp_path: Path) -> None:
    (tmp_path / "feed.py").write_text(STRINGS)
    options.parseOptions(["--protocol", str(tmp_path / "feed.py"), "x"])
    assert options["class"].__name__ == "Feed"
    options.parseOptions(["--protocol", "delimited", "--option", "delimiter=;", "x"])
    assert options["class"].delimiter == b";"


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        ([], "Name a file to serve"),
        (["--protocol", "nobodys", "x"], "There is no protocol 'nobodys'"),
        (["--protocol", "missing.py", "x"], "missing.py"),
        (["--option", "delimiter", "x"], "'delimiter' is no option of a protocol: write NAME=VALUE"),
        (["--option", "odd=1", "x"], "odd"),
        (["--delay", "soon", "x"], "soon"),
    ],
)
def test_what_is_wrong_is_said(options: Any, arguments: list[str], sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        options.parseOptions(arguments)
