"""A loop that reads a socket and throws away what it reads: the least that any client does."""

from __future__ import annotations

import json
import socket
import sys
import time

READ_SIZE = 256 * 1024


def main(port: int) -> None:
    begun, cpu = time.perf_counter(), time.process_time()
    size = 0
    with socket.create_connection(("127.0.0.1", port)) as connection:
        while data := connection.recv(READ_SIZE):
            size += len(data)
    seconds, processor = time.perf_counter() - begun, time.process_time() - cpu
    print(json.dumps({"seconds": seconds, "processor": processor, "bytes": size}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
