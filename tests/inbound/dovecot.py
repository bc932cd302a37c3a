"""A real IMAP server (Dovecot, where Debian has it), for as long as a test needs it."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.ports import free_port

DOVECOT = shutil.which("dovecot")

_CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail
default_login_user = nobody
default_internal_user = nobody
default_internal_group = nogroup
first_valid_uid = 1
passdb {{
  driver = static
  args = password=hemligt
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home={folder}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
namespace inbox {{
  inbox = yes
  mailbox Klart {{
    auto = create
  }}
}}
"""


@contextmanager
def serving(*messages: bytes) -> Iterator[tuple[int, Path]]:
    """The server's port, and the folder of its mail; ``messages`` wait in the inbox."""
    folder = Path(tempfile.mkdtemp(prefix="imap-"))
    port = free_port()
    new = folder / "mail/new"
    for name in ("mail/new", "mail/cur", "mail/tmp", "state"):
        (folder / name).mkdir(parents=True)
    for number, raw in enumerate(messages):
        (new / f"169822080{number}.test").write_bytes(raw)
    config = folder / "dovecot.conf"
    config.write_text(_CONFIG.format(folder=folder, port=port), "utf-8")
    for path in (folder, *folder.rglob("*")):
        shutil.chown(path, "nobody", "nogroup")
    assert DOVECOT is not None
    with subprocess.Popen([DOVECOT, "-F", "-c", str(config)], cwd="/") as server:
        _wait(port)
        yield port, folder / "mail"
        server.terminate()
    shutil.rmtree(folder, ignore_errors=True)


def _wait(port: int) -> None:
    last = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > last:
                raise
            time.sleep(0.05)
        else:
            return


CAN_RUN = DOVECOT is not None and os.geteuid() == 0
