"""A loop that reads a socket, writes that into a file, and counts the newlines: the least that a store does."""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from pathlib import Path

from poetrygui.core.poems.newlines import count_newlines

READ_SIZE = 256 * 1024


def main(port: int, folder: Path) -> None:
    begun, cpu = time.perf_counter(), time.process_time()
    size = lines = 0
    buffer = bytearray(READ_SIZE)
    view = memoryview(buffer)
    file = os.open(folder / "poem", os.O_WRONLY | os.O_CREAT, 0o600)
    with socket.create_connection(("127.0.0.1", port)) as connection:
        while count := connection.recv_into(buffer):
            done = 0
            while done < count:
                done += os.write(file, view[done:count])
            lines += count_newlines(buffer, 0, count)  # type: ignore[arg-type]  # any buffer will do
            size += count
    os.close(file)
    seconds, processor = time.perf_counter() - begun, time.process_time() - cpu
    print(json.dumps({"seconds": seconds, "processor": processor, "bytes": size, "lines": lines}))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
