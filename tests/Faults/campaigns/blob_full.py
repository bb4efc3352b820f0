"""A tmpfs fills up under the store, with the store's own floor switched off, and is made free again."""
import os
import subprocess

from lab import Skip

SHORT, FULL = 6, 200


def run(lab):
    if os.geteuid() != 0:
        raise Skip("needs root, for a tmpfs of its own")
    place = os.path.join(lab.folder, "small")
    os.makedirs(place)
    for _ in range(lab.size):
        size = 1 << lab.random.randrange(20, 25)
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", place], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Skip(f"cannot mount a tmpfs here: {done.stderr.strip()}")
        try:
            lab.home = os.path.join(place, "home")
            fill_and_release(lab, place, size)
        finally:
            subprocess.run(["umount", place], check=True)


def fill_and_release(lab, place, size):
    without_floor = {"PITH_FREE": "0"} if lab.random.random() < 0.8 else {}
    acknowledged, refused = [], 0
    ballast = os.path.join(place, "ballast")
    with open(ballast, "wb") as file:
        file.write(bytes(size * 2 // 3))
    while refused < 3:
        content = lab.random.randbytes(lab.random.randrange(1000, size // 6))
        run = lab.pith("store", "put", "-", content=content, env=without_floor)
        if run.code == 0:
            acknowledged.append(content)
        else:
            refused += 1
            lab.count("puts refused")
            if not run.is_loud() or run.code != 73:
                lab.hush(f"full tmpfs of {size}: ended with {run.code}: {run.err.decode()[:200]}")
    lab.audit(acknowledged, f"a full tmpfs of {size}")
    os.remove(ballast)
    content = lab.random.randbytes(size // 20)
    if lab.put(content) is None:
        lab.lose(f"a tmpfs of {size} that has room again takes nothing")
    else:
        lab.audit([content], "room was made")
    lab.count("tmpfs filled")
