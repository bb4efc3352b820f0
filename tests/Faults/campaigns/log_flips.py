"""Every bit of a session's log flipped, and the log cut at every byte: each flip is found, and costs one record at most."""
import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor

from campaigns.blob_flips import damages
from campaigns.log_fail_at import prepared

# Bits between two that are flipped in the short run; the tests flip them all, in process.
SHORT, FULL = 401, 1


def run(lab):
    talk = prepared(lab, "a later turn")
    path = talk.log()
    with open(path, "rb") as log:
        good = log.read()
    said = texts(lab, talk.session)
    every = list(damages(good, lab.size))
    lab.counts["bits flipped"] = sum(what.startswith("bit") for what, _ in every)
    lab.counts["cuts, each at another byte"] = sum(what.startswith("cut") for what, _ in every)
    lab.count("bytes of the log", len(good))
    workers = os.cpu_count() or 1
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(lambda part: try_all(lab, talk, path, good, said, part), [(n, every[n::workers]) for n in range(workers)]))
    talk.audit("all others were damaged")


def try_all(lab, talk, path, good, said, part):
    """A share of the damages, each in a home of its own."""
    number, damaged = part
    home = os.path.join(lab.folder, f"home-{number}")
    shutil.copytree(lab.home, home)
    env, path = {"PITH_HOME": home}, os.path.join(home, os.path.relpath(path, lab.home))
    for what, bad in damaged:
        with open(path, "wb") as log:
            log.write(bad)
        judge(lab, talk.session, env, good, said, what, bad)


def judge(lab, session, env, good, said, what, bad):
    checked = lab.pith("sessions", "check", session, env=env)
    is_cut = what.startswith("cut")
    # A log that ends with a whole line is the log of an earlier moment; nobody can tell.
    is_earlier = is_cut and bad and (bad.endswith(b"\n") or good[len(bad):len(bad) + 1] == b"\n")
    if checked.code != 65 and not is_earlier:
        lab.hush(f"{what}: check ends with {checked.code}: {checked.err.decode()[:300]}")
    shown = texts(lab, session, env)
    if shown is None:
        lab.hush(f"{what}: show fails")
    elif any(text not in said for text in shown):
        lab.hush(f"{what}: words are passed on that nobody said")
    elif not is_cut and len(shown) < len(said) - 2:  # a record holds two blocks at most
        lab.lose(f"{what}: {len(said) - len(shown)} blocks are gone")


def texts(lab, session, env=None):
    run = lab.pith("sessions", "show", session, "--json", env=env)
    if run.code not in (0, 65):
        return None
    said = [block["text"] for message in json.loads(run.out)["messages"] for block in message["blocks"]]
    # Where no message is left it ends with 65, and only there.
    return said if run.code == 0 or not said else None
