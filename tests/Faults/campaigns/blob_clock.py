"""The clock jumps, for years in both directions, between put, collection and the next; what is cited never goes."""
import os
import time

from campaigns.blob_kill import cite
from lab import handle_of

SHORT, FULL = 5, 300
YEAR = 365 * 86400


def run(lab):
    for turn in range(lab.size):
        lab.fresh()
        cited, young = [lab.content() for _ in range(4)], [lab.content() for _ in range(2)]
        for content in cited:
            lab.put(content)
        cite(lab, cited)
        for _ in range(3):
            jump(lab, lab.random.choice([-20, -1, -0.003, 0.003, 1, 20, 200]) * YEAR)
            if lab.pith("store", "gc").code != 0:
                lab.hush(f"turn {turn}: gc fails after a jump")
            lab.count("jumps")
        # Put now, or again: no jump of the past may take them.
        for content in young:
            lab.put(content)
        lab.pith("store", "gc")
        lab.audit(cited + young, f"turn {turn}")
        # Forgotten by a clock that was wrong: found in the trash by a reader, and back when the clock is right.
        jump(lab, -1 * YEAR)
        lab.pith("store", "gc")
        lab.audit(young, f"turn {turn}, collected too early")
        if lab.put(young[0]) != handle_of(young[0]):
            lab.lose(f"turn {turn}: what is in the trash cannot be put again")
        lab.pith("store", "gc")
        lab.audit(cited + young, f"turn {turn}, put again")


def jump(lab, seconds):
    """Moves the time of every file, which is the same to the store as moving the clock the other way."""
    then = min(max(time.time() + seconds, 1), 2**33)
    for path, folders, files in os.walk(lab.home):
        for name in files + folders:
            os.utime(os.path.join(path, name), (then, then))
