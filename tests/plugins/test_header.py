"""What a file says of itself is read, not run."""

from __future__ import annotations

import pytest

from poetrygui.plugins.header import Header, read_header


@pytest.mark.parametrize(
    "source, header",
    [
        ("", Header()),
        ('"""One sentence.\n\nAnd more."""\nAPI = 1\nTITLE = "A title"\n', Header("A title", "One sentence.", 1)),
        ('API: int = 2\nTITLE: str = "A title"\n', Header("A title", "", 2)),
        ("API = OTHER = 3\n", Header("", "", 3)),
        ("API = 1\nAPI = 2\n", Header("", "", 2)),
        ('API = "1"\nTITLE = 5\n', Header()),
        ('API = 1 + 1\nTITLE = f"{1}"\n', Header()),
        ("API: int\n", Header()),
        ("if True:\n    API = 1\n", Header()),
        ("x.API = 1\n", Header()),
    ],
)
def test_headers(source: str, header: Header) -> None:
    assert read_header(source.encode()) == header


def test_nothing_is_run() -> None:
    assert read_header(b'raise SystemExit\nTITLE = "A title"\n').title == "A title"


@pytest.mark.parametrize("source", [b"def", b"API = ", b"x = '\0'", b"\xff"])
def test_what_is_no_python(source: bytes) -> None:
    with pytest.raises((SyntaxError, ValueError)):
        read_header(source)
