"""A conversation under faults: turns of pith -p with calls that have effects, and what was acknowledged of them."""
import json
import os
import re

from campaigns.log import crc32c

CALLS = 2


class Talk:
    """One session. Effects lie outside of the store, so that they outlive whatever is done to it."""

    def __init__(self, lab, effects):
        self.lab, self.effects = lab, effects
        self.turn, self.session = 0, None
        self.acknowledged = set()
        os.makedirs(effects, exist_ok=True)

    def words(self, turn, filler=0):
        """The command line of a turn; a turn writes two files and ends with a text."""
        lines = []
        for call in range(CALLS):
            path = os.path.join(self.effects, f"{turn}-{call}")
            block = {"type": "tool_use", "id": f"call_{turn}_{call}", "name": "Write", "input": {"file_path": path, "content": f"{turn} {call} " + "x" * filler}}
            lines.append({"content": [{"type": "text", "text": f"I write {turn}-{call}." + "y" * filler}, block]})
        lines.append({"text": f"the end of {turn}"})
        script = os.path.join(self.lab.folder, f"script-{turn}.jsonl")
        with open(script, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(line) + "\n" for line in lines)
        resume = ["--resume", self.session] if self.session else []
        return ["-p", f"prompt {turn}", "--model", f"script:{script}", "--output-format", "stream-json", "--permission-mode", "acceptEdits", "--tools", "Write", *resume]

    def start(self, turn, env=None, filler=0):
        process = self.lab.start(*self.words(turn, filler), env=self.environment(env), cwd=self.effects)
        process.stdin.close()
        process.stdin = None
        return process

    def run(self, turn, env=None, filler=0):
        """A whole turn: what it ended with. What it acknowledged is kept."""
        run = self.lab.pith(*self.words(turn, filler), env=self.environment(env), cwd=self.effects)
        for line in run.out.splitlines(keepends=True):
            self.take(turn, line)
        if run.code == 0 and not env and not os.path.exists(os.path.join(self.effects, f"{turn}-{CALLS - 1}")):
            raise RuntimeError(f"turn {turn} ends well and had no effect")
        return run

    def environment(self, more):
        return {"HOME": self.effects, "PITH_FREE": "0", **(more or {})}

    def take(self, turn, line):
        """A line of its output: a result that was told is acknowledged, and so is the end of a turn."""
        if not line.endswith(b"\n"):
            return
        said = json.loads(line)
        if said.get("session_id") and self.session is None and said["type"] == "system":
            self.session = said["session_id"]
        if said["type"] == "user":
            self.acknowledged.update(block["tool_use_id"] for block in said["message"]["content"] if block.get("type") == "tool_result")
        elif said["type"] == "result" and not said["is_error"]:
            self.acknowledged.update((f"prompt {turn}", f"the end of {turn}"))

    def log(self):
        """The first file of the session's log."""
        folder = os.path.join(self.lab.home, "sessions")
        for path, _, names in os.walk(folder):
            if f"{self.session}.jsonl" in names:
                return os.path.join(path, f"{self.session}.jsonl")
        return None

    def audit(self, where, checks=True):
        """Whatever was acknowledged stands in the log, and so does every call whose effect was had; nothing of it is damaged."""
        if self.session is None:
            return
        path = self.log()
        if path is None:
            self.lab.lose(f"the log is not there after {where}")
            return
        said, calls, results = set(), set(), set()
        for record in self.records(path, where):
            content = record.get("message", {}).get("content", [])
            for block in [{"type": "text", "text": content}] if isinstance(content, str) else content:
                if block["type"] == "text":
                    said.add(block["text"])
                elif block["type"] == "tool_use":
                    calls.add(block["id"])
                elif block["type"] == "tool_result":
                    results.add(block["tool_use_id"])
        for thing in self.acknowledged:
            if thing not in said and thing not in results:
                self.lab.lose(f"{thing} after {where}")
        self.lab.counts["acknowledged prompts, results and answers read back"] = self.lab.counts.get("acknowledged prompts, results and answers read back", 0) + len(self.acknowledged)
        for effect in os.listdir(self.effects):
            if re.fullmatch(r"\d+-\d", effect) and f"call_{effect.replace('-', '_')}" not in calls:
                self.lab.lose(f"{effect} was written, and no record says so, after {where}")
        if checks:
            checked = self.lab.pith("sessions", "check", self.session)
            self.lab.count("checks")
            if checked.code != 0 and b"unfinished record" not in checked.err:
                self.lab.lose(f"sessions check after {where}: {checked.err.decode('utf-8', 'replace')[:300]}")

    def records(self, path, where):
        """Every record, by a reader that is not pith's: numbered without a gap, none twice, every checksum right."""
        kept, number = [], 1
        while os.path.exists(path):
            with open(path, "rb") as file:
                lines = file.read().split(b"\n")[:-1]
            first = json.loads(lines[0])["q"] if lines else None
            kept = [record for record in kept if first is None or record["q"] < first]
            for line in lines:
                record = json.loads(line)
                if b'"%08x"}' % crc32c(line[:-16]) != line[-11:]:
                    self.lab.lose(f"a checksum is wrong after {where}")
                kept.append(record)
            number += 1
            path = re.sub(r"(\.\d+)?\.jsonl$", f".{number}.jsonl", path)
        if [record["q"] for record in kept] != list(range(len(kept))):
            self.lab.lose(f"numbers out of order after {where}")
        return kept

