"""Changed keys are kept and read back, and no damage to them keeps a window from opening."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.gui.window.guide.kept_keys import KeptKeys, KeyChange, read_keys, write_keys

KEPT = KeptKeys(changes=(KeyChange("actionFind", ("F6",)), KeyChange("actionQuit", ())), recent=("actionFind",))


@pytest.mark.parametrize("keys", [KeptKeys(), KEPT])
def test_what_is_kept_is_read_back(tmp_path: Path, keys: KeptKeys) -> None:
    write_keys(tmp_path / "keys.json", keys)
    assert read_keys(tmp_path / "keys.json") == (keys, "")


@pytest.mark.parametrize("damage", [b"", b"{", b'{"version": 1, "changes": [{"command": 1, "keys": []}]}'])
def test_what_is_damaged_is_set_aside_and_told(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "keys.json").write_bytes(damage)
    keys, problem = read_keys(tmp_path / "keys.json")
    assert keys == KeptKeys()
    (aside,) = tmp_path.iterdir()
    assert problem == f"The keys were damaged: they were set aside as {aside}."
