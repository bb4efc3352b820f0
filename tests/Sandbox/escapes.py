#!/usr/bin/env python3
"""Ways out of the sandbox, each tried on the published binary: tests/Sandbox/escapes.py BINARY

With namespaces and without, as far as this kernel has them; what it lacks is skipped with that word. A way counts as refused by what is (not) there
afterwards, outside the sandbox, and not by what the command says. Prints a line a check and "N passed, N failed, N skipped" last; ends with 1 when one failed."""
import json, os, pathlib, signal, socket, subprocess, sys, tempfile, time

PITH = str(pathlib.Path(sys.argv[1]).resolve())
passed = failed = skipped = 0
SETTINGS = ("app/.claude/settings.json", "app/.vscode/tasks.json", "app/.mcp.json")
OBEYED = (".claude", ".vscode", ".mcp.json", ".cursor", ".husky")


class Bench:
    """A workspace with a repository, a home and a folder outside, none of them below a folder that commands may write."""

    def __init__(self, plain):
        self.plain = plain
        self.top = tempfile.TemporaryDirectory(dir=os.environ.get("PITH_ESCAPES", "/var/tmp"))
        top = pathlib.Path(self.top.name)
        self.work, self.home, self.outside, self.tmp = top / "work", top / "home", top / "outside", top / "tmp"
        for folder in (self.work / ".git/hooks", self.work / ".git/objects", self.work / ".git/refs", self.work / "sub", self.work / "vendor/lib/.git/hooks", self.work / "vendor/lib/.git/objects",
                       self.work / "vendor/lib/.git/refs", self.home / ".ssh", self.outside, self.tmp):
            folder.mkdir(parents=True)
        for repository in (self.work / ".git", self.work / "vendor/lib/.git"):
            (repository / "config").write_text("[core]\n\tbare = false\n")
            (repository / "HEAD").write_text("ref: refs/heads/main\n")
        for name in SETTINGS:
            (self.work / name).parent.mkdir(parents=True, exist_ok=True)
            (self.work / name).write_text("mine\n")
        (self.home / ".ssh/id_rsa").write_text("secret\n")
        (self.outside / "theirs").write_text("theirs\n")

    def run(self, line, *flags):
        env = {"HOME": str(self.home), "PITH_HOME": str(self.home / "pith"), "PATH": os.environ["PATH"], "TMPDIR": str(self.tmp), "SECRET_TOKEN": "secret"}
        done = subprocess.run([PITH, "sandbox", "run", *(["--no-namespaces"] if self.plain else []), *flags, "--", line], cwd=self.work, env=env, capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout + done.stderr

    def close(self):
        self.top.cleanup()


def check(name, plain, holds, said=""):
    global passed, failed
    passed, failed = passed + bool(holds), failed + (not holds)
    print(f"{'ok' if holds else 'not ok'} - {name}, {'without' if plain else 'with'} namespaces" + ("" if holds else f"\n#   {said[:500]}"))


def skip(name, plain, why):
    global skipped
    skipped += 1
    print(f"skip - {name}, {'without' if plain else 'with'} namespaces: {why}")


def way(plain, name, line, holds, *flags):
    bench = Bench(plain)
    try:
        code, said = bench.run(line.format(out=bench.outside, home=bench.home, me=os.getpid()), *flags)
        check(name, plain, holds(bench, code, said), said)
    except subprocess.TimeoutExpired:
        check(name, plain, False, "it did not end")
    finally:
        bench.close()


def untouched(bench, *_):
    return sorted(os.listdir(bench.outside)) == ["theirs"] and (bench.outside / "theirs").read_text() == "theirs\n"


def no_hook(bench, *_):
    return all(not (bench.work / r / "hooks/pre-commit").exists() and "evil" not in (bench.work / r / "config").read_text() for r in (".git", "vendor/lib/.git"))


def no_setting(bench, *_):
    """What was there is, and nothing of the sort beside it, wherever it lies; what is in no folder of the workspace any more is nobody's."""
    found = {str(p.relative_to(bench.work)) for p in bench.work.rglob("*") if p.name in OBEYED}
    return found == {"app/.claude", "app/.vscode", "app/.mcp.json"} and all((bench.work / n).read_text() == "mine\n" and not (bench.work / n).parent.is_symlink() for n in SETTINGS) and not (bench.work / "app/.claude/evil").exists()


def says_no(*words):
    return lambda bench, code, said: all(w not in said for w in words)


def files(plain):
    for name, line in {
        "writing outside": "echo x > {out}/new; echo x >> {out}/theirs; rm -f {out}/theirs; mkdir {out}/d; touch {out}/t; truncate -s 0 {out}/theirs",
        "a symbolic link out": "ln -s {out} l; echo x > l/new; ln -s {out}/theirs t; echo x >> t",
        "swapping a folder and a link": "(for i in $(seq 200); do rm -rf s; mkdir s; rm -rf s; ln -s {out} s; done) & (for i in $(seq 200); do echo x > s/new; done) 2>/dev/null; wait",
        "moving and linking across": "mv {out}/theirs mine; ln {out}/theirs h && echo x >> h; echo x > n && mv n {out}/n; mv \"$PWD/sub\" {out}/sub",
    }.items():
        way(plain, name, line, untouched)
    for name, line in {
        "a hook": "echo evil > .git/hooks/pre-commit",
        "a hook in place of the repository": "mv .git old; mkdir -p .git/hooks .git/objects .git/refs; cp old/config old/HEAD .git/; echo evil > .git/hooks/pre-commit",
        "a hook by a hard link": "echo evil > h; ln h .git/hooks/pre-commit",
        "a setting of git that runs a program": "printf '[core]\\n\\tfsmonitor = evil\\n' >> .git/config",
        "a hook of a nested repository": "echo evil > vendor/lib/.git/hooks/pre-commit; echo evil >> vendor/lib/.git/config",
        "a nested repository behind a renamed folder": "mv vendor old; cp -r old vendor; echo evil > vendor/lib/.git/hooks/pre-commit; echo evil >> vendor/lib/.git/config",
    }.items():
        way(plain, name, line, no_hook)
    way(plain, "settings that take effect later", "mkdir -p .claude .vscode; echo x > .claude/settings.json; echo x > .vscode/tasks.json; echo x > .mcp.json; echo x > .bashrc",
        lambda b, *_: not any((b.work / n).exists() for n in (".claude/settings.json", ".vscode/tasks.json", ".mcp.json", ".bashrc")))
    for name, line in {
        "a setting in a subfolder": "mkdir sub/.claude; echo evil > sub/.claude/settings.json",
        "a setting far below": "mkdir -p sub/a/b; echo evil > sub/a/b/.mcp.json; mkdir sub/a/.husky; echo evil > sub/a/.husky/pre-commit",
        "a new folder with settings moved into place": "mkdir -p t/x/.claude; echo evil > t/x/.claude/settings.json; mv t/x sub/x; mkdir c; echo evil > c/mcp.json; mv c sub/.cursor",
        "a setting that is a link": "mkdir d; echo evil > d/settings.json; ln -s ../d sub/.claude",
        "a setting behind a linked folder": "mkdir -p real/.claude; echo evil > real/.claude/settings.json; ln -s real door",
        "a setting that is a hard link": "echo evil > e; ln e sub/.mcp.json; ln app/.mcp.json h; echo evil > h",
        "a change of a setting in a subfolder": "echo evil > app/.claude/settings.json; echo evil > app/.claude/evil; echo evil >> app/.mcp.json",
        "a setting behind a renamed folder": "mv app x; echo evil > x/.claude/settings.json; mv x app",
        "a setting in place of a renamed folder": "mv app x; cp -r x app; echo evil > app/.vscode/tasks.json; rm -rf x",
        "a link in place of a setting": "mv app/.claude c; mkdir d; echo evil > d/settings.json; ln -s ../d app/.claude; rm -rf c",
        "removal of a setting": "rm -rf app/.claude app/.mcp.json",
        "more settings than anybody has": "for i in $(seq 100); do mkdir -p many/$i/.vscode; echo evil > many/$i/.vscode/tasks.json; done; echo evil > app/.mcp.json",
        "a setting elsewhere moved to where it counts": "mv app/.claude sub/.claude",
        "a setting with its time set back": "echo evil > app/.mcp.json; touch -d 2001-01-01 app/.mcp.json app",
    }.items():
        way(plain, name, line, no_setting)
    way(plain, "a setting in a folder that nobody may list", "mkdir -p s/.claude; echo evil > s/.claude/settings.json; chmod 311 s",
        lambda b, _, said: "s cannot be listed" in said or not (b.work / "s/.claude").exists())
    way(plain, "a bare repository", "mkdir -p b/objects b/refs b/hooks; echo 'ref: refs/heads/main' > b/HEAD; printf '[core]\\n\\tfsmonitor = evil\\n' > b/config; echo evil > b/hooks/post-update",
        lambda b, *_: "evil" not in (b.work / "b/config").read_text() and not (b.work / "b/hooks/post-update").exists())


def processes(plain):
    way(plain, "environment and memory of others in /proc", "cat /proc/{me}/environ; cat /proc/{me}/root/etc/hostname && echo IN; echo x > /proc/{me}/mem && echo IN; echo x > /proc/sys/kernel/core_pattern && echo IN", says_no("IN\n", "PITH_ESCAPES"))
    way(plain, "tracing others and itself", "python3 -c 'import ctypes; l = ctypes.CDLL(None); print(\"IN\" if l.ptrace(16, {me}, 0, 0) == 0 or l.ptrace(0, 0, 0, 0) == 0 else \"out\")'", says_no("IN\n"))
    if plain and landlock() < 6:
        skip("signals to others", plain, "Landlock scopes signals from version 6 on")
    else:
        victim = subprocess.Popen(["sleep", "60"])
        way(plain, "signals to others", f"kill -9 {victim.pid}; kill -9 {{me}}; kill -9 -1; kill -9 $PPID; true", lambda *_: victim.poll() is None)
        victim.kill()
        victim.wait()
    way(plain, "namespaces and mounts of its own", "unshare -Urm true && echo IN; mount -t tmpfs x sub && echo IN; mount --bind sub .git/hooks && echo IN; chroot . true && echo IN", says_no("IN\n"))
    if plain:
        skip("staying behind", plain, "what makes itself a session of its own is held by a namespace of processes only")
    else:
        way(plain, "staying behind", "(setsid sh -c 'sleep 2; echo late > later' >/dev/null 2>&1 &) ; true", lambda b, *_: (time.sleep(2.5), not (b.work / "later").exists())[1])
    way(plain, "secrets of the environment", "env", says_no("SECRET_TOKEN"))
    if plain:
        skip("credentials", plain, "without namespaces nothing can be hidden, which is said")
    else:
        way(plain, "credentials", "cat {home}/.ssh/id_rsa", says_no("secret\n"))


def network(plain):
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    listener.setblocking(False)
    port = listener.getsockname()[1]

    def nobody(bench, code, said):
        try:
            listener.accept()
            return False
        except BlockingIOError:
            return "IN\n" not in said

    way(plain, "connecting to a listener of this machine", f"bash -c 'exec 3<>/dev/tcp/127.0.0.1/{port} && echo IN'; python3 -c 'import socket; socket.create_connection((\"127.0.0.1\", {port}), 2); print(\"IN\")'", nobody)
    way(plain, "looking up a name", "getent hosts example.com && echo IN; python3 -c 'import socket; socket.getaddrinfo(\"example.com\", 80); print(\"IN\")'", says_no("IN\n"))
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 0))
    server.setblocking(False)

    def unheard(bench, code, said):
        try:
            server.recv(10)
            return False
        except BlockingIOError:
            return True

    way(plain, "a datagram, as DNS sends them", f"python3 -c 'import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b\"x\", (\"127.0.0.1\", {server.getsockname()[1]}))'; echo", unheard)
    name = f"pith-escapes-{os.getpid()}"
    abstract = socket.socket(socket.AF_UNIX)
    abstract.bind("\0" + name)
    abstract.listen()
    way(plain, "an abstract socket", f"python3 -c 'import socket; socket.socket(socket.AF_UNIX).connect(\"\\\\0{name}\"); print(\"IN\")'", says_no("IN\n"))
    with tempfile.TemporaryDirectory() as folder:
        named = socket.socket(socket.AF_UNIX)
        named.bind(folder + "/s")
        named.listen()
        way(plain, "a socket with a name", f"python3 -c 'import socket; socket.socket(socket.AF_UNIX).connect(\"{folder}/s\"); print(\"IN\")'", says_no("IN\n"))


def landlock():
    done = subprocess.run([PITH, "sandbox", "check", "--json"], capture_output=True, text=True)
    return json.loads(done.stdout).get("landlock", 0) if done.stdout else 0


def main():
    for plain in (False, True):
        bench = Bench(plain)
        code, said = bench.run("mkdir -p a && echo ok > a/b && cat a/b")
        bench.close()
        if code != 0:
            skip("everything", plain, said.strip().splitlines()[-1] if said.strip() else f"it ends with {code}")
            continue
        check("work inside", plain, "ok\n" in said, said)
        files(plain)
        processes(plain)
        network(plain)
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    sys.exit(1 if failed or passed == 0 else 0)


main()
