"""Logs of 100 MB, 1 GB and 10 GB are resumed, forked and gone on with behind a compaction, within 0.1, 0.3 and 1 s and 64 MB."""
import json
import os
import subprocess
import time

from campaigns.log import TABLE, crc32c, write_session
from lab import PITH

# The size is that of the largest log, in MB.
SHORT, FULL = 100, 10_000

MOST_MEMORY = 64 << 10
TURNS = 5


def run(lab):
    for megabytes, seconds in ((100, 0.1), (1000, 0.3), (10_000, 1.0)):
        if megabytes <= lab.size:
            measure(lab, megabytes, seconds)


def measure(lab, megabytes, limit):
    session = "6ba7b810-9dad-41d1-80b4-00c04fd430c8"
    folder = os.path.join(lab.fresh(), "sessions", "work")
    os.makedirs(folder, mode=0o700)
    path = os.path.join(folder, session + ".jsonl")
    write_session(path, session)
    fill(path, megabytes)
    limits = Measure(lab, megabytes, limit)
    for turn in range(TURNS):
        limits.time("resume {}, append and close", "sessions", "rename", session, f"title {turn}")
    checked = lab.pith("sessions", "check", session)
    if checked.code != 0:
        lab.lose(f"{megabytes} MB: {checked.err[:200]}")
    before = set(logs(lab))
    for _ in range(TURNS):
        limits.time("fork {}", "sessions", "fork", session)
    lab.counts["bytes of a fork"] = max(os.path.getsize(log) for log in logs(lab) if log not in before)
    compacted(path)
    script = os.path.join(lab.folder, "script.jsonl")
    with open(script, "w", encoding="utf-8") as file:
        file.write('{"text":"good"}\n')
    for _ in range(TURNS):
        limits.time("go on with {} behind a compaction, a whole turn of pith -p", "-p", "go on", "--resume", session, "--model", f"script:{script}")
    limits.report()


class Measure:
    """Whole processes: the median of the time, and the most memory."""

    def __init__(self, lab, megabytes, limit):
        self.lab, self.size, self.limit = lab, f"{megabytes:,} MB", limit
        self.times, self.memory = {}, 0

    def time(self, what, *words):
        began = time.monotonic()
        process = subprocess.Popen([PITH, *words], env=self.lab.environment({"HOME": self.lab.folder}), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        _, status, usage = os.wait4(process.pid, 0)
        self.times.setdefault(what, []).append(time.monotonic() - began)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.memory = max(self.memory, usage.ru_maxrss)
        if process.returncode != 0:
            self.lab.lose(f"{self.size}: ended with {process.returncode}: {process.stderr.read()[:200]}")
        process.stderr.close()

    def report(self):
        for what, times in self.times.items():
            median = sorted(times)[len(times) // 2]
            self.lab.count("ms to " + what.format(self.size), round(median * 1000))
            if median > self.limit:
                self.lab.lose(f"{self.size}: {what.format(self.size)} took {median:.3f} s")
        self.lab.count(f"MB of memory at most with {self.size}", round(self.memory / 1024))
        if self.memory > MOST_MEMORY:
            self.lab.lose(f"{self.size} took {self.memory / 1024:.0f} MB of memory")


def logs(lab):
    return [os.path.join(path, name) for path, _, names in os.walk(os.path.join(lab.home, "sessions")) for name in names if name.endswith(".jsonl")]


def compacted(path):
    """Appends a compaction as pith writes it, which a log of that size has had many of."""
    with open(path, "rb") as log:
        log.seek(-300_000, os.SEEK_END)
        last = json.loads(log.read().split(b"\n")[-2])["q"]
    bodies = [
        {"type": "system", "uuid": "c", "subtype": "compact_boundary", "content": "Conversation compacted", "compactMetadata": {"trigger": "auto", "preTokens": 1, "records": 1}},
        {"type": "user", "uuid": "d", "isCompactSummary": True, "compactRecord": 1, "message": {"role": "user", "content": "what went before"}},
    ]
    with open(path, "ab") as log:
        for number, body in enumerate(bodies, last + 1):
            line = (json.dumps({"q": number, "e": 1, **body}, separators=(",", ":"))[:-1]).encode()
            log.write(b'%s,"c":"%08x"}\n' % (line, crc32c(line)))


def fill(path, megabytes):
    """Appends messages of 100 KB. Of a checksum over a fixed tail only the way the start enters it is computed for each."""
    tail = b'"type":"assistant","uuid":"b","message":{"role":"assistant","content":[{"type":"text","text":"' + b"the quick brown fox " * 5_000 + b'"}]}'
    base = update(0, tail)
    columns = [update(1 << bit, tail) ^ base for bit in range(32)]
    with open(path, "ab") as log:
        for number in range(2, 2 + megabytes * 1_000_000 // len(tail)):
            head = b'{"q":%d,"e":1,' % number
            state, crc = update(0xFFFFFFFF, head), base
            for bit in range(32):
                if state >> bit & 1:
                    crc ^= columns[bit]
            log.write(head + tail + b',"c":"%08x"}\n' % (crc ^ 0xFFFFFFFF))


def update(crc, data):
    for byte in data:
        crc = crc >> 8 ^ TABLE[(crc ^ byte) & 0xFF]
    return crc
