"""The servers of the stage, in a process of their own: what the window does holds none of them up.

Prints two ports. To who connects to the first it counts, line by line, until something comes on standard input; then it
ends the count. Who connects to the second gets three lines, and is let go a moment later.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys

BETWEEN = 0.005
LAST = b"end\n"
PROVOKING = b"one\ntwo\nthree\n"
LET_GO_AFTER = 1.0


async def main() -> None:
    over = asyncio.Event()

    async def count(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        number = 0
        while not over.is_set():
            writer.write(b"%d\n" % number)
            number += 1
            await asyncio.sleep(BETWEEN)
        writer.write(LAST)
        writer.close()

    async def provoke(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(PROVOKING)
        await asyncio.sleep(LET_GO_AFTER)
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()

    servers = [await asyncio.start_server(each, "127.0.0.1", 0) for each in (count, provoke)]
    print(*(each.sockets[0].getsockname()[1] for each in servers), flush=True)
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, sys.stdin.read, 1)
    over.set()
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
