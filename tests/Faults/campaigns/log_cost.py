"""What durability costs: the time that a turn with two calls with effects spends in writes and flushes of its log, all of it."""
import os

from campaigns.log_fail_at import prepared
from lab import Skip

SHORT, FULL = 20, 1_000
MOST = 20_000  # microseconds, of 95 in 100 turns; a short run beside other work judges nothing


def run(lab):
    talk = prepared(lab, "a later turn")
    costs, file = [], os.path.join(lab.folder, "calls")
    for turn in range(1, lab.size + 1):
        if talk.run(turn, env=lab.shim(count=file)).code != 0:
            lab.lose(f"turn {turn} fails")
            return
        with open(file, encoding="utf-8") as lines:
            costs.append({word: int(number) for word, number in (line.split() for line in lines)})
    if "microseconds" not in costs[0]:
        raise Skip("the shim has no clock")
    times = sorted(cost["microseconds"] for cost in costs)
    flushes = sorted(cost["fsync"] for cost in costs)
    p95 = times[min(len(times) - 1, len(times) * 95 // 100)]
    lab.count("turns, each a process that resumes, works and closes")
    lab.counts["turns, each a process that resumes, works and closes"] = len(times)
    lab.count("flushes a turn (median)", flushes[len(flushes) // 2])
    lab.count("microseconds a turn in writes and flushes (median)", times[len(times) // 2])
    lab.count("microseconds at the 95th percentile", p95)
    if lab.size > SHORT and p95 > MOST:
        lab.lose(f"{p95} microseconds at the 95th percentile, more than {MOST}")
