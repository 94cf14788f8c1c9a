"""Checking a protocol: each kind of mistake is found, told by its byte, and nothing that a protocol does gets out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import pytest
from twisted.internet.protocol import Protocol
from twisted.protocols.basic import Int32StringReceiver, LineOnlyReceiver, NetstringReceiver

from poetrygui.api import Option, PoemProtocol, Sample
from poetrygui.core.authors.overheard import as_poem_protocol
from poetrygui.errors import PluginError
from poetrygui.paths import shipped_protocols
from poetrygui.plugins import loader
from poetrygui.plugins.checking.check import check_protocol, load_file
from poetrygui.plugins.checking.samples import samples_of
from tests.plugins.checking.mistakes import (
    SAMPLE,
    AlwaysRaises,
    Forgetful,
    Impatient,
    Lines,
    LosesTheRest,
    failures,
    found,
)


@pytest.mark.parametrize("path", sorted(shipped_protocols().glob("*.py")), ids=lambda path: path.stem)
def test_every_shipped_protocol_passes_with_samples_of_its_own(path: Path) -> None:
    protocol = load_file(path)
    samples = samples_of(protocol)
    assert samples
    report = check_protocol(protocol, samples)
    assert report.passed, str(report)
    assert [result.title for result in report.results] == [
        "samples", "encode and decode", "byte by byte", "cut in two", "cut at random", "closed early",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["raw", "lines", "netstring"])
def test_a_file_that_calls_its_base_poem_passes_as_it_did(tmp_path: Path, name: str) -> None:
    older = tmp_path / f"{name}.py"
    older.write_text((shipped_protocols() / older.name).read_text("utf-8").replace("PoemProtocol", "Poem"), "utf-8")
    protocol = load_file(older)
    report = check_protocol(protocol, samples_of(protocol))
    assert report.passed, str(report)


@pytest.mark.parametrize("name", ["prefixed", "delimited", "fixed", "slip", "cobs", "varint", "modbus_tcp"])
def test_a_protocol_that_stands_on_the_api_is_short(name: str) -> None:
    assert len((shipped_protocols() / f"{name}.py").read_text("utf-8").splitlines()) <= 60


def test_a_right_one_passes_and_says_how_much_was_tried() -> None:
    report = check_protocol(Lines, [SAMPLE, Sample(b"one\ntwo", [b"one"], "cut")])
    assert report.passed
    told = str(report).splitlines()
    assert told[0] == "ok     samples: 2 streams gave what the file says"
    assert told[2] == "ok     byte by byte: 3 streams"


@pytest.mark.parametrize(
    "sample,told",
    [
        (Sample(b"a\nbc\n", [b"a", b"bd"]), "frame 2 is b'bc' instead of b'bd', other from its byte 1 on"),
        (Sample(b"a\nbc\n", [b"a", b"b"]), "frame 2 is b'bc' instead of b'b', other from its byte 1 on"),
        (Sample(b"a\n", [b"a", b"b"]), "frame 2, b'b', is missing"),
        (Sample(b"a\nb\n", [b"a"]), "there is a frame 2, b'b', that should not be"),
        (Sample(b"a\nb", [b"a"]), "it ends as cut, not complete: the server closed the connection inside a frame"),
        (Sample(b"a\n", [b"a"], "protocol-error"), "it ends as complete, not protocol-error"),
        (Sample(b"x" * 99 + b"\n", [b"x" * 98 + b"y"]), "…b'" + "x" * 21 + "' (99 bytes) instead of …b'"),
        (Sample(b"a\n", [b"a"], options={"size": 1}), "There is no option 'size': this protocol has none."),
    ],
)
def test_a_sample_that_gives_something_else_is_told_by_number_and_byte(sample: Sample, told: str) -> None:
    detail = found(Lines, SAMPLE, sample, seconds=0.0)["samples"]
    assert detail.startswith("sample 2: ")
    assert told in detail


def test_a_cut_stream_that_passes_for_a_whole_one_is_told_by_its_sample() -> None:
    assert "ends as complete, not cut" in found(LosesTheRest, Sample(b"a\nb", [b"a"], "cut"), seconds=0.0)["samples"]


def test_one_that_always_raises_is_not_cut() -> None:
    problems = found(AlwaysRaises)
    assert problems["samples"].startswith("sample 1: it ends as plugin-fault, not complete: ")
    assert problems["framing"] == "nothing was tried, since the protocol fails as it is"


def test_nothing_to_check_is_no_success() -> None:
    report = check_protocol(AlwaysRaises, [])
    assert failures(report)["samples"].startswith("there are none, so there is nothing to check")
    assert "add a longer sample" in found(Impatient, Sample(b"a", outcome="complete"))["framing"]


def test_a_check_ends_in_time() -> None:
    report = check_protocol(Lines, [SAMPLE], seconds=0.0)
    assert all("there was time for" in detail for detail in failures(report).values())
    assert list(failures(report)) == [
        "encode and decode",
        "byte by byte",
        "cut in two",
        "cut at random",
        "closed early",
    ]


def test_a_check_says_the_same_each_time() -> None:
    assert str(check_protocol(Forgetful, [SAMPLE])) == str(check_protocol(Forgetful, [SAMPLE]))


class Records(PoemProtocol):
    size: Annotated[int, Option("Bytes of one record", minimum=1)]

    def __init__(self) -> None:
        self.held = b""

    def dataReceived(self, data: bytes) -> None:
        self.held += data
        while len(self.held) >= self.size:
            self.deliver(self.held[: self.size])
            self.held = self.held[self.size :]

    def unfinished(self) -> str | None:
        return f"{len(self.held)} bytes" if self.held else None


def test_options_come_from_the_sample_or_else_from_the_user() -> None:
    samples = [Sample(b"abcd", [b"ab", b"cd"], options={"size": 2}), Sample(b"abcd", [b"abcd"])]
    assert check_protocol(Records, samples, {"size": "4"}).passed
    assert "sample 2: The option size is needed" in failures(check_protocol(Records, samples))["samples"]
    assert "frame 1 is b'abc'" in failures(check_protocol(Records, samples, {"size": "3"}))["samples"]
    with pytest.raises(PluginError, match="The option size is needed"):
        check_protocol(Records, [])
    with pytest.raises(PluginError, match="no option 'width'"):
        check_protocol(Records, samples, {"width": "4"})


def received(protocol: type[Any], name: str) -> type[PoemProtocol]:
    return as_poem_protocol(type(protocol.__name__, (protocol,), {name: lambda *_: None}))


@pytest.mark.parametrize(
    "protocol,samples",
    [
        (received(NetstringReceiver, "stringReceived"), [Sample(b"3:abc,0:,", [b"abc", b""])]),
        (received(Int32StringReceiver, "stringReceived"), [Sample(b"\0\0\0\2ab\0\0", [b"ab"], "cut")]),
        (received(LineOnlyReceiver, "lineReceived"), [Sample(b"a\r\nb\n\r\n", [b"a", b"b\n"])]),
        (received(Protocol, "dataReceived"), [Sample(b"any bytes", [b"any bytes"])]),
    ],
    ids=["netstring", "int32", "lines", "protocol"],
)
def test_stock_twisted_classes_are_checked_as_they_stand(
    protocol: type[PoemProtocol], samples: Sequence[Sample]
) -> None:
    report = check_protocol(protocol, samples)
    assert report.passed, str(report)


@pytest.mark.parametrize(
    "source,told",
    [
        (b"while True: pass\n", "line 1 of odd.py: loading it was interrupted, since it did not return within"),
        (b"import sys\nsys.exit('bye')\n", "line 2 of odd.py: SystemExit: bye"),
        (b"x = (\n", "line 1 of odd.py: '(' was never closed"),
        (b"x = '\0'\n", "odd.py"),
        (b"API = 99\nraise SystemExit\n", "odd.py is written for API 99; this program has API 1."),
        (b"", "odd.py defines no Twisted Protocol"),
        (
            b"from poetrygui.api import *\nclass P(PoemProtocol): pass\nSAMPLES = 3\n",
            "SAMPLES must be a list of Sample, not int",
        ),
        (b"from poetrygui.api import *\nclass P(PoemProtocol): pass\nSAMPLES = [3]\n", "number 1 is int"),
        (b"from poetrygui.api import *\nSAMPLES = [Sample('a')]\n", "line 2 of odd.py: TypeError: a sample's received"),
        (b"from poetrygui.api import *\nSAMPLES = [Sample(b'a', b'b')]\n", "each of frames must be bytes, not 98"),
        (
            b"from poetrygui.api import *\nSAMPLES = [Sample(b'a', [], 'whole')]\n",
            "one of complete, cut, protocol-error",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_a_sentence(
    tmp_path: Path, source: bytes, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loader, "LOAD_LIMIT", 0.2)
    path = tmp_path / "odd.py"
    path.write_bytes(source)
    with pytest.raises(PluginError) as refused:
        samples_of(load_file(path))
    assert told in str(refused.value)
