"""Two and twenty processes put the same and different blobs at once, with a collector and readers among them."""
import threading

from lab import handle_of

SHORT, FULL = 3, 250


def run(lab):
    for turn in range(lab.size):
        if turn % 20 == 0:
            lab.fresh()
        writers = 2 if turn % 2 else 20
        common = [lab.content() for _ in range(3)]
        if turn % 4 == 3:
            lab.age()
        own = [[lab.content()] for _ in range(writers)]
        failures = []
        threads = [threading.Thread(target=write, args=(lab, contents + common, failures)) for contents in own]
        threads.append(threading.Thread(target=lambda: lab.pith("store", "gc")))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for failure in failures:
            lab.lose(f"turn {turn}: {failure}")
        lab.count(f"turns of {writers} writers")
        lab.audit(common + [content for contents in own for content in contents], f"turn {turn}")


def write(lab, contents, failures):
    for content in contents:
        run = lab.pith("store", "put", "-", content=content)
        if run.code != 0 or run.text != handle_of(content):
            failures.append(f"a put among many ended with {run.code}: {run.err.decode()[:200]}")
        elif not lab.holds(content):
            failures.append(f"{handle_of(content)} is not there right after its put")
