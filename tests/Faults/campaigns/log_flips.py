"""Every bit of a session's log flipped, and the log cut at every byte: each flip is found, and costs one record at most."""
import json
import os

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
    for what, bad in damages(good, lab.size):
        with open(path, "wb") as log:
            log.write(bad)
        lab.count("logs damaged")
        checked = lab.pith("sessions", "check", talk.session)
        is_cut = what.startswith("cut")
        # A log that ends with a whole line is the log of an earlier moment; nobody can tell.
        if checked.code != 65 and not (is_cut and (bad.endswith(b"\n") or not bad or good[len(bad):len(bad) + 1] == b"\n")):
            lab.hush(f"{what}: check ends with {checked.code}: {checked.err.decode()[:300]}")
        shown = texts(lab, talk.session)
        if shown is None:
            lab.hush(f"{what}: show fails")
        elif any(text not in said for text in shown):
            lab.hush(f"{what}: words are passed on that nobody said")
        elif not is_cut and len(shown) < len(said) - 2:  # a record holds two blocks at most
            lab.lose(f"{what}: {len(said) - len(shown)} blocks are gone")
    with open(path, "wb") as log:
        log.write(good)
    talk.audit("the good bytes are back")
    os.remove(os.path.join(lab.folder, "script-0.jsonl"))


def texts(lab, session):
    run = lab.pith("sessions", "show", session, "--json")
    return [block["text"] for message in json.loads(run.out)["messages"] for block in message["blocks"]] if run.code == 0 else None
