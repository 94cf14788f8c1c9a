"""The place for the program's data is the platform's own, and is looked for by whoever needs it alone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import poetrygui
from poetrygui.paths import Profile
from tests.test_startup import modules_of


@pytest.mark.skipif(sys.platform != "linux", reason="other platforms have other variables for it")
def test_it_is_where_the_platform_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert poetrygui.default_folder() == tmp_path / "poetrygui"
    assert Profile.default().root == poetrygui.default_folder()


def test_a_command_that_keeps_nothing_does_not_look_for_it() -> None:
    code = (
        "import atexit, sys; from poetrygui.__main__ import main; sys.argv[1:] = {arguments};"
        " atexit.register(lambda: print(*sys.modules)); main()"
    )
    for arguments in (["--version"], ["get", "--help"]):
        assert "platformdirs" not in modules_of(code.format(arguments=arguments))
    assert "platformdirs" in modules_of(code.format(arguments=["protocols"]))
