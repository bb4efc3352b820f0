#!/usr/bin/env python3
"""Writes canonical.txt, the canonical equivalences that CanonicalText reads, from the Unicode Character Database.

usage: canonical.py FOLDER > canonical.txt     (FOLDER has UnicodeData.txt and CompositionExclusions.txt; Debian: unicode-data)

A line is: code point, class (0 for starters), then the one or two code points it decomposes to, and x where the two never
compose to it. Hangul is left to arithmetic.
"""
import sys

folder = sys.argv[1]
excluded = {int(line.split("#")[0].split()[0], 16)
            for line in open(f"{folder}/CompositionExclusions.txt", encoding="utf-8") if line.split("#")[0].strip()}
rows = {}
for line in open(f"{folder}/UnicodeData.txt", encoding="utf-8"):
    fields = line.split(";")
    parts = [] if "<" in fields[5] else fields[5].split()
    if fields[3] != "0" or parts:
        rows[int(fields[0], 16)] = (int(fields[3]), parts)
for code, (rank, parts) in sorted(rows.items()):
    # By definition singletons and what starts with a mark do not compose either; they need no word in the file of exclusions.
    stays = len(parts) == 2 and (code in excluded or rank != 0 or rows.get(int(parts[0], 16), (0,))[0] != 0)
    print(f"{code:X} {rank}", *[f"{int(p, 16):X}" for p in parts], *(["x"] if stays else []))
