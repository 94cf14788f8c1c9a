"""The protocol in a file that a program names is loaded by its path, or why it cannot be is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.errors import PluginError
from poetrygui.plugins import protocol_in

STOCK = "from twisted.protocols.basic import LineReceiver, Int16StringReceiver\n\nclass {0}({1}):\n    pass\n"


@pytest.mark.parametrize("kind", [str, Path])
def test_a_file_as_it_stands_in_somebodys_program(tmp_path: Path, kind: type) -> None:
    (tmp_path / "feed.py").write_text(STOCK.format("Feed", "LineReceiver"))
    assert protocol_in(kind(tmp_path / "feed.py")).__name__ == "Feed"


def test_one_of_several(tmp_path: Path) -> None:
    (tmp_path / "feeds.py").write_text(
        STOCK.format("One", "LineReceiver") + "\nclass Two(Int16StringReceiver):\n    pass\n"
    )
    assert protocol_in(f"{tmp_path / 'feeds.py'}:Two").__name__ == "Two"
    with pytest.raises(PluginError, match=r"choose one of feeds\.py:One, feeds\.py:Two"):
        protocol_in(tmp_path / "feeds.py")


def test_one_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match=r"missing\.py"):
        protocol_in(tmp_path / "missing.py")
