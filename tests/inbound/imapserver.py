"""An IMAP server for the tests: the few commands that reading a mailbox takes."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_UIDS = re.compile(r"UID (\w+) (\d+|[A-Z]+) ?(.*)", re.IGNORECASE)


@dataclass
class Kept:
    """A message on the server, and its flags."""

    uid: int
    raw: bytes
    flags: set[str] = field(default_factory=set)


@dataclass
class Box:
    """What the server has: its folders; ``can`` are its extensions."""

    folders: dict[str, list[Kept]] = field(default_factory=lambda: {"INBOX": [], "Klart": []})
    can: str = "IMAP4REV1 MOVE UIDPLUS"
    password: str = "hemligt"
    keeps_marks: bool = True
    asked: list[str] = field(default_factory=list)

    def put(self, raw: bytes) -> None:
        inbox = self.folders["INBOX"]
        inbox.append(Kept(len(inbox) + 1, raw))

    def found(self, folder: str, wanted: str, mark: str) -> list[int]:
        without = {"UNSEEN": "\\Seen", "UNDELETED": "\\Deleted"}.get(wanted, mark)
        return [each.uid for each in self.folders[folder] if without not in each.flags]

    def unseen(self, folder: str = "INBOX") -> list[int]:
        return [each.uid for each in self.folders[folder] if "\\Seen" not in each.flags]


class _Talk(socketserver.StreamRequestHandler):
    """One connection, from the greeting to the farewell."""

    def handle(self) -> None:
        self.box: Box = self.server.box  # type: ignore[attr-defined]  # set where it is started
        self.folder = "INBOX"
        self.say("* OK ready")
        for line in self.rfile:
            tag, _, command = line.decode().rstrip("\r\n").partition(" ")
            self.box.asked.append(command)
            self.answer(tag, command)
            if command.upper() == "LOGOUT":
                return

    def say(self, line: str | bytes) -> None:
        self.wfile.write((line if isinstance(line, bytes) else line.encode()) + b"\r\n")

    def answer(self, tag: str, command: str) -> None:
        word = command.split(" ", maxsplit=1)[0].upper()
        if word == "CAPABILITY":
            self.say(f"* CAPABILITY {self.box.can}")
        elif word == "LOGIN" and self.box.password not in command:
            self.say(f"{tag} NO wrong")
            return
        elif word == "CREATE":
            self.box.folders.setdefault(command.split(" ", 1)[1].strip('"'), [])
        elif word == "SELECT":
            self.folder = command.split(" ", 1)[1].strip('"')
            if self.folder not in self.box.folders:
                self.say(f"{tag} NO no such folder")
                return
            self.say(f"* {len(self.box.folders[self.folder])} EXISTS")
            more = " \\*" if self.box.keeps_marks else ""
            self.say(f"* OK [PERMANENTFLAGS (\\Seen \\Deleted{more})] kept")
        elif word == "UID":
            self.by_uid(command)
        self.say(f"{tag} OK done")

    def by_uid(self, command: str) -> None:
        found = _UIDS.fullmatch(command)
        assert found is not None, command
        word, uid, rest = found[1].upper(), found[2], found[3]
        if word == "SEARCH":
            self.say(f"* SEARCH {' '.join(map(str, self.box.found(self.folder, uid, rest)))}")
            return
        kept = next(each for each in self.box.folders[self.folder] if each.uid == int(uid))
        if word == "FETCH":
            self.fetch(kept, rest)
        elif word == "STORE":
            kept.flags |= set(re.findall(r"\\?\w+", rest.partition("(")[2]))
        elif word in ("MOVE", "COPY"):
            self.box.folders[rest.strip('"')].append(Kept(kept.uid, kept.raw, set(kept.flags)))
        if word in ("MOVE", "EXPUNGE"):
            self.box.folders[self.folder].remove(kept)

    def fetch(self, kept: Kept, what: str) -> None:
        if "RFC822.SIZE" in what:
            self.say(f"* 1 FETCH (UID {kept.uid} RFC822.SIZE {len(kept.raw)})")
            return
        partial = re.search(r"<0\.(\d+)>", what)
        raw = kept.raw[: int(partial[1])] if partial else kept.raw
        self.say(f"* 1 FETCH (UID {kept.uid} BODY[] {{{len(raw)}}}".encode() + b"\r\n" + raw + b")")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True


@contextmanager
def serving(box: Box) -> Iterator[int]:
    """The server on a port of its own, gone at the end."""
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.box = box  # type: ignore[attr-defined]  # what it serves
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield int(server.server_address[1])
        server.shutdown()
        thread.join()
