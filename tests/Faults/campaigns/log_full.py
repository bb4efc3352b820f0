"""A tmpfs fills up under a session: the turn ends in words, the log says so by the room kept back, and goes on when there is room."""
import os
import shutil
import subprocess

from lab import Skip
from talk import Talk

SHORT, FULL = 4, 200


def run(lab):
    if os.geteuid() != 0:
        raise Skip("needs root, for a tmpfs of its own")
    place = os.path.join(lab.folder, "small")
    os.makedirs(place)
    for turn in range(lab.size):
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "none", place], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Skip(f"cannot mount a tmpfs here: {done.stderr.strip()}")
        try:
            lab.home = os.path.join(place, "home")
            fill_and_release(lab, place, turn)
        finally:
            subprocess.run(["umount", place], check=True)


def fill_and_release(lab, place, turn):
    effects = os.path.join(lab.folder, "effects")
    shutil.rmtree(effects, ignore_errors=True)
    talk = Talk(lab, effects)
    assert talk.run(0).code == 0
    ballast = os.path.join(place, "ballast")
    left = lab.random.choice([0, 4096, 60_000, 400_000, 900_000])
    room = os.statvfs(place)
    with open(ballast, "wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, room.f_bavail * room.f_frsize - left))
    where = f"turn {turn}, {left} bytes free"
    refused = 0
    for number in range(1, 30):
        run = talk.run(number, filler=lab.random.randrange(40_000))
        if run.code == 0:
            continue
        refused += 1
        lab.count("turns refused")
        if run.code != 73 or not run.is_loud():
            lab.hush(f"{where}: ended with {run.code}: {run.err.decode()[:300]}")
        if refused == 3:
            break
    talk.audit(where)
    os.remove(ballast)
    again = talk.run(100)
    if again.code != 0:
        lab.lose(f"{where}: with room again it ends with {again.code}: {again.err.decode()[:300]}")
    talk.audit(f"{where}, and room was made")
    if any(record["type"] == "pith-disk-refused" for record in talk.records(talk.log(), where)):
        lab.count("sessions whose log says that the disk was full")
    lab.count("tmpfs filled")
