#!/usr/bin/env python3
"""Where the instructions of a count go: bench/instructions.py FILE. Publishes the binary with its symbols and runs it once
under callgrind, whose counts are the same on every run. Needs valgrind and binutils."""
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
OUT = os.path.join(ROOT, "artifacts", "bench", "instructions")
GROUPS = (
    ("check that it is UTF-8", r"Utf8Utility|Utf8Repair"),
    ("split, key and hash", r"PieceBatch|BlockSplit|Grammar|Runs__"),
    ("probe the cache", r"CountBatch"),
    ("newcomers: look up", r"CountNew|CountLong|Vocabulary__|PieceHash"),
    ("newcomers: merge", r"Newcomers|PartialMerge|PieceParts|ShortMerge|LongMerge|PieceMerger|RepeatedWindows|Period"),
    ("cut for threads and streams", r"SafeCut|TokenStream|StreamCounter|RangeCount|LargeFile"),
)


def main(path):
    os.makedirs(OUT, exist_ok=True)
    subprocess.run(["dotnet", "publish", "src/Cli/Cli.csproj", "-c", "Release", "-o", OUT, "-p:StripSymbols=false", "-nologo", "-v", "q"],
                   cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    binary, profile = os.path.join(OUT, "pith"), os.path.join(OUT, "callgrind.out")
    subprocess.run(["strip", "-g", binary], check=True)
    counted = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}", binary, "count", "--jobs", "1", path],
                             check=True, capture_output=True, text=True)
    tokens = int(re.search(r"[\d,]+", counted.stdout).group().replace(",", ""))
    report = subprocess.run(["callgrind_annotate", "--threshold=100", profile], check=True, capture_output=True, text=True).stdout
    sums, rest = dict.fromkeys((name for name, _ in GROUPS), 0), 0
    for line in report.splitlines():
        found = re.match(r"\s*([\d,]+) \([ \d.]+%\)\s+(\S.*)", line)
        if not found or "PROGRAM TOTALS" in line:
            continue
        instructions = int(found.group(1).replace(",", ""))
        group = next((name for name, pattern in GROUPS if re.search(pattern, found.group(2))), None)
        if group:
            sums[group] += instructions
        else:
            rest += instructions
    total = sum(sums.values()) + rest
    print(f"| {os.path.getsize(path) / 1e6:.1f} MB, {tokens:,} tokens | instructions a token | share |\n|---|---|---|")
    for name, value in [*sums.items(), ("start, reading, the rest", rest)]:
        print(f"| {name} | {value / tokens:.1f} | {100 * value / total:.0f} % |")
    print(f"| all | {total / tokens:.1f} | |")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
