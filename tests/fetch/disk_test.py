"""What deepwell-fetch does to the disk: names, links, space; and what the program may do at all."""

import os
import subprocess
import time
import unittest

from helper import CHUNK, PROGRAM, FetchTest, Helper, content, sha256, temp_folder
from hostile_server import HostileServer, Reply, ranged

DATA = content(12 * CHUNK + 777)


def honest(request):
    return ranged(request, DATA)


class Names(FetchTest):
    def test_evil_names(self):
        names = ["../x", "/abs", "a/../../b", "a/..", "..", ".", "", "a//b", "/", "a/", ".hidden", "a/.hidden/b", "con", "CON", "con.gguf", "a/nul.txt",
                 "COM1", "lpt9.x", "aux", "prn", "x" * 300, "a/" + "y" * 201, "/".join(["d" * 100] * 11), "a\0b", "a\nb", "a\tb", "a\x7fb", "a\\b",
                 "C:x", "a:b", "a*b", 'a"b', "a<b", "a|b", "a?b", "x.", "x ", " x", "x.gguf.partial", "x.partial.chunks", "a\u202eb", "a\u200bb",
                 "\ufeffx", "a\u2028b", "a\u0085b", "~/../x", "a/./b", "x.gguf.partial/y"]
        with HostileServer(honest) as server, Helper() as helper:
            for name in names:
                with self.subTest(name=name):
                    event = helper.fetch(self.folder, (server.url + "/x", name, DATA))
                    self.assertEqual(event["phase"], "failed", event)
                    self.assertIn("file name", event["error"])
                    self.assertNotIn("\n", event["error"])
            self.assertEqual(server.requests, [])
            self.assertEqual(os.listdir(self.folder), [])

    def test_evil_bytes(self):
        with HostileServer(honest) as server, Helper() as helper:
            for raw in (rb"\ud800", rb"\u0000", b"\xff\xfe", rb"a\/..\/..\/b", rb"\u002e\u002e/x"):
                with self.subTest(raw=raw):
                    helper.ids += 1
                    helper.send_text(b'{"do":"download","id":%d,"folder":"%s","files":[{"url":"%s/x","path":"%s"}]}\n' %
                                     (helper.ids, self.folder.encode(), server.url.encode(), raw))
                    event = helper.next(lambda e: e["event"] == "refused" or e.get("phase") == "failed")
                    self.assertTrue(event["error"])
            self.assertEqual(os.listdir(self.folder), [])

    def test_good_names(self):
        with HostileServer(honest) as server, Helper() as helper:
            for name in ("a/b/c.gguf", "DeepSeek-R1 (Q4_K_M).gguf", "模型.gguf", "a..b", "console.gguf", "comet", "ä/ö.gguf", "z" * 200, "~x", "-rf", "a'b$(id)`"):
                with self.subTest(name=name):
                    self.assert_done(helper.fetch(self.folder, (server.url + "/x", name, DATA)), name, DATA)

    def test_links(self):
        """Nothing is followed out of the folder."""
        other = os.path.join(self.folder, "other")  # what must not change; within, so that tearDown can tell the rest
        os.mkdir(other)
        victim = os.path.join(other, "victim")
        with open(victim, "wb") as file:
            file.write(b"precious")
        os.mkdir(self.path("m"))
        root = self.path("m")
        os.symlink(other, os.path.join(root, "sub"))
        os.symlink(victim, os.path.join(root, "x.gguf"))
        os.symlink(victim, os.path.join(root, "y.gguf.partial"))
        os.symlink(victim, os.path.join(root, "z.gguf.partial.chunks"))
        os.link(victim, os.path.join(root, "h.gguf.partial"))
        os.mkfifo(os.path.join(root, "f.gguf.partial"))
        os.mkdir(os.path.join(root, "d.gguf"))
        os.mkdir(os.path.join(root, "e.gguf.partial"))
        with HostileServer(honest) as server, Helper() as helper:
            for name in ("sub/x.gguf", "x.gguf", "y.gguf", "h.gguf", "f.gguf", "d.gguf", "e.gguf", "z.gguf"):
                with self.subTest(name=name):
                    event = helper.fetch(root, (server.url + "/x", name, DATA))
                    if name != "z.gguf":  # the link there is replaced, not followed
                        self.assertEqual(event["phase"], "failed", event)
                        self.assertNotIn("\n", event["error"])
        self.assertEqual(os.listdir(other), ["victim"])
        with open(victim, "rb") as file:
            self.assertEqual(file.read(), b"precious")

    def test_folder_that_is_a_link(self):
        """The user's own choice of a folder may be one."""
        os.mkdir(self.path("disk"))
        os.symlink(self.path("disk"), self.path("models"))
        with HostileServer(honest) as server, Helper() as helper:
            self.assert_done(helper.fetch(self.path("models"), (server.url + "/x", "x.gguf", DATA)), "disk/x.gguf", DATA)

    def test_same_name_twice(self):
        with HostileServer(honest) as server, Helper() as helper:
            event = helper.fetch(self.folder, (server.url + "/x", "x.gguf", DATA), (server.url + "/y", "x.gguf", DATA))
            self.assert_failed(event, "two files")

    def test_folder_that_cannot_be(self):
        with Helper() as helper:
            for folder in ("/proc/nothing", "/dev/null/x"):
                event = helper.fetch(folder, ("http://127.0.0.1:1/x", "x.gguf", DATA))
                self.assertEqual(event["phase"], "failed", event)
                self.assertIn(folder, event["error"])

    def test_files_are_the_users_alone(self):
        with HostileServer(honest) as server, Helper() as helper:
            self.assert_done(helper.fetch(self.folder, (server.url + "/x", "sub/x.gguf", DATA)))
        self.assertEqual(os.stat(self.path("sub/x.gguf")).st_mode & 0o777, 0o600)
        self.assertEqual(os.stat(self.path("sub")).st_mode & 0o777, 0o700)


class Space(FetchTest):
    def test_too_little_before(self):
        with HostileServer(honest) as server, Helper(margin=1 << 60) as helper:
            event = helper.fetch(self.folder, (server.url + "/x", "x.gguf", DATA))
            self.assertEqual(event["phase"], "paused")
            self.assertIn("free some space", event["error"])
            self.assertEqual(server.requests, [])

    def test_too_little_for_all_of_it(self):
        """Each shard would fit: what is missing of all of them is compared before the first byte."""
        disk = os.statvfs(self.folder)
        half = disk.f_bavail * disk.f_frsize * 2 // 3
        with HostileServer(honest) as server, Helper() as helper:
            event = helper.fetch(self.folder, (server.url + "/a", "a.gguf", half, None), (server.url + "/b", "b.gguf", half, None))
            self.assertEqual(event["phase"], "paused")
            self.assertIn("for this download", event["error"])
            self.assertEqual(server.requests, [])
            self.assertEqual(os.listdir(self.folder), [])

    def test_size_beyond_all_disks(self):
        with HostileServer(honest) as server, Helper() as helper:
            for size in (1 << 48, 1 << 62, (1 << 64) - 1):
                event = helper.fetch(self.folder, (server.url + "/x", "x.gguf", size, None))
                self.assertIn(event["phase"], ("paused", "failed"), event)
                self.assertTrue(event["error"])

    def test_server_that_claims_a_huge_size(self):
        def script(request):
            reply = ranged(request, DATA)
            reply.headers["Content-Range"] = f"bytes {request.range[0]}-{request.range[1]}/{1 << 60}"
            return reply
        with HostileServer(script) as server, Helper() as helper:
            event = helper.fetch(self.folder, (server.url + "/x", "x.gguf", None, None))
            self.assertIn(event["phase"], ("paused", "failed"), event)

    def small_disk(self, first=""):
        """What runs a command with the folder on a disk of 1 MiB, in a name space of its own."""
        wrap = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c",
                f'mount -t tmpfs -o size=1m none "{self.folder}" && {{ {first or ":"}\n}} && exec "$@"', "sh")
        probe = ("unshare", "--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", self.folder)
        if subprocess.run(probe, capture_output=True).returncode != 0:
            self.skipTest("no mount name space can be made here: a full disk is not tested")
        return wrap

    def test_full_while_it_is_fetched(self):
        data = content(2 << 20, 5)
        # Its size is not known before.
        script = lambda r: Reply(200, {"Transfer-Encoding": "chunked"}, b"%x\r\n%s\r\n0\r\n\r\n" % (len(data), data))
        with HostileServer(script) as server, Helper(wrap=self.small_disk()) as helper:
            event = helper.fetch(self.folder, (server.url + "/x", "x.gguf", None, sha256(data)))
            self.assertEqual(event["phase"], "paused", event)
            self.assertIn("disk is full", event["error"])

    def test_goes_on_when_there_is_room(self):
        """Another file fills the disk, and is removed when the download has paused."""
        signs = temp_folder()
        wrap = self.small_disk(f'head -c 900000 /dev/zero >"{self.folder}/filler"; (while [ -d "{signs}" ] && [ ! -e "{signs}/go" ]; do sleep 0.02; done; '
                               f'rm "{self.folder}/filler"; : >"{signs}/gone") </dev/null >/dev/null 2>&1 &')
        with HostileServer(honest) as server, Helper(wrap=wrap) as helper:
            id = helper.download(self.folder, (server.url + "/x", "x.gguf", DATA))
            event = helper.outcome(id)
            self.assertEqual(event["phase"], "paused", event)
            self.assertIn("free some space, then resume", event["error"])
            open(os.path.join(signs, "go"), "w").close()
            while not os.path.exists(os.path.join(signs, "gone")):
                time.sleep(0.01)
            helper.send(do="resume", id=id)
            self.assertEqual(helper.outcome(id)["phase"], "done")

    def test_files_that_may_not_be_so_long(self):
        wrap = ("sh", "-c", 'ulimit -f 256; exec "$@"', "sh")
        with HostileServer(honest) as server, Helper(wrap=wrap) as helper:
            event = helper.fetch(self.folder, (server.url + "/x", "x.gguf", DATA))
            self.assert_failed(event, "cannot hold a file of this size")


class Hardening(FetchTest):
    def test_limits(self):
        with Helper() as helper:
            helper.get("https://deepwell-test.invalid/")  # it has started
            with open(f"/proc/{helper.process.pid}/limits") as file:
                limits = file.read()
            with open(f"/proc/{helper.process.pid}/status") as file:
                status = file.read()
        self.assertRegex(limits, r"Max core file size +0 +0")
        self.assertRegex(limits, r"Max open files +256 +256")
        self.assertRegex(status, r"NoNewPrivs:\s+1")
        self.assertRegex(status, r"Umask:\s+0077")

    def test_memory(self):
        """A large file goes through little memory."""
        data = content(1 << 20) * 96
        with HostileServer(lambda r: ranged(r, data)) as server, Helper(chunk=16 << 20, connections=4) as helper:
            id = helper.download(self.folder, (server.url + "/x", "x.gguf", data))
            helper.outcome(id)
            with open(f"/proc/{helper.process.pid}/status") as file:
                peak = [int(line.split()[1]) for line in file if line.startswith("VmHWM")][0]
        if not os.environ.get("DEEPWELL_SANITIZE"):
            self.assertLess(peak, 48 << 10, "kB of memory")

    def test_options(self):
        self.assertEqual(subprocess.run([PROGRAM, "--help"], capture_output=True).returncode, 0)
        for wrong in (["x"], ["--chunk-bytes", "0"], ["--chunk-bytes", "99999999"], ["--retry-ms"], ["--retry-ms", "-1"], ["--what", "1"]):
            result = subprocess.run([PROGRAM, *wrong], capture_output=True, stdin=subprocess.DEVNULL)
            self.assertEqual(result.returncode, 2)
            self.assertIn(b"deepwell-fetch", result.stderr)

    def test_nobody_reads(self):
        """The window is gone: it ends."""
        program = subprocess.Popen([PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        program.stdout.close()
        program.stdin.write(b"{}\n")
        program.stdin.flush()
        self.assertEqual(program.wait(timeout=30), 0)
        program.stdin.close()


if __name__ == "__main__":
    unittest.main()
