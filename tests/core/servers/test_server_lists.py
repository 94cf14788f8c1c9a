"""Lists of servers that are handed on: what is written is read again, and what is wrong is told by its line."""

from __future__ import annotations

import json

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from poetrygui.core.servers.server_book import Server
from poetrygui.core.servers.server_lists import csv_list, json_list, read_list

SERVERS = (
    Server("Weather", "127.0.0.1:10000", "lines", idle_timeout=5, send="HELLO", id="a"),
    Server('A "quoted", name; with all', "tls:poems.example:443", "delimited", id="b"),
    Server("", "8000", "fixed", options={"size": "4"}, transport_options={}, group="Plant", id="c"),
)


def without_ids(*servers: Server) -> list[Server]:
    return [evolve(server, id="") for server in servers]


def test_json_brings_everything_back() -> None:
    read = read_list(json_list(SERVERS))
    assert [listed.server for listed in read.found] == list(SERVERS)
    assert read.problems == ()
    assert len({listed.line for listed in read.found}) == 3


def test_csv_brings_back_what_it_has_columns_for() -> None:
    file = csv_list(SERVERS)
    read = read_list(file)
    assert without_ids(*(listed.server for listed in read.found)) == without_ids(*SERVERS)
    assert [listed.line for listed in read.found] == [2, 3, 4]
    assert file.splitlines()[0] == b"name,group,address,protocol,send,connect_timeout,idle_timeout,option:size"
    for separator in (b";", b"\t"):
        table = b"\xef\xbb\xbfname%caddress\r\nthe name%c127.0.0.1:1\r\n" % (separator, separator)
        assert [(each.server.name, each.server.address) for each in read_list(table).found] == [
            ("the name", "127.0.0.1:1")
        ]


@pytest.mark.parametrize(
    "data, found, problems",
    [
        (b"", 0, ["Line 1: no column is called address"]),
        (b"name,host\na,b\n", 0, ["Line 1: no column is called address"]),
        (
            b'name,address,colour\nfirst,8000,red\n\nsecond,nowhere,red\nthird,9000\nfourth,1,2,3\n"open',
            2,
            [
                "Line 1: the column 'colour'",
                "Line 4: The address",
                "Line 6: there are 4 cells",
                "Line 7: this is no CSV",
            ],
        ),
        (b"address,idle_timeout\n8000,long\n8000,nan\n", 1, ["Line 2: 'long' is no number of seconds."]),
        (b"address\n\xff\n", 0, ["Line 2: this is no text in UTF-8."]),
        (b"{\n\n]", 0, ["Line 3: this is no JSON"]),
        (b"[]", 0, ["Line 1: this is no list of servers"]),
        (b'{"version": 999, "servers": [{}]}', 0, ["Line 1: this is no server"]),
        (b'{"version": 6}', 0, []),
        (b"address\nstdin:\n", 0, ["Line 2: "]),
    ],
)
def test_what_is_wrong_is_told_by_its_line(data: bytes, found: int, problems: list[str]) -> None:
    read = read_list(data)
    assert len(read.found) == found
    assert len(read.problems) == len(problems)
    assert all(told.startswith(begin) for told, begin in zip(read.problems, problems, strict=True)), read.problems


def test_one_server_that_is_damaged_keeps_no_other_from_being_read() -> None:
    content = json.loads(json_list(SERVERS))
    content["servers"][1]["connect_timeout"] = "soon"
    read = read_list(json.dumps(content, indent=1).encode())
    assert [listed.server for listed in read.found] == [SERVERS[0], SERVERS[2]]
    (problem,) = read.problems
    line = int(problem.removeprefix("Line ").partition(":")[0])
    assert json.dumps(content, indent=1).splitlines()[line - 1].strip() == "{"


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=20).map(str.strip)


@settings(max_examples=30)
@given(st.lists(st.tuples(TEXT, TEXT, TEXT.filter(bool)), max_size=5))
def test_any_text_survives_a_table(told: list[tuple[str, str, str]]) -> None:
    servers = [Server(name, "127.0.0.1:1", send=send, options={"option": value}, id="") for name, send, value in told]
    read = read_list(csv_list(servers))
    assert without_ids(*(each.server for each in read.found)) == servers


@given(st.one_of(st.binary(max_size=60), st.text(alphabet='{}[]",:;\n servaddin1', max_size=60).map(str.encode)))
def test_no_file_makes_it_raise(data: bytes) -> None:
    for begin in (b"", b"address,name\n", b'{"version": 6, "servers": ['):
        read_list(begin + data)
