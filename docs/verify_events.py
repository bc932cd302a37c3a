"""Check an exported record: python3 verify_events.py EVENTS.JSONL [FOLDER_OF_PAPERS [KEY_FILE]]."""

import hmac
import json
import sys
from hashlib import sha256
from pathlib import Path

record, *more = map(Path, sys.argv[1:])
kept = {sha256(f.read_bytes()).hexdigest() for d in more[:1] for f in d.rglob("*") if f.is_file()}
key = more[1].read_bytes() if more[1:] else b""
last: dict[str, str] = {}  # the newest hash in each case's chain; the seals' chain is ""
seen: set[tuple[str, int, str]] = set()  # each event's case, number and hash
for number, line in enumerate(record.read_text("utf-8", "replace").strip().split("\n"), 1):
    entry = json.loads(line).get("seal") or json.loads(line)
    body = json.loads(entry["body"])
    case, named = body.get("case", ""), {paper[2] for paper in body.get("papers", [])}
    digest = sha256(f"{entry['previous']}\n{entry['body']}".encode()).hexdigest()
    signed = not key or hmac.digest(key, digest.encode(), "sha256").hex() == entry["mac"]
    for holds, fault in (
        (entry["previous"] == last.get(case, "0" * 64), "hänger inte ihop med det som står före"),
        (entry["hash"] == digest and signed, "stämmer inte med sin kontrollsumma eller signatur"),
        (seen.issuperset(map(tuple, body.get("heads", []))), "en förseglad händelse saknas"),
        (not more or named <= kept, "en handling saknas eller har ändrats"),
    ):
        if not holds:
            sys.exit(f"Rad {number}, {case or 'försegling'}: {fault}.")
    last[case] = digest
    seen.add((case, body.get("seq", 0), digest))
print(f"Allt stämmer: {number} rader.")
