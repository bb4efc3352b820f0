"""Collections race puts of what they are just about to collect; whatever is acknowledged meanwhile can be read."""
import threading

from lab import handle_of

SHORT, FULL = 6, 1_000


def run(lab):
    contents = [lab.content(5_000) for _ in range(40)]
    for content in contents:
        lab.put(content)
    for turn in range(lab.size):
        lab.age()  # all are old and cited nowhere: the collector wants every one of them
        failures, acknowledged = [], []
        chosen = lab.random.sample(contents, 12)
        threads = [threading.Thread(target=put, args=(lab, part, acknowledged, failures)) for part in (chosen[:4], chosen[4:8], chosen[8:])]
        threads.append(threading.Thread(target=collect, args=(lab, failures)))
        lab.random.shuffle(threads)
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for failure in failures:
            lab.lose(f"turn {turn}: {failure}")
        lab.count("races")
        lab.audit(acknowledged, f"race {turn}", verify=turn % 20 == 0)


def put(lab, contents, acknowledged, failures):
    for content in contents:
        run = lab.pith("store", "put", "-", content=content)
        if run.code != 0 or run.text != handle_of(content):
            failures.append(f"a put beside a collection ended with {run.code}: {run.err.decode()[:200]}")
        else:
            acknowledged.append(content)
            if not lab.holds(content):
                failures.append(f"{handle_of(content)} is gone right after its put")


def collect(lab, failures):
    run = lab.pith("store", "gc")
    if run.code != 0:
        failures.append(f"gc ended with {run.code}: {run.err.decode()[:200]}")
