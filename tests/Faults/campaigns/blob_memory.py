"""A long tool output goes in and out within a memory limit: whole, with a cap, by range, and through a collection."""
import hashlib
import os
import subprocess
import threading

from lab import Run

# Megabytes of output; ten thousand is the 10 GB of the promise.
SHORT, FULL = 150, 10_000
MOST = 64  # MB of resident memory


def run(lab):
    block = b"".join(b"%08d a line of a long tool output, error: %d\n" % (i, i * 7919 % 1000) for i in range(20_000))
    blocks = lab.size * 1_000_000 // len(block) + 1
    limit = Limit(lab)
    digest = hashlib.sha256()
    for _ in range(blocks):
        digest.update(block)
    whole = feed(lab, limit, block, blocks, "store", "put", "-")
    if whole.text != "pith:" + digest.hexdigest()[:16]:
        lab.lose(f"{blocks * len(block)} bytes: {whole.code} {whole.err.decode()[:200]}")
        return
    lab.count("MB put whole", blocks * len(block) // 1_000_000)
    noise = os.urandom(1 << 20)
    capped = feed(lab, limit, noise, lab.size, "store", "put", "-", "--cap", "64Mi")
    if capped.code != 0 or b"left out" not in capped.err:
        lab.lose(f"{lab.size} MB with a cap: {capped.code} {capped.err.decode()[:200]}")
    lab.count("MB of noise put with a cap of 64 MB", lab.size)
    last = blocks * 20_000
    line = feed(lab, limit, b"", 0, "store", "get", whole.text, "--lines", f"{last}-{last}")
    if line.out != block.splitlines(keepends=True)[-1]:
        lab.lose(f"the last line comes back as {line.out[:100]}")
    back = hashlib.sha256()
    process = lab.start("store", "get", whole.text, env=limit.variables)
    while part := process.stdout.read(1 << 20):
        back.update(part)
    process.wait()
    if back.hexdigest() != digest.hexdigest():
        lab.lose("the whole does not come back")
    lab.count("MB read back", blocks * len(block) // 1_000_000)
    lab.age()
    os.makedirs(os.path.join(lab.home, "sessions"), exist_ok=True)
    with open(os.path.join(lab.home, "sessions", "log.jsonl"), "w", encoding="utf-8") as log:
        log.write(f'{{"see":"{whole.text}"}}\n' * 1000)
    for words in (("store", "gc"), ("store", "verify")):
        done = feed(lab, limit, b"", 0, *words)
        if done.code != 0:
            lab.lose(f"{words}: {done.code} {done.err.decode()[:200]}")
    lab.count("MB of memory at most", limit.peak)
    if limit.peak > MOST:
        lab.lose(f"{limit.peak} MB of memory, more than {MOST}")


def feed(lab, limit, block, times, *words):
    process = lab.start(*words, env=limit.variables)
    limit.add(process.pid)
    out, err = [], []
    readers = [threading.Thread(target=lambda: out.append(process.stdout.read())), threading.Thread(target=lambda: err.append(process.stderr.read()))]
    for reader in readers:
        reader.start()
    try:
        for _ in range(times):
            process.stdin.write(block)
        process.stdin.close()
    except BrokenPipeError:
        pass
    for reader in readers:
        reader.join()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    limit.peak = max(limit.peak, usage.ru_maxrss // 1024)
    return Run(process.returncode, out[0], err[0])


class Limit:
    """A memory cgroup where there is one to be had; the peak is looked at in any case."""

    def __init__(self, lab, megabytes=MOST + 64):  # the page cache of what is written counts here too
        self.peak, self.tasks, self.variables = 0, None, {}
        group = "/sys/fs/cgroup/memory/pith-faults"
        try:
            os.makedirs(group, exist_ok=True)
            with open(os.path.join(group, "memory.limit_in_bytes"), "w", encoding="ascii") as file:
                file.write(str(megabytes << 20))
            self.tasks = os.path.join(group, "cgroup.procs")
            lab.count("memory cgroup")
        except OSError:
            subprocess.run(["true"], check=False)

    def add(self, pid):
        if self.tasks:
            with open(self.tasks, "w", encoding="ascii") as file:
                file.write(str(pid))
