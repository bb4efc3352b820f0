"""A log of 1 GB is checked, shown, searched, exported, resumed and gone on with inside a memory cgroup of 64 MB."""
import json
import os
import subprocess

from campaigns.blob_memory import MOST, Limit
from campaigns.log import write_session
from campaigns.log_resume import compacted, fill
from lab import PITH

# Megabytes of the log.
SHORT, FULL = 20, 1_000

SESSION = "6ba7b810-9dad-41d1-80b4-00c04fd430c8"


def run(lab):
    folder = os.path.join(lab.home, "sessions", "work")
    os.makedirs(folder, mode=0o700)
    path = os.path.join(folder, SESSION + ".jsonl")
    write_session(path, SESSION)
    fill(path, lab.size)
    compacted(path)
    limit = Limit(lab, MOST)
    messages = lab.size * 1_000_000 // 100_000
    output = os.path.join(lab.folder, "output")
    script = os.path.join(lab.folder, "script.jsonl")
    with open(script, "w", encoding="utf-8") as file:
        file.write(json.dumps({"text": "the end"}) + "\n")
    turn = ("-p", "next", "--resume", SESSION, "--model", f"script:{script}", "--output-format", "json")
    for words, code, enough in (
        (("sessions", "check", SESSION), 0, 10),
        (("sessions", "show", SESSION, "--json"), 0, messages * 90_000),
        (("sessions", "show", SESSION), 0, messages * 90_000),
        (("sessions", "search", "nobody said this", "--all"), 66, 0),
        (("sessions", "export", SESSION), 0, messages * 90_000),
        (("sessions", "rename", SESSION, "resumed"), 0, 0),
        (("sessions", "fork", SESSION), 0, 10),
        (turn, 0, 10),
        (("sessions", "check", SESSION), 0, 10),
    ):
        with open(output, "wb") as file:
            process = subprocess.Popen([PITH, *words], stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.PIPE, env=lab.environment({"HOME": lab.folder, "PITH_FREE": "0"}))
            limit.add(process.pid)
            err = process.stderr.read()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        name = " ".join(words[:2])
        limit.peak = max(limit.peak, usage.ru_maxrss // 1024)
        lab.count("commands")
        if process.returncode != code or os.path.getsize(output) < enough:
            lab.lose(f"{name} ends with {process.returncode} after {os.path.getsize(output)} bytes: {err.decode()[:300]}")
    lab.count("MB of log", os.path.getsize(path) // 1_000_000)
    lab.count("MB of memory at most", limit.peak)
    if limit.peak > MOST:
        lab.lose(f"{limit.peak} MB of memory, more than {MOST}")
