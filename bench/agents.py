#!/usr/bin/env python3
"""Measures headless turns of the native binary against the mock provider on loopback, and writes the table of README.md.

  bench/agents.py [--runs N (20)] [--turns N (50)] [--long N (5000)] [--binary FILE] [--no-readme]

Needs artifacts/pith/pith (./pith --version publishes it) and the mock, which it builds. Wall time is this process's clock around
spawn and wait; CPU is the kernel's for the process and all it waited for, so a shell's start is in it. Memory is the proportional
set size of the whole process tree, sampled every 5 ms in runs of their own.
"""
import ctypes
import datetime
import json
import os
import platform
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PITH = sys.argv[sys.argv.index("--binary") + 1] if "--binary" in sys.argv else os.path.join(ROOT, "artifacts", "pith", "pith")
MOCK = os.path.join(ROOT, "tests", "MockModels", "bin", "Release", "net10.0", "Pith.MockModels.dll")

# Published builds of November 2026 on this machine against a mock on loopback, medians: wall and CPU ms of a run without calls,
# CPU ms of a read turn and of a shell turn, MB of the process tree at 50 turns.
PEERS = [
    ("codex exec", 437, 345, 54, 54, "149"),
    ("claude -p", 986, 845, 78, 88, "264"),
    ("pi -p", 761, 599, 11, 18, "125"),
    ("gemini -p", 4384, 3382, 19, 68, "387–426"),
    ("a 60-line loop in C#, without log and permissions", 20, 8, 0.6, 5.2, "15"),
]

LIBC = ctypes.CDLL(None)

TARGETS = {"wall": 60, "cpu": 40, "first": 25, "read": 3, "shell": 8, "peak": 40, "million": 64}


class Mock:
    """The provider, with a script of its own."""

    def __init__(self, folder, answers):
        script = os.path.join(folder, "script.jsonl")
        with open(script, "w") as file:
            file.writelines(json.dumps(a) + "\n" for a in answers)
        self.process = subprocess.Popen(["dotnet", MOCK, script], stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


class Run:
    """One run of pith: milliseconds of wall and CPU, and MB of the tree where that is sampled."""

    def __init__(self, folder, address, words, piped=None, sampled=False):
        environment = {"PATH": os.environ["PATH"], "HOME": folder, "PITH_HOME": os.path.join(folder, "home"), "ANTHROPIC_BASE_URL": address, "ANTHROPIC_API_KEY": "key"}
        stdin = open(piped, "rb") if piped else open(os.devnull, "rb")
        self.samples = []
        began = time.perf_counter()
        child = subprocess.Popen([PITH, *words], stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder, env=environment)
        out = []
        reader = threading.Thread(target=lambda: out.append(child.stdout.read()))
        reader.start()
        done = threading.Event()
        if sampled:
            sampler = threading.Thread(target=self.sample, args=(child.pid, done))
            sampler.start()
        _, status, usage = os.wait4(child.pid, 0)
        self.wall = (time.perf_counter() - began) * 1000
        child.returncode = os.waitstatus_to_exitcode(status)
        done.set()
        reader.join()
        stdin.close()
        self.cpu = (usage.ru_utime + usage.ru_stime) * 1000
        self.out = out[0].decode()
        self.peak = max((mb for _, mb in self.samples), default=float("nan"))
        if child.returncode != 0:
            sys.exit(f"pith ended with {child.returncode}: {child.stderr.read().decode()}")

    def sample(self, pid, done):
        began = time.perf_counter()
        while not done.wait(0.005):
            self.samples.append((time.perf_counter() - began, tree(pid)))


def shares_memory(pid, parent):
    """Whether a child still runs in its parent's memory, as one does between vfork and exec: the kernel counts that whole for both."""
    kcmp, virtual_memory = 312, 1
    return LIBC.syscall(kcmp, pid, parent, virtual_memory, 0, 0) == 0


def tree(pid, parent=0):
    """MB of a process and all its descendants, shared pages divided among those who share them."""
    total = 0
    try:
        with open(f"/proc/{pid}/smaps_rollup") as file:
            total += 0 if parent and shares_memory(pid, parent) else int(re.search(r"^Pss:\s+(\d+)", file.read(), re.M).group(1)) / 1024
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children") as file:
                total += sum(tree(int(c), pid) for c in file.read().split())
    except (OSError, AttributeError):
        pass  # it ended meanwhile
    return total


def calls(tool, turns, folder):
    file = os.path.join(folder, "read.txt")
    given = {"file_path": file} if tool == "Read" else {"command": "echo hello"}
    return [{"tool": tool, "input": given}] * turns + [{"text": "done"}]


def medians(folder, answers, runs, words):
    with Mock(folder, answers * runs) as mock:
        all_runs = [Run(folder, mock.address, words) for _ in range(runs)]
    return statistics.median(r.wall for r in all_runs), statistics.median(r.cpu for r in all_runs)


def first_request(folder, runs):
    """Milliseconds from the start to the last byte of the request's head."""
    times = []
    for _ in range(runs):
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen()
            environment = {"PATH": os.environ["PATH"], "HOME": folder, "PITH_HOME": os.path.join(folder, "home"), "ANTHROPIC_BASE_URL": f"http://127.0.0.1:{listener.getsockname()[1]}", "ANTHROPIC_API_KEY": "key"}
            began = time.perf_counter()
            child = subprocess.Popen([PITH, "-p", "hello"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, env=environment)
            connection, _ = listener.accept()
            head = b""
            while b"\r\n\r\n" not in head:
                head += connection.recv(65536)
            times.append((time.perf_counter() - began) * 1000)
            child.kill()
            child.wait()
            connection.close()
    return statistics.median(times)


def measure(runs, turns, long):
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "read.txt"), "w") as file:
            file.write("".join(f"line {i} of a file that is read again and again\n" for i in range(100)))
        ask = ["-p", "go", "--allowedTools", "Bash,Read"]
        figures["wall"], figures["cpu"] = medians(folder, [{"text": "done"}], runs, ask)
        figures["first"] = first_request(folder, runs)
        for tool, name in (("Read", "read"), ("Bash", "shell")):
            wall, cpu = medians(folder, calls(tool, turns, folder), max(5, runs // 4), ask)
            figures[name], figures[name + "_wall"] = (cpu - figures["cpu"]) / turns, (wall - figures["wall"]) / turns
            with Mock(folder, calls(tool, turns, folder) * 3) as mock:
                figures["peak_" + name] = max(Run(folder, mock.address, ask, sampled=True).peak for _ in range(3))
        history = os.path.join(folder, "history.txt")
        with open(history, "w") as file:
            file.write("".join(f"{i}: the quick brown fox jumps over the lazy dog and goes on\n" for i in range(62_000)))
        with Mock(folder, calls("Read", 5, folder)) as mock:
            figures["million"] = Run(folder, mock.address, [*ask, "--model", "some-model"], piped=history, sampled=True).peak
        figures["million_bytes"] = os.path.getsize(history)
        if long:
            with Mock(folder, [{"tool": "Read", "input": {"file_path": os.path.join(folder, "read.txt"), "limit": 3, "offset": 1 + i % 90}} for i in range(long)] + [{"text": "done"}]) as mock:
                run = Run(folder, mock.address, [*ask, "--autocompact", "100k"], sampled=True)
            quarter = len(run.samples) // 4
            figures["long"] = [round(max(mb for _, mb in run.samples[i * quarter:(i + 1) * quarter]), 1) for i in range(4)]
            figures["long_turns"] = long
    return figures


def verdict(value, name):
    return f"{value:.1f}" + ("" if value <= TARGETS[name] else f" (target {TARGETS[name]})")


def table(f):
    peak = max(f["peak_read"], f["peak_shell"])
    cpu = re.search(r"^model name\s*: (.*)$", open("/proc/cpuinfo").read(), re.M).group(1)
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    lines = [
        "| agent, headless, against a mock model on loopback | no call: wall / CPU ms | CPU ms a read turn | CPU ms a shell turn | MB of the tree, 50 turns |",
        "|---|---|---|---|---|",
        f"| **pith -p** | **{verdict(f['wall'], 'wall')} / {verdict(f['cpu'], 'cpu')}** | **{verdict(f['read'], 'read')}** | **{verdict(f['shell'], 'shell')}** | **{verdict(peak, 'peak')}** |",
        *(f"| {name} | {wall} / {own} | {read} | {shell} | {mb} |" for name, wall, own, read, shell, mb in PEERS),
        "",
        f"From start to the first request sent: {verdict(f['first'], 'first')} ms. With {f['million_bytes'] / 1e6:.1f} MB of history, about a million tokens: {verdict(f['million'], 'million')} MB at most."
        + (f" {f['long_turns']:,} turns, compacted at 100k tokens: at most {', '.join(map(str, f['long']))} MB in each quarter of them." if "long" in f else ""),
        "",
        f"Written by `bench/agents.py` on {datetime.date.today()}, pith at {commit}; {cpu}, {os.cpu_count()} cores, {platform.system()}; medians. The peers' figures are those of their published builds of November 2026 on the same machine.",
    ]
    return "\n".join(lines) + "\n"


def option(name, default):
    return int(sys.argv[sys.argv.index(name) + 1]) if name in sys.argv else default


def main():
    if not os.path.exists(PITH):
        sys.exit("there is no artifacts/pith/pith; ./pith --version publishes it")
    if not os.path.exists(MOCK):
        subprocess.run(["dotnet", "build", "tests/MockModels", "-c", "Release", "-nologo", "-v", "q"], cwd=ROOT, check=True)
    figures = measure(option("--runs", 20), option("--turns", 50), option("--long", 5000))
    print(json.dumps(figures, indent=1))
    text = table(figures)
    print(text)
    if "--no-readme" in sys.argv:
        return
    path = os.path.join(ROOT, "README.md")
    readme = open(path).read()
    mark = re.compile(r"(<!-- agents:start -->\n).*?(<!-- agents:end -->)", re.S)
    if not mark.search(readme):
        place = "Token counters, CPU time of one thread"
        readme = readme.replace(place, f"The agent beside others, the same work on the same machine:\n\n<!-- agents:start -->\n<!-- agents:end -->\n\n{place}", 1)
    with open(path, "w") as file:
        file.write(mark.sub(lambda m: m.group(1) + text + m.group(2), readme))


if __name__ == "__main__":
    main()
