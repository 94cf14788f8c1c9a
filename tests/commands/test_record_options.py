"""``get --record-limit``: the last of a recording, when it would be too long."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from poetrygui.commands.record_options import Size, record_limit_of, record_limit_option
from poetrygui.core.poems.recording import Recording
from poetrygui.core.servers.server_book import SMALLEST_LIMIT
from tests.commands.running import run
from tests.commands.senders import sending
from tests.commands.test_recorded_file import made_of

MEBIBYTE = 1024**2


def given(*arguments: str) -> int | None:
    """Return what a command gets of the option; a BadParameter where it is wrong."""
    found: list[int | None] = []

    @click.command()
    @record_limit_option
    @click.pass_context
    def command(context: click.Context) -> None:
        found.append(record_limit_of(context))

    command.main(arguments, standalone_mode=False)
    return found[0]


def test_all_is_kept_unless_it_is_given() -> None:
    assert given() is None


@pytest.mark.parametrize(
    "written, size",
    [
        ("16777216", 16 * MEBIBYTE),
        ("16777216B", 16 * MEBIBYTE),
        ("500MiB", 500 * MEBIBYTE),
        ("500 mb", 500 * MEBIBYTE),
        ("1.5g", 1536 * MEBIBYTE),
        ("1TiB", 1024**2 * MEBIBYTE),
    ],
)
def test_sizes_as_people_write_them(written: str, size: int) -> None:
    assert given("--record-limit", written) == size


@pytest.mark.parametrize("written", ["", "much", "-1G", "1e9", "1.G", "2GG", "nan", "1" * 400, "٣G"])
def test_no_size_is_told_with_what_one_looks_like(written: str) -> None:
    with pytest.raises(click.BadParameter, match="is no size: write a number of bytes"):
        Size().convert(written, None, None)


def test_too_little_is_told_with_the_least() -> None:
    with pytest.raises(click.BadParameter, match="the least is 16MiB"):
        given("--record-limit", "1MiB")


def test_it_wants_a_record() -> None:
    ended = run("get", "127.0.0.1:1", "--record-limit", "1G")
    assert ended.returncode == 2
    assert "give that as well" in ended.stderr.decode()


def test_the_last_of_a_long_feed_is_in_the_file_with_its_own_numbers(tmp_path: Path) -> None:
    file = tmp_path / "long.poemrec"
    sent = b"".join(b"%07d\n" % number for number in range(4 * MEBIBYTE))
    with sending(sent) as address:
        ended = run("get", address, "--output", tmp_path, "--record", file, "--record-limit", "16MiB")
    assert ended.returncode == 0
    recording = Recording.existing(made_of(file, tmp_path / "made").folder)
    dropped = recording.part.dropped
    assert 0 < dropped.wire <= len(sent) - SMALLEST_LIMIT // 2
    assert recording.sums.wire == len(sent)
    whole = sent[dropped.wire :]
    assert recording.wire(dropped.wire, len(sent)) == whole
    recording.close()
