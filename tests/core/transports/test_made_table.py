"""What the classes of transports say of themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.core import transports
from poetrygui.core.transports.made_table import table_of_classes
from tests.core.transports.pigeons import added_pigeon


def test_each_is_told_with_what_it_takes() -> None:
    table = table_of_classes(Path(transports.__path__[0]))
    assert {"tcp", "tls", "unix", "stdin"} <= table.keys()
    assert (table["tcp"].module, table["tcp"].kind) == ("tcp", "Tcp")
    assert {prefix for prefix, told in table.items() if told.reads_bare} == {"stdin", "tcp"}
    assert ("verify", "Certificate verified: one of system, ca-file, insecure. [default: system]") in table[
        "tls"
    ].options


def test_one_that_is_added_is_told_by_its_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with added_pigeon(tmp_path / "added", monkeypatch):
        (told,) = table_of_classes(tmp_path / "added").values()
    assert (told.module, told.kind, told.forms, told.reads_bare) == ("pigeon", "Pigeon", ("pigeon:FRONT,BACK",), False)
    assert [name for name, _ in told.options] == ["door", "height"]
