"""The power goes in the middle of turns: ext4 on a loop device is shut down without its journal; the session goes on after it."""
import json
import os
import shutil
import signal
import threading
import time

from campaigns.blob_power import Disk
from lab import Skip
from talk import Talk

SHORT, FULL = 6, 2_000


def run(lab):
    if os.geteuid() != 0 or not shutil.which("mkfs.ext4"):
        raise Skip("needs root and mkfs.ext4, for a file system of its own")
    disk = Disk(lab)
    try:
        for cycle in range(lab.size):
            if cycle % 50 == 0:
                disk.make()
                effects = os.path.join(lab.folder, f"effects-{cycle}")
                talk = Talk(lab, effects)
            talk.turn = one_cut(lab, disk, talk, cycle, talk.turn)
    finally:
        disk.unmount()


def one_cut(lab, disk, talk, cycle, turn):
    disk.mount()
    lab.home = os.path.join(disk.place, "home")
    if talk.session is None and talk.run(turn).code != 0:
        raise RuntimeError("a turn on a new disk fails")
    worker = Worker(talk, turn + 1)
    thread = threading.Thread(target=worker.work)
    thread.start()
    time.sleep(0.01 + lab.random.random() * 0.15)
    # Stopped first: what a process says between the cut and its end was never said to anyone.
    worker.stop()
    disk.cut()
    worker.kill()
    thread.join()
    disk.unmount()
    disk.mount()
    lab.count("power cuts")
    talk.audit(f"power cut {cycle}", checks=cycle % 10 == 0)
    again = talk.run(worker.turn + 1)
    if again.code != 0:
        lab.lose(f"after power cut {cycle} the next turn ends with {again.code}: {again.err.decode()[:300]}")
    disk.unmount()
    return worker.turn + 2


class Worker:
    """Turn after turn, until it is stopped."""

    def __init__(self, talk, turn):
        self.talk, self.turn, self.over = talk, turn, False
        self.gate, self.process = threading.Lock(), None

    def work(self):
        while True:
            with self.gate:
                if self.over:
                    return
                self.process = self.talk.start(self.turn)
            for line in self.process.stdout:
                with self.gate:
                    if self.over:
                        break
                    try:
                        self.talk.take(self.turn, line)
                    except json.JSONDecodeError:
                        break
            self.process.stdout.close()
            self.process.stderr.close()
            self.process.wait()
            with self.gate:
                if not self.over:
                    self.turn += 1

    def stop(self):
        with self.gate:
            self.over = True
            if self.process and self.process.poll() is None:
                self.process.send_signal(signal.SIGSTOP)

    def kill(self):
        with self.gate:
            if self.process and self.process.poll() is None:
                self.process.kill()
