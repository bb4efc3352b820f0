#!/usr/bin/env python3
"""Records samples/session.jsonl: a session of our own making, every result of a real command on this repository.

The plot is written here; the commands run in a scratch clone, so the files, errors and test output are what an agent
would have seen. Paths are shown below /home/dev/pith. Run from anywhere:  samples/record.py
"""
import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HOME = "/home/dev/pith"
SESSION = "5a3b1d0e-0000-4000-8000-706974680001"


class Recorder:
    def __init__(self, clone):
        self.clone, self.records, self.parent, self.step = clone, [], None, 0

    def put(self, kind, content, **extra):
        self.step += 1
        uuid = hashlib.sha256(f"{SESSION}/{self.step}".encode()).hexdigest()
        uuid = "-".join((uuid[:8], uuid[8:12], "4" + uuid[13:16], "8" + uuid[17:20], uuid[20:32]))
        minutes, seconds = divmod(self.step * 11, 60)
        message = {"role": kind, "content": content}
        if kind == "assistant":
            message = {"id": f"msg_{self.step:04d}", "type": "message", **message}
        self.records.append({
            "parentUuid": self.parent, "isSidechain": False, "userType": "external", "cwd": HOME, "sessionId": SESSION,
            "version": "sample", "type": kind, "message": message, "uuid": uuid,
            "timestamp": f"2026-11-24T{9 + minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}.000Z", **extra})
        self.parent = uuid

    def user(self, text):
        self.put("user", text)

    def say(self, text):
        self.put("assistant", [{"type": "text", "text": text}])

    def call(self, name, arguments, result, failed=False, say=None):
        use = {"type": "tool_use", "id": f"toolu_{self.step + 1:04d}", "name": name, "input": arguments}
        self.put("assistant", ([{"type": "text", "text": say}] if say else []) + [use])
        block = {"type": "tool_result", "tool_use_id": use["id"], "content": result.replace(self.clone, HOME)}
        if failed:
            block["is_error"] = True
        self.put("user", [block])

    def path(self, path):
        return os.path.join(self.clone, path)

    def read(self, path, first=1, last=10**9, say=None):
        with open(self.path(path), encoding="utf-8") as file:
            lines = file.read().split("\n")
        shown = [f"{n:6d}→{line}" for n, line in enumerate(lines, 1) if first <= n <= last]
        arguments = {"file_path": f"{HOME}/{path}"}
        if first > 1 or last < 10**9:
            arguments |= {"offset": first, "limit": last - first + 1}
        self.call("Read", arguments, "\n".join(shown), say=say)

    def edit(self, path, old, new, say=None):
        with open(self.path(path), encoding="utf-8") as file:
            text = file.read()
        arguments = {"file_path": f"{HOME}/{path}", "old_string": old, "new_string": new}
        if text.count(old) != 1:
            self.call("Edit", arguments, f"<tool_use_error>String to replace found {text.count(old)} times in file.</tool_use_error>", True, say)
            return
        with open(self.path(path), "w", encoding="utf-8") as file:
            file.write(text.replace(old, new))
        self.call("Edit", arguments, f"The file {HOME}/{path} has been updated.", say=say)

    def run(self, command, say=None):
        done = subprocess.run(["bash", "-c", command], cwd=self.clone, capture_output=True, text=True)
        output = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr).strip()
        if done.returncode:
            output = f"Exit code {done.returncode}\n{output}"
        self.call("Bash", {"command": command}, output, done.returncode != 0, say)

    def todo(self, *items):
        todos = [{"content": text, "status": status, "activeForm": text} for text, status in items]
        self.call("TodoWrite", {"todos": todos}, "Todos have been modified successfully.")


def plot(r):
    compaction = "src/ContextEngine/Compaction"
    r.user("In pith, a search that is run again later should make the earlier result stale, as a repeated command already "
           "does. Find where that is decided, add it with a test, and tell me what else in Compaction leans on it. You must "
           "not change the public API, and never touch the Tokens folder. Always run the tests of what you changed.")
    r.say("I'll look at how staleness is decided first, then at who uses it.")
    r.run("git log --stat --format='%h %s' -12")
    r.run("ls -R src | grep -v -E '/(bin|obj)' | head -300")
    for path in ("docs/house.md", "docs/compaction.md", "README.md"):
        r.read(path)
    r.run("grep -rn 'Staleness' --include=*.cs src tests")
    r.read(f"{compaction}/Staleness.cs", say="This is where it is decided.")
    r.read(f"{compaction}/MicroCompact.cs")
    r.read(f"{compaction}/Planner.cs")
    r.read(f"{compaction}/Draft.cs")
    r.todo(("Make repeated searches stale", "in_progress"), ("Test it", "pending"), ("Say who leans on it", "pending"))
    for name in sorted(os.listdir(r.path(compaction))):
        if name not in ("Staleness.cs", "MicroCompact.cs", "Planner.cs", "Draft.cs", "bin", "obj"):
            r.read(f"{compaction}/{name}")
    for name in sorted(os.listdir(r.path("src/ContextEngine/Conversations"))):
        r.read(f"src/ContextEngine/Conversations/{name}")
    r.read("tests/Compaction/StalenessTests.cs", say="Now the tests.")
    r.edit(f"{compaction}/Staleness.cs",
           "            else if (block.Work == ToolKind.Shell)\n",
           "            else if (block.Work is ToolKind.Shell or ToolKind.Serach)\n",
           say="A search carries its pattern as subject, so the rule of commands fits as it is.")
    r.run("dotnet build src/ContextEngine -c Release -nologo -v q 2>&1 | grep -E 'error|Warn|Elapsed' | sort -u")
    r.read(f"{compaction}/Staleness.cs", say="A typo. I'll read the file again as it is now.")
    r.edit(f"{compaction}/Staleness.cs", "ToolKind.Serach", "ToolKind.Search")
    r.run("dotnet build src/ContextEngine -c Release -nologo -v q 2>&1 | grep -E 'error|Warn' | sort -u")
    r.user("Good. But a search with the same pattern in another folder is another search: don't call that stale. Only use what "
           "the index already knows.")
    r.read("src/ContextEngine/Conversations/ToolFacts.cs", say="The subject of a search is its pattern alone; the folder is in the arguments.")
    r.read("src/ContextEngine/Conversations/ContextIndex.Seal.cs")
    r.run("grep -n 'Hash' src/ContextEngine/Conversations/*.cs")
    r.edit(f"{compaction}/Staleness.cs",
           "            else if (block.Work is ToolKind.Shell or ToolKind.Search)\n                reasons[i] = laterCommands.Add(block.Subject) ? null : \"the command ran again later\";\n",
           "            else if (block.Work == ToolKind.Shell)\n                reasons[i] = laterCommands.Add(block.Subject) ? null : \"the command ran again later\";\n"
           "            else if (block.Work == ToolKind.Search && block.Partner >= 0)\n                reasons[i] = laterSearches.Add(blocks[block.Partner].Hash) ? null : \"the search ran again later\";\n",
           say="The hash of the call's arguments tells pattern and folder at once.")
    r.edit(f"{compaction}/Staleness.cs",
           "        var laterCommands = new HashSet<int>();\n",
           "        var laterCommands = new HashSet<int>();\n        var laterSearches = new HashSet<ulong>();\n")
    r.edit("tests/Compaction/StalenessTests.cs",
           "        var index = script.Seal();\n",
           "        script.Call(\"Grep\", \"\"\"{\"pattern\":\"x\",\"path\":\"src\"}\"\"\", \"11\").Result(\"11\", \"a long enough list of matches, the first time round, before the edit\")\n"
           "            .Call(\"Grep\", \"\"\"{\"pattern\":\"x\",\"path\":\"tests\"}\"\"\", \"12\").Result(\"12\", \"matches elsewhere\")\n"
           "            .Call(\"Grep\", \"\"\"{\"pattern\":\"x\",\"path\":\"src\"}\"\"\", \"13\").Result(\"13\", \"the list as it is now\");\n"
           "        var index = script.Seal();\n")
    r.edit("tests/Compaction/StalenessTests.cs",
           "        Assert.Null(Of(\"9\")); // the edit failed\n",
           "        Assert.Null(Of(\"9\")); // the edit failed\n        Assert.Contains(\"search ran again\", Of(\"11\"), StringComparison.Ordinal);\n"
           "        Assert.Null(Of(\"12\")); // another folder\n        Assert.Null(Of(\"13\"));\n")
    r.run("dotnet test Engine.sln -c Release --filter FullyQualifiedName~StalenessTests 2>&1 | tail -n 25")
    r.run("git diff")
    r.read(f"{compaction}/Staleness.cs", say="It passes. One more look at the whole file.")
    r.todo(("Make repeated searches stale", "completed"), ("Test it", "completed"), ("Say who leans on it", "in_progress"))
    for path in ("src/Cli/Verbs/Superseded.cs", "src/Cli/Verbs/InspectVerb.cs", "src/Cli/Verbs/InspectReport.cs", "src/Cli/Verbs/InspectJson.cs"):
        if os.path.exists(r.path(path)):
            r.read(path)
    r.say("MicroCompact is the only tier that acts on it: it turns a stale result into a handle. Inspect prints it as "
          "superseded. Nothing else reads it, so the change reaches exactly those two.")
    r.user("Thanks. Add a line about it to docs/compaction.md, in the row of the micro tier, and show me the diff. Do not commit.")
    r.edit("docs/compaction.md", "or printed by a command that ran again become a handle",
           "or printed by a command or search that ran again become a handle")
    r.run("git diff -- docs")


def main():
    folder = tempfile.mkdtemp()
    clone = os.path.join(folder, "pith")
    subprocess.run(["git", "clone", "-q", ROOT, clone], check=True)
    recorder = Recorder(clone)
    plot(recorder)
    with open(os.path.join(ROOT, "samples", "session.jsonl"), "w", encoding="utf-8", newline="\n") as out:
        for record in recorder.records:
            out.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
    shutil.rmtree(folder)
    print(f"{len(recorder.records)} records")


if __name__ == "__main__":
    main()
