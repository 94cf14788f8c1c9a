"""Groups of the list: kept so that programs which know none go on, and those of each stand together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from attrs import evolve, fields
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.servers.server_book import Server, ServerBook, dump_servers, parse_servers
from poetrygui.core.servers.server_groups import as_group, gathered, group_names

AT = "127.0.0.1:1"
OF_BEFORE = {field.name for field in fields(Server)} - {"group"}
"""What a program of version 6 knows of a server, and it refuses a file with anything else."""

# Blanks and the sign itself come often: they are what could be taken for something else.
names = st.text(st.sampled_from("a▸ \t") | st.characters(exclude_categories=["Cs"]), max_size=12)


def named(*servers: Server) -> list[tuple[str, str]]:
    return [(server.group, server.name) for server in servers]


@given(names, names)
def test_what_is_kept_is_read_again_and_has_nothing_that_is_new(name: str, group: str) -> None:
    server = Server(name, AT, group=group, id="1")
    file = dump_servers([server])
    assert parse_servers(file) == (server,)
    content = json.loads(file)
    assert content["version"] == 6
    assert content["servers"][0].keys() == OF_BEFORE


@given(names)
def test_a_server_without_a_group_is_kept_as_ever_unless_its_name_would_be_taken_for_one(name: str) -> None:
    kept = json.loads(dump_servers([Server(name, AT)]))["servers"][0]["name"]
    assert kept == name or "▸" in name


def test_an_earlier_program_shows_the_group_before_the_name_and_hands_it_on() -> None:
    content = json.loads(dump_servers([Server("Pump", AT, group="Plant"), Server("", AT, group="Plant")]))
    assert [each["name"] for each in content["servers"]] == ["Plant ▸ Pump", "Plant ▸ "]
    # It cuts the blanks off a name that somebody edits, and puts servers where it likes.
    content["servers"][1]["name"] = "Plant ▸"
    content["servers"].insert(1, content["servers"][0] | {"name": "alone", "id": "x"})
    read = parse_servers(json.dumps(content).encode())
    assert named(*read) == [("", "alone"), ("Plant", "Pump"), ("Plant", "")]


def test_a_group_that_somebody_has_written_into_a_file_is_read_too() -> None:
    content = json.loads(dump_servers([Server("a ▸ b", AT)]))
    content["servers"][0] |= {"group": " Plant ", "name": "a ▸ b"}
    assert named(*parse_servers(json.dumps(content).encode())) == [("Plant", "a ▸ b")]
    content["servers"][0]["name"] = 5
    with pytest.raises(TypeError):
        parse_servers(json.dumps(content).encode())


@pytest.mark.parametrize("text, name", [("  two\t words ", "two words"), ("a▸b", "a b"), ("▸", ""), ("", "")])
def test_the_name_of_a_group_is_plain(text: str, name: str) -> None:
    assert as_group(text) == name == Server("", AT, group=text).group


def test_those_of_a_group_stand_together_in_their_order_behind_those_of_none() -> None:
    servers = [Server(name, AT, group=group) for name, group in ("1b", "2a", "3 ", "4b", "5a", "6 ")]
    assert "".join(server.name for server in gathered(servers)) == "361425"
    assert "".join(server.name for server in gathered(servers, ["a"])) == "362514"
    assert gathered(gathered(servers)) == gathered(servers)
    assert group_names(gathered(servers)) == ("b", "a")


def test_a_book_gathers_what_is_read_added_and_changed(tmp_path: Path) -> None:
    path = tmp_path / "servers.json"
    one, two, three = (Server(str(place), AT, group=group) for place, group in enumerate("ab "))
    book, other = ServerBook(path), ServerBook(path)
    for server in (one, two, three):
        book.add(server)
    assert book.servers == (three, one, two)
    other.refresh()
    assert other.servers == book.servers
    book.replace(evolve(two, group="a"))
    other.replace(evolve(two, name="another"))
    assert named(*other.servers) == [("", "2"), ("a", "0"), ("a", "another")]
    assert ServerBook(path).servers == other.servers
