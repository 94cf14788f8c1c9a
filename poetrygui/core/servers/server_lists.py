"""Lists of servers that are handed on: the program's own JSON, and CSV for tables; read again with errors by line."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from poetrygui.core import transports
from poetrygui.core.servers.server_book import Server, dump_servers, parse_servers
from poetrygui.errors import AddressError

LARGEST_LIST = 4 * 1024 * 1024
"""Bytes of a file that is read."""
_COLUMNS = ("name", "group", "address", "protocol", "send", "connect_timeout", "idle_timeout")
_OPTION, _TRANSPORT_OPTION = "option:", "transport:"
_SEPARATORS = ",;\t"
_MOST_PROBLEMS = 100
_SERVERS = re.compile(r'"servers"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")


class ListedServer(NamedTuple):
    """A server, and the number of the line that it is told on."""

    line: int
    server: Server


class ReadList(NamedTuple):
    """What a file holds, and a sentence for each thing in it that is no server."""

    found: tuple[ListedServer, ...]
    problems: tuple[str, ...]


class _LineError(Exception):
    """One line is no server; the text says why."""


def json_list(servers: Iterable[Server]) -> bytes:
    """Return a file of servers as the program keeps them, with everything that is set."""
    return dump_servers(servers)


def csv_list(servers: Iterable[Server]) -> bytes:
    """Return a file of servers as a table: what is in no column of it is left out."""
    rows = [_row_of(server) for server in servers]
    options = sorted({name for row in rows for name in row} - set(_COLUMNS))
    file = io.StringIO()
    writer = csv.DictWriter(file, [*_COLUMNS, *options], restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def read_list(data: bytes) -> ReadList:
    """Return what a file of either kind holds. It is told by its first character which it is."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return ReadList((), (f"Line {line:,}: this is no text in UTF-8.",))
    read = _read_json if text.lstrip().startswith(("{", "[")) else _read_csv
    found: list[ListedServer] = []
    problems: list[str] = []
    for line, result in read(text):
        if isinstance(result, Server):
            found.append(ListedServer(line, result))
        elif len(problems) < _MOST_PROBLEMS:
            problems.append(f"Line {line:,}: {result}")
    return ReadList(tuple(found), tuple(problems))


def _row_of(server: Server) -> dict[str, str]:
    return {
        "name": server.name,
        "group": server.group,
        "address": server.address,
        "protocol": server.protocol,
        "send": server.send,
        "connect_timeout": f"{server.connect_timeout:g}",
        "idle_timeout": "" if server.idle_timeout is None else f"{server.idle_timeout:g}",
        **{_OPTION + name: value for name, value in server.options},
        **{_TRANSPORT_OPTION + name: value for name, value in server.transport_options},
    }


def _read_json(text: str) -> Iterator[tuple[int, Server | str]]:
    try:
        content = json.loads(text)
        version = content["version"]
    except json.JSONDecodeError as error:
        yield error.lineno, f"this is no JSON: {error.msg}."
        return
    except (KeyError, TypeError, RecursionError):
        yield 1, "this is no list of servers: it has no version."
        return
    start = _SERVERS.search(text)
    place = len(text) if start is None else _after_gap(text, start.end())
    decoder = json.JSONDecoder()
    while place < len(text) and text[place] != "]":
        entry, end = decoder.raw_decode(text, place)
        line = text.count("\n", 0, place) + 1
        try:
            (server,) = parse_servers(json.dumps({"version": version, "servers": [entry]}).encode())
            yield line, _checked(server)
        except _LineError as error:
            yield line, str(error)
        except Exception as error:  # noqa: BLE001 - damage comes in every shape, and gets the same answer
            yield line, f"this is no server: {error}."
        place = _after_gap(text, end)


def _after_gap(text: str, place: int) -> int:
    gap = _BETWEEN.match(text, place)
    return place if gap is None else gap.end()


def _read_csv(text: str) -> Iterator[tuple[int, Server | str]]:
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_SEPARATORS, key=head.count), strict=True)
    try:
        columns = [name.strip().lower() for name in next(reader, [])]
        if "address" not in columns:
            yield 1, f"no column is called address: the first line names the columns, {', '.join(_COLUMNS)}."
            return
        for name in columns:
            if name not in _COLUMNS and not name.startswith((_OPTION, _TRANSPORT_OPTION)):
                yield 1, f"the column {name!r} is not known, and is left out."
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, _server_of(columns, row)
    except csv.Error as error:
        yield reader.line_num, f"this is no CSV: {error}."


def _server_of(columns: list[str], row: list[str]) -> Server | str:
    if len(row) > len(columns):
        return f"there are {len(row)} cells, and {len(columns)} columns."
    cells = dict(zip(columns, (cell.strip() for cell in row), strict=False))
    try:
        idle = cells.get("idle_timeout", "")
        return _checked(
            Server(
                cells.get("name", ""),
                cells.get("address", ""),
                cells.get("protocol", "") or "raw",
                connect_timeout=_seconds(cells.get("connect_timeout", "") or "30"),
                idle_timeout=_seconds(idle) if idle else None,
                send=cells.get("send", ""),
                group=cells.get("group", ""),
                options=_named(cells, _OPTION),
                transport_options=_named(cells, _TRANSPORT_OPTION),
            )
        )
    except _LineError as error:
        return str(error)


def _named(cells: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): value for name, value in cells.items() if name.startswith(prefix) and value}


def _seconds(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise _LineError(f"{text!r} is no number of seconds.") from error


def _checked(server: Server) -> Server:
    """Return a server whose address can be understood. Raises _LineError."""
    try:
        transports.check_for_window(server.address)
        transports.parse_address(server.address, dict(server.transport_options))
    except AddressError as error:
        raise _LineError(str(error)) from error
    return server
