"""Pieces are found again by where they stand, in whichever block they are; reading them is tried with merged poems."""

from __future__ import annotations

from poetrygui.core.poems.merged_index import LONGEST_PIECE, MOST_PIECES, MergedIndex, Piece


def test_what_follows_itself_is_one_piece_up_to_a_length() -> None:
    index = MergedIndex()
    for source, length in ((0, 5), (0, 6), (1, 3), (0, LONGEST_PIECE), (0, 1)):
        index.add(source, length, [10, 20])
    assert [*index.pieces(0, 12, [10, 20])] == [Piece(0, 10, 21, 0, False), Piece(1, 20, 23, 11, False)]
    *_, long, last = index.pieces(0, index.size, [10, 20])
    assert (long.start, long.stop) == (21, 21 + LONGEST_PIECE)
    assert (last.start, last.stop) == (long.stop, long.stop + 1)


def test_a_newline_that_was_put_there_is_none_of_the_poem() -> None:
    index = MergedIndex()
    index.add(0, 4, [0])
    index.add_newline()
    index.add(0, 2, [0])
    assert [*index.pieces(0, 9, [0])] == [Piece(0, 0, 4, 0, True), Piece(0, 4, 6, 5, False)]


def test_a_block_tells_how_far_all_had_come() -> None:
    index, positions = MergedIndex(), [0, 0]
    for number in range(2 * MOST_PIECES + 2):
        index.add(number % 2, 1, positions)
        positions[number % 2] += 1
        index.lines += 1
    assert [*index.pieces(300, 301, [0, 0])] == [Piece(0, 150, 151, 300, False)]
    block, stop = index.block_with(MOST_PIECES + 1)
    assert (block.place, block.lines, stop) == (MOST_PIECES, MOST_PIECES, 2 * MOST_PIECES)
    assert index.kept_from(0, 100) == MOST_PIECES
    assert index.kept_from(0, 10**6) == index.size
    assert index.kept_from(7, 0) == 0
    assert [*MergedIndex().pieces(0, 9, [])] == []
