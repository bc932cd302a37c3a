"""Asking a server on this machine, over connections that are kept: how long, and how many."""

import socket
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Ask:
    """A page of one of the servers."""

    port: int
    path: str
    headers: tuple[tuple[str, str], ...] = ()

    def written(self) -> bytes:
        lines = [f"GET {self.path} HTTP/1.1", *(f"{name}: {said}" for name, said in self.headers)]
        return "\r\n".join([*lines, "", ""]).encode()


class Connection:
    """One kept connection, with as little work of its own as can be: the server is measured."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection((HOST, port), timeout=120)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, request: bytes) -> bytes:
        """The body of the answer, which must be a page."""
        self._socket.sendall(request)
        got = self._socket.recv(262_144)
        while (end := got.find(b"\r\n\r\n")) < 0:
            got += self._more()
        head = got[:end].lower()
        if not head.startswith(b"http/1.1 200"):
            raise ValueError(head.split(b"\r\n")[0].decode() + " to " + request[:80].decode())
        length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
        parts, missing = [got[end + 4 :]], length - len(got) + end + 4
        while missing > 0:
            parts.append(self._more())
            missing -= len(parts[-1])
        return b"".join(parts)

    def _more(self) -> bytes:
        got = self._socket.recv(262_144)
        if not got:
            raise ConnectionError("the server closed the connection")
        return got

    def close(self) -> None:
        self._socket.close()


@contextmanager
def connected(port: int) -> Iterator[Connection]:
    connection = Connection(port)
    try:
        yield connection
    finally:
        connection.close()


def body(ask: Ask) -> str:
    """One page, as its text."""
    with connected(ask.port) as connection:
        return connection.get(ask.written()).decode()


def in_turn(asks: Sequence[Ask], times: int, warm: int = 20) -> list[list[float]]:
    """The sorted milliseconds of each page, asked for in turn: what disturbs one disturbs all."""
    connections = {ask.port: Connection(ask.port) for ask in asks}
    written = [(connections[ask.port], ask.written()) for ask in asks]
    taken: list[list[float]] = [[] for _ in asks]
    for number in range(times + warm):
        for place, (connection, request) in enumerate(written):
            start = perf_counter()
            connection.get(request)
            if number >= warm:
                taken[place].append(1_000 * (perf_counter() - start))
    for connection in connections.values():
        connection.close()
    return [sorted(each) for each in taken]


def percentile(sorted_values: Sequence[float], share: int) -> float:
    """What so many of a hundred stay under."""
    return sorted_values[min(len(sorted_values) * share // 100, len(sorted_values) - 1)]


def rates(
    asks: Mapping[str, Ask], clients: int, seconds: float, rounds: int
) -> list[dict[str, float]]:
    """The requests a second of each page by itself, in each of some rounds taken in turn."""
    with ProcessPoolExecutor(clients) as pool:
        return [
            {
                name: sum(pool.map(_rate, [ask] * clients, [seconds] * clients))
                for name, ask in asks.items()
            }
            for _ in range(rounds)
        ]


def _rate(ask: Ask, seconds: float) -> float:
    request, count = ask.written(), 0
    with connected(ask.port) as connection:
        connection.get(request)
        start = perf_counter()
        while (took := perf_counter() - start) < seconds:
            connection.get(request)
            count += 1
    return count / took
