"""The power goes: ext4 on a loop device is shut down without its journal while writers, packs and a collector work."""
import fcntl
import os
import shutil
import signal
import subprocess
import threading
import time

from lab import ROOT, Skip, handle_of

SHORT, FULL = 6, 2_000
SHUTDOWN, NO_LOG_FLUSH = 0x8004587D, 2  # FS_IOC_SHUTDOWN
SAMPLE = os.path.join(ROOT, "samples", "session.jsonl")


def run(lab):
    if os.geteuid() != 0 or not shutil.which("mkfs.ext4"):
        raise Skip("needs root and mkfs.ext4, for a file system of its own")
    disk = Disk(lab)
    try:
        for cycle in range(lab.size):
            if cycle % 200 == 0:
                disk.make()
            one_cut(lab, disk, cycle)
    finally:
        disk.unmount()


def one_cut(lab, disk, cycle):
    disk.mount()
    lab.home = os.path.join(disk.place, "home")
    state = Writers(lab)
    threads = [threading.Thread(target=state.write, args=(lab.random.getrandbits(40),)) for _ in range(2)]
    threads += [threading.Thread(target=state.compact)] if cycle % 3 == 0 else [threading.Thread(target=state.collect)] if cycle % 3 == 1 else []
    for thread in threads:
        thread.start()
    time.sleep(0.03 + lab.random.random() * 0.2)
    # Stopped first: what a process is told between the cut and its end was never told to anyone.
    acknowledged, contexts = state.stop()
    disk.cut()
    state.kill()
    for thread in threads:
        thread.join()
    disk.unmount()
    disk.mount()
    lab.count("power cuts")
    lab.audit(acknowledged, f"power cut {cycle}", verify=cycle % 10 == 0)
    for context in contexts:
        lab.audit_context(context, f"power cut {cycle}")
    disk.unmount()


class Writers:
    """Processes that work until they are stopped, and what was acknowledged by then."""

    def __init__(self, lab):
        self.lab, self.gate = lab, threading.Lock()
        self.running, self.acknowledged, self.contexts, self.over = set(), [], [], False

    def work(self, words, content, done):
        with self.gate:
            if self.over:
                return False
            process = self.lab.start(*words)
            self.running.add(process)
        try:
            out, _ = process.communicate(content)
        except (BrokenPipeError, ValueError):
            out = b""
        with self.gate:
            self.running.discard(process)
            if not self.over and process.returncode == 0:
                done(out)
            return not self.over

    def write(self, seed):
        number = 0
        while True:
            content = b"%d %d " % (seed, number) + self.lab.content(20_000)
            number += 1
            if not self.work(("store", "put", "-"), content, lambda out: out.decode().strip() == handle_of(content) and self.acknowledged.append(content)):
                return

    def compact(self):
        number = 0
        while True:
            context = os.path.join(self.lab.home, f"context-{number}.json")
            number += 1
            if not self.work(("compact", SAMPLE, "--budget", "12k", "-o", context), b"", lambda out: self.contexts.append(context)):
                return

    def collect(self):
        while self.work(("store", "gc"), b"", lambda out: None):
            time.sleep(0.01)

    def stop(self):
        with self.gate:
            self.over = True
            for process in self.running:
                process.send_signal(signal.SIGSTOP)
            return list(self.acknowledged), list(self.contexts)

    def kill(self):
        with self.gate:
            for process in self.running:
                process.kill()


class Disk:
    """A file system in a file, mounted where the campaign likes, whose power can be cut."""

    def __init__(self, lab):
        self.image, self.place = os.path.join(lab.folder, "disk"), os.path.join(lab.folder, "mnt")
        os.makedirs(self.place)

    def make(self):
        with open(self.image, "wb") as image:
            image.truncate(256 << 20)
        subprocess.run(["mkfs.ext4", "-q", "-F", self.image], check=True)

    def mount(self):
        for _ in range(250):
            done = subprocess.run(["mount", "-o", "loop", self.image, self.place], capture_output=True, text=True, check=False)
            if done.returncode != 0:
                raise Skip(f"cannot mount a loop device here: {done.stderr.strip()}")
            if self.is_on():
                return
            # Whoever has made a mount namespace meanwhile still holds the file system whose power went.
            self.unmount()
            time.sleep(0.1)
        raise Skip("a file system that was shut down is still held by another mount namespace")

    def is_on(self):
        probe = os.path.join(self.place, "probe")
        try:
            os.close(os.open(probe, os.O_CREAT | os.O_WRONLY, 0o600))
            os.remove(probe)
            return True
        except OSError:
            return False

    def cut(self):
        folder = os.open(self.place, os.O_RDONLY)
        try:
            fcntl.ioctl(folder, SHUTDOWN, NO_LOG_FLUSH.to_bytes(4, "little"))
        finally:
            os.close(folder)

    def unmount(self):
        for _ in range(250):
            # Asking the kernel: a file system that was shut down may look to stat like none at all.
            done = subprocess.run(["umount", self.place], capture_output=True, check=False, env={**os.environ, "LC_ALL": "C"})
            if done.returncode == 0 or b"not mounted" in done.stderr:
                return
            time.sleep(0.02)
        raise RuntimeError(f"cannot unmount {self.place}")
