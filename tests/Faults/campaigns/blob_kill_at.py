"""Killed at every call on the store in turn: put, put again, compact with packs, gc with trash, repair."""
import signal

from campaigns.blob_fail_at import SCENES

SHORT, FULL = 5, 1_000_000


def run(lab):
    for name, prepare, words, content in SCENES:
        lab.scene(name, prepare)
        calls = lab.calls(*words(lab), content=content)["any"]
        step = max(1, calls // lab.size)
        for n in range(1, calls + 1, step):
            kept = lab.scene(name, prepare)
            lab.forget_context()
            run = lab.pith(*words(lab), content=content, env=lab.shim(f"any:{n}:kill"))
            lab.count("kills" if run.code == -signal.SIGKILL else "runs that made fewer calls")
            lab.audit(kept, f"{name}, killed at call {n}")
            lab.audit_context(lab.context, f"{name}, killed at call {n}")
            again = lab.pith(*words(lab), content=content)
            if again.code != 0:
                lab.lose(f"{name} fails after a kill at call {n}: {again.err.decode()[:200]}")
            lab.audit(kept + ([content] if content else []), f"{name} once more after a kill at call {n}")
