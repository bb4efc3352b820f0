"""Every open, write, fsync, rename, unlink, mkdir, fchmod, ftruncate and fallocate of a turn fails in turn, with every error, and comes up short."""
import os
import shutil

from campaigns.blob_fail_at import ERRORS
from talk import Talk

SHORT, FULL = 2, 1_000_000


def run(lab):
    for name in ("a first turn", "a later turn"):
        talk = prepared(lab, name)
        count = os.path.join(lab.folder, "calls")
        if talk.run(1, env=lab.shim(count=count)).code != 0:
            raise RuntimeError("a turn that is left alone fails")
        with open(count, encoding="utf-8") as lines:
            calls = {word: int(number) for word, number in (line.split() for line in lines)}
        for call, errors in ERRORS.items():
            ways = [str(e) for e in errors] + [f"{errors[0]}+"] + (["short"] if call == "write" else [])
            every = [(n, way) for n in range(1, calls.get(call, 0) + 1) for way in ways]
            for n, way in every if len(every) <= lab.size else lab.random.sample(every, lab.size):
                one_fault(lab, name, f"{call}:{n}:{way}")


def prepared(lab, name):
    """A session before its first turn, or one that has had one; the second is made once and copied."""
    lab.fresh()
    effects = os.path.join(lab.folder, "effects")
    shutil.rmtree(effects, ignore_errors=True)
    talk = Talk(lab, effects)
    if name == "a later turn" and talk.run(0).code != 0:
        raise RuntimeError("the turn before fails")
    return talk


def one_fault(lab, name, fault):
    talk = prepared(lab, name)
    run = talk.run(1, env=lab.shim(fault))
    lab.count("faults")
    where = f"{name} with {fault}"
    if run.code != 0 and not run.is_loud():
        lab.hush(f"{where} ended with {run.code}: {run.err.decode()[:300]}")
    if run.code == 0 and "the end of 1" not in talk.acknowledged:
        lab.hush(f"{where} ended well without an answer")
    lab.count("succeeded all the same" if run.code == 0 else "refused in words")
    talk.audit(where)
    again = talk.run(2)
    if again.code != 0:
        lab.lose(f"{where}, and the next turn ends with {again.code}: {again.err.decode()[:300]}")
    talk.audit(f"the turn after {where}")
