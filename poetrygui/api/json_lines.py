"""Many lines of JSON looked at together, by msgspec where that is installed: it checks values and builds none."""

from __future__ import annotations

from functools import cache

from poetrygui.api.frame_block import FrameBlock
from poetrygui.api.json_check import JsonCheck
from poetrygui.api.json_grammar import DEEPEST

try:
    import msgspec
except ImportError:
    HAS_MSGSPEC = False
else:
    HAS_MSGSPEC = True

_BLANKS = b" \t\r"


def json_block(block: bytes) -> FrameBlock | list[bytes] | None:
    """Return the values on whole lines, blank ones passed over.

    None where one of them may be no JSON in UTF-8, or too deep; or where msgspec is not installed.
    """
    if not HAS_MSGSPEC or not _is_utf8(block):
        return None
    try:
        values = _decoder().decode_lines(block)
    except (msgspec.DecodeError, RecursionError):
        return None
    # A value of so many levels has twice as many bytes.
    if not FrameBlock(block).are_within(2 * DEEPEST) and not all(map(_has_few_levels, values)):
        return None
    # Values have to be a line each: they may also follow one another, or go on in the next line, as it was read.
    if len(values) == block.count(b"\n"):
        values.append(msgspec.Raw())
        if b"\n".join(values) == block:
            return FrameBlock(block)
        if b"\r\n".join(values) == block:
            return FrameBlock(block, drop_cr=True)
        values.pop()
    lines = [line for line in (line.strip(_BLANKS) for line in block.split(b"\n")) if line]
    return lines if len(lines) == len(values) and b"\n".join(lines) == b"\n".join(values) else None


@cache
def _decoder() -> msgspec.json.Decoder[msgspec.Raw]:
    # When the first lines come: a window reads what there is of msgspec no sooner.
    return msgspec.json.Decoder(msgspec.Raw)


def _is_utf8(block: bytes) -> bool:
    try:
        return block.isascii() or bool(block.decode())
    except UnicodeDecodeError:
        return False


def _has_few_levels(value: msgspec.Raw) -> bool:
    text = bytes(value)
    if text.count(b"[") + text.count(b"{") <= DEEPEST:
        return True
    try:
        JsonCheck().finish(text)
    except ValueError:
        return False
    return True
