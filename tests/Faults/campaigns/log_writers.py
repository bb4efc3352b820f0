"""Two and twenty processes go on with one session at once: they write one after the other or are told who does; forks among them."""
import os
import threading

from campaigns.log_fail_at import prepared

SHORT, FULL = 3, 500


def run(lab):
    talk = prepared(lab, "a later turn")
    number = 1
    for turn in range(lab.size):
        writers = 2 if turn % 2 else 20
        runs = {}
        threads = [threading.Thread(target=lambda n=n: runs.update({n: talk.run(n)})) for n in range(number, number + writers)]
        forks = []
        threads += [threading.Thread(target=lambda: forks.append(lab.pith("sessions", "fork", talk.session))) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        number += writers
        judge(lab, talk, turn, runs, forks)
        lab.count(f"turns of {writers} writers")
        talk.audit(f"turn {turn}", checks=turn % 10 == 0)


def judge(lab, talk, turn, runs, forks):
    admitted = [n for n, run in runs.items() if run.code == 0]
    lab.count("admitted, one after the other", len(admitted))
    for n, run in runs.items():
        if run.code == 0:
            continue
        lab.count("refused, the holder named")
        if run.code != 73 or b"process" not in run.err:
            lab.hush(f"turn {turn}: a writer among many ends with {run.code}: {run.err.decode()[:300]}")
    if not admitted:
        lab.lose(f"turn {turn}: of {len(runs)} writers none was admitted")
    for fork in forks:
        lab.count("forks beside them")
        if fork.code != 0:
            lab.lose(f"turn {turn}: a fork beside writers ends with {fork.code}: {fork.err.decode()[:300]}")
    # What one process wrote stands together: a second one inside it would have been admitted beside it.
    speakers = [record["e"] for record in talk.records(talk.log(), f"turn {turn}")]
    if speakers != sorted(speakers):
        lab.lose(f"turn {turn}: two writers at once")
    said = [name for name in os.listdir(talk.effects) if name.endswith("-0")]
    if len(said) < len(admitted):
        lab.lose(f"turn {turn}: {len(admitted)} were admitted and {len(said)} worked")
