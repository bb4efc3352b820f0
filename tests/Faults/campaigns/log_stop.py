"""A turn stopped (SIGSTOP) at every call on the store: others read, fork and collect, none writes; then it goes on."""
import os
import signal
import time

from campaigns.blob_stop import wait_until_stopped
from campaigns.log_fail_at import prepared

SHORT, FULL = 4, 1_000_000


def run(lab):
    talk = prepared(lab, "a later turn")
    count = os.path.join(lab.folder, "calls")
    talk.run(1, env=lab.shim(count=count))
    with open(count, encoding="utf-8") as lines:
        total = int(dict(line.split() for line in lines)["any"])
    for n in range(1, total + 1, max(1, total // lab.size)):
        one_stop(lab, n)


def one_stop(lab, n):
    talk = prepared(lab, "a later turn")
    where = f"a turn, stopped at call {n}"
    process = talk.start(1, env=lab.shim(f"any:{n}:stop"))
    stopped = wait_until_stopped(process)
    lab.count("stops" if stopped else "runs that made fewer calls")
    if stopped:
        beside(lab, talk, where)
        process.send_signal(signal.SIGCONT)
    out, err = process.communicate()
    for line in out.splitlines(keepends=True):
        talk.take(1, line)
    if process.returncode != 0:
        lab.lose(f"{where}, and it ends with {process.returncode} when it goes on: {err.decode()[:300]}")
    talk.audit(f"{where}, and gone on")


def beside(lab, talk, where):
    for words in (("sessions", "show", talk.session), ("sessions", "fork", talk.session), ("store", "gc")):
        run = lab.pith(*words, env={"PITH_FREE": "0"})
        if run.code != 0 and not (words[1] == "gc" and run.is_loud()):
            lab.lose(f"{where}: pith {' '.join(words)} ends with {run.code}: {run.err.decode()[:300]}")
    began = time.monotonic()
    other = lab.pith("sessions", "rename", talk.session, "by another")
    lab.count("second writers")
    if other.code == 73 and b"process" in other.err:
        lab.count("second writers refused, the holder named")
    elif other.code != 0:
        lab.hush(f"{where}: a second writer ends with {other.code}: {other.err.decode()[:300]}")
    if time.monotonic() - began > 1:
        lab.hush(f"{where}: a second writer waits")
