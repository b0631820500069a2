"""compare.py: the processes that are measured, one after another, and what is kept of them."""
import json
import os
import pathlib
import shlex
import signal
import subprocess
import sys
import tempfile
import time

import checkpoint_size

PARTS = ("short", "long", "first", "busy")
PROGRAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "compare.py")
PROMPT = "Tell me in one sentence why the sky is blue, the grass is green, and the sea is sometimes both."
DEEP_TOKENS = 16  # decoded at a depth
CEILINGS = {"read_ceiling_gbps": "read_gbps", "int8_ceiling_gops": "int8_gops"}  # keys of deepwell-cli's JSON: ours


def worker(**job):
    return [sys.executable, PROGRAM, "--worker", json.dumps(job)]


class Failed(Exception):
    pass


def last_line(text):
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return lines[-1].strip()[-300:] if lines else ""


def execute(args, command):
    """The command's lines that are JSON objects, and None or why it ended badly."""
    command = shlex.split(args.prefix) + command
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True) as program:
        problem = None
        try:
            out, error = program.communicate(timeout=args.limit)
        except subprocess.TimeoutExpired:
            os.killpg(program.pid, signal.SIGTERM)
            out, error = program.communicate()
            problem = f"stopped after {args.limit:.0f} s"
    if not problem and program.returncode != 0:
        problem = last_line(error) or f"exit status {program.returncode}"
    found = []
    for line in out.splitlines():
        try:
            found.append(json.loads(line))
        except ValueError:
            pass
    return [each for each in found if isinstance(each, dict)], problem


class Ours:
    name = "deepwell"

    def __init__(self, args, path):
        self.args, self.path = args, path

    def bench(self, **options):
        more = [word for key, value in options.items() for word in ("--" + key, str(value))]
        return [self.args.cli, "bench", self.path, *more, "--threads", str(self.args.threads), "--device", "cpu", "--json"]

    def processes(self, part, tokens, prompt):
        """[(command, {key of its JSON: figure})]"""
        if part == "short":
            small = tokens > 32
            return [(self.bench(prefill=0, decode=tokens, repeat=2), {"decode_tps": "decode_0"}),
                    (self.bench(prefill=128, decode=0, repeat=3 if small else 2), {"prefill_tps": "prefill_128"}),
                    (self.bench(prefill=512, decode=0, repeat=2 if small else 1), {"prefill_tps": "prefill_512"})]
        if part == "long":
            return [(self.bench(prefill=2048, decode=DEEP_TOKENS, repeat=1),
                     {"prefill_tps": "prefill_2048", "decode_tps": "decode_2048", "peak_rss_mb": "peak_bytes"}),
                    (self.bench(depth=8192, prefill=0, decode=DEEP_TOKENS, repeat=1), {"decode_tps": "decode_8192"})]
        if part == "first":
            chat = [self.args.cli, "chat", self.path, "-p", PROMPT, "--max-tokens", "4", "--temp", "0", "--threads",
                    str(self.args.threads), "--device", "cpu", "--json"]
            return [(worker(kind="our_first", command=chat), None)]
        decode = self.bench(prefill=0, decode=2 * tokens, repeat=1)
        return [(decode, {"decode_tps": "alone"}), (worker(kind="beside", command=decode), {"decode_tps": "beside"})]

    @staticmethod
    def values(lines, keys):
        if keys is None:
            return [(line["figure"], line["value"]) for line in lines if "figure" in line]
        factor = {"peak_rss_mb": 2**20}
        return [(figure, line[key] * factor.get(key, 1)) for line in lines for key, figure in keys.items() if key in line]


class Peer:
    name = "llama.cpp"

    def __init__(self, args, path):
        self.args, self.path = args, path

    def speed(self, flash, *steps):
        return worker(kind="peer", path=self.path, threads=self.args.threads, flash=flash, steps=steps)

    def processes(self, part, tokens, prompt):
        settings = {"both": (True, False), "on": (True,), "off": (False,)}[self.args.flash]
        if part == "short":
            steps = (["decode", 0, tokens], ["prefill", 128, 3 if tokens > 32 else 2], ["prefill", 512, 2 if tokens > 32 else 1])
            return [(self.speed(flash, *steps), None) for flash in settings]
        if part == "long":
            # A prompt of 2048 with flash attention, if that is to be measured: without it takes longer.
            deep = (["deep", 2048, DEEP_TOKENS], ["deep", 8192, DEEP_TOKENS])
            whole = settings[0]
            return [(self.speed(flash, *([["prefill", 2048, 1]] if flash == whole else []), *deep), None) for flash in settings]
        if part == "first":
            return [(worker(kind="peer_first", path=self.path, threads=self.args.threads, tokens=prompt), None)]
        decode = self.speed(None, ["decode", 0, 2 * tokens])
        return [(decode, "alone"), (worker(kind="beside", command=decode), "beside")]

    @staticmethod
    def values(lines, name):
        return [(name or line["figure"], line["value"]) for line in lines if "figure" in line]


def prompt_ids(args, path):
    with tempfile.NamedTemporaryFile("w", suffix=".json") as messages:
        json.dump([{"role": "user", "content": PROMPT}], messages)
        messages.flush()
        text = subprocess.run([args.cli, "render", path, "--messages", messages.name], capture_output=True, text=True)
    if text.returncode != 0:
        raise Failed(last_line(text.stderr))
    ids = subprocess.run([args.cli, "tokenize", path, "--special"], input=json.dumps(text.stdout) + "\n", capture_output=True, text=True)
    if ids.returncode != 0:
        raise Failed(last_line(ids.stderr))
    return json.loads(ids.stdout)


def warm(path):
    path = pathlib.Path(path)
    for part in sorted(path.iterdir()) if path.is_dir() else [path]:
        with open(part, "rb", buffering=0) as file:
            while file.read(1 << 24):
                pass


def forget(entry, part, engine):
    entry["runs"] = [run for run in entry["runs"] if (run["part"], run["engine"]) != (part, engine)]


def has_parts(entry, parts):
    return set(parts) <= {run["part"] for run in entry.get("runs", []) if run["engine"] == Peer.name}


def measure(args, entry, mine, theirs, before, save):
    """Fills entry: files, size, prompt, runs [{part, engine, round, values, problem, ceilings}], problems. `before`: other
    entries; where llama.cpp ran the same file for one, with all that is asked for, its runs count here too."""
    same = next((other for other in before if other["theirs"] == os.path.basename(theirs) and has_parts(other, args.parts)), None)
    engines = [engine for engine in (Ours(args, mine), Peer(args, theirs)) if args.engine in ("both", engine.name)]
    entry.setdefault("runs", [])
    entry |= {"ours": os.path.basename(mine), "theirs": os.path.basename(theirs), "problems": {}}
    usable = []
    for engine in engines:
        if engine.name == Peer.name and same:
            for part in args.parts:
                forget(entry, part, engine.name)
            entry["runs"] += [run for run in same["runs"] if run["engine"] == engine.name and run["part"] in args.parts]
        elif os.path.exists(engine.path):
            usable.append(engine)
            for part in args.parts:
                forget(entry, part, engine.name)
        else:
            entry["problems"][engine.name] = f"{os.path.basename(engine.path)} is not there"
    try:
        for path in [path for path in (mine, theirs) if os.path.exists(path)][:1]:  # llama.cpp's alone: ours comes later
            entry["size"] = checkpoint_size.size_of(path)._asdict()
            entry["prompt"] = prompt_ids(args, path)
        for path in {engine.path for engine in usable}:
            warm(path)
        if usable and "size" in entry:
            take_turns(args, entry, usable, save)
    except (Failed, OSError, ValueError, KeyError) as problem:
        entry["problems"]["compare"] = f"{type(problem).__name__}: {problem}"
    save()


def take_turns(args, entry, engines, save):
    tokens = max(16, min(64, int(90e9 / entry["size"]["active_bytes"])))
    entry["decode_tokens"] = tokens
    machine = Machine(args)
    for number in range(args.rounds):
        for part in args.parts:
            for engine in engines:
                for command, keys in engine.processes(part, tokens, entry.get("prompt")):
                    run = machine.run(engine, command, keys)
                    entry["runs"].append({"part": part, "engine": engine.name, "round": number} | run)
                    shown = ", ".join(f"{figure} {value:.4g}" for figure, value in run["values"])
                    print(f"  {part} {engine.name} ({run['read_gbps']:.0f} GB/s): {shown} {run['problem'] or ''}",
                          file=sys.stderr, flush=True)
            save()


class Machine:
    """Runs a process between two looks at the ceilings. Virtual machines lose and regain half of their memory bandwidth
    within minutes: a process waits for --patience seconds while there is less than --steady of the best seen; one that got
    less is run again, and of its tries the steadiest kept."""

    best = 0.0  # of all models

    def __init__(self, args):
        self.args = args
        self.command = Ours(args, "pocket").bench(prefill=1, decode=1, repeat=1) + ["--ceilings"]
        self.now = None

    def look(self):
        """{read_gbps, int8_gops} with as many threads."""
        found, problem = execute(self.args, self.command)
        if problem or not found:
            raise Failed(f"ceilings: {problem}")
        self.now = {name: found[-1][key] for key, name in CEILINGS.items()}
        Machine.best = max(Machine.best, self.now["read_gbps"])
        return self.now

    def wait(self):
        end = time.monotonic() + self.args.patience
        while self.look()["read_gbps"] < self.args.steady * Machine.best and time.monotonic() < end:
            time.sleep(1)
        return self.now

    def run(self, engine, command, keys):
        tries = []
        for _ in range(1 + self.args.retries):
            before = self.wait()
            lines, problem = execute(self.args, command)
            after = self.look()
            steady = min(before["read_gbps"], after["read_gbps"])
            tries.append({"values": engine.values(lines, keys), "problem": problem, "read_gbps": max(before["read_gbps"], after["read_gbps"]),
                          "int8_gops": max(before["int8_gops"], after["int8_gops"]), "steady_gbps": steady})
            if problem or steady >= self.args.steady * Machine.best:
                break
        return max(tries, key=lambda one: (bool(one["values"]), one["steady_gbps"]))
