"""A mail server that takes everything and keeps nothing: a process of its own beside the sender."""

import asyncio
import sys

_END = b"\r\n.\r\n"


class Sink(asyncio.Protocol):
    """Answers yes to every command; what it is sent is counted by nobody but its sender."""

    def __init__(self) -> None:
        self._in_letter = False
        self._tail = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)  # noqa: S101  # what create_server gives
        self._transport = transport
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        if self._in_letter:
            self._tail = (self._tail + data)[-len(_END) :]
            if self._tail != _END:
                return
            self._in_letter, self._tail = False, b""
            self._transport.write(b"250 taken\r\n")
            return
        for line in data.split(b"\r\n"):
            if line:
                self._answer(line)

    def _answer(self, line: bytes) -> None:
        verb = line[:4].upper()
        if verb == b"DATA":
            self._in_letter = True
            self._transport.write(b"354 go on\r\n")
        elif verb == b"EHLO":
            self._transport.write(b"250-sink\r\n250 SIZE 50000000\r\n")
        elif verb == b"QUIT":
            self._transport.write(b"221 bye\r\n")
            self._transport.close()
        else:
            self._transport.write(b"250 OK\r\n")


async def serve() -> None:
    """Tell the port, and go on until the input is closed."""
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve())
