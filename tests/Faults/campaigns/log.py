"""kill -9 at a random moment of a session's writer; the session is resumed on and on, and forked."""
import json
import os
import signal
import time

SHORT, FULL = 60, 10_000

POLYNOMIAL = 0x82F63B78
TABLE = []
for byte in range(256):
    for _ in range(8):
        byte = byte >> 1 ^ (POLYNOMIAL if byte & 1 else 0)
    TABLE.append(byte)


def run(lab):
    folder = os.path.join(lab.home, "sessions", "work")
    os.makedirs(folder, mode=0o700)
    session = "6ba7b810-9dad-41d1-80b4-00c04fd430c8"
    path = os.path.join(folder, session + ".jsonl")
    write_session(path, session)
    acknowledged, kills, number = [], 0, 0
    while kills < lab.size:
        number += 1
        title = f"title {number} " + "x" * lab.random.randrange(100_000 if lab.random.random() < 0.1 else 4_000)
        forks = lab.random.random() < 0.05
        process = lab.start("sessions", "fork", session) if forks else lab.start("sessions", "rename", session, title)
        process.stdin.close()
        process.stdin = None
        time.sleep(lab.random.random() * 0.02)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        was_killed = process.returncode == -signal.SIGKILL
        kills += was_killed
        lab.count("kills" if was_killed else "runs that ended first")
        if process.returncode == 0 and not forks:
            acknowledged.append(title)
        elif not was_killed and process.returncode != 0:
            lab.hush(f"turn {number} ended with {process.returncode}")
        if number % 500 == 0:
            audit(lab, path, session, acknowledged, f"turn {number}")
    audit(lab, path, session, acknowledged, "the last turn")


def audit(lab, path, session, acknowledged, where):
    """Every title that was acknowledged stands in the log, in order; nothing in it is damaged; no number was given twice."""
    checked = lab.pith("sessions", "check", session)
    # A torn tail of the last writer is no damage: the next one sets it aside.
    if checked.code != 0 and b"unfinished record" not in checked.err:
        lab.lose(f"sessions check after {where}: {checked.err.decode('utf-8', 'replace')[:300]}")
    lab.count("checks")
    with open(path, "rb") as log:
        lines = log.read().split(b"\n")[:-1]
    records = [json.loads(line) for line in lines]
    if any(record["q"] != i for i, record in enumerate(records)):
        lab.lose(f"numbers out of order after {where}")
    titles = iter([record["customTitle"] for record in records if record["type"] == "custom-title"])
    for title in acknowledged:
        if title not in titles:
            lab.lose(f"{title[:12]} after {where}")
    lab.counts["acknowledged records read back"] = len(acknowledged)
    lab.counts["torn tails set aside"] = sum(".torn-" in name for name in os.listdir(os.path.dirname(path)))


def write_session(path, session):
    """A log as pith begins it: a header and a call without a result, which the first resumption answers."""
    bodies = [
        {"type": "pith-session", "format": 1, "sessionId": session, "cwd": "/work", "program": "pith"},
        {"type": "assistant", "uuid": "a", "message": {"role": "assistant", "content": [{"type": "tool_use", "id": "call", "name": "Bash", "input": {}}]}},
    ]
    with open(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as log:
        for number, body in enumerate(bodies):
            line = (json.dumps({"q": number, "e": 1, **body}, separators=(",", ":"))[:-1]).encode()
            log.write(b'%s,"c":"%08x"}\n' % (line, crc32c(line)))


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = crc >> 8 ^ TABLE[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF
