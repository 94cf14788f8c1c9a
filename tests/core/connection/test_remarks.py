"""As many remarks are kept as anybody reads; the others are counted."""

from __future__ import annotations

from poetrygui.core.connection.remarks import MOST, Remarks


def test_few_are_kept_as_they_are() -> None:
    remarks = Remarks()
    assert [remarks.add("one"), remarks.add(2)] == ["one", "2"]
    assert remarks.sentences == ("one", "2")


def test_many_are_counted() -> None:
    remarks = Remarks()
    for number in range(300_000):
        remarks.add(str(number))
    assert len(remarks.sentences) == MOST + 1
    assert remarks.sentences[-2:] == (str(MOST - 1), "and 299,980 more remarks")


def test_long_ones_are_cut() -> None:
    remarks = Remarks()
    remarks.add("x" * 10_000_000)
    assert len(remarks.sentences[0]) < 1000


def test_one_or_two_more_are_counted_rightly() -> None:
    remarks = Remarks()
    for _ in range(MOST):
        assert remarks.add("kept") == "kept"
    assert remarks.add("counted") is None
    assert remarks.sentences[-1] == "and 1 more remark"
    assert remarks.add("counted") is None
    assert remarks.sentences[-1] == "and 2 more remarks"
