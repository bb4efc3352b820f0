"""Every bit of a blob and of a pack flipped, and both cut at every byte; each is found, and never passed on."""
import os

from campaigns.blob_kill import cite
from lab import handle_of

# Bits between two that are flipped in the short run; the tests flip them all, in process.
SHORT, FULL = 61, 1
SAMPLES = [b"one small blob\n" * 8, b""]


def run(lab):
    for content in SAMPLES:
        lab.fresh()
        lab.put(content)
        try_all(lab, only_file(lab, "blobs"), content)
    # A pack, as a collection makes it of old small blobs: any member comes back right or not at all.
    lab.fresh()
    members = [b"member %d of a pack\n" % i * 3 for i in range(16)]
    for content in members:
        lab.put(content)
    cite(lab, members)
    lab.age()
    lab.pith("store", "gc")
    pack = only_file(lab, "packs")
    if pack is None:
        lab.lose("a collection of 16 small blobs makes no pack")
        return
    try_pack(lab, pack, {handle_of(content): content for content in members})


def only_file(lab, folder):
    found = [os.path.join(path, name) for path, _, names in os.walk(os.path.join(lab.home, folder)) for name in names]
    return found[0] if len(found) == 1 else None


def damages(good, step):
    for bit in range(0, len(good) * 8, step):
        bad = bytearray(good)
        bad[bit // 8] ^= 1 << bit % 8
        yield f"bit {bit}", bytes(bad)
    for length in range(0, len(good), max(1, step // 8)):
        yield f"cut at {length}", good[:length]


def write(file, content):
    os.makedirs(os.path.dirname(file), exist_ok=True)
    if os.path.exists(file):
        os.chmod(file, 0o600)
    with open(file, "wb") as target:
        target.write(content)
    os.chmod(file, 0o400)


def try_all(lab, file, content):
    with open(file, "rb") as source:
        good = source.read()
    for what, bad in damages(good, lab.size):
        write(file, bad)
        run = lab.pith("store", "get", handle_of(content))
        lab.count("blobs damaged")
        if run.code == 0 or run.out:
            lab.hush(f"{what} of {file} is passed on")
        elif not run.is_loud():
            lab.hush(f"{what} of {file} ends with {run.code}: {run.err.decode()[:200]}")
    write(file, good)
    lab.audit([content], "the good bytes are back", verify=False)


def try_pack(lab, file, right):
    with open(file, "rb") as source:
        good = source.read()
    for what, bad in damages(good, lab.size if lab.size == 1 else 3 * lab.size):
        write(file, bad)
        lab.count("packs damaged")
        if lab.pith("store", "verify").code != 65:
            lab.hush(f"{what} of a pack is not found by verify")
        for handle in lab.random.sample(list(right), 2):
            run = lab.pith("store", "get", handle)
            if run.out and run.out != right[handle]:
                lab.hush(f"{what} of a pack makes other bytes of {handle}")
            elif run.code != 0 and not run.is_loud():
                lab.hush(f"{what} of a pack ends with {run.code}: {run.err.decode()[:200]}")
    write(file, good)
    lab.audit(right.values(), "the good pack is back")
