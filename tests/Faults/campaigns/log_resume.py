"""A log of 100 MB and of 1 GB is resumed, written to and closed, within a tenth and three tenths of a second and 64 MB."""
import os
import subprocess
import time

from campaigns.log import TABLE, write_session
from lab import PITH

# The size is that of the largest log, in MB.
SHORT, FULL = 100, 1000

MOST_MEMORY = 64 << 10
TURNS = 5


def run(lab):
    for megabytes, seconds in ((100, 0.1), (1000, 0.3)):
        if megabytes <= lab.size:
            measure(lab, megabytes, seconds)


def measure(lab, megabytes, limit):
    session = "6ba7b810-9dad-41d1-80b4-00c04fd430c8"
    folder = os.path.join(lab.fresh(), "sessions", "work")
    os.makedirs(folder, mode=0o700)
    path = os.path.join(folder, session + ".jsonl")
    write_session(path, session)
    fill(path, megabytes)
    times, memory = [], 0
    for turn in range(TURNS):
        began = time.monotonic()
        process = subprocess.Popen([PITH, "sessions", "rename", session, f"title {turn}"], env=lab.environment(), stderr=subprocess.PIPE)
        _, status, usage = os.wait4(process.pid, 0)
        times.append(time.monotonic() - began)
        process.returncode = os.waitstatus_to_exitcode(status)
        memory = max(memory, usage.ru_maxrss)
        if process.returncode != 0:
            lab.lose(f"{megabytes} MB: ended with {process.returncode}: {process.stderr.read()[:200]}")
    checked = lab.pith("sessions", "check", session)
    if checked.code != 0:
        lab.lose(f"{megabytes} MB: {checked.err[:200]}")
    median = sorted(times)[TURNS // 2]
    lab.count(f"ms to resume {megabytes:,} MB, append and close (median of {TURNS}, whole process)", round(median * 1000))
    lab.count(f"MB of memory at most with {megabytes:,} MB", round(memory / 1024))
    if median > limit or memory > MOST_MEMORY:
        lab.lose(f"{megabytes} MB took {median:.3f} s and {memory / 1024:.0f} MB of memory")


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
