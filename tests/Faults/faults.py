#!/usr/bin/env python3
"""Fault campaigns against the native binary.

  ./dev faults               what there is
  ./dev faults short         all of them, small: what CI runs
  ./dev faults all           all of them at full size; each writes its row of docs/faults.md
  ./dev faults NAME…         one or several at full size
  options: --size N   --seed N   --no-report

A campaign is one file in tests/Faults/campaigns: its docstring says what it does, SHORT and FULL how often, run(lab)
does it. It ends with 1 when an acknowledged blob was lost or an error was silent.
"""
import argparse
import datetime
import fcntl
import importlib
import os
import platform
import re
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from lab import PITH, ROOT, Lab, Skip  # noqa: E402  the path comes first

REPORT = os.path.join(ROOT, "docs", "faults.md")
START, END = "<!-- campaigns:start -->", "<!-- campaigns:end -->"


def campaigns():
    names = sorted(f[:-3] for f in os.listdir(os.path.join(HERE, "campaigns")) if f.endswith(".py"))
    return {name.replace("_", "-"): importlib.import_module(f"campaigns.{name}") for name in names}


def publish():
    if "PITH_BINARY" not in os.environ:
        subprocess.run([os.path.join(ROOT, "pith"), "--version"], check=True, stdout=subprocess.DEVNULL)


def run(name, campaign, size, seed):
    """The row of one campaign: (ok, text)."""
    lab = Lab(size, seed)
    began = time.monotonic()
    try:
        campaign.run(lab)
    except Skip as lacking:
        print(f"skip  {name}: {lacking}", flush=True)
        return None
    finally:
        lab.close()
    seconds = time.monotonic() - began
    for problem in (lab.lost + lab.silent)[:20]:
        print(f"      {problem}", flush=True)
    ok = not lab.lost and not lab.silent
    counts = ", ".join(f"{number:,} {what}" for what, number in lab.counts.items())
    print(f"{'ok   ' if ok else 'FAIL '} {name} ({seconds:.0f} s, seed {seed}): {counts}; {len(lab.lost)} lost, {len(lab.silent)} silent", flush=True)
    return ok, [name, counts, str(len(lab.lost)), str(len(lab.silent)), str(seed), f"{seconds:.0f} s", str(datetime.date.today())]


def report(row):
    """Puts a row in place of the last one of that campaign."""
    with open(os.path.join(HERE, "shim.c"), encoding="utf-8") as turn, open(REPORT, encoding="utf-8") as page:
        fcntl.flock(turn, fcntl.LOCK_EX)  # campaigns may run side by side
        before, table, after = re.match(f"(?s)(.*{START}\n)(.*)({END}.*)", page.read()).groups()
        put_row(row, before, table, after)


def put_row(row, before, table, after):
    rows = {line.split("|")[1].strip(): line for line in table.splitlines() if line.startswith("| ") and not line.startswith("| campaign")}
    rows[row[0]] = "| " + " | ".join(row) + " |"
    sdk = subprocess.run(["dotnet", "--version"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    machine = f"{platform.system()} {platform.release().split('-')[0]} on {os.cpu_count()} cores, {subprocess.run(['df', '--output=fstype', '/tmp'], capture_output=True, text=True, check=False).stdout.split()[-1]}, .NET SDK {sdk}\n\n"
    head = machine + "| campaign | what was done | lost | silent | seed | took | date |\n|---|---|---|---|---|---|---|\n"
    with open(REPORT, "w", encoding="utf-8") as page:
        page.write(before + head + "".join(rows[name] + "\n" for name in sorted(rows)) + after)


def main():
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--size", type=int)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--no-report", action="store_true")
    words = parser.parse_args()
    known = campaigns()
    if not words.names:
        print(__doc__)
        for name, campaign in known.items():
            print(f"  {name:<14}{campaign.__doc__.strip().splitlines()[0]}  [{campaign.SHORT} | {campaign.FULL}]")
        return 0
    is_short = words.names == ["short"]
    chosen = list(known) if words.names in (["short"], ["all"]) else words.names
    if unknown := [name for name in chosen if name not in known]:
        print(f"no campaign {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 64
    publish()
    failed = 0
    for name in chosen:
        campaign = known[name]
        size = words.size or (campaign.SHORT if is_short else campaign.FULL)
        done = run(name, campaign, size, words.seed if words.seed is not None else int(time.time()) % 1_000_000)
        failed += done is not None and not done[0]
        if done and not is_short and not words.no_report:
            report(done[1])
    print(f"{platform.platform()}, {os.cpu_count()} cores, {PITH}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
