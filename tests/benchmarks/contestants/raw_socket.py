"""A loop that reads a socket and throws away what it reads: the least that any client does."""

from __future__ import annotations

import json
import socket
import sys
import time

READ_SIZE = 256 * 1024


def main(port: int) -> None:
    begun = time.perf_counter()
    size = 0
    with socket.create_connection(("127.0.0.1", port)) as connection:
        while data := connection.recv(READ_SIZE):
            size += len(data)
    print(json.dumps({"seconds": time.perf_counter() - begun, "bytes": size}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
