"""The samples beside a protocol: a list of them, or a sentence that says what is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.api import Sample
from poetrygui.errors import PluginError
from poetrygui.plugins.checking.samples import samples_of
from poetrygui.plugins.loader import load_protocol
from tests.plugins.files import good


def samples(lines: str) -> tuple[Sample, ...]:
    source = "from poetrygui.api import Sample\n" + good() + lines
    return samples_of(load_protocol(Path("/somewhere/own.py"), source.encode()))


@pytest.mark.parametrize("lines", ["", "SAMPLES = []", "SAMPLES = ()"])
def test_a_file_may_have_none(lines: str) -> None:
    assert samples(lines) == ()


@pytest.mark.parametrize("written", ["[Sample(b'a', [b'a']), Sample(b'b')]", "(Sample(b'a', [b'a']), Sample(b'b'))"])
def test_they_are_in_the_files_order(written: str) -> None:
    assert samples(f"SAMPLES = {written}") == (Sample(b"a", [b"a"]), Sample(b"b"))


@pytest.mark.parametrize(
    "written, said",
    [
        ("None", "must be a list of Sample, not NoneType"),
        ("b'a'", "must be a list of Sample, not bytes"),
        ("{1: Sample(b'a')}", "must be a list of Sample, not dict"),
        ("[Sample(b'a'), b'b']", "must be a list of Sample: number 2 is bytes"),
        ("[Sample]", "must be a list of Sample: number 1 is type"),
    ],
)
def test_what_is_none_is_told_by_its_number(written: str, said: str) -> None:
    with pytest.raises(PluginError, match=said):
        samples(f"SAMPLES = {written}")
