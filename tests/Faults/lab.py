"""What a campaign works with: a store of its own, the native binary, a seed, and the two counts that must stay 0."""
import hashlib
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PITH = os.environ.get("PITH_BINARY", os.path.join(ROOT, "artifacts", "pith", "pith"))


class Skip(Exception):
    """The machine cannot run this campaign; the message says what it lacks."""


class Run:
    """One finished process."""

    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    @property
    def text(self):
        return self.out.decode("utf-8", "replace").strip()

    def is_loud(self):
        """Ended with an exit code that the manual has, and with one sentence that is no internal error."""
        lines = [line for line in self.err.decode("utf-8", "replace").splitlines() if not line.startswith("pith: warning")]
        return self.code in (65, 66, 73) and len(lines) >= 1 and lines[0].startswith("pith: ") and "internal error" not in lines[0]


class Lab:
    def __init__(self, size, seed):
        self.size, self.seed = size, seed
        self.random = random.Random(seed)
        self.counts, self.lost, self.silent, self.scenes = {}, [], [], {}
        self.folder = tempfile.mkdtemp(prefix="pith-faults-")
        self.home = os.path.join(self.folder, "home")
        self.context = os.path.join(self.folder, "context.json")

    def close(self):
        subprocess.run(["chmod", "-R", "u+rwX", self.folder], check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def fresh(self):
        """Another empty store; the old one goes."""
        shutil.rmtree(self.home, ignore_errors=True)
        return self.home

    def scene(self, name, prepare):
        """A store as prepare(lab) leaves it, made once and copied from then on. Returns what prepare returned."""
        kept = os.path.join(self.folder, "scene-" + name.replace(" ", "-"))
        self.fresh()
        if name not in self.scenes:
            self.scenes[name] = prepare(self)
            subprocess.run(["cp", "-a", self.home, kept], check=True)
        else:
            subprocess.run(["cp", "-a", kept, self.home], check=True)
        return list(self.scenes[name])

    def count(self, what, more=1):
        self.counts[what] = self.counts.get(what, 0) + more

    def lose(self, what):
        self.lost.append(f"seed {self.seed}: {what}")

    def hush(self, what):
        """An error that nobody was told of."""
        self.silent.append(f"seed {self.seed}: {what}")

    # Content that compresses like a tool result, or not at all.
    def content(self, longest=60_000):
        length = int(longest ** self.random.random())
        if self.random.random() < 0.3:
            return self.random.randbytes(length)
        words = [b"error", b"src/Store/Disk.cs", b"at line", b"ok", b"warning CS1591", b"0x7f3a", b"passed", b"\n"]
        text = bytearray(b"%d " % self.random.getrandbits(60))
        while len(text) < length:
            text += self.random.choice(words) + b" %d " % self.random.randrange(10_000)
        return bytes(text)

    def environment(self, more=None):
        return {"PATH": os.environ["PATH"], "PITH_HOME": self.home, **(more or {})}

    def start(self, *words, stdin=subprocess.PIPE, env=None, cwd=None):
        return subprocess.Popen([PITH, *words], stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.environment(env), cwd=cwd)

    def pith(self, *words, content=b"", env=None, cwd=None):
        process = self.start(*words, env=env, cwd=cwd)
        try:
            out, err = process.communicate(content, timeout=600)
        except BrokenPipeError:
            out, err = process.communicate()
        return Run(process.returncode, out, err)

    def put(self, content, env=None):
        """The hash once it is acknowledged, else None."""
        run = self.pith("store", "put", "-", content=content, env=env)
        return handle_of(content) if run.code == 0 and run.text == handle_of(content) else None

    def holds(self, content):
        """Whether the store gives the exact bytes back."""
        run = self.pith("store", "get", handle_of(content))
        return run.code == 0 and run.out == content

    def audit(self, acknowledged, where, verify=True):
        """Every acknowledged content is there, and the store is whole."""
        for content in acknowledged:
            self.count("acknowledged blobs read back")
            if not self.holds(content):
                self.lose(f"{handle_of(content)} ({len(content)} bytes) after {where}")
        if verify:
            run = self.pith("store", "verify")
            self.count("verifications")
            if run.code != 0:
                self.lose(f"store verify after {where}: {run.err.decode('utf-8', 'replace')[:300]}")

    def forget_context(self):
        if os.path.exists(self.context):
            os.remove(self.context)

    def audit_context(self, path, where):
        """Every handle that a written context cites leads to its content."""
        if not os.path.exists(path):
            return
        with open(path, "rb") as context:
            handles = set(re.findall(rb"pith:[0-9a-f]{16}", context.read()))
        for handle in handles:
            self.count("cited handles followed")
            if self.pith("store", "get", handle.decode()).code != 0:
                self.lose(f"{handle.decode()}, cited in {path}, after {where}")

    def shim(self, fault=None, count=None):
        """Variables that preload the fault shim; compiled on first use."""
        library = os.path.join(self.folder, "shim.so")
        if not os.path.exists(library):
            compiler = shutil.which("cc") or shutil.which("clang") or shutil.which("gcc")
            if compiler is None or not sys.platform.startswith("linux"):
                raise Skip("needs Linux and a C compiler for the preloaded shim")
            subprocess.run([compiler, "-O1", "-shared", "-fPIC", "-o", library, os.path.join(HERE, "shim.c"), "-ldl"], check=True)
        found = {"LD_PRELOAD": library, "PITH_FAULT_PATH": self.home}
        if fault:
            found["PITH_FAULT"] = fault
        if count:
            found["PITH_FAULT_COUNT"] = count
        return found

    def calls(self, *words, content=b"", code=0):
        """How often each kind of call is made on the store, by a run that is left alone."""
        file = os.path.join(self.folder, "calls")
        run = self.pith(*words, content=content, env=self.shim(count=file))
        if run.code != code:
            raise RuntimeError(f"pith {' '.join(words)} ended with {run.code}: {run.err.decode()}")
        with open(file, encoding="utf-8") as lines:
            return {name: int(number) for name, number in (line.split() for line in lines)}

    def age(self, days=30):
        """Makes every blob and pack as old as if the clock had gone on."""
        then = time.time() - days * 86400
        for folder in ("blobs", "packs", "trash", "damaged"):
            for path, _, files in os.walk(os.path.join(self.home, folder)):
                for name in files:
                    os.utime(os.path.join(path, name), (then, then))


def handle_of(content):
    return "pith:" + hashlib.sha256(content).hexdigest()[:16]
