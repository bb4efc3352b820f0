"""The clock jumps for years between turns and within them: nothing is lost, numbered twice, or out of order."""
import json
import os
import shutil

from campaigns.blob_clock import YEAR, jump
from talk import Talk

SHORT, FULL = 2, 300
TURNS = 4


def run(lab):
    for round_ in range(lab.size):
        lab.fresh()
        effects = os.path.join(lab.folder, "effects")
        shutil.rmtree(effects, ignore_errors=True)
        talk = Talk(lab, effects)
        times = set()
        for turn in range(TURNS):
            years = lab.random.choice([-40, -1, 1, 30])
            done = talk.run(turn, env={**lab.shim(), "PITH_FAULT_CLOCK": str(years * YEAR)})
            if done.code != 0:
                lab.hush(f"round {round_}, turn {turn}: ends with {done.code}: {done.err.decode()[:300]}")
            jump(lab, lab.random.choice([-20, -0.003, 0.003, 20]) * YEAR)
            lab.count("turns in which the clock jumps")
            if lab.pith("store", "gc", env={"PITH_FREE": "0"}).code != 0:
                lab.hush(f"round {round_}, turn {turn}: gc fails")
        where = f"round {round_}"
        talk.audit(where)
        records = talk.records(talk.log(), where)
        ids = [record["uuid"] for record in records if "uuid" in record]
        if len(set(ids)) != len(ids):
            lab.lose(f"{where}: two records have one id")
        times.update(record["timestamp"][:4] for record in records if "timestamp" in record)
        if len(times) < 2:
            raise RuntimeError("the clock does not jump")
        shown = lab.pith("sessions", "show", talk.session, "--json")
        said = [block["text"] for message in json.loads(shown.out)["messages"] for block in message["blocks"] if block["text"].startswith("the end of")]
        if said != [f"the end of {turn}" for turn in range(TURNS)]:
            lab.lose(f"{where}: the answers stand in the order {said}")
