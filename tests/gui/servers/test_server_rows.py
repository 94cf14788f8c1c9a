"""Rows of servers and of their groups, found by what tells them apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.servers.server_book import Server
from poetrygui.core.servers.server_groups import gathered
from poetrygui.gui.servers.server_rows import GroupRow, ServerRows, key_of

lists = st.lists(st.sampled_from(["", "a", "b"])).map(
    lambda groups: gathered(Server(str(place), "1", group=group) for place, group in enumerate(groups))
)


@given(lists)
def test_each_row_is_where_it_is_said_to_be(servers: tuple[Server, ...]) -> None:
    rows = ServerRows.of(servers)
    assert [rows.place_of(key_of(row)) for row in rows] == list(range(len(rows)))
    assert [row for row in rows if isinstance(row, Server)] == list(servers)
    for place, row in enumerate(rows):
        if isinstance(row, GroupRow):
            assert (rows.head_at(place), rows.server_at(place), rows.group_at(place)) == (row.name, None, row.name)
            assert {rows.group_at(member) for member in rows.members(row.name)} == {row.name}
            assert len(rows.members(row.name)) == row.size == sum(each.group == row.name for each in servers)
        else:
            assert (rows.head_at(place), rows.server_at(place), rows.group_at(place)) == ("", row, row.group)
        assert rows.before(place) == sum(isinstance(each, Server) for each in rows.between(None, place))
        assert rows.groups_before(place) == [
            each.name for each in rows.between(None, place) if isinstance(each, GroupRow)
        ]
    assert rows.groups() == list(dict.fromkeys(each.group for each in servers if each.group))
    assert rows.has_groups is bool(rows.groups())


def test_there_is_nothing_beyond_the_ends() -> None:
    rows = ServerRows.of([Server("x", "1", group="g")])
    assert [(rows.server_at(place), rows.head_at(place), rows.group_at(place)) for place in (-1, 2)] == [
        (None, "", "")
    ] * 2
    assert (rows.before(-1), rows.before(9), rows.members("none"), rows.place_of("none")) == (0, 1, range(0), None)
