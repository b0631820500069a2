#!/usr/bin/env python3
"""The real window on the pocket model, driven by keys, under strace, in a network namespace with loopback only.

    window_tour.py DEEPWELL [--keep FOLDER]

It must answer rightly, show its pages and do what the palette is told, download a model from a hub on this machine, and end; all its
threads may open AF_UNIX sockets only, and the kernel's filter must be there before the first thread and before the first connection to
the display. deepwell-fetch is started by the click alone and is the only one that connects to the hub. What the keys do is seen in files,
in the trace and on the screen, of which Xvfb keeps a picture in a file. Exit status 77: it cannot be run here, and why.
"""
import argparse
import fcntl
import json
import operator
import os
import re
import shutil
import signal
import socket
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import trace  # noqa: E402

PATIENCE = 240  # seconds for any one step: machines under load and tracing are slow
QUESTION = "How many r are in strawberry?"
ANSWER = "3"  # the last number that the answer names
SETTINGS = "[downloads]\nhub=http://127.0.0.1:{port}\n[window]\nwelcomed=true\n[appearance]\ntheme=light\n[sampling]\nmodel_defaults=false\ntemperature=0\n"
HUB = Path(__file__).parent.parent / "app" / "local_hub.py"
WRITES = ("open", "openat", "creat", "mkdir", "mkdirat", "rename", "renameat", "renameat2")
TRACED = "%network,seccomp,clone,clone3,fork,vfork,execve," + ",".join("?" + name for name in WRITES)


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(77)


class Failed(Exception):
    """What went wrong, for the summary."""


def until(what, check, program=None):
    """What `check` returns once that is true; `program` must go on running meanwhile."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if result := check():
            return result
        if program and program.poll() is not None:
            raise Failed(f"the program ended with {program.returncode} instead of: {what}")
        time.sleep(0.1)
    raise Failed(f"waited {PATIENCE} s for {what}")


def enter_empty_network():
    """Runs this script again in a namespace of its own, with nothing but loopback."""
    if os.environ.get("DEEPWELL_TOUR_INSIDE"):
        raise_loopback()
        return
    os.environ["DEEPWELL_TOUR_INSIDE"] = "1"
    inner = [sys.executable, *sys.argv]
    if shutil.which("dbus-run-session"):
        inner = ["dbus-run-session", "--", *inner]
    if subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode == 0:
        os.execvp("unshare", ["unshare", "-rn", *inner])
    print("note: this system lets nobody make network namespaces; the tour runs with its network")
    os.execvp(inner[0], inner)


def raise_loopback():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sH14x", b"lo", 0)
        flags = struct.unpack("16xH14x", fcntl.ioctl(any_socket, 0x8913, request))[0]  # SIOCGIFFLAGS
        if not flags & 1:
            fcntl.ioctl(any_socket, 0x8914, struct.pack("16sH14x", b"lo", flags | 1))  # SIOCSIFFLAGS, IFF_UP


class Display:
    def __init__(self, folder):
        ours, theirs = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(theirs), "-nolisten", "tcp", "-screen", "0", "1280x800x24", "-fbdir", str(folder)],
                                       pass_fds=[theirs], stderr=subprocess.DEVNULL)
        os.close(theirs)
        with os.fdopen(ours) as answer:
            number = answer.readline().strip()
        if not number:
            raise Failed("Xvfb did not start")
        self.name = ":" + number
        self.screen = folder / "Xvfb_screen0"  # a window dump of X11 (XWDFile.h) that the server writes its pixels into

    def pixels(self):
        """Of the whole screen, 32 bits each."""
        dump = self.screen.read_bytes()
        header = struct.unpack(">25I", dump[:100])
        begin = header[0] + 12 * header[19]  # the header's size, and its colours
        return memoryview(dump)[begin : begin + header[12] * header[5]].cast("I")  # bytes of a line, lines

    @staticmethod
    def difference(one, other):
        """The part of the screen in which they differ."""
        return sum(map(operator.ne, one, other)) / len(one)

    def changed(self, before):
        return self.difference(self.pixels(), before)

    def at_rest(self, program):
        """The pixels, once nothing but a caret has moved for some looks."""
        look, same = self.pixels(), 0

        def rests():
            nonlocal look, same
            last, look = look, self.pixels()
            same = same + 1 if self.difference(last, look) < 0.001 else 0
            return same == 4

        until("a screen at rest", rests, program)
        return look

    def xdotool(self, *words):
        result = subprocess.run(["xdotool", *words], env={**os.environ, "DISPLAY": self.name}, capture_output=True, text=True)
        return result.stdout.split() if result.returncode == 0 else []

    def find_window(self, program):
        return until("the window", lambda: self.xdotool("search", "--onlyvisible", "--name", "Deepwell$"), program)[-1]

    def key(self, *keys):
        self.xdotool("key", "--delay", "60", *keys)


def messages(data):
    """The history so far: (role, state, text)."""
    try:
        with sqlite3.connect(f"file:{data}/chats.sqlite?mode=ro", uri=True, timeout=5) as db:
            return db.execute("SELECT role, state, text FROM messages ORDER BY id").fetchall()
    except sqlite3.Error:
        return []


def answers(data):
    return [text for role, state, text in messages(data) if role == "assistant" and state == "finished" and text]


def refusals(log):
    """How often the kernel has refused an internet socket so far: the window asks for one to show that."""
    return sum("AF_INET," in line and "EACCES" in line for line in open(log, encoding="utf-8", errors="replace"))


def right(answer):
    return re.findall(r"\d+", answer)[-1:] == [ANSWER]


def changes(display, program, what, *keys):
    """Presses the keys, and sees that a good part of the screen becomes another."""
    before = display.at_rest(program)
    display.key(*keys)
    until(f"{what} on the screen", lambda: display.changed(before) > 0.1, program)


def looked_at(display, program, what, *keys):
    """Opens it with the keys and closes it with Escape. What it looks like."""
    changes(display, program, what, *keys)
    look = display.at_rest(program)
    changes(display, program, f"the end of {what}", "Escape")
    return look


def tell(display, program, command, done):
    """By its words, in the palette."""
    changes(display, program, "the palette", "ctrl+k")
    display.xdotool("type", "--delay", "30", "> " + command)
    display.key("Return")
    until(f"what the palette was told: {command}", done, program)


def drive(display, program, data, log):
    window = display.find_window(program)
    display.xdotool("windowfocus", window)
    until("the first test of the sandbox", lambda: refusals(log), program)
    # The model loads meanwhile: Return sends as soon as it can.
    display.xdotool("type", "--delay", "30", QUESTION)

    def sent():
        display.key("Return")
        return messages(data)

    until("the question in the history", sent, program)
    given = until("the answer", lambda: answers(data), program)
    if not right(given[-1]):
        raise Failed(f"the answer does not say {ANSWER}: {given[-1]}")
    looked_at(display, program, "the palette", "ctrl+k")
    tell(display, program, "Theme: dark", lambda: "theme=dark" in (data / "settings.ini").read_text())
    settings = looked_at(display, program, "the settings", "ctrl+comma")
    keys = looked_at(display, program, "the list of keys", "ctrl+slash")
    if display.difference(settings, keys) < 0.01:
        raise Failed("Ctrl+/ shows what Ctrl+, shows")
    tests = refusals(log)  # the privacy page tests the sandbox when it is shown
    tell(display, program, "Privacy: what can connect", lambda: refusals(log) > tests)
    changes(display, program, "the end of the settings", "Escape")
    changes(display, program, "the library", "ctrl+shift+m")
    download(display, program, data, log)
    display.key("ctrl+n")
    display.key("ctrl+q")


def download(display, program, data, log):
    """The catalog's first model: in its list Tab goes from button to button."""
    if "deepwell-fetch" in log.read_text(errors="replace"):
        raise Failed("deepwell-fetch was started before anybody asked for a download")
    library = display.at_rest(program)
    tell(display, program, "Get models: catalog and search", lambda: display.changed(library) > 0.05)
    display.at_rest(program)

    def started():
        display.key("Tab", "Return")
        display.at_rest(program)  # a click has had its effect
        return "deepwell-fetch" in log.read_text(errors="replace")

    until("a download by the keys", started, program)
    until("the downloaded model", lambda: list((data / "models").rglob("*.gguf")), program)


def judge_download(processes, broker, data, port):
    """Only deepwell-fetch may talk to the hub, and what it did is listed for the person."""
    problems = []
    helpers = [processes[id] for id in broker.children if processes[id].program.endswith("/deepwell-fetch")] if broker else []
    for process in processes.values():
        connected = [call for call in process.calls if call.name == "connect" and "sa_family=AF_INET" in call.arguments]
        if process not in helpers:
            problems += [f"not the download helper, but: {call}" for call in connected]
            continue
        problems += [f"another address than the hub's: {call}" for call in connected if f"htons({port})" not in call.arguments]
        if not connected:
            problems.append("the download helper never connected to the hub")
    if not helpers:
        problems.append("no download helper was started by the broker")
    listed = [json.loads(line) for line in (data / "connections.jsonl").read_text().splitlines()] if (data / "connections.jsonl").exists() else []
    if not any(entry.get("port") == port and entry.get("bytes_received", 0) > 1 << 20 for entry in listed):
        problems.append("the connection to the hub is not in the list of connections")
    return problems


def judge_files(processes, data):
    """With --data nothing is written outside of that folder."""
    outside = set()
    for process in processes.values():
        for call in process.calls:
            if call.name not in WRITES or call.result is None or call.result < 0:
                continue
            if call.name.startswith("open") and not re.search("O_WRONLY|O_RDWR|O_CREAT", call.arguments):
                continue
            outside |= {path for path in re.findall('"([^"]*)"', call.arguments)
                        if (path.startswith("/") or "AT_FDCWD" in call.arguments) and not (path + "/").startswith((f"{data}/", "/dev/", "/proc/", "/sys/"))}
    return [f"written outside of the data folder: {path}" for path in sorted(outside)]


def judge(log, data, port):
    """What is wrong with the run, one line each."""
    processes = trace.read(log)
    window, *others = processes.values()
    problems = []
    broker = processes.get(window.children[0]) if window.children else None
    if broker is None:
        problems.append("no broker was started")
    # Everything but the broker and what it starts is under the filter.
    free = set()
    if broker:
        waiting = [broker.id]
        while waiting:
            free.add(waiting[-1])
            waiting += processes[waiting.pop()].children
    filtered = [process for process in processes.values() if process.id not in free]
    for process in filtered:
        for call in process.calls:
            made = call.result is not None and call.result >= 0
            if call.name in ("socket", "socketpair") and made and not call.arguments.startswith("AF_UNIX,"):
                problems.append(f"a socket that is not AF_UNIX: {call}")
            # An unfinished attempt counts, and one that was refused later on too.
            if call.name in ("connect", "bind", "sendto", "sendmsg") and "sa_family=AF_" in call.arguments and "sa_family=AF_UNIX" not in call.arguments:
                problems.append(f"an address that is not AF_UNIX: {call}")
    if broker and any(call.name in ("socket", "connect") for call in broker.calls):
        problems.append("the broker itself opened a socket")
    names = [call.name for call in window.calls]
    installed = next((i for i, call in enumerate(window.calls) if call.name == "seccomp" and "SET_MODE_FILTER" in call.arguments and call.result == 0), None)
    if installed is None:
        problems.append("no filter was installed")
    else:
        early = [call for call in window.calls[:installed] if call.name == "connect" or (call.name.startswith("clone") and "CLONE_THREAD" in call.arguments)]
        problems += [f"before the filter: {call}" for call in early]
        if "TSYNC" not in window.calls[installed].arguments:
            problems.append("the filter was not installed for all threads")
    if "connect" not in names:
        problems.append("the window never connected to the display: nothing was tested")
    refused = [call for call in window.calls if call.name == "socket" and call.arguments.startswith(("AF_INET,", "AF_INET6,")) and call.error == "EACCES"]
    if len(refused) < 4:
        problems.append("the window's own tests of the sandbox were not seen")
    problems += judge_download(processes, broker, data, port) + judge_files(processes, data)
    print(f"{len(window.threads)} threads, {len(window.calls)} calls, {len(others)} other processes, {len(refused)} refused sockets")
    return problems


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--keep", help="leave data, trace and output in this folder")
    arguments = parser.parse_args()
    for tool in ("strace", "Xvfb", "xdotool", "unshare"):
        if not shutil.which(tool):
            skip(f"{tool} is not installed")
    if subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], capture_output=True).returncode != 0:
        skip("processes cannot be traced here")
    enter_empty_network()

    folder = Path(arguments.keep or tempfile.mkdtemp(prefix="deepwell-tour-"))
    data, log = folder / "data", folder / "trace"
    data.mkdir(parents=True, exist_ok=True)
    log.touch()
    hub = subprocess.Popen([sys.executable, str(HUB)], stdout=subprocess.PIPE, text=True)
    port = int(hub.stdout.readline())
    (data / "settings.ini").write_text(SETTINGS.format(port=port))
    display = Display(folder)
    environment = {**os.environ, "DISPLAY": display.name, "QT_QPA_PLATFORM": "xcb", "QT_QUICK_BACKEND": "software", "LANG": "C.UTF-8"}
    program = subprocess.Popen(["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={TRACED}", "-e", "signal=none", arguments.program,
                                "--data", str(data), "pocket"], env=environment, stdout=open(folder / "output", "w"), stderr=subprocess.STDOUT)
    problems = []
    try:
        drive(display, program, data, log)
        status = until("the end of the program", lambda: program.poll() is not None and (program.returncode,))[0]
        if status != 0:
            problems.append(f"the program ended with {status}")
    except Failed as failed:
        problems.append(str(failed))
    finally:
        if program.poll() is None:
            program.send_signal(signal.SIGTERM)
        display.server.terminate()
        hub.terminate()
    problems += judge(log, data, port)
    if problems:
        print((folder / "output").read_text())
    print(f"question: {QUESTION}\nanswer: {answers(data)[-1:]}")
    for problem in problems:
        print("FAILED:", problem)
    if not arguments.keep:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
