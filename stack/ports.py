"""Ports of loopback that nobody listens on."""

import random
import socket

# Below those that systems give to outgoing connections, one of which could take it before its server does.
RANGE = range(20_000, 32_000)
HOST = "127.0.0.1"


def free(count: int) -> list[int]:
    """So many different ones."""
    found: list[int] = []
    for port in random.sample(RANGE, k=len(RANGE)):
        with socket.socket() as probe:
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
        found.append(port)
        if len(found) == count:
            return found
    raise OSError(f"expected {count} free ports in {RANGE}, found {len(found)}")


def answers(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0
