#!/usr/bin/env python3
"""Measures whole processes in turn (A B A B ...) and writes the tables of README.md and bench/results.

  bench/harness.py all      start-up, the 1 GB count, the baseline, the sample session; publishes what is missing
  bench/harness.py sample   only the before/after table of samples/session.jsonl
  options: --size MB (1000)   --slice MB (50)   --runs N (40)

Wall time is this process's clock around spawn and wait, CPU and peak memory are the kernel's for that child
(through a small `time`, since a child inherits the peak of the process that forked it).
"""
import datetime
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CORPUS = os.path.join(ROOT, "..", "shared", "corpus")
PITH = os.path.join(ROOT, "artifacts", "pith", "pith")
EMPTY = os.path.join(ROOT, "artifacts", "bench", "empty", "empty")
BASELINE = os.path.join(ROOT, "artifacts", "bench", "baseline", "count-baseline.dll")
GNU_TIME = "/usr/bin/time"


class Run:
    """One process: seconds of wall and CPU, peak memory in MB (nan without GNU time), standard output."""

    def __init__(self, command):
        with tempfile.NamedTemporaryFile("r", suffix=".time") as report:
            timed = [GNU_TIME, "-f", "%M", "-o", report.name, *command] if os.path.exists(GNU_TIME) else command
            before = os.times()
            began = time.perf_counter()
            done = subprocess.run(timed, capture_output=True, text=True, check=True)
            self.wall = time.perf_counter() - began
            after = os.times()
            peak = report.read().split()
        self.cpu = after.children_user + after.children_system - before.children_user - before.children_system
        self.peak = int(peak[-1]) / 1024 if peak else float("nan")
        self.out = done.stdout


def start(command):
    """Wall milliseconds and CPU milliseconds of one start, without anything in between."""
    null = os.open(os.devnull, os.O_RDWR)
    began = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, null, 1)])
    _, status, usage = os.wait4(child, 0)
    wall = (time.perf_counter() - began) * 1000
    os.close(null)
    if status != 0:
        sys.exit(f"{command[0]} ended with {status}")
    return wall, (usage.ru_utime + usage.ru_stime) * 1000


def median(values):
    values = sorted(values)
    return values[len(values) // 2]


def machine():
    cpu = platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as info:
            cpu = re.search(r"model name\s*:\s*(.*)", info.read()).group(1).strip()
    except (OSError, AttributeError):
        pass
    return cpu


def text_of(command):
    try:
        return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def publish():
    run = lambda *c: subprocess.run(c, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    run("sh", "./pith", "--version")
    quiet = ("-c", "Release", "-nologo", "-v", "q")
    if not os.path.exists(EMPTY):
        run("dotnet", "publish", "bench/EmptyAot", *quiet, "-o", os.path.dirname(EMPTY))
    if not os.path.exists(BASELINE):
        run("dotnet", "publish", "bench/CountBaseline", *quiet, "-o", os.path.dirname(BASELINE))


def transcripts():
    """JSON lines transcripts of the shared corpus, or our own sample where the corpus is not there."""
    found = []
    for folder, _, names in os.walk(CORPUS):
        found += [os.path.join(folder, n) for n in names if n.endswith(".jsonl") and n != "index.jsonl"]
    return sorted(found) or [os.path.join(ROOT, "samples", "session.jsonl")]


def build_transcript(path, size, files):
    """The files one after another, again and again, up to whole lines below size bytes."""
    with open(path, "wb") as out:
        written = 0
        while True:
            for name in files:
                with open(name, "rb") as source:
                    data = source.read()
                if not data.endswith(b"\n"):
                    data += b"\n"
                if written + len(data) > size:
                    data = data[:size - written]
                    out.write(data[:data.rfind(b"\n") + 1])
                    return
                out.write(data)
                written += len(data)


def start_up(runs):
    commands = {"pith": [PITH, "--version"], "empty": [EMPTY]}
    walls = {name: [] for name in commands}
    cpus = {name: [] for name in commands}
    for i in range(runs + 3):
        for name, command in commands.items():
            wall, cpu = start(command)
            if i >= 3:
                walls[name].append(wall)
                cpus[name].append(cpu)
    # The least is the program itself; the median carries what else the machine did.
    return {name: (median(walls[name]), min(walls[name]), median(cpus[name]), Run(command).peak) for name, command in commands.items()}


def counting(size, part):
    folder = tempfile.mkdtemp(prefix="pith-bench-")
    try:
        files = transcripts()
        whole, some = os.path.join(folder, "whole.jsonl"), os.path.join(folder, "slice.jsonl")
        build_transcript(some, part * 1_000_000, files)
        build_transcript(whole, size * 1_000_000, files)
        ours, theirs = [PITH, "count", some], ["dotnet", BASELINE, some]
        a, b = [], []
        for _ in range(3):
            a.append(Run(ours))
            b.append(Run(theirs))
        big = [Run([PITH, "count", whole]) for _ in range(2)]
        return {
            "files": len(files), "slice": os.path.getsize(some) / 1e6, "whole": os.path.getsize(whole) / 1e6,
            "ours": min(a, key=lambda r: r.wall), "theirs": min(b, key=lambda r: r.wall), "big": min(big, key=lambda r: r.wall),
            "tokens": (tokens(a[0].out), tokens(b[0].out), tokens(big[0].out)),
        }
    finally:
        shutil.rmtree(folder)


def tokens(out):
    return int(re.sub(r"\D", "", out.split()[0]))


def table(rows):
    head, *body = rows
    line = lambda cells: "| " + " | ".join(str(c) for c in cells) + " |"
    return "\n".join([line(head), "|" + "---|" * len(head), *map(line, body)])


def sample():
    """One real compaction: the session of samples/ down to 16k tokens."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "context.json")
        environment = {**os.environ, "PITH_HOME": folder}
        session = os.path.join(ROOT, "samples", "session.jsonl")
        began = time.perf_counter()
        done = subprocess.run([PITH, "compact", session, "--budget", "16k", "-o", out, "--json"], env=environment, capture_output=True, text=True, check=True)
        wall = (time.perf_counter() - began) * 1000
        report = json.loads(done.stdout)
        written = tokens(subprocess.run([PITH, "count", out], capture_output=True, text=True, check=True).stdout)
        rows = [("", "tokens", "bytes"),
                ("the session, as read", f"{report['tokensBefore']:,}", f"{os.path.getsize(session):,}"),
                ("**the context, as written**", f"**{written:,}**", f"{os.path.getsize(out):,}")]
        tiers = [("tier", "segments", "tokens before", "after")]
        for tier in report["tiers"]:
            tiers.append((tier["tier"], tier["segments"], f"{tier['tokensBefore']:,}", f"{tier['tokensAfter']:,}"))
        return table(rows) + "\n\n" + table(tiers) + f"\n\nThe whole took {wall:.0f} ms, start of the process, parsing, counting and writing to the store included."


def put(path, marker, text):
    with open(path, encoding="utf-8") as file:
        page = file.read()
    opening, closing = f"<!-- {marker}:start -->", f"<!-- {marker}:end -->"
    if opening not in page:
        return
    head, rest = page.split(opening, 1)
    tail = rest.split(closing, 1)[1]
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{head}{opening}\n{text}\n{closing}{tail}")


def option(name, default):
    return int(sys.argv[sys.argv.index(name) + 1]) if name in sys.argv else default


def main():
    verb = sys.argv[1] if len(sys.argv) > 1 else "all"
    publish()
    readme = os.path.join(ROOT, "README.md")
    put(readme, "sample", sample())
    if verb == "sample":
        return
    starts = start_up(option("--runs", 40))
    counts = counting(option("--size", 1000), option("--slice", 50))
    pith, empty = starts["pith"], starts["empty"]
    ours, theirs, big = counts["ours"], counts["theirs"], counts["big"]
    rate = lambda run, megabytes: f"{megabytes / run.wall:.0f}" if megabytes / run.wall >= 10 else f"{megabytes / run.wall:.1f}"
    short = table([
        ("what", "pith", "beside it", "ratio"),
        ("start (`--version`), least of interleaved runs", f"{pith[1]:.1f} ms", f"empty Native-AOT program {empty[1]:.1f} ms", f"{pith[1] / empty[1]:.2f}×"),
        (f"count {counts['slice']:.0f} MB of transcripts exactly, on both processors", f"{rate(ours, counts['slice'])} MB/s",
         f"Utf8JsonReader + Microsoft.ML.Tokenizers {rate(theirs, counts['slice'])} MB/s", f"**{theirs.wall / ours.wall:.0f}× faster**"),
        ("peak memory of that", f"{ours.peak:.0f} MB", f"{theirs.peak:.0f} MB", f"{theirs.peak / ours.peak:.1f}× less"),
        (f"count {counts['whole']:,.0f} MB", f"{big.wall:.1f} s, {big.peak:.0f} MB", "", ""),
    ])
    put(readme, "bench", short)
    cpu = machine()
    a, b, _ = counts["tokens"]
    agreement = "Both count the same." if a == b else f"They differ by {abs(a - b):,} tokens: the baseline splits characters above U+FFFF wrongly."
    page = f"""# {cpu}

{datetime.date.today().isoformat()}, {platform.system()} {platform.release()}, {os.cpu_count()} cores, .NET SDK {text_of(['dotnet', '--version'])}, pith at {text_of(['git', 'rev-parse', '--short', 'HEAD'])}.
Written by `./dev bench`. Processes run in turn; of three runs the fastest is shown, for both sides.

{table([
        ("start", "wall median ms", "wall least ms", "CPU median ms", "peak MB"),
        *[(name, *(f"{v:.2f}" for v in starts[name])) for name in starts],
        ("ratio", f"{pith[0] / empty[0]:.2f}", f"{pith[1] / empty[1]:.2f}", "", f"{pith[3] / empty[3]:.2f}"),
    ])}

{table([
        ("count", "MB", "wall s", "CPU s", "MB/s", "peak MB", "tokens"),
        ("pith", f"{counts['slice']:.1f}", f"{ours.wall:.2f}", f"{ours.cpu:.2f}", rate(ours, counts['slice']), f"{ours.peak:.1f}", f"{counts['tokens'][0]:,}"),
        ("Utf8JsonReader + Microsoft.ML.Tokenizers 2.0.1", f"{counts['slice']:.1f}", f"{theirs.wall:.2f}", f"{theirs.cpu:.2f}", rate(theirs, counts['slice']), f"{theirs.peak:.1f}", f"{counts['tokens'][1]:,}"),
        ("pith", f"{counts['whole']:.1f}", f"{big.wall:.2f}", f"{big.cpu:.2f}", rate(big, counts['whole']), f"{big.peak:.1f}", f"{counts['tokens'][2]:,}"),
    ])}

The transcripts are {counts['files']} files joined and repeated to size. The baseline runs on the smaller one only, which is
enough for its tiers of compilation to settle. {agreement}
"""
    name = re.sub(r"[^a-z0-9]+", "-", cpu.lower()).strip("-")
    folder = os.path.join(ROOT, "bench", "results", name)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "processes.md"), "w", encoding="utf-8") as file:
        file.write(page)
    print(page)


if __name__ == "__main__":
    main()
