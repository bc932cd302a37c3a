"""A real mail server as a process of its own: one port for each way in which it may behave."""

import asyncio
import json
import ssl
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import AnyStr

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

DROP, SLOW = "drop", "slow"
USER, PASSWORD = "beslutskedjan", "hemligt"


@dataclass(frozen=True)
class Manner:
    """How the server behaves: ``answer`` is what it says, or does, at one place of the talk."""

    at: str = ""
    answer: str = ""
    security: str = "none"
    asks_login: bool = False
    most: int = 0  # after so many letters on one connection it closes it
    size_limit: int = 0


MANNERS = {
    "good": Manner(),
    "greeting_421": Manner("greeting", "421 4.3.2 Busy"),
    "greeting_554": Manner("greeting", "554 5.3.2 No service here"),
    "greeting_drop": Manner("greeting", DROP),
    "mail_450": Manner("mail", "450 4.7.1 Later"),
    "mail_421": Manner("mail", "421 4.7.0 Too many"),
    "mail_550": Manner("mail", "550 5.7.1 Sender not known"),
    "mail_552": Manner("mail", "552 5.3.4 Too big"),
    "mail_drop": Manner("mail", DROP),
    "mail_slow": Manner("mail", SLOW),
    "rcpt_450": Manner("rcpt", "450 4.2.0 Greylisted"),
    "rcpt_550": Manner("rcpt", "550 5.1.1 Unknown user"),
    "rcpt_552": Manner("rcpt", "552 5.2.2 Mailbox full"),
    "rcpt_530": Manner("rcpt", "530 5.7.0 Log in first"),
    "rcpt_drop": Manner("rcpt", DROP),
    "data_451": Manner("data", "451 4.3.0 Later"),
    "data_554": Manner("data", "554 5.5.1 No"),
    "data_drop": Manner("data", DROP),
    "end_451": Manner("end", "451 4.3.0 Disk"),
    "end_550": Manner("end", "550 5.6.0 Not this"),
    "end_552": Manner("end", "552 5.3.4 Too big"),
    "end_drop": Manner("end", DROP),  # it has the letter, and says nothing
    "end_slow": Manner("end", SLOW),
    "small": Manner(size_limit=2_000),
    "two_each": Manner(most=2),
    "starttls": Manner(security="starttls", asks_login=True),
    "tls": Manner(security="tls", asks_login=True),
}


class Server(SMTP):
    """aiosmtpd, with one thing amiss."""

    def __init__(self, manner: Manner, folder: Path, context: ssl.SSLContext) -> None:
        self.manner, self.folder, self.count = manner, folder, 0
        super().__init__(
            self,
            hostname="localhost",
            ident="test",
            data_size_limit=manner.size_limit or 33_554_432,
            tls_context=context if manner.security == "starttls" else None,
            require_starttls=manner.security == "starttls",
            auth_required=manner.asks_login,
            auth_require_tls=manner.security != "tls",
            authenticator=_known if manner.asks_login else None,
        )

    async def push(self, status: AnyStr) -> None:
        if self.manner.at == "greeting" and str(status).startswith("220"):
            await super().push(await self._amiss() or "220 localhost")
        else:
            await super().push(status)

    async def handle_MAIL(  # noqa: N802  # as aiosmtpd calls it
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.manner.at == "mail" and (said := await self._amiss()):
            return said
        if self.manner.most and self.count >= self.manner.most:
            self._hang_up()
        envelope.mail_from, envelope.mail_options = address, options
        return "250 OK"

    async def handle_RCPT(  # noqa: N802  # as aiosmtpd calls it
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        if self.manner.at == "rcpt" and (said := await self._amiss()):
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802  # as aiosmtpd calls it
        if self.manner.at == "data" and (said := await self._amiss()):
            await self.push(said)
            return
        await super().smtp_DATA(arg)

    async def handle_DATA(  # noqa: N802  # as aiosmtpd calls it
        self, _server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.manner.at == "end" and self.manner.answer[0] in "45":
            return self.manner.answer
        self._keep(session, envelope)
        self.count += 1
        return (await self._amiss() if self.manner.at == "end" else None) or "250 OK"

    def _keep(self, session: Session, envelope: Envelope) -> None:
        number = len(list(self.folder.glob("*.eml"))) + 1
        content = envelope.original_content or b""
        encrypted = self.manner.security == "tls" or session.ssl is not None
        told = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "encrypted": encrypted,
            "peer": str(session.peer),
        }
        (self.folder / f"{number}.json").write_text(json.dumps(told))
        (self.folder / f"{number}.eml").write_bytes(content)

    async def _amiss(self) -> str | None:
        """What is amiss here; a server that is slow goes on when nobody listens any more."""
        if self.manner.answer == DROP:
            self._hang_up()
        elif self.manner.answer == SLOW:
            await asyncio.sleep(3)
        else:
            return self.manner.answer
        return None

    def _hang_up(self) -> None:
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()


def _known(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object
) -> AuthResult:
    told = isinstance(data, LoginPassword) and (data.login, data.password)
    known = told == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=known, handled=known)


async def serve(folder: Path, certificate: Path) -> None:
    """Listen in every manner, tell the ports on one line, and go on until the input is closed."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    loop, ports = asyncio.get_running_loop(), {}
    for name, manner in MANNERS.items():
        kept = folder / name
        kept.mkdir()
        server = await loop.create_server(
            partial(Server, manner, kept, context),
            "127.0.0.1",
            0,
            ssl=context if manner.security == "tls" else None,
        )
        ports[name] = server.sockets[0].getsockname()[1]
    sys.stdout.write(json.dumps(ports) + "\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), Path(sys.argv[2])))
