#!/usr/bin/env python3
"""Runs the benchmark over a corpus and writes bench/results/budgets.md, .json and .svg. Usage: tables.py CORPUS"""
import datetime
import json
import os
import pathlib
import platform
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
RESULTS = ROOT / "bench" / "results"
PROGRAM = ROOT / "bench" / "bin" / "Release" / "net10.0" / "Pith.Bench.dll"
CLASSES = ["exact", "place", "pair", "line", "edit", "id", "user", "fail", "state", "first", "latest"]
TARGETS = {16000: {"exact": 0.60, "place": 0.75, "pair": 0.70, "line": 0.80}, 32000: {"exact": 0.75, "place": 0.88, "pair": 0.85, "line": 0.92}}


def share(value):
    if value is None:
        return "–"
    return "1.00" if value >= 0.9995 else f"{value:.3f}".replace("0.", ".", 1)


def signed(estimate):
    if estimate is None:
        return "–"
    return f"{estimate['mean']:+.3f} [{estimate['low']:+.3f}, {estimate['high']:+.3f}]"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def cells(row):
    return {cell["class"]: cell for cell in row["classes"]}


def mean(row, name):
    return cells(row)[name].get("recall", {}).get("mean")


def among(rows, name, *kinds):
    return [row for row in rows if row["kind"] in kinds and mean(row, name) is not None]


def best(rows, name):
    return max(rows, key=lambda row: mean(row, name))


def at_budget(entry):
    rows = entry["policies"]
    text = f"### {entry['budget']:,} tokens: {entry['cuts']} cuts of {entry['sessions']} sessions\n\n"
    text += table(["policy", *CLASSES, "planted", "line+", "reload ¢", "tokens"],
                  [[("**" + row["policy"] + "**" if row["kind"] == "own" else row["policy"]), *[share(mean(row, name)) for name in CLASSES], share(row.get("planted")),
                    share(cells(row)["line"].get("recoverable")), f"{row['reloadDollars'] * 100:.1f}", f"{row['tokens']:,.0f}"] for row in rows])
    own, lines = rows[0], []
    for name in CLASSES:
        cell = cells(own)[name]
        if "recall" not in cell:
            continue
        makers = among(rows, name, "peer")
        peer, other = best(makers, name), best(among(rows, name, "peer", "prototype"), name)
        behind = sum(lead["sessions"] > 1 and lead["low"] > 0 for lead in (cells(row)[name]["lead"] for row in makers))
        recall, target = cell["recall"], TARGETS.get(entry["budget"], {}).get(name)
        lines.append([name, f"**{share(recall['mean'])}** ({share(recall['low'])}–{share(recall['high'])})", share(target), f"{peer['policy']} {share(mean(peer, name))}",
                      signed(cells(peer)[name].get("lead")), f"{behind} of {len(makers)}", f"{other['policy']} {share(mean(other, name))}", signed(cells(other)[name].get("lead")), share(cell.get("ofSpanOracle")), share(cell.get("ofGroupOracle")), f"{recall['cuts']} / {recall['sessions']}"])
    text += "\n" + table(["class", "pith (95 %)", "target", "best of other makers", "lead over it (95 %)", "surely behind", "best of all", "lead over it", "of span oracle", "of group oracle", "cuts / sessions"], lines)
    return text


def write(report, corpus, seconds):
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine()) if os.path.exists("/proc/cpuinfo") else platform.machine()
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    text = "# The budget benchmark over the corpus\n\n"
    text += f"Written by `./dev bench budgets` on {datetime.date.today()}, pith at {commit}, {cpu}, .NET {platform_dotnet()}, Microsoft.Agents.AI 1.28.0; the run took {seconds:.0f} s. "
    text += f"{len(report['sessions'])} sessions of `{corpus}` (each up to its first compaction, each work once), {report['cuts']} cuts, all later calls, tokens are characters / 4. "
    text += "Definitions: [docs/budget-benchmark.md](../../docs/budget-benchmark.md). Intervals draw sessions anew.\n\n"
    text += f"**{report['verdict']}**\n\n![recall against budget](budgets.svg)\n\n## Recall\n\n"
    text += "\n".join(at_budget(entry) for entry in report["budgets"])
    text += "\n## Area under recall against log budget\n\n" + table(["policy", *CLASSES], [[row["policy"], *[share(row.get(name)) for name in CLASSES]] for row in report["areas"]])
    text += "\n## Chained\n\nRecall that one compaction at the same cut has more than a chain of k.\n\n" + table(
        ["policy", "class", "k = 1", "2", "3", "5", "10", "a generation", "sessions at 5"],
        [[row["policy"], row["class"], *[(f"{row['losses'][k - 1]['mean']:+.3f}" if len(row["losses"]) >= k else "–") for k in (1, 2, 3, 5, 10)],
          f"{row['slope']:+.4f}" if "slope" in row else "–", str(row["losses"][4]["sessions"]) if len(row["losses"]) > 4 else "–"]
         for row in report["chained"] if row["class"] in ("exact", "place", "pair", "line")])
    text += "\n## Dollars\n\n" + f"Trigger {report['dollars'][0]['trigger']:,} tokens, prices of {report['dollars'][0]['prices']} from {report['dollars'][0]['pricesFrom']}, cache of five minutes by the recorded times.\n\n" + table(
        ["policy", "of no compaction (95 %)", "dollars", "cache hits", "prefix edits", "calls an edit", "peak tokens"],
        [[row["policy"], f"{row['ofNone']['mean']:.2f} ({row['ofNone']['low']:.2f}–{row['ofNone']['high']:.2f})", f"{sum(s['dollars'] for s in row['sessions']):.2f}",
          f"{sum(s['cacheHits'] for s in row['sessions']) / len(row['sessions']):.3f}", str(sum(s["prefixEdits"] for s in row["sessions"])),
          f"{sum(s['calls'] for s in row['sessions']) / max(1, sum(s['prefixEdits'] for s in row['sessions'])):.1f}", f"{max(s['peakTokens'] for s in row['sessions']):,}"] for row in report["dollars"]])
    text += "\n## Promises\n\n" + table(["policy", "views", "provider's rules broken", "over budget", "no smaller", "changed by a second run", "not the same twice"],
        [[row["policy"], *[str(row[k]) for k in ("views", "violations", "overBudget", "notSmaller")], f"{row['notIdempotent']} of {row['twice']}", f"{row['notRepeatable']} of {row['twice']}"] for row in report["checks"]])
    text += "\n## Speed\n\nOne compaction to 16k, least of three on a machine that others used; JIT, not the native binary.\n\n" + table(["policy", "context", "ms", "MB allocated", "one turn more: ms", "MB"],
        [[row["policy"], f"{row['tokens']:,}", f"{row['milliseconds']:.1f}", f"{row['bytes'] / 1e6:.1f}", f"{row['nextMilliseconds']:.1f}", f"{row['nextBytes'] / 1e6:.1f}"] for row in report["speed"]])
    text += "\n## Per session\n\n`exact` / `place` of pith at 16k and 32k; – where nothing of the class was needed.\n\n" + sessions(report)
    (RESULTS / "budgets.md").write_text(text)


def sessions(report):
    rows = []
    for number, session in enumerate(report["sessions"]):
        row = [session["name"], f"{session['tokens']:,}"]
        for budget in (16000, 32000):
            entry = next((e for e in report["budgets"] if e["budget"] == budget), None)
            own = cells(entry["policies"][0]) if entry else {}
            row.append(" / ".join(share(next((s["recall"] for s in own[name]["perSession"] if s["session"] == number), None)) if own else "–" for name in ("exact", "place")))
        rows.append(row)
    return table(["session", "tokens", "16k", "32k"], rows)


def platform_dotnet():
    return subprocess.run(["dotnet", "--version"], capture_output=True, text=True, check=True).stdout.strip()


def main():
    corpus = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as work:
        began = datetime.datetime.now()
        subprocess.run(["dotnet", PROGRAM, "budgets", ".", "--speed", "--json", pathlib.Path(work) / "b.json", "--svg", RESULTS / "budgets.svg"], cwd=corpus, check=True, stdout=subprocess.DEVNULL)
        seconds = (datetime.datetime.now() - began).total_seconds()
        report = json.loads((pathlib.Path(work) / "b.json").read_text())
    write(report, "../shared/corpus", seconds)


if __name__ == "__main__":
    main()
