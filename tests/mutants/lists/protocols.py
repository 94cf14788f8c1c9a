"""Mutants of the shipped protocols."""

from __future__ import annotations

from tests.mutants.mutant import Mutant, mutants

PROTOCOLS: list[Mutant] = [
    *mutants(
        "protocols/lines.py",
        ["tests/protocols/test_lines.py"],
        [
            ("if len(frame) > self.limit:", "if len(frame) >= self.limit:"),
            ("if length > self.limit:", "if length >= self.limit:"),
            ("elif length > self.WHOLE:", "elif length >= self.WHOLE:"),
            ("len(self._held) - ending\n", "len(self._held)\n"),
            ('self._held[:] = b"\\r" * ending', 'self._held[:] = b""'),
            ("if self._parts + len(self._held) > self.limit", "if self._parts + len(self._held) >= self.limit"),
            ("if self._parts + len(self._held) > self.limit", "if len(self._held) > self.limit"),
            ("default=0) > self.limit:", "default=0) >= self.limit:"),
            ("if len(line) > self.limit)", "if len(line) >= self.limit)"),
            ("self._count += 1", "self._count += 0"),
            ("self._count += len(lines)", "self._count += 1"),
            ("if self._failed or not (self._held or self._parts):", "if not (self._held or self._parts):"),
            ("if self._failed or not (self._held or self._parts):", "if self._failed or not self._held:"),
            ("self.limit - self._parts]", "self.limit]"),
            ('or frame.endswith(b"\\r"):', "or False:"),
        ],
        equal=[
            (
                "if size > self.limit and max(",
                "if size >= self.limit and max(",
                "a chunk that is no longer than a line may be holds none that is longer",
            ),
        ],
    ),
    *mutants(
        "protocols/netstring.py",
        ["tests/protocols/test_netstring.py"],
        [
            ("if len(frame) > self.limit:", "if len(frame) >= self.limit:"),
            ("if int(self._digits) > self.limit:", "if int(self._digits) >= self.limit:"),
            ("if self._length <= self.WHOLE:", "if self._length < self.WHOLE:"),
            ("elif piece:\n", "else:\n"),
            ('or self._digits == b"0":', "or False:"),
            ("while length and length <= limit", "while length <= limit"),
            ("if self._failed or (self._length < 0", "if (self._length < 0"),
            ("if self._taken == self._length else", "if self._taken > self._length else"),
            ("if self._length >= 0:", "if self._length > 0:"),
            ("self._offset += len(data)", "self._offset = len(data)"),
            ("0x20 <= byte < 0x7F", "0x20 <= byte <= 0x7F"),
        ],
        equal=[
            (
                "if length > limit or data[colon]",
                "if length >= limit or data[colon]",
                "a string that is not taken here is taken as the first of the rest, and the same is made of it",
            ),
        ],
    ),
    *mutants(
        "protocols/raw.py",
        ["tests/protocols/test_raw.py"],
        [
            ("if self._begun and reason", "if reason"),
            ("and reason.check(ConnectionDone):", "and True:"),
        ],
    ),
    *mutants(
        "protocols/fixed.py",
        ["tests/protocols/test_fixed.py"],
        [
            ("if len(frame) != self.size:", "if len(frame) > self.size:"),
            ("if len(frame) != self.size:", "if len(frame) < self.size:"),
            ("minimum=1)]", "minimum=0)]"),
            ("limit = sys.maxsize", "limit = 1024 * 1024"),
        ],
    ),
    *mutants(
        "protocols/prefixed.py",
        ["tests/protocols/test_prefixed.py"],
        [
            ("256**self.width - 1)", "256**self.width)"),
            ("min(self.limit, 256**self.width - 1)", "256**self.width - 1"),
            ('"big": ">"', '"big": "<"'),
        ],
    ),
    *mutants(
        "protocols/cobs.py",
        ["tests/protocols/test_cobs.py"],
        [
            ("range(0, len(run) + 1, 254)", "range(0, len(run), 254)"),
            ("if len(frame) + len(blocks) > self.limit:", "if len(frame) + len(blocks) >= self.limit:"),
            ("if end > len(piece):", "if end >= len(piece):"),
            ("if piece[at] < 0xFF else", "if piece[at] <= 0xFF else"),
            ("unstuffed(piece) if piece else None", "(unstuffed(piece) or None) if piece else None"),
            ("if piece[0] == len(piece) else unstuffed", "if True else unstuffed"),
            ("{self.offset + at:,}", "{at:,}"),
        ],
    ),
    *mutants(
        "protocols/slip.py",
        ["tests/protocols/test_slip.py"],
        [
            ("if not 0 < len(frame)", "if not 0 <= len(frame)"),
            ("<= self.limit // 2:", "< self.limit // 2:"),
            ("return unescaped(piece) or None", "return unescaped(piece)"),
            ('if b"\\xdb" in piece else piece', "if False else piece"),
            ("if has_escapes and BAD_ESCAPE.search(block):", "if False:"),
            ("self.number += len(block) - len(packets.data)", "pass"),
            ('if has_escapes and b"\\n" in block:', "if False:"),
            ("{self.offset + bad.start():,}", "{bad.start():,}"),
        ],
    ),
    *mutants(
        "protocols/varint.py",
        ["tests/protocols/test_varint.py"],
        [
            ("if header[-1] < 0x80:", "if header[-1] <= 0x80:"),
            ("while length >= 0x80:", "while length > 0x80:"),
            ("<< 7 * place", "<< 8 * place"),
            ("if len(frame) > self.limit:", "if len(frame) >= self.limit:"),
            ("LONGEST = 10", "LONGEST = 9"),
        ],
    ),
    *mutants(
        "protocols/modbus_tcp.py",
        ["tests/protocols/test_modbus_tcp.py"],
        [
            ("if not 2 <= length <= LONGEST:", "if not 1 <= length <= LONGEST:"),
            ("if not 2 <= length <= LONGEST:", "if not 2 <= length < LONGEST:"),
            ("not 2 <= announced <= LONGEST or", "not 1 <= announced <= LONGEST or"),
            ("not 2 <= announced <= LONGEST or", "announced < 2 or"),
            ("{self.offset + 2:,}", "{2:,}"),
        ],
    ),
    *mutants(
        "protocols/mqtt.py",
        ["tests/protocols/test_mqtt.py"],
        [
            ("if kind == 0 or (", "if ("),
            ("flags & 6 == 6 if kind", "flags & 6 == 7 if kind"),
            ("if at and byte < 0x80)", "if byte < 0x80)"),
            ("if length > self.limit:", "if length >= self.limit:"),
            ("+ 2 + (2 if flags & 6 else 0) > length", "+ 2 > length"),
            ("+ 2 + (2 if flags & 6 else 0) > length", "+ 2 + (2 if flags & 6 else 0) >= length"),
            ("return length > 2 and 0 < seen[2] < 0x80 and", "return length > 2 and 0 < seen[2] <= 0x80 and"),
            ("self.is_waiting = False\n", "pass\n"),
            ("if not self.is_in_parts:", "if True:"),
            ("whole[-1] >= 0x80:", "whole[-1] > 0x80:"),
        ],
    ),
    *mutants(
        "protocols/resp.py",
        ["tests/protocols/test_resp.py"],
        [
            ("self.line_seen = max(stop - at - 1, 0)", "self.line_seen = max(stop - at, 0)"),
            ("if end - start > self.limit:", "if end - start >= self.limit:"),
            ("if end > stop:", "if end >= stop:"),
            ("if held[at] in BLOBS and size >= 0:", "if held[at] in BLOBS and size > 0:"),
            ("+= max(size, 0) * each + besides - 1", "+= size * each + besides - 1"),
            ("+= max(size, 0) * each + besides - 1", "+= max(size, 0) * each - 1"),
            ('ord("%"): (2, 0)', 'ord("%"): (1, 0)'),
        ],
    ),
    *mutants(
        "protocols/syslog.py",
        ["tests/protocols/test_syslog.py"],
        [
            ("if end - start > self.limit:", "if end - start >= self.limit:"),
            ("return end if end <= stop else None", "return end if end < stop else None"),
            ("if len(wire) > self.limit:", "if len(wire) >= self.limit:"),
            ("HIGHEST = 191", "HIGHEST = 192"),
            ("int(priority[1]) > HIGHEST", "int(priority[1]) >= HIGHEST"),
            ("start + self.place, stop)", "start + self.place + 1, stop)"),
        ],
    ),
    *mutants(
        "protocols/stx_etx.py",
        ["tests/protocols/test_stx_etx.py"],
        [
            ("if at >= stop:", "if at > stop:"),
            ("held[stop - 1] == 0x10", "held[stop - 1] != 0x10"),
            ("if len(wire) > self.limit:", "if len(wire) >= self.limit:"),
            ("self.place = found.end() - start", "self.place = found.start() - start + 1"),
            ("{self.offset + self.place:,}", "{self.offset:,}"),
        ],
    ),
    *mutants(
        "protocols/nmea.py",
        ["tests/protocols/test_nmea.py"],
        [
            ("if not 0 < len(frame) < self.limit:", "if not 0 < len(frame) <= self.limit:"),
            ("if found.end() < len(line):", "if False:"),
            ("if found[2] is None and self.checked:", "if found[2] is None:"),
            ("found[2].upper() != right:", "found[2] != right:"),
            ("offset + found.start(2)", "offset + found.end(1)"),
        ],
    ),
    *mutants(
        "protocols/sse.py",
        ["tests/protocols/test_sse.py"],
        [
            ("(?:\\r\\n|\\n|\\r(?!\\n))", "(?:\\r\\n|\\n|\\r)"),
            ("self.place = max(stop - start - 4, 1)", "self.place = max(stop - start - 1, 1)"),
            ("if stop - start >= len(BOM) else", "if stop - start > len(BOM) else"),
            ("if len(frame) + 2 > self.limit:", "if len(frame) + 2 >= self.limit:"),
        ],
    ),
]
