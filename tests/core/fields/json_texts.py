"""Lines that are JSON, in all the ways in which it can be written, or nearly."""

from __future__ import annotations

import json

from hypothesis import strategies as st

NAMES = ("level", "ms", "a", "a.b", "b", "_x", "", "value", "a.", ".", "x" * 101, "é", "K", '"', "\\", "l\ud800", "…")
_TEXTS = st.sampled_from(
    ("ERROR", "error", "Error: x", "erro\u017f", "5", "1e5", "0x10000000000000000", "inf", "é", "a\\b", '"', "\ud800")
)
_NUMBERS = st.sampled_from((0, 5, -7, 1 << 64, 10**400, 5.0, 1e16, float("inf"), float("nan"), 0.1))
_SCALARS = st.one_of(_TEXTS, st.text(max_size=3), _NUMBERS, st.none(), st.booleans(), st.integers(), st.floats())
VALUES = st.recursive(
    _SCALARS,
    lambda values: st.lists(values, max_size=3) | st.dictionaries(st.sampled_from(NAMES), values, max_size=3),
    max_leaves=6,
)


@st.composite
def _objects(draw: st.DrawFn) -> str:
    """Draw an object that may have a name twice, with any blanks."""
    pairs = draw(st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=4))
    ensure_ascii = draw(st.booleans())
    blank = draw(st.sampled_from(("", " ", "\t")))
    told = [
        f"{blank}{json.dumps(name, ensure_ascii=ensure_ascii)}{blank}:{json.dumps(value, ensure_ascii=ensure_ascii)}"
        for name, value in pairs
    ]
    return draw(st.sampled_from(("", "", " "))) + "{" + ",".join(told) + "}"


_ODD = (
    *(b"", b"{", b"}", b"{}{}", b'{"a":01}', b'{"level":"ERROR"} x', b"\xef\xbb\xbf{}", b'{"a":"\xff"}', b"1\0", b"\r"),
    *(b'{"lev\\u0065l":"ERROR"}', b'{"level":"\\u0045RROR"}', b'{"a":"\\q"}', b'{"level":"ERROR","level":1}'),
    *(b'{"a":' + b"[" * 700 + b"]" * 700 + b"}", b'{"a":[' + b"1," * 600 + b"1]}", b'{"level":-0,"ms":1e999}'),
    *(b'{"a":' + b'{"a":' * 20 + b"1" + b"}" * 21, b'{"a":{"b":1},"a.b":2}', b'{"a.b":2,"a":{"b":1}}', b"5"),
)
LINES = st.one_of(
    _objects().map(lambda text: text.encode("utf-8", "replace")),
    VALUES.map(lambda value: json.dumps(value).encode()),
    st.sampled_from(_ODD),
    st.sampled_from(_ODD).map(lambda line: line.decode("latin-1").encode("utf-16-le").replace(b"\n", b" ")),
)
"""None of them holds a newline."""
TESTS = st.one_of(
    st.builds(
        "{} {} {}".format,
        st.sampled_from(("level", "ms", "a", "a.b", "_x", "value", '"é"', "K", '"l?"', "b", '"a."', '"…"')),
        st.sampled_from(("=", "!=", "<", ">=", "~")),
        st.sampled_from(
            ("ERROR", '"error"', "5", "error: x", '"s"', '"1e5"', '"00"', "true", '"é"', '"k"', '"x1"', "a|E", '", "')
        ),
    ),
    st.sampled_from(("level", "ms", "a.b", "value", "missing", '"\\""', '"l?"', '""')),
)
"""Tests of fields, as they are written."""
