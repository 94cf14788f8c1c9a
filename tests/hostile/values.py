"""Values that are not what they are to be: frames, words, what is asked of a protocol beside its stream."""

from __future__ import annotations

from tests.hostile.hostile import ANY, ENDED, FAULT, Hostile, having, listed, method, on_data, protocol

_TRAP = "class Trap(bytes):\n    def {}(self, *_):\n        {}\n"
_ENCODES = "encode(self, frame)"
_FIELDS = "fields(self, frame)"
_REFUSED = (*ENDED, "complete", "stopped")

FRAMES = listed(
    "frames",
    {
        "frame-of-text": on_data("self.deliver('text')"),
        "frame-of-none": on_data("self.deliver(None)"),
        "frames-of-numbers": on_data("self.deliver_many([1, 2, 3])"),
        "frames-without-end": on_data("self.deliver_many(itertools.repeat(b'x'))"),
        "block-of-text": on_data("self.deliver_block('text')"),
        "block-without-ending": on_data("self.deliver_block(b'a\\nb', b'')"),
        "fails-with-a-number": on_data("self.fail(12)"),
        "unfinished-raises": having("unfinished(self)", "raise ValueError", also="self.deliver_part(data)"),
        "unfinished-loops": having("unfinished(self)", "any(itertools.repeat(0))", also="self.deliver_part(data)"),
        "undelivered-of-text": having("undelivered_from(self, received)", "return 'all'", also="self.fail('no')"),
        "undelivered-loops": having(
            "undelivered_from(self, received)", "any(itertools.repeat(0))", also="self.fail('x')"
        ),
    },
    (*ENDED, "protocol-error"),
)
FRAMES += listed(
    "frames",
    {
        "trap-of-length": on_data("self.deliver(Trap(data))", top=_TRAP.format("__len__", "any(itertools.repeat(0))")),
        "trap-of-bytes": on_data("self.deliver(Trap(data))", top=_TRAP.format("__bytes__", "raise SystemExit")),
        "trap-of-looking": on_data(
            "self.deliver(Trap(data))", top=_TRAP.format("__getattribute__", "while True: pass")
        ),
        "frame-of-memory": on_data("self.deliver(memoryview(bytearray(64 << 20)))"),
        "large-frame": on_data("self.deliver(b'x' * (64 << 20))"),
        "many-empty-frames": on_data("self.deliver_many([b''] * 1_000_000)"),
        "frames-in-a-loop": on_data("while True: self.deliver(b'x' * 1000)"),
        "parts-without-end": on_data("[self.deliver_part(b'x') for _ in range(100_000)]"),
        "after-an-error": on_data("self.fail('bad')", "self.deliver_many([b'x'] * 1000)"),
        "after-a-close": on_data("self.transport.loseConnection()", "self.deliver_many([b'x'] * 1000)"),
        "long-failure": on_data("self.fail('x' * (50 << 20))"),
        "failure-that-acts": on_data("self.fail('\\x1b[2J\\u202e<b>')"),
        "many-remarks": on_data("[self.remark(str(number)) for number in range(300_000)]"),
        "long-remark": on_data("self.remark('x' * (50 << 20))"),
        "remark-of-nothing": on_data("self.remark(None)"),
        "unfinished-number": having("unfinished(self)", "return 12", also="self.deliver_part(data)"),
        "undelivered-negative": having("undelivered_from(self, received)", "return -1 << 70", also="self.fail('x')"),
        "undelivered-huge": having("undelivered_from(self, received)", "return 1 << 70", also="self.fail('x')"),
        "layout-of-text": having("wire_layout(self)", "return 'lines'"),
        "layout-loops": having("wire_layout(self)", "any(itertools.repeat(0))"),
        "deliver-replaced": protocol("deliver = None", method("dataReceived(self, data)", "self.deliver(data)")),
    },
    ANY,
)

SENT = listed(
    "encode",
    {
        "encode-raises": having(_ENCODES, "raise KeyError(frame)"),
        "encode-exits": having(_ENCODES, "raise SystemExit"),
        "encode-refuses": having(_ENCODES, "raise ValueError('x' * (50 << 20))"),
        "encode-loops": having(_ENCODES, "while True: pass"),
        "encode-loops-in-c": having(_ENCODES, "any(itertools.repeat(0))"),
        "encode-sleeps": having(_ENCODES, "time.sleep(1e6)"),
        "encode-text": having(_ENCODES, "return 'text'"),
        "encode-none": having(_ENCODES, "return None"),
        "encode-much": having(_ENCODES, "return b'x' * (64 << 20)"),
        "encode-leaves": having(_ENCODES, "os._exit(3)"),
        "encode-crashes": having(_ENCODES, "ctypes.string_at(0)"),
    },
    _REFUSED,
    "send",
)

ASKED = listed(
    "fields",
    {
        "fields-raise": having(_FIELDS, "raise ValueError"),
        "fields-loop": having(_FIELDS, "any(itertools.repeat(0))"),
        "fields-leave": having(_FIELDS, "os._exit(3)"),
        "fields-of-text": having(_FIELDS, "return 'text'"),
        "fields-deep": having(_FIELDS, "held = {}", "for _ in range(10_000): held = {'a': held}", "return held"),
        "fields-of-itself": having(_FIELDS, "held = {}", "held['a'] = held", "return held"),
        "fields-many": having(_FIELDS, "return {str(number): number for number in range(200_000)}"),
        "fields-long": having(_FIELDS, "return {'x' * (8 << 20): 'y' * (8 << 20)}"),
        "fields-trap": having(_FIELDS, "return type('Trap', (dict,), {'items': lambda _: iter(int, 1)})(a=1)"),
    },
    ("complete", FAULT),
    "fields",
)

CHECKED = listed(
    "samples",
    {
        "sample-loops": protocol(method("dataReceived(self, data)", "any(itertools.repeat(0))"))
        + "SAMPLES = [Sample(b'a', [b'a'])]\n",
        "sample-leaves": protocol(method("dataReceived(self, data)", "os._exit(3)"))
        + "SAMPLES = [Sample(b'a', [b'a'])]\n",
        "samples-raise": protocol(method("dataReceived(self, data)", "pass")) + "SAMPLES = property(lambda _: 1 / 0)\n",
        "samples-loop": protocol(method("dataReceived(self, data)", "pass"))
        + "class All(list):\n    def __iter__(self):\n        while True: pass\nSAMPLES = All()\n",
        "samples-without-end": protocol(method("dataReceived(self, data)", "pass"))
        + "SAMPLES = itertools.repeat(Sample(b'a', [b'a']))\n",
    },
    (),
    "check",
)

VALUES: list[Hostile] = [*FRAMES, *SENT, *ASKED, *CHECKED]
