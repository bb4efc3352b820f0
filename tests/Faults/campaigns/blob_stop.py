"""A put stopped (SIGSTOP) at every call on the store while others put the same, collect and read; then it goes on."""
import signal
import tempfile
import time

from campaigns.blob_fail_at import SCENES
from lab import handle_of

SHORT, FULL = 4, 1_000_000


def run(lab):
    for name, prepare, words, content in SCENES:
        kept = lab.scene(name, prepare)
        calls = lab.calls(*words(lab), content=content)["any"]
        for n in range(1, calls + 1, max(1, calls // lab.size)):
            kept = lab.scene(name, prepare)
            lab.forget_context()
            # From a file: a pipe to a stopped process would fill up and stop us too.
            with tempfile.TemporaryFile() as source:
                source.write(content)
                source.seek(0)
                process = lab.start(*words(lab), stdin=source, env=lab.shim(f"any:{n}:stop"))
            stopped = wait_until_stopped(process)
            lab.count("stops" if stopped else "runs that made fewer calls")
            where = f"{name}, stopped at call {n}"
            if content and lab.put(content) is None:
                lab.lose(f"{where}: another cannot put the same")
            lab.age(0.5)
            collection = lab.pith("store", "gc")
            if collection.code != 0 and not collection.is_loud():
                lab.hush(f"{where}: gc ended with {collection.code}: {collection.err.decode()[:200]}")
            lab.audit(kept + ([content] if content else []), where)
            if stopped:
                process.send_signal(signal.SIGCONT)
            out, err = process.communicate()
            if process.returncode != 0:
                lab.lose(f"{where}, and it ends with {process.returncode} when it goes on: {err.decode()[:200]}")
            elif content and out.decode().strip() != handle_of(content):
                lab.lose(f"{where}, and it says {out.decode()[:100]}")
            lab.audit(kept + ([content] if content else []), f"{where}, and gone on")
            lab.audit_context(lab.context, where)


def wait_until_stopped(process):
    for _ in range(2000):
        with open(f"/proc/{process.pid}/stat", encoding="ascii") as stat:
            state = stat.read().rsplit(")", 1)[1].split()[0]
        if state in "TZX":
            return state == "T"
        time.sleep(0.001)
    return False
