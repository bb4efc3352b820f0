"""Collections race turns whose large contents are old and cited nowhere until the turn cites them: a session never loses what it refers to."""
import json
import os
import shutil
import threading

from talk import Talk

SHORT, FULL = 2, 200
LARGE = 100_000  # bytes of a text that does not stay in a record


def run(lab):
    lab.counts["contents that went to the trash meanwhile"] = 0
    for race in range(lab.size):
        one_race(lab, race)
    if lab.size > 10 and not lab.counts["contents that went to the trash meanwhile"]:
        raise RuntimeError("no collection met what the turns wrote")


def one_race(lab, race):
    lab.fresh()
    effects = os.path.join(lab.folder, "effects")
    shutil.rmtree(effects, ignore_errors=True)
    before = Talk(lab, effects)
    if before.run(1, filler=LARGE).code != 0 or lab.pith("sessions", "rm", before.session).code != 0:
        raise RuntimeError("the session before fails")
    lab.age()  # the collector wants all of it now
    shutil.rmtree(effects)
    talk = Talk(lab, effects)
    over = threading.Event()
    collections = []
    threads = [threading.Thread(target=collect, args=(lab, over, collections)) for _ in range(2)]
    for thread in threads:
        thread.start()
    run = talk.run(1, filler=LARGE)
    over.set()
    for thread in threads:
        thread.join()
    where = f"race {race}"
    if run.code != 0:
        lab.lose(f"{where}: a turn beside collections ends with {run.code}: {run.err.decode()[:300]}")
    for done in collections:
        lab.count("collections")
        if done.code == 0:
            lab.count("contents that went to the trash meanwhile", json.loads(done.out)["trashed"])
        elif not done.is_loud() and b"process" not in done.err:  # only one collects at a time; the other is told who does
            lab.hush(f"{where}: gc ended with {done.code}: {done.err.decode()[:300]}")
    audit(lab, talk, where)
    lab.age()
    if lab.pith("store", "gc").code != 0:
        lab.lose(f"{where}: gc of a session at rest fails")
    audit(lab, talk, f"{where}, and collected once more")
    lab.count("races")


def audit(lab, talk, where):
    """The log is whole, and so is every content that it refers to, also to the reader."""
    talk.audit(where)
    shown = lab.pith("sessions", "show", talk.session, "--json")
    if shown.code != 0 or shown.out.count(b"y" * LARGE) != 2 or shown.out.count(b"x" * LARGE) != 2 or b'"lost"' in shown.out:
        lab.lose(f"{where}: what was said does not come back whole")


def collect(lab, over, collections):
    while True:
        collections.append(lab.pith("store", "gc", "--json", env={"PITH_FREE": "0"}))
        if over.is_set():
            return
