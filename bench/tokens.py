#!/usr/bin/env python3
"""Measures token counters side by side and writes bench/results/<cpu>/tokens.md and the tables between "tokens" markers.

  bench/tokens.py [speed] [growth] [processes] [cache]    all four parts when none is named; about six minutes
  bench/tokens.py page                                    measures nothing, and writes what is kept

Each part is measured on its own and kept in artifacts/bench/tokens, so that one can be measured again without the others.
"""
import datetime
import json
import os
import platform
import re
import resource
import subprocess
import sys

import harness
from harness import EMPTY, PITH, ROOT, Run, median, start, table

KEPT = os.path.join(ROOT, "artifacts", "bench", "tokens")
TEXTS = os.path.join(ROOT, "artifacts", "bench", "texts")
NATIVE = os.path.join(ROOT, "artifacts", "bench", "peers-native", "peer-count")
MANAGED = os.path.join(ROOT, "artifacts", "bench", "peers", "peer-count.dll")
BENCH = os.path.join(ROOT, "bench", "bin", "Release", "net10.0", "Pith.Bench.dll")
QUIET = ("-c", "Release", "-nologo", "-v", "q")
LENGTHS = ("1 kB", "10 kB", "100 kB", "1 MB", "10 MB")


def run(*command, **options):
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, **options)


def sources_newer_than(path):
    stamp = os.path.getmtime(path) if os.path.exists(path) else 0
    for folder in ("bench", "src"):
        for at, folders, names in os.walk(os.path.join(ROOT, folder)):
            folders[:] = [f for f in folders if f not in ("bin", "obj", "node_modules", "results")]
            if any(name.endswith((".cs", ".csproj")) and os.path.getmtime(os.path.join(at, name)) > stamp for name in names):
                return True
    return False


def managed(*arguments):
    if sources_newer_than(BENCH):
        run("dotnet", "build", "bench/Bench.csproj", *QUIET)
    return json.loads(subprocess.run(["dotnet", BENCH, "tokens", *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def speed():
    return managed("speed", "3")


def growth():
    return managed("growth", "2")


def publish_peers():
    run("sh", "./pith", "--version")
    if not os.path.exists(EMPTY):
        run("dotnet", "publish", "bench/EmptyAot", *QUIET, "-o", os.path.dirname(EMPTY))
    if not os.path.exists(MANAGED):
        run("dotnet", "publish", "bench/PeerCount", *QUIET, "-o", os.path.dirname(MANAGED))
    if not os.path.exists(NATIVE):
        run("dotnet", "publish", "bench/PeerCount", *QUIET, "-p:Native=true", f"-p:BaseIntermediateOutputPath={ROOT}/artifacts/obj/peer-count/", "-o", os.path.dirname(NATIVE))
    if not os.path.exists(os.path.join(ROOT, "bench", "node_modules", "gpt-tokenizer")):
        run("npm", "ci", "--prefix", "bench", "--ignore-scripts", "--no-audit", "--no-fund")


def fifty_megabytes():
    """All texts one after another, then of the mix as much as is missing."""
    path = os.path.join(KEPT, "all.txt")
    out = b""
    for name in sorted(os.listdir(TEXTS), key=lambda n: (n == "mix10.txt", n)):
        if name.endswith(".txt"):
            with open(os.path.join(TEXTS, name), "rb") as text:
                out += text.read()
    out = out[:50_000_000]
    with open(path, "wb") as file:
        file.write(out[:out.rfind(b"\n") + 1])
    return path


def processes():
    publish_peers()
    node, dotnet = which("node"), which("dotnet")
    script = os.path.join(ROOT, "bench", "peer-count.mjs")
    commands = {
        "pith": [PITH, "count"],
        "Microsoft.ML.Tokenizers, Native AOT": [NATIVE, "microsoft"],
        "Microsoft.ML.Tokenizers, JIT": [dotnet, MANAGED, "microsoft"],
        "SharpToken, Native AOT": [NATIVE, "sharptoken"],
        "SharpToken, JIT": [dotnet, MANAGED, "sharptoken"],
        "npm tiktoken (wasm)": [node, script, "tiktoken"],
        "npm gpt-tokenizer": [node, script, "gpt-tokenizer"],
    }
    hello, whole = os.path.join(KEPT, "hello.txt"), fifty_megabytes()
    with open(hello, "w", encoding="utf-8") as file:
        file.write("hello world")
    size = os.path.getsize(whole) / 1e6
    # Pairs in turn: what the machine does to one it does to the other.
    pairs = [(start([PITH, "count", hello]), start([EMPTY])) for _ in range(60)][5:]
    starts = {name: [start([*command, hello]) for _ in range(5)] for name, command in commands.items() if name != "pith"}
    starts["pith"] = [p[0] for p in pairs]
    rows = []
    for name, command in commands.items():
        runs = [Run([*command, whole]) for _ in range(5 if name == "pith" else 1)]
        best = min(runs, key=lambda r: r.cpu)
        rows.append({"name": name, "start": [min(w for w, _ in starts[name]), median([w for w, _ in starts[name]]), min(c for _, c in starts[name])],
                     "first_peak": Run([*command, hello]).peak, "wall": best.wall, "cpu": best.cpu, "peak": best.peak, "tokens": harness.tokens(best.out)})
        print(f"{name}: {best.wall:.2f} s", file=sys.stderr)
    least = [min(p[side][0] for p in pairs) for side in (0, 1)]
    return {"size": size, "rows": rows, "empty_peak": Run([EMPTY]).peak,
            "pairs": {"pith": least[0], "empty": least[1], "median_difference": median([a[0] - b[0] for a, b in pairs])}}


def which(name):
    return subprocess.run(["sh", "-c", f"command -v {name}"], check=True, capture_output=True, text=True).stdout.strip()


def cache():
    """The cache of pieces at other sizes, in kilobytes, where the binary has a setting for it."""
    if subprocess.run(["grep", "-rqs", "PITH_PIECE_CACHE", os.path.join(ROOT, "src", "Cli")], check=False).returncode != 0:
        return {}
    publish_peers()
    found = {}
    for name in ("transcripts", "mix10", "docs_zh"):
        path = os.path.join(TEXTS, f"{name}.txt")
        sizes = (None, "0", "64", "256", "1024", "2048", "8192")
        best = dict.fromkeys(sizes, float("inf"))
        for _ in range(9):
            for size in sizes:
                environment = dict(os.environ) if size is None else {**os.environ, "PITH_PIECE_CACHE": size}
                before = resource.getrusage(resource.RUSAGE_CHILDREN)
                subprocess.run([PITH, "count", path], env=environment, check=True, stdout=subprocess.DEVNULL)
                after = resource.getrusage(resource.RUSAGE_CHILDREN)
                best[size] = min(best[size], after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        found[name] = {size or "as it ships": os.path.getsize(path) / 1e6 / seconds for size, seconds in best.items()}
    return found


def rate(value):
    return f"{value:.0f}" if value >= 9.5 else f"{value:.1f}"


def times(value):
    return f"{value:.0f}×" if value >= 9.5 else f"{value:.1f}×"


def speed_tables(rows):
    out = []
    for encoding in sorted({r["Encoding"] for r in rows}, reverse=True):
        names = [c["Contender"] for c in rows[0]["Cells"]]
        head = ("text", "MB", *(f"{n}: first / warm / encode" for n in names), *(f"first, warm: pith / {n.split()[0]}" for n in names[1:]), "encode: pith / best", "bytes allocated by a count")
        body = []
        for r in (r for r in rows if r["Encoding"] == encoding):
            ours, *theirs = r["Cells"]
            body.append((r["Text"], f"{r['Megabytes']:.1f}", *(f"{rate(c['First'])} / {rate(c['Warm'])} / {rate(c['Encode'])}" for c in r["Cells"]),
                         *(f"{times(ours['First'] / c['First'])}, {times(ours['Warm'] / c['Warm'])}" for c in theirs),
                         times(ours["Encode"] / max(c["Encode"] for c in theirs)), " / ".join(f"{c['Allocated']:,}" for c in r["Cells"])))
        differing = [f"{r['Text']} ({', '.join(str(c['Tokens']) for c in r['Cells'])})" for r in rows if r["Encoding"] == encoding and len({c["Tokens"] for c in r["Cells"]}) > 1]
        out.append(f"### {encoding}, MB/s\n\n{table([head, *body])}\n\n" + (f"Counts differ on {'; '.join(differing)}." if differing else "All count the same on every text."))
    return "\n\n".join(out)


def growth_table(rows):
    cell = lambda c: "–" if c is None else rate(c)
    kinds = list(dict.fromkeys(r["Kind"] for r in rows))
    head = ("kind", *(f"{r['Contender'].split()[0]}: {' / '.join(LENGTHS)}" for r in rows[:len(rows) // len(kinds)]), "pith at 1 MB, MB/s")
    body = []
    for kind in kinds:
        own = [r["NanosecondsPerByte"] for r in rows if r["Kind"] == kind]
        body.append((kind, *(" / ".join(map(cell, cells)) for cells in own), rate(1000 / own[0][3]) if own[0][3] else "–"))
    return table([head, *body])


def process_table(found):
    pith = found["rows"][0]
    head = ("program", "start to first count: wall least / median ms", "CPU least ms", "peak MB then", f"{found['size']:.0f} MB: wall s", "CPU s", "MB/s of CPU", "peak MB", "pith is faster, by CPU", "tokens")
    body = [(r["name"], f"{r['start'][0]:.1f} / {r['start'][1]:.1f}", f"{r['start'][2]:.1f}", f"{r['first_peak']:.1f}", f"{r['wall']:.2f}", f"{r['cpu']:.2f}",
             rate(found["size"] / r["cpu"]), f"{r['peak']:.1f}", "" if r is pith else times(r["cpu"] / pith["cpu"]), f"{r['tokens']:,}") for r in found["rows"]]
    pairs = found["pairs"]
    return (table([head, *body]) + f"\n\nStart to first count over an empty Native-AOT program, in interleaved pairs: least {pairs['pith']:.2f} against {pairs['empty']:.2f} ms "
            f"(**{pairs['pith'] - pairs['empty']:.2f} ms**), median of the differences {pairs['median_difference']:.2f} ms. The empty program's peak is {found['empty_peak']:.1f} MB.")


def cache_table(found):
    if not found:
        return "The binary at this commit has no setting for its cache of pieces."
    sizes = list(next(iter(found.values())))
    head = ("text", *(size if size == "as it ships" else f"{size} KB" for size in sizes))
    return table([head, *((name, *(rate(found[name][size]) for size in sizes)) for name in found)])


def short_table(kept):
    rows = [("text (o200k_base)", "pith first pass / warm, MB/s", "Microsoft.ML.Tokenizers", "SharpToken", "first pass, warm: pith / Microsoft", "pith / SharpToken")]
    for r in kept["speed"]["found"]:
        if r["Encoding"] == "o200k_base":
            ours, microsoft, sharp = r["Cells"]
            pair = lambda c: f"{rate(c['First'])} / {rate(c['Warm'])}"
            ratio = lambda c: f"{times(ours['First'] / c['First'])}, {times(ours['Warm'] / c['Warm'])}"
            rows.append((r["Text"], pair(ours), pair(microsoft), pair(sharp), ratio(microsoft), ratio(sharp)))
    return table(rows) + f"\n\n{kept['speed']['made']}"


PARTS = {
    "speed": (speed, speed_tables, "One thread, CPU time of the thread, in turn, the least of three rounds; ready strings for the packages, bytes for pith. *First*: a counter that has seen no text. *Warm*: the same text again."),
    "growth": (growth, growth_table, "Nanoseconds a byte on what breaks tokenizers, o200k_base, warm, CPU time. A dash: by the growth so far it would have taken more than 2 s, and was not run."),
    "processes": (processes, process_table, "Whole programs on 50 MB, all texts in one file, and on a file of two words."),
    "cache": (cache, cache_table, "`pith count` with the cache of pieces at other sizes: MB/s of CPU time, start and reading included, the least of nine in turn."),
}


def main():
    asked = [a for a in sys.argv[1:] if a != "page"]
    unknown = [a for a in asked if a not in PARTS]
    if unknown:
        sys.exit(f"tokens: no part {unknown[0]}; there are {', '.join(PARTS)}")
    os.makedirs(KEPT, exist_ok=True)
    run(sys.executable, "bench/Tokens/texts.py")
    cpu = harness.machine()
    for part in asked or ([] if "page" in sys.argv else PARTS):
        found = PARTS[part][0]()
        made = f"{datetime.date.today().isoformat()}, {cpu}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, .NET SDK {harness.text_of(['dotnet', '--version'])}, pith at {harness.text_of(['git', 'rev-parse', '--short', 'HEAD'])}."
        with open(os.path.join(KEPT, f"{part}.json"), "w", encoding="utf-8") as file:
            json.dump({"made": made, "found": found}, file)
    kept = {}
    for part in PARTS:
        path = os.path.join(KEPT, f"{part}.json")
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                kept[part] = json.load(file)
    page = "# Token counting\n\nWritten by `./dev bench tokens`; what is measured and how: [docs/benchmarks.md](../../../docs/benchmarks.md).\n"
    for part, (_, show, about) in PARTS.items():
        if part in kept:
            page += f"\n## {part.capitalize()}\n\n{about}\n{kept[part]['made']}\n\n{show(kept[part]['found'])}\n"
    folder = os.path.join(ROOT, "bench", "results", re.sub(r"[^a-z0-9]+", "-", cpu.lower()).strip("-"))
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "tokens.md"), "w", encoding="utf-8") as file:
        file.write(page)
    if "speed" in kept:
        for place in ("README.md", os.path.join("docs", "benchmarks.md")):
            harness.put(os.path.join(ROOT, place), "tokens", short_table(kept))
    print(page)


if __name__ == "__main__":
    main()
