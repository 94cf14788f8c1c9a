"""Mutants of what a protocol file derives from."""

from __future__ import annotations

from tests.mutants.mutant import Mutant, mutants

_COUNTED = [
    *("tests/api/test_counted.py", "tests/api/test_bases.py"),
    *("tests/protocols/test_prefixed.py", "tests/protocols/test_fixed.py", "tests/protocols/test_varint.py"),
]
_DELIMITED = [
    *("tests/api/test_delimited.py", "tests/api/test_bases.py", "tests/protocols/test_delimited.py"),
    *("tests/protocols/test_slip.py", "tests/protocols/test_cobs.py", "tests/protocols/test_jsonl.py"),
]
_POEM = [
    *(
        "tests/api/test_poem.py",
        "tests/api/test_bases.py",
        "tests/core/authors/test_overheard.py",
        "tests/core/fetching/test_fetch_stock.py",
    ),
    "tests/protocols/test_lines.py",
]

API: list[Mutant] = [
    *mutants(
        "poetrygui/api/frame_block.py",
        ["tests/api/test_frame_block.py"],
        [
            ("at + limit + 1) + 1", "at + limit) + 1"),
            ("if frames.pop():", "if not frames.pop():"),
            ('if drop_cr and ending != b"\\n":', "if drop_cr:"),
            ("if not data.startswith(ending) and", "if"),
        ],
        equal=[
            ("if last <= 0:", "if last < 0:", "where nothing is left the loop does not begin"),
            ("while at < last:", "while at <= last:", "of what is as long as the limit the end is found"),
        ],
    ),
    *mutants(
        "poetrygui/api/equal_frames.py",
        ["tests/api/test_equal_frames.py"],
        [
            ("found = min(found, wanted - ", "found = min(wanted, wanted - "),
            ("if found < wanted:", "if False:"),
            ("enumerate(behind, len(before) + size)", "enumerate(behind, size)"),
            ('if b"\\n" in column:', "if False:"),
            ("if size <= _SMALL", "if size < _SMALL"),
            ("start + before + at : stop", "start + at : stop"),
        ],
    ),
    *mutants(
        "poetrygui/api/counted.py",
        _COUNTED,
        [
            ("if length > self.limit:", "if length >= self.limit:"),
            ("if not 0 <= length", "if not 0 < length"),
            ("or end > total or end == position", "or end >= total or end == position"),
            ("or end > total or length < 0", "or end >= total or length < 0"),
            ("data[position - length - size : start]", "data[position - length - size : start - 1]"),
            ("if stop > position:", "if False:"),
            ("(0, size + length, 0) if self.with_header else", "(size, length, 0) if self.with_header else"),
            ("while end <= len(data) and not", "while end < len(data) and not"),
            ("start - position < self.LONGEST_HEADER", "start - position <= self.LONGEST_HEADER"),
            ("if len(self._header) >= self.LONGEST_HEADER:", "if len(self._header) > self.LONGEST_HEADER:"),
            ("if len(self._header) < self.header_size:", "if len(self._header) <= self.header_size:"),
            ("if self.with_header and length > self.WHOLE:", "if self.with_header and length >= self.WHOLE:"),
            ("if self._taken or (self.with_header and self._length >= 0)", "if self._taken"),
            ("while position < len(data) and not self._failed:", "while position < len(data):"),
            ("if self._length <= self.WHOLE:", "if self._length < self.WHOLE:"),
            ("if self._length <= self.WHOLE else piece", "if self._length < self.WHOLE else piece"),
            ("elif self._length > self.WHOLE and piece:", "elif self._length >= self.WHOLE and piece:"),
            ("elif self._length > self.WHOLE and piece:", "elif self._length > self.WHOLE:"),
            ("if length < 0 or not", "if not"),
            ("self.offset += position - begin", "self.offset = position - begin"),
            ("self.offset += len(self._header) + self._length", "self.offset += self.header_size + self._length"),
            ("if self._failed:\n            return None", "if False:\n            return None"),
            ("if self._held:\n            self.deliver_part", "if False:\n            self.deliver_part"),
        ],
        equal=[
            (
                "<= length <= limit or",
                "<= length < limit or",
                "a frame that is not taken here is taken as the first of the rest, and the same is made of it",
            ),
            (
                "if self._length >= 0:\n            return f",
                "if self._length > 0:\n            return f",
                "a frame of no bytes ends with its header, and so is never what a stream breaks off in",
            ),
        ],
    ),
    *mutants(
        "poetrygui/api/delimited.py",
        _DELIMITED,
        [
            ("if len(frame) > self.limit:", "if len(frame) >= self.limit:"),
            ("if wire.find(self.delimiter) != len(frame):", "if self.delimiter in frame:"),
            ("len(self._held) - size + 1, 0)", "len(self._held) - size + 2, 0)"),
            ("if self._failed or not size:", "if not size:"),
            ("if self.ends_open and reason.check(ConnectionDone):", "if self.ends_open:"),
            (
                "if size > self.limit:\n                self._refuse_length(held)",
                "if size >= self.limit:\n                self._refuse_length(held)",
            ),
            (
                "if size > self.limit:\n                self._refuse_length(held)",
                "if size > self.limit + 1:\n                self._refuse_length(held)",
            ),
            (
                "            if frame is not None:\n                self.deliver",
                "            if frame:\n                self.deliver",
            ),
            ("elif frame is not None:", "elif frame:"),
            ("elif self._as_it_is and held:", "elif held:"),
            ("self._parts = size\n", "self._parts = 0\n"),
            ("if size > limit:", "if size >= limit:"),
            ("self.number += block.count(self.delimiter)", "self.number += 1"),
            ("if size > 1 and _may_overlap(delimiter):", "if False:"),
            ("delimiter in held[before:] + data[: size - 1]", "False"),
            ("self.offset += size + gap", "self.offset += size + 1"),
            ("size = self._parts + len(self._held)", "size = len(self._held)"),
            ("if size and not self._failed else None", "if size else None"),
            ("len(held) <= min(", "len(held) < min("),
            ("if self._parts + sure > self.limit:", "if self._parts + sure >= self.limit:"),
            ("elif self._as_it_is and sure:", "elif self._as_it_is:"),
            ("elif self._as_it_is and sure:", "elif sure:"),
            ("if self._as_it_is and (allowed", "if (allowed"),
            ("piece[: self.limit - self._parts]", "piece[: self.limit]"),
            ("min(self.limit, self.WHOLE):", "self.WHOLE:"),
        ],
        equal=[
            (
                "len(self._held) - size + 1, 0)",
                "len(self._held) - size, 0)",
                "no delimiter lies whole in what was held: it would have been found when its last byte came",
            ),
            (
                "longest = min(len(self.delimiter) - 1, len(held))",
                "longest = min(len(self.delimiter), len(held))",
                "what is held never ends with the whole delimiter: it would have been cut there",
            ),
        ],
    ),
    *mutants(
        "poetrygui/api/poem.py",
        _POEM,
        [
            ("if self.failure is None:\n            self.failure", "if True:\n            self.failure"),
            ("if self.failure is None:\n            self.received", "if True:\n            self.received"),
            ("if self.failure is None:\n            self._parts", "if True:\n            self._parts"),
            ("self._parts.clear()", "self._parts"),
            ("self.transport.loseConnection()", "self.transport"),
            ('("_unprocessed", "_buffer")', '("_unprocessed",)'),
            ('("_unprocessed", "_buffer")', '("_buffer",)'),
            ("self._state == self._PARSING_PAYLOAD or bool", "bool"),
            ("or bool(self._remainingData)", "or False"),
        ],
    ),
    *mutants(
        "poetrygui/api/speaking.py",
        [
            "tests/api/test_speaking.py",
            "tests/core/authors/test_overheard.py",
            "tests/core/fetching/test_fetch_stock.py",
        ],
        [
            ("return bool(protocol.overheard_sender)", "return True"),
            ("and protocol.encode is not PoemProtocol.encode", "and True"),
            (".find(delimiter) != len(frame)", ".find(delimiter) < 0"),
            ('if protocol.overheard_sender == "sendLine" else', "if False else"),
            ("sender(frame.decode())", "raise"),
            ("raise ValueError(str(error)) from error", "raise"),
        ],
    ),
    *mutants(
        "poetrygui/api/scanned.py",
        ["tests/api/test_scanned.py", "tests/protocols/test_stx_etx.py"],
        [
            ("min(start + self.limit, total)", "total"),
            ("if total - start > self.limit:", "if total - start >= self.limit:"),
            ("if total - start > self.limit:", "if total - start > self.limit + 1:"),
            ("self.offset += end - start", "self.offset = end - start"),
            ("start, self.place = end, 0", "start = end"),
            ("self.number += 1", "self.number += 0"),
            ("and self.ends_open and reason", "and reason"),
            ("and reason.check(ConnectionDone)", "and True"),
            ("if self._failed:\n            return", "if False:\n            return"),
        ],
    ),
    *mutants(
        "poetrygui/api/http_responses.py",
        ["tests/api/test_http_responses.py"],
        [
            ("if end - start > self.limit:", "if end - start >= self.limit:"),
            (
                "if self._left > self.limit and not self.body_only:",
                "if self._left >= self.limit and not self.body_only:",
            ),
            ("self.place = max(stop - start - len(mark) + 1, 0)", "self.place = max(stop - start - len(mark) + 2, 0)"),
            ("self.place = max(stop - start - 1, 0)", "self.place = max(stop - start, 0)"),
            ("if end > stop:", "if end >= stop:"),
            ("self._left -= len(piece)", "self._left = 0"),
            ("if not frame or len(wire) > self.limit:", "if len(wire) > self.limit:"),
            ("if not frame or len(wire) > self.limit:", "if not frame or len(wire) >= self.limit:"),
        ],
    ),
]
