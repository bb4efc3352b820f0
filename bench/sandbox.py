#!/usr/bin/env python3
"""What a sandbox adds to a command: ./dev sandbox [ROUNDS]. Needs artifacts/pith/pith (./pith --version publishes it)."""
import os, pathlib, statistics, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PITH = str(ROOT / "artifacts/pith/pith")


def once(argv):
    began = time.perf_counter()
    pid = os.posix_spawn(argv[0], argv, {"PATH": "/usr/bin:/bin"})
    os.waitpid(pid, 0)
    return (time.perf_counter() - began) * 1000


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as work:
        subprocess.run(["git", "init", "-q", work], check=True)
        held = [PITH, "--sandbox-exec", f"w:{work}", "w:/tmp", f"g:{work}", f"c:{work}"]
        ways = {"no sandbox": ["/bin/sh", "-c", ":"], "with namespaces": held + ["--", "/bin/sh", "sh", "-c", ":"], "without namespaces": held + ["plain", "--", "/bin/sh", "sh", "-c", ":"], "`pith --version`": [PITH, "--version"]}
        times = {name: [] for name in ways}
        devnull = os.open("/dev/null", os.O_WRONLY)
        out = os.dup(1)
        os.dup2(devnull, 1)
        # In turns, so that whatever else the machine does falls on all alike.
        for _ in range(rounds):
            for name, argv in ways.items():
                times[name].append(once(argv))
        os.dup2(out, 1)
    base = statistics.median(times["no sandbox"])
    print("| `sh -c :` | median | tenth | adds |\n|---|---:|---:|---:|")
    for name, all_times in times.items():
        median = statistics.median(all_times)
        print(f"| {name} | {median:.2f} ms | {sorted(all_times)[len(all_times) // 10]:.2f} ms | {median - base:.2f} ms |")


main()
