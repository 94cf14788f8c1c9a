"""The entry of the desktop's menu: where it stands, what it starts, and that it can be taken away again."""

from __future__ import annotations

import configparser
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.commands.desktop_files import (
    ENTRY,
    data_folder,
    entry_files,
    entry_with,
    install,
    own_command,
    remove,
)
from poetrygui.errors import SaveError
from poetrygui.paths import resources

SHIPPED = (resources() / ENTRY).read_text("utf-8")


def value_of(entry: str, name: str) -> str:
    parser = configparser.RawConfigParser(strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # as its documentation says
    parser.read_string(entry)
    return parser["Desktop Entry"][name]


def words_of(value: str) -> list[str]:
    """Read a value of Exec as the standard says: escapes of the file, quotes, field codes."""
    text, place, words = _unescaped(value), 0, []
    while place < len(text):
        if text[place] == '"':
            word, place = "", place + 1
            while text[place] != '"':
                place += text[place] == "\\"
                word, place = word + text[place], place + 1
            place += 1
        else:
            word = text[place:].partition(" ")[0]
            place += len(word)
        words.append(word.replace("%%", "%"))
        assert text[place : place + 1] in ("", " ")
        place += 1
    return words


def _unescaped(value: str) -> str:
    letters = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
    text, place = "", 0
    while place < len(value):
        escaped = value[place] == "\\"
        place += escaped
        text, place = text + (letters[value[place]] if escaped else value[place]), place + 1
    return text


# What a path can have; a line's end would be none of a program's that anybody runs, nor blanks around.
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=("Z", "C")), min_size=1)
SPACED = st.lists(WORDS, min_size=1).map(" ".join)


@given(st.lists(SPACED, min_size=1))
def test_any_command_is_read_back_as_it_was(command: list[str]) -> None:
    entry = entry_with(SHIPPED, command)
    assert words_of(value_of(entry, "Exec")) == command
    assert _unescaped(value_of(entry, "TryExec")) == command[0]
    assert entry_with(entry, ["poetrygui"]) == entry_with(SHIPPED, ["poetrygui"])


def test_what_is_put_there_is_taken_away_again(tmp_path: Path) -> None:
    assert remove(tmp_path) == []
    written = install(tmp_path, ["/opt/my tools/poetrygui"])
    assert written == entry_files(tmp_path)
    assert all(path.read_bytes() for path in written)
    assert 'Exec="/opt/my tools/poetrygui"\n' in written[0].read_text("utf-8")
    assert install(tmp_path, ["/usr/bin/poetrygui"]) == written
    assert "Exec=/usr/bin/poetrygui\n" in written[0].read_text("utf-8")
    assert remove(tmp_path) == written
    assert not any(path.exists() for path in written)


def test_what_is_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "applications").write_bytes(b"")
    with pytest.raises(SaveError, match=f"{ENTRY} could not be written"):
        install(tmp_path, ["poetrygui"])


def test_it_goes_where_the_user_has_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert data_folder() == tmp_path
    for nothing in ("", "relative"):
        monkeypatch.setenv("XDG_DATA_HOME", nothing)
        assert data_folder() == Path.home() / ".local" / "share"


def test_it_starts_the_installation_that_was_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = tmp_path / "poetrygui"
    script.write_bytes(b"")
    script.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [os.path.relpath(script), "desktop-entry"])
    assert [Path(word).resolve() for word in own_command()] == [script.resolve()]
    monkeypatch.setattr(sys, "argv", ["/somewhere/poetrygui/__main__.py"])
    assert own_command() == [sys.executable, "-P", "-m", "poetrygui"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_command() == [sys.executable]
