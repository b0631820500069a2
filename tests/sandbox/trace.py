"""Reads what `strace -f -o` wrote: which process called what, in order."""
import re
from dataclasses import dataclass, field

_LINE = re.compile(r"^(\d+)\s+(?:\d+\.\d+\s+)?(.*)$")
_RESUMED = re.compile(r"^<\.\.\. (\w+) resumed>(.*)$")
_CALL = re.compile(r"^(\w+)\((.*)\)\s+= (-?\d+|\?|0x[0-9a-f]+)(?:\s+(E[A-Z0-9]+))?", re.S)


@dataclass
class Call:
    thread: int
    name: str
    arguments: str
    result: int | None  # None: it did not return
    error: str  # "EACCES"; empty: none

    def __str__(self):
        return f"{self.thread}: {self.name}({self.arguments}) = {self.result} {self.error}"


@dataclass
class Process:
    id: int
    threads: set = field(default_factory=set)
    calls: list = field(default_factory=list)  # of all its threads
    children: list = field(default_factory=list)  # ids, in the order of their start
    program: str = ""  # of its last execve; empty: its parent's


def _calls(lines):
    unfinished = {}
    for line in lines:
        match = _LINE.match(line.rstrip("\n"))
        if not match:
            continue
        thread, text = int(match[1]), match[2]
        if text.endswith("<unfinished ...>"):
            unfinished[thread] = text[: -len("<unfinished ...>")]
            continue
        if resumed := _RESUMED.match(text):
            text = unfinished.pop(thread, resumed[1] + "(") + resumed[2]
        if call := _CALL.match(text):
            result = None if call[3] == "?" else int(call[3], 0)
            yield Call(thread, call[1], call[2], result, call[4] or "")


def read(path):
    """The processes by id, the first one first. Threads belong to the process that started them."""
    processes = {}
    owner = {}
    with open(path, encoding="utf-8", errors="replace") as lines:
        for call in _calls(lines):
            own = owner.setdefault(call.thread, call.thread)
            process = processes.setdefault(own, Process(own, {call.thread}))
            process.calls.append(call)
            started = call.name in ("clone", "clone3", "fork", "vfork") and call.result and call.result > 0
            if started and "CLONE_THREAD" in call.arguments:
                owner[call.result] = own
                process.threads.add(call.result)
            elif started:
                owner[call.result] = call.result
                processes.setdefault(call.result, Process(call.result, {call.result}))
                process.children.append(call.result)
            elif call.name == "execve" and call.result == 0:
                process.program = call.arguments.split('"')[1]
    return processes
