"""The shell completes what README says that it does."""

from __future__ import annotations

import pytest

from poetrygui.cli import program


def completed(line: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> list[str]:
    monkeypatch.setenv("_POETRYGUI_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(line.split()) - 1))
    with pytest.raises(SystemExit):
        program.main(args=[], prog_name="poetrygui")
    return capfd.readouterr().out.splitlines()


@pytest.mark.parametrize(
    "line, found",
    [
        ("poetrygui re", ["plain,recordings", "plain,reframe", "plain,relay"]),
        ("poetrygui desk", ["plain,desktop-entry"]),
        ("poetrygui get --jso", ["plain,--jsonl"]),
        ("poetrygui protocols ch", ["plain,check"]),
        ("poetrygui own", [""]),
    ],
)
def test_words_are_completed(
    line: str, found: list[str], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert completed(line, monkeypatch, capfd) == found


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_is_told_how(shell: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("_POETRYGUI_COMPLETE", f"{shell}_source")
    with pytest.raises(SystemExit):
        program.main(args=[], prog_name="poetrygui")
    assert "_POETRYGUI_COMPLETE" in capfd.readouterr().out
