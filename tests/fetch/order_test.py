"""In which order deepwell-fetch writes: the journal never says more than the disk has, and the name comes last. Seen by strace."""

import os
import re
import shutil
import subprocess
import sys
import unittest

from helper import CHUNK, FetchTest, Helper, content
from hostile_server import HostileServer, ranged

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "sandbox"))
import trace  # noqa: E402

DATA = content(40 * CHUNK + 777)
CALLS = "write,pwrite64,fdatasync,fsync,sync_file_range,rename,renameat,renameat2"


def tracing_problem():
    """Why nothing can be traced here; empty: it can."""
    if not shutil.which("strace"):
        return "strace is not installed"
    if os.environ.get("DEEPWELL_SANITIZE", "") not in ("", "OFF"):
        return "sanitizers do not run under strace"
    if subprocess.run(["strace", "-qq", "-y", "-o", "/dev/null", "true"], capture_output=True).returncode != 0:
        return "processes cannot be traced here"
    return ""


@unittest.skipIf(tracing_problem(), f"no order is tested: {tracing_problem()}")
class Order(FetchTest):
    def traced(self):
        """The calls of one download of several flushes, as (name, path of the file or folder, its arguments)."""
        log = os.path.join(self.folder, "trace")
        # Slow enough for several entries of the journal.
        with HostileServer(lambda r: ranged(r, DATA)) as server, \
                Helper(wrap=("strace", "-f", "-qq", "-y", "-s", "20000", "-e", f"trace={CALLS}", "-o", log), connections=2,
                       bytes_per_second=len(DATA)) as helper:
            self.assert_done(helper.fetch(self.folder, (server.url + "/x.gguf", "x.gguf", DATA)), "x.gguf", DATA)
            helper.close()
        calls = []
        for process in trace.read(log).values():
            for call in process.calls:
                self.assertIsNotNone(call.result, call.name)
                path = re.match(r"\d+<([^>]*)>", call.arguments)
                calls.append((call.name, path[1] if path else "", call.arguments, call.result))
        os.remove(log)
        return calls

    def test_data_then_journal_then_name_then_folder(self):
        calls = self.traced()
        partial, journal = self.path("x.gguf.partial"), self.path("x.gguf.partial.chunks")
        dirty = {}  # chunk: its bytes that may not be on the disk yet
        journaled, renamed, named, folder_synced, said = set(), False, None, False, False
        for number, (name, path, arguments, result) in enumerate(calls):
            if path == partial and name in ("write", "pwrite64"):
                self.assertEqual(name, "pwrite64", arguments[:200])
                self.assertFalse(renamed, "data after the file had got its name")
                offset = int(arguments.rsplit(", ", 1)[1])
                for chunk in range(offset // CHUNK, (offset + max(result, 1) - 1) // CHUNK + 1):
                    dirty[chunk] = dirty.get(chunk, 0) + result
            elif path == partial and name == "fdatasync" and result == 0:
                dirty.clear()
            elif path.startswith(journal) and name in ("write", "pwrite64"):
                for chunk in re.findall(r'\\"chunk\\":(\d+)', arguments):
                    self.assertNotIn(int(chunk), dirty, f"chunk {chunk} is in the journal before its bytes are on the disk")
                    journaled.add(int(chunk))
                for chunk, count in re.findall(r'\\"part\\":(\d+),\\"bytes\\":(\d+)', arguments):
                    self.assertNotIn(int(chunk), dirty, f"a part of chunk {chunk} is in the journal before its bytes are on the disk")
            elif name.startswith("rename") and '"x.gguf"' in arguments:
                self.assertEqual(dirty, {}, "the file got its name before its bytes were on the disk")
                renamed, named = True, number
            elif name == "fsync" and path == self.folder and renamed:
                folder_synced = True
            elif name == "write" and '\\"phase\\":\\"done\\"' in arguments:
                self.assertTrue(folder_synced, "done was said before the name was on the disk")
                said = True
        self.assertTrue(renamed and said)
        self.assertGreater(len(journaled), 10, "the journal was hardly written: nothing was tested")
        # What a power cut would have left at each rename of a journal was on the disk too.
        for number, (name, _, arguments, _) in enumerate(calls):
            if name.startswith("rename") and ".new" in arguments:
                fresh = re.search(r'"([^"]*\.new)"', arguments)[1]
                before = [call for call in calls[:number] if call[1].endswith("/" + fresh)]
                self.assertTrue(before and before[-1][0] == "fdatasync", f"{fresh} was renamed before it was on the disk")


if __name__ == "__main__":
    unittest.main()
