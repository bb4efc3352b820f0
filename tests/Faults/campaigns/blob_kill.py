"""kill -9 at a random moment of a put, a compaction or a collection; the store is used on and on."""
import os
import signal
import time

from lab import ROOT, handle_of

SHORT, FULL = 80, 10_000


def run(lab):
    acknowledged, recent = [], []
    sample = os.path.join(ROOT, "samples", "session.jsonl")
    restart, kills = 0, 0
    while kills < lab.size:
        restart += 1
        content = lab.content()
        kind = lab.random.random()
        if kind < 0.04:
            process = lab.start("compact", sample, "--budget", "12k", "-o", os.path.join(lab.folder, "context.json"))
            content = None
        elif kind < 0.08:
            lab.age()
            process = lab.start("store", "gc", lab.folder)  # the context cites, so its folder counts
            content = None
        else:
            if acknowledged and kind < 0.2:
                content = lab.random.choice(acknowledged)  # there already, perhaps in the trash
            process = lab.start("store", "put", "-")
        try:
            process.stdin.write(content or b"")
            process.stdin.close()
        except BrokenPipeError:
            pass
        process.stdin = None
        # Up to twice what such a run takes: half the time the end comes first.
        time.sleep(lab.random.random() * (0.03 if content is not None else 0.12))
        process.send_signal(signal.SIGKILL)
        out, _ = process.communicate()
        was_killed = process.returncode == -signal.SIGKILL
        kills += was_killed
        lab.count("kills" if was_killed else "runs that ended first")
        if content is not None and out.decode().strip() == handle_of(content):
            acknowledged.append(content)
            recent.append(content)
        if len(recent) >= 100:
            # What only a collection forgets is no loss: 30 days old by the clock, and cited nowhere.
            cite(lab, acknowledged)
            lab.audit(recent, f"restart {restart}", verify=len(acknowledged) % 1000 < 100)
            recent = []
        if restart % 10 == 0:
            cite(lab, acknowledged)
    cite(lab, acknowledged)
    lab.audit(acknowledged, "the last restart")


def cite(lab, contents):
    """A log that refers to all that was acknowledged, as a session would."""
    os.makedirs(os.path.join(lab.home, "sessions"), exist_ok=True)
    with open(os.path.join(lab.home, "sessions", "log.jsonl"), "w", encoding="utf-8") as log:
        log.writelines(f'{{"text":"see {handle_of(content)}"}}\n' for content in contents)
