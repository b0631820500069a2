"""Runs deepwell-fetch as the window does, and makes files to fetch."""

import atexit
import hashlib
import json
import os
import queue
import random
import shutil
import subprocess
import tempfile
import threading
import unittest

PROGRAM = os.environ.get("DEEPWELL_FETCH", "build/wt/bin/deepwell-fetch")
CHUNK = 64 << 10
PATIENCE = 60  # seconds until a test that waits has failed

OVER = ("done", "failed", "cancelled", "paused")


def content(size, seed=1):
    return random.Random(seed).randbytes(size)


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def temp_folder():
    folder = tempfile.mkdtemp(prefix="deepwell-fetch-")
    atexit.register(shutil.rmtree, folder, True)
    return folder


class Helper:
    """One process; its events are read in a thread and kept."""

    def __init__(self, *options, chunk=CHUNK, retry_ms=1, stall_ms=10000, env=None, wrap=(), margin=0, configured=True, **configure):
        command = [*wrap, PROGRAM, "--chunk-bytes", str(chunk), "--retry-ms", str(retry_ms), "--stall-ms", str(stall_ms),
                   "--margin-bytes", str(margin), *options]
        clean = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        env={**clean, **(env or {})})
        self.events = queue.Queue()
        self.seen = []
        self.text = b""
        self.errors = b""
        self.ids = 0
        self.threads = [threading.Thread(target=self._read, daemon=True), threading.Thread(target=self._read_errors, daemon=True)]
        for thread in self.threads:
            thread.start()
        if configured:  # without, it fetches nothing
            self.send(do="configure", **configure)

    def _read(self):
        for line in self.process.stdout:
            self.text += line
            self.events.put(json.loads(line))
        self.events.put(None)

    def _read_errors(self):
        self.errors = self.process.stderr.read()

    def send_text(self, text):
        try:
            self.process.stdin.write(text)
            self.process.stdin.flush()
        except BrokenPipeError:
            pass

    def send(self, **command):
        self.send_text(json.dumps(command).encode() + b"\n")

    def next(self, wanted, timeout=PATIENCE):
        """The next event for which wanted(event) is true; None: the program ended."""
        while True:
            event = self.events.get(timeout=timeout)
            if event is None:
                return None
            self.seen.append(event)
            if wanted(event):
                return event

    def download(self, folder, *files, repair=False):
        """Files are (url, path, data or size or None, sha256 or None). Its id."""
        self.ids += 1
        self.send(do="download", id=self.ids, folder=folder, repair=repair, files=[remote_file(*file) for file in files])
        return self.ids

    def verify(self, folder, *files):
        self.ids += 1
        self.send(do="verify", id=self.ids, folder=folder, files=[remote_file(*file) for file in files])
        return self.ids

    def outcome(self, id, phases=OVER):
        return self.next(lambda e: e["event"] == "download" and e["id"] == id and e["phase"] in phases)

    def fetch(self, folder, *files, repair=False):
        return self.outcome(self.download(folder, *files, repair=repair))

    def get(self, url, max_bytes=1 << 20):
        self.ids += 1
        id = self.ids
        self.send(do="get", id=id, url=url, max_bytes=max_bytes)
        return self.next(lambda e: e["event"] == "response" and e["id"] == id)

    def connections(self):
        """What was reported as closed, by number; ends the program."""
        self.close()
        while (event := self.events.get(timeout=PATIENCE)) is not None:
            self.seen.append(event)
        return [e for e in self.seen if e["event"] == "connection" and e["closed"]]

    def close(self):
        """Ends it as the window does. Its exit status."""
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass
        code = self.process.wait(timeout=PATIENCE)
        for thread in self.threads:
            thread.join()
        return code

    def kill(self):
        self.process.kill()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.kill()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                stream.close()
            except OSError:
                pass


def remote_file(url, path, data=None, hash=None):
    size = 0
    if isinstance(data, bytes):
        size, hash = len(data), hash if hash is not None else sha256(data)
    elif isinstance(data, int):
        size = data
    return {"url": url, "path": path, "size": size, "sha256": hash or ""}


class FetchTest(unittest.TestCase):
    def setUp(self):
        self.outside = temp_folder()
        self.folder = os.path.join(self.outside, "models")
        os.mkdir(self.folder)

    def tearDown(self):
        self.assertEqual(sorted(os.listdir(self.outside)), ["models"], "something was written outside of the folder")
        shutil.rmtree(self.outside, True)

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def bytes_of(self, *names):
        with open(self.path(*names), "rb") as file:
            return file.read()

    def assert_done(self, event, name=None, data=None):
        self.assertIsNotNone(event, "the program ended")
        self.assertEqual(event["phase"], "done", event)
        if name is not None:
            self.assertTrue(self.bytes_of(name) == data, "other bytes than the server's")
            self.assertFalse(os.path.exists(self.path(name + ".partial")))
            self.assertFalse(os.path.exists(self.path(name + ".partial.chunks")))

    def assert_failed(self, event, *words, name="x.gguf"):
        self.assertIsNotNone(event, "the program ended")
        self.assertEqual(event["phase"], "failed", event)
        for word in words:
            self.assertIn(word, event["error"])
        self.assertNotIn("\n", event["error"])
        self.assertFalse(os.path.lexists(self.path(name)), "a file under the final name")
