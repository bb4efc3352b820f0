#!/usr/bin/env python3
"""How often each mode would have asked over recorded sessions: ./dev asks [FILE…]

Prints a table, and what `auto` with the sandbox allowed though `default` asks. Needs the program built (Release)."""
import json, os, pathlib, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PITH = [str(ROOT / "artifacts/pith/pith")] if (ROOT / "artifacts/pith/pith").exists() else ["dotnet", str(ROOT / "src/Cli/bin/Release/net10.0/pith.dll")]
WAYS = [("default", []), ("acceptEdits", ["--mode", "acceptEdits"]), ("auto", ["--mode", "auto"]), ("default, sandbox", ["--sandbox", "on"]), ("auto, sandbox", ["--mode", "auto", "--sandbox", "on"]),
        ("default, sandbox, hosts", ["--sandbox", "on", "--settings", str(ROOT / "bench/Commands/registries.json")]),
        ("auto, sandbox, hosts", ["--mode", "auto", "--sandbox", "on", "--settings", str(ROOT / "bench/Commands/registries.json")])]


def replay(path, flags, home):
    # A home of nobody's: the person's own rules are not what is measured.
    done = subprocess.run(PITH + ["permissions", "replay", str(path), "--trust", "--json"] + flags, capture_output=True, cwd=home, env={**os.environ, "HOME": home, "PITH_HOME": home + "/pith"})
    return json.loads(done.stdout) if done.returncode == 0 else None


def kind(group):
    """What stands between an ask and its cure, for people."""
    part, why = group["part"], group["reason"]
    for what, holds in [
        ("servers of tools (no sandbox holds them)", part.startswith("mcp__")),
        ("pages (WebFetch)", "WebFetch" in why),
        ("settings of agents, changed", "is protected" in why or "obeys later" in why),
        ("outside the workspace", "outside the workspace" in why),
        ("gives something away", "gives something away" in why),
        ("a login of the person's (gh)", "login" in why),
        ("the network, no list of hosts or not on it", "network" in why or "host" in why or "proxy" in why),
        ("loses work", "brings back" in why),
        ("the breaker", group["cause"] == "breaker"),
    ]:
        if holds:
            return what
    return "other"


def main():
    files = [pathlib.Path(a) for a in sys.argv[1:]] or sorted(p for p in (ROOT / "../shared/corpus").resolve().rglob("*") if p.suffix in (".jsonl", ".json", ".traj") and p.is_file())
    totals = {name: [0, 0, 0] for name, _ in WAYS}
    held = {name: 0 for name, _ in WAYS}
    allowed, left, read = {}, {name: {} for name in ("auto, sandbox", "auto, sandbox, hosts")}, 0
    # Not below the folder of what is temporary, which is free: a home never lies there.
    (ROOT / "artifacts").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "artifacts") as home:
        for path in files:
            found = {}
            for name, flags in WAYS:
                found[name] = replay(path, flags, home)
                if found[name] is None:
                    break
            else:
                if sum(found["default"][k] for k in ("allow", "ask", "deny")) == 0:
                    continue
                read += 1
                for name, report in found.items():
                    for i, key in enumerate(("allow", "ask", "deny")):
                        totals[name][i] += report[key]
                    for group in report["groups"]:
                        if group["verdict"] == "ask":
                            held[name] += 0 if group["part"].startswith("mcp__") else group["calls"]
                            if name in left:
                                left[name][kind(group)] = left[name].get(kind(group), 0) + group["calls"]
                for group in found["auto, sandbox, hosts"]["groups"]:
                    if group["cause"] in ("sandbox", "classifier") and group["verdict"] == "allow":
                        allowed[group["part"]] = allowed.get(group["part"], 0) + group["calls"]
    asks, own = totals["default"][1], held["default"]
    print(f"{read} sessions with calls, of {len(files)} files\n")
    print("| mode | allowed | asked | refused | asks less often than `default` | without servers of tools |\n|---|---:|---:|---:|---:|---:|")
    for name, (allow, ask, deny) in totals.items():
        print(f"| {name} | {allow:,} | {ask:,} | {deny:,} | {100 * (1 - ask / max(asks, 1)):.1f} % | {100 * (1 - held[name] / max(own, 1)):.1f} % |")
    print("\n| what is left to ask | auto, sandbox | with hosts |\n|---|---:|---:|")
    for what in sorted({k for names in left.values() for k in names}, key=lambda k: -left["auto, sandbox, hosts"].get(k, 0)):
        print(f"| {what} | {left['auto, sandbox'].get(what, 0):,} | {left['auto, sandbox, hosts'].get(what, 0):,} |")
    print(f"\nAllowed by the sandbox or the classifier, with hosts: {sum(allowed.values()):,} calls, {len(allowed):,} different")
    for part, calls in sorted(allowed.items(), key=lambda p: (-p[1], p[0])):
        print(f"{calls:6} {part.splitlines()[0][:150] if part else ''}")


main()
