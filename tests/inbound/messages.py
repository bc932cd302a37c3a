"""Messages as servers, programs and people write them, for the tests of what comes in."""

from email.message import EmailMessage

OURS = "<0123456789abcdef0123456789abcdef@region.example>"


def report(
    names: str = OURS, action: str = "failed", status: str = "5.1.1", *, headers_only: bool = False
) -> bytes:
    """A delivery report in the standard form, as Postfix and Exchange write it."""
    original = EmailMessage()
    original["Message-ID"] = names
    original["Subject"] = "RUN/536/2021: Utdrag"
    original.set_content("Hej!")
    fields = (
        "Reporting-MTA: dns; mx.are.example\n\n"
        "Final-Recipient: rfc822; r@are.example\n"
        f"Action: {action}\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; 550 {status} User unknown\n"
    )
    returned = original.as_string()
    kind = "message/rfc822"
    if headers_only:
        returned, kind = returned.partition("\n\n")[0] + "\n", "text/rfc822-headers"
    return (
        "Return-Path: <>\n"
        "From: MAILER-DAEMON@mx.are.example\n"
        "To: beslutskedjan@region.example\n"
        "Message-ID: <rapport-1@mx.are.example>\n"
        "Subject: Undelivered Mail Returned to Sender\n"
        "MIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"\n\n'
        "--b1\nContent-Type: text/plain\n\nI am sorry.\n"
        f"--b1\nContent-Type: message/delivery-status\n\n{fields}\n"
        f"--b1\nContent-Type: {kind}\n\n{returned}\n"
        "--b1--\n"
    ).encode()


def written(**headers: str) -> EmailMessage:
    """A message that a person has written; underscores in names of headers stand for hyphens."""
    message = EmailMessage()
    given = {
        "From": "Registrator <registrator@are.example>",
        "To": "beslutskedjan@region.example",
        "Subject": "SV: RUN/536/2021: Utdrag",
        "Message-ID": "<svar-1@are.example>",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    for name, value in given.items():
        message[name] = value
    message.set_content("Vi har tagit emot utdraget.")
    return message


def reply(names: str = OURS, **headers: str) -> bytes:
    return written(In_Reply_To=names, **headers).as_bytes()


def nested(kind: str, levels: int) -> bytes:
    """A message in a message in a message, or parts in parts in parts."""
    raw = b"Content-Type: text/plain\n\nHej\n"
    for level in range(levels):
        mark = f"b{level}"
        head = f'Subject: Vidarebefordrat\nContent-Type: {kind}; boundary="{mark}"\n\n'
        before, after = (f"--{mark}\n", f"--{mark}--\n") if "multipart" in kind else ("", "")
        raw = (head + before).encode() + raw + after.encode()
    return raw
