"""Log lines of the formats that agents read most, with values from a seed. Only what Python keeps stable is used of its random module."""
import random

WORDS = """connection timeout request worker queue session cache block replica shard upstream handler token user order payment index snapshot lease
    heartbeat partition offset consumer backend schema migration volume container image registry certificate listener socket buffer thread""".split()
NAMES = ["api-gateway", "auth", "billing", "scheduler", "ingest", "frontend", "search", "storage-node", "replicator", "mailer"]
PATHS = ["/api/v1/users/{n}", "/static/js/main.{h}.js", "/health", "/api/v2/orders?page={n}&size=50", "/login", "/images/{h}.png", "/metrics"]
AGENTS = ["Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36", "curl/8.5.0", "kube-probe/1.30", "python-requests/2.32.3"]
CLASSES = ["o.a.hadoop.hdfs.StateChange", "com.example.orders.OrderService", "o.s.web.servlet.DispatcherServlet", "org.apache.kafka.clients.NetworkClient"]


class Source:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.clock = 1764119000.0

    def below(self, n):
        return int(self.random.random() * n)

    def of(self, things):
        return things[self.below(len(things))]

    def hex(self, digits):
        return "".join("0123456789abcdef"[self.below(16)] for _ in range(digits))

    def address(self):
        return f"10.{self.below(256)}.{self.below(256)}.{self.below(256)}"

    def words(self, least, most):
        return " ".join(self.of(WORDS) for _ in range(least + self.below(most - least + 1)))

    def time(self):
        """Day, hours, minutes, seconds, milliseconds; a little later every time."""
        self.clock += self.random.random() * 0.8
        whole = int(self.clock)
        return 26 + whole // 86400 % 4, whole // 3600 % 24, whole // 60 % 60, whole % 60, int(self.clock * 1000) % 1000


def sshd(s):
    d, h, m, sec, _ = s.time()
    what = s.of([f"Failed password for invalid user {s.of(WORDS)} from {s.address()} port {1024 + s.below(60000)} ssh2",
                 f"pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost={s.address()}", f"Connection closed by {s.address()} [preauth]"])
    return f"Nov {d} {h:02}:{m:02}:{sec:02} {s.of(NAMES)} sshd[{s.below(30000)}]: {what}"


def access(s):
    d, h, m, sec, _ = s.time()
    path = s.of(PATHS).format(n=s.below(100000), h=s.hex(8))
    return f'{s.address()} - - [{d}/Nov/2026:{h:02}:{m:02}:{sec:02} +0000] "{s.of(["GET", "POST", "PUT"])} {path} HTTP/1.1" {s.of([200, 200, 200, 304, 404, 502])} {s.below(90000)} "-" "{s.of(AGENTS)}"'


def blocks(s):
    d, h, m, sec, _ = s.time()
    return f"2611{d:02} {h:02}{m:02}{sec:02} {s.below(4000)} INFO dfs.DataNode$PacketResponder: Received block blk_{s.below(2**62) - 2**61} of size {s.below(67108864)} from /{s.address()}:50010"


def spring(s):
    d, h, m, sec, ms = s.time()
    level = s.of(["INFO ", "INFO ", "DEBUG", "WARN ", "ERROR"])
    line = f"2026-11-{d:02} {h:02}:{m:02}:{sec:02}.{ms:03} {level} [{s.hex(16)},{s.hex(16)}] {s.below(40000)} --- [nio-8080-exec-{s.below(20)}] {s.of(CLASSES):<40} : {s.words(4, 11)}"
    if level == "ERROR":
        name = s.of(WORDS).capitalize()
        line += f"\njava.lang.IllegalStateException: {s.words(3, 7)}\n" + "\n".join(f"\tat {s.of(CLASSES)}.{s.of(WORDS)}{name}({name}.java:{s.below(900)})" for _ in range(3 + s.below(9)))
    return line


def kubelet(s):
    d, h, m, sec, ms = s.time()
    return f'E11{d:02} {h:02}:{m:02}:{sec:02}.{ms:03}{s.below(1000):03} {s.below(5000):7} pod_workers.go:{s.below(1500)}] "Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"{s.of(NAMES)}\\" with CrashLoopBackOff: \\"back-off {s.below(300)}s\\"" pod="prod/{s.of(NAMES)}-{s.hex(10)}-{s.hex(5)}"'


def structured(s):
    d, h, m, sec, ms = s.time()
    return f'{{"ts":"2026-11-{d:02}T{h:02}:{m:02}:{sec:02}.{ms:03}Z","level":"{s.of(["info", "warn", "error"])}","service":"{s.of(NAMES)}","trace_id":"{s.hex(32)}","msg":"{s.words(3, 9)}","latency_ms":{s.random.random() * 900:.2f},"attempt":{s.below(5)}}}'


def tests(s):
    return s.of([f"tests/test_{s.of(WORDS)}.py::test_{s.of(WORDS)}_{s.of(WORDS)}[{s.below(40)}] {s.of(['PASSED', 'PASSED', 'FAILED', 'SKIPPED'])}{' ' * s.below(30)}[ {s.below(100)}%]",
                 f"  Passed Example.{s.of(WORDS).capitalize()}Tests.{s.of(WORDS).capitalize()}Works [{s.below(900)} ms]",
                 f"src/{s.of(WORDS)}/{s.of(WORDS)}.cs({s.below(400)},{s.below(90)}): error CS0103: The name '{s.of(WORDS)}' does not exist in the current context"])


def lines(size, seed=20261126):
    """Lines of all formats, in stretches of one format, up to about so many bytes."""
    s, out, length = Source(seed), [], 0
    while length < size:
        form = s.of([sshd, access, access, blocks, spring, spring, kubelet, structured, structured, tests])
        for _ in range(1 + s.below(40)):
            line = form(s)
            out.append(line)
            length += len(line) + 1
    return ("\n".join(out) + "\n").encode()
