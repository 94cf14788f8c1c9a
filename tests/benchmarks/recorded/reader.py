"""Reads from a port until its end, and prints how many bytes came at a time."""

from __future__ import annotations

import json
import socket
import sys


def main(port: int) -> None:
    sizes = []
    with socket.create_connection(("127.0.0.1", port)) as connection:
        while data := connection.recv(1024 * 1024):
            sizes.append(len(data))
    print(json.dumps(sizes))


if __name__ == "__main__":
    main(int(sys.argv[1]))
