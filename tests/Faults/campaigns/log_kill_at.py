"""A turn killed at every call on the store in turn; the next goes on, and runs nothing twice."""
import os
import signal

from campaigns.log_fail_at import prepared

SHORT, FULL = 6, 1_000_000


def run(lab):
    for name in ("a first turn", "a later turn"):
        talk = prepared(lab, name)
        count = os.path.join(lab.folder, "calls")
        talk.run(1, env=lab.shim(count=count))
        with open(count, encoding="utf-8") as lines:
            calls = dict(line.split() for line in lines)
        total = int(calls["any"])
        for n in range(1, total + 1, max(1, total // lab.size)):
            talk = prepared(lab, name)
            run = talk.run(1, env=lab.shim(f"any:{n}:kill"))
            lab.count("kills" if run.code == -signal.SIGKILL else "runs that made fewer calls")
            where = f"{name}, killed at call {n}"
            talk.audit(where)
            again = talk.run(2)
            if again.code != 0:
                lab.lose(f"{where}, and the next turn ends with {again.code}: {again.err.decode()[:300]}")
            talk.audit(f"the turn after {where}")
