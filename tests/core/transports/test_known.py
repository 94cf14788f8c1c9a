"""Adding a transport is adding its file: it is found, read, typed, kept, connected to and told of."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from poetrygui.core.outcomes import Outcome
from poetrygui.core.servers.server_book import Server, ServerBook
from poetrygui.core.transports.address import parse_address
from poetrygui.core.transports.known import KnownTransports, bare_transports, known_transports, option_rows, ways
from poetrygui.core.transports.transport_options import options_of
from poetrygui.core.transports.transport_table import Told
from poetrygui.errors import AddressError
from tests.commands.senders import sending
from tests.core.conftest import Fetched, Serve
from tests.core.scripted_server import ScriptedServer, sends
from tests.core.transports.pigeons import added_pigeon, write_pigeon
from tests.surroundings import PATIENCE

_RUN = """
import sys
from poetrygui.core import transports
transports.__path__.append(sys.argv.pop(1))
from poetrygui.__main__ import main
main()
"""


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The pigeon's file stands among those of the transports, and nothing else is changed."""
    with added_pigeon(tmp_path / "added", monkeypatch):
        yield


@pytest.fixture
def doors(serve: Serve) -> str:
    """The address of a pigeon that knows two servers."""
    ports = [_port(serve(sends(data))) for data in (b"front verse", b"back verse")]
    return f"pigeon:{','.join(ports)}"


def _port(server: ScriptedServer) -> str:
    return server.address.rpartition(":")[2]


def command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-B", "-c", _RUN, folder, *arguments],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def test_the_transports_that_are_shipped() -> None:
    assert {"tcp", "tls", "unix", "command", "fifo", "file", "serial", "ssh", "stdin"} <= known_transports().keys()
    assert all(kind.prefix == prefix for prefix, kind in known_transports().items())
    assert list(known_transports()) == sorted(known_transports())


@pytest.mark.parametrize("prefix", known_transports())
def test_each_tells_how_it_is_written_and_has_a_default_for_each_option(prefix: str) -> None:
    kind = known_transports()[prefix]
    assert kind.title
    assert any(form.startswith(f"{prefix}:") for form in kind.forms)
    assert not [option.name for option in options_of(kind) if option.required]


def test_the_short_ways_are_told_first() -> None:
    assert ways().startswith("PORT, HOST:PORT, ")
    prefixes = [form.partition(":")[0] for form in ways().split(", ")[2:]]
    assert prefixes == sorted(prefixes)
    assert {*prefixes} == known_transports().keys()


def test_nothing_is_imported_before_it_is_asked_for() -> None:
    none = Told("no_such_module", "None", ("none:",), reads_bare=True, options=(("depth", "A number."),))
    known = KnownTransports({"none": none, "tcp": known_transports().told["tcp"]})
    assert (list(known), len(known), "none" in known, "tls" in known) == (["none", "tcp"], 2, True, False)
    assert known["tcp"] is known_transports()["tcp"]
    with pytest.raises(ModuleNotFoundError):
        known["none"]
    with pytest.raises(KeyError):
        known["tls"]


def test_what_can_be_set_is_told_behind_each_prefix() -> None:
    rows = dict(option_rows())
    assert rows["tls: verify"] == "Certificate verified: one of system, ca-file, insecure. [default: system]"
    assert [name for name in rows if name.startswith("udp: ")] == ["udp: end"]


def test_those_without_a_prefix_are_the_ones_that_read_it() -> None:
    assert {kind.prefix for kind in bare_transports()} == {"tcp", "stdin"}


def test_the_readme_has_a_table_of_all() -> None:
    page = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
    for kind in known_transports().values():
        forms = ", ".join(f"`{form}`" for form in kind.forms)
        options = ", ".join(f"`{option.name}`" for option in options_of(kind))
        assert f"\n| {forms} | {kind.ends} | {options or '–'} |\n" in page, f"{kind.prefix}: write this line"


@pytest.mark.usefixtures("added")
def test_an_added_one_is_read_and_told_of() -> None:
    pigeon: Any = parse_address("pigeon:1,2", {"door": "back", "height": "900"})
    assert (pigeon.front, pigeon.back, pigeon.door, pigeon.height) == (1, 2, "back", 900)
    assert parse_address(str(pigeon)) == parse_address("pigeon:1,2")
    for text, options, said in (
        ("pigeons:1,2", {}, "Write pigeon:FRONT,BACK"),
        ("pigeon:1", {}, "two doors"),
        ("pigeon:1,2", {"wing": "left"}, "choose one of door, height"),
        ("pigeon:1,2", {"door": "side"}, "takes one of front, back, not 'side'"),
        ("pigeon:1,2", {"height": "0"}, "from 1 to 900"),
        ("unix:/a", {"door": "back"}, "there is none for such an address"),
    ):
        with pytest.raises(AddressError, match=said):
            parse_address(text, options)


@pytest.mark.usefixtures("added")
def test_an_added_one_is_kept_and_fetched(doors: str, fetched: Fetched, tmp_path: Path) -> None:
    path = tmp_path / "servers.json"
    ServerBook(path).add(Server("a pigeon", doors, transport_options={"door": "back"}))
    assert json.loads(path.read_bytes())["servers"][0]["transport_options"] == {"door": "back"}
    (server,) = ServerBook(path).servers
    running = fetched(server.address, transport_options=server.transport_options)
    assert (running.outcome, running.exact) == (Outcome.COMPLETE, b"back verse")
    assert fetched(doors).exact == b"front verse"
    refused = fetched(doors, transport_options={"door": "side"})
    assert refused.outcome is Outcome.UNREACHABLE
    assert refused.fetch.connection is None
    assert "takes one of front, back" in refused.ended.reason


def test_an_added_one_is_on_the_command_line(tmp_path: Path) -> None:
    folder = write_pigeon(tmp_path / "added")
    told = command(folder, "get", "--help").stdout
    assert "pigeon:FRONT,BACK" in told
    assert "pigeon: height" in told
    refused = command(folder, "get", "pigeon:1,2", "--transport-option", "height=1000")
    assert refused.returncode == 2
    assert "from 1 to 900" in refused.stderr
    unknown = command(folder, "get", "pigeon:1,2", "--transport-option", "wing=left")
    assert unknown.returncode == 2
    assert "; pigeon has door, height; " in unknown.stderr
    with sending(b"front verse") as front, sending(b"back verse") as back:
        doors = ",".join(address.rpartition(":")[2] for address in (front, back))
        got = command(folder, "get", f"pigeon:{doors}", "--transport-option", "door=back", "--timeout", str(PATIENCE))
        assert (got.returncode, got.stdout) == (0, "back verse"), got.stderr
