"""Every open, write, fsync, rename, unlink, mkdir, fchmod and utimensat fails in turn, with every error, and comes up short."""
import errno
import os

from lab import ROOT, handle_of

SHORT, FULL = 1, 1_000_000
ERRORS = {"open": [errno.EACCES, errno.EMFILE, errno.ENOSPC], "write": [errno.ENOSPC, errno.EIO, errno.EDQUOT], "fsync": [errno.EIO, errno.ENOSPC, errno.EDQUOT],
          "rename": [errno.EIO, errno.ENOSPC, errno.EDQUOT], "unlink": [errno.EIO, errno.EACCES], "mkdir": [errno.ENOSPC, errno.EDQUOT, errno.EACCES],
          "fchmod": [errno.EIO, errno.EROFS], "utimensat": [errno.EIO, errno.EROFS],
          "ftruncate": [errno.EIO, errno.EDQUOT], "fallocate": [errno.ENOSPC, errno.EDQUOT, errno.EIO]}
SAMPLE = os.path.join(ROOT, "samples", "session.jsonl")
FIRST = b"acknowledged before\n" * 50
LARGE = bytes(range(256)) * 3000


def one(lab):
    assert lab.put(FIRST)
    return [FIRST]


def same(lab):
    assert lab.put(FIRST) and lab.put(LARGE)
    return [FIRST, LARGE]


def packed(lab):
    """Blobs loose and packed, some cited and some not, all of them old."""
    one(lab)
    assert lab.pith("compact", SAMPLE, "--budget", "12k", "-o", lab.context).code == 0
    kept = [FIRST]
    for i in range(20):
        content = b"%d small result\n" % i * 9
        assert lab.put(content)
        if i % 2:
            kept.append(content)
    os.makedirs(os.path.join(lab.home, "sessions"))
    with open(os.path.join(lab.home, "sessions", "log.jsonl"), "w", encoding="utf-8") as log:
        log.writelines(f'{{"see":"{handle_of(content)}"}}\n' for content in kept)
    lab.age()
    return kept


def damaged(lab):
    """A store in which one blob is damaged and the rest must stay."""
    kept = packed(lab)
    bad = next(os.path.join(path, name) for path, _, names in os.walk(os.path.join(lab.home, "blobs")) for name in sorted(names) if handle_of(FIRST)[5:] not in name)
    os.chmod(bad, 0o600)
    with open(bad, "r+b") as file:
        file.seek(10)
        file.write(b"XXXX")
    return [content for content in kept if handle_of(content)[5:] not in bad]


SCENES = [
    ("put", one, lambda lab: ("store", "put", "-"), LARGE),
    ("put again", same, lambda lab: ("store", "put", "-"), LARGE),
    ("put with a cap", one, lambda lab: ("store", "put", "-", "--cap", "1Gi"), LARGE),
    ("compact", one, lambda lab: ("compact", SAMPLE, "--budget", "12k", "-o", lab.context), b""),
    ("gc", packed, lambda lab: ("store", "gc"), b""),
]
# Repair ends with 65 where something is lost for good, so it is a scene of this campaign only.
REPAIR = ("repair", damaged, lambda lab: ("store", "repair"), b"")


def run(lab):
    for name, prepare, words, content in SCENES + [REPAIR]:
        lab.scene(name, prepare)
        calls = lab.calls(*words(lab), content=content, code=65 if name == "repair" else 0)
        for call, errors in ERRORS.items():
            ways = [str(e) for e in errors] + [f"{errors[0]}+"] + (["short"] if call == "write" else [])
            every = [(n, way) for n in range(1, calls.get(call, 0) + 1) for way in ways]
            for n, way in every if len(every) <= lab.size else lab.random.sample(every, lab.size):
                one_fault(lab, name, prepare, words, content, f"{call}:{n}:{way}")


def one_fault(lab, name, prepare, words, content, fault):
    kept = lab.scene(name, prepare)
    lab.forget_context()
    run = lab.pith(*words(lab), content=content, env=lab.shim(fault))
    lab.count("faults")
    where = f"{name} with {fault}"
    expected = 65 if name == "repair" else 0
    if run.code != expected and not run.is_loud():
        lab.hush(f"{where} ended with {run.code}: {run.err.decode()[:200]}")
    if run.code == 0 and content:
        kept = kept + [content]
    lab.count("refused in words" if run.code not in (0, expected) else "succeeded all the same")
    lab.audit(kept, where, verify=name != "repair")
    lab.audit_context(lab.context, where)
    again = lab.pith(*words(lab), content=content)
    if again.code != expected:
        lab.lose(f"{where}, and the next run ends with {again.code}: {again.err.decode()[:200]}")
    lab.audit(kept + ([content] if content else []), f"the run after {where}", verify=name != "repair")
