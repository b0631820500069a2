"""What deepwell-fetch does to the disk: names, kills, torn journals, damage and repair, space."""

import os
import random
import shutil
import subprocess
import unittest

from helper import CHUNK, FetchTest, Helper, content, remote_file, sha256
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


class Resuming(FetchTest):
    def test_killed_again_and_again(self):
        """kill -9 at 60 moments; each time it goes on from what was journaled."""
        data = content(200 * CHUNK, 4)
        dice = random.Random(1)
        kills, event = 0, None
        with HostileServer(lambda r: ranged(r, data)) as server:
            while event is None:
                # A limit on the bandwidth, so that there is something to kill.
                with Helper(connections=4, bytes_per_second=60 << 20 if kills < 60 else 0) as helper:
                    id = helper.download(self.folder, (server.url + "/x.gguf", "x.gguf", data))
                    if kills < 60:
                        helper.next(lambda e: e.get("phase") in ("connecting", "done"))
                        stop = dice.random() * 0.06
                        try:
                            helper.process.wait(timeout=stop)
                        except subprocess.TimeoutExpired:
                            pass
                        helper.kill()
                        kills += 1
                        if os.path.exists(self.path("x.gguf")):
                            self.assertEqual(sha256(self.bytes_of("x.gguf")), sha256(data))
                            os.remove(self.path("x.gguf"))
                            shutil.rmtree(self.path(".deepwell"), True)
                    else:
                        event = helper.outcome(id)
        self.assertEqual(kills, 60)
        self.assert_done(event, "x.gguf", data)

    def stopped_half_way(self, how, chunks=6):
        """A partial download of about so many chunks."""
        def script(request):
            return ranged(request, DATA) if request.range[0] < chunks * CHUNK else ranged(request, DATA, cut=0, hold=30)
        with HostileServer(script) as server, Helper(connections=1, stall_ms=20000) as helper:
            helper.download(self.folder, (server.url + "/x.gguf", "x.gguf", DATA))
            helper.next(lambda e: e.get("bytes_done", 0) >= (chunks - 1) * CHUNK)
            if how == "close":
                self.assertEqual(helper.close(), 0)
            else:
                helper.next(lambda e: False if not os.path.exists(self.path("x.gguf.partial.chunks")) else
                            self.bytes_of("x.gguf.partial.chunks").count(b'"chunk":') >= chunks - 1)
                helper.kill()

    def finish(self, data=DATA, hash=True):
        with HostileServer(lambda r: ranged(r, data)) as server, Helper() as helper:
            event = helper.fetch(self.folder, (server.url + "/x.gguf", "x.gguf", len(data), sha256(data) if hash else None))
            self.assert_done(event, "x.gguf", data)
            return event["bytes_fetched"]

    def test_after_the_end_of_input(self):
        self.stopped_half_way("close")
        self.assertLessEqual(self.finish(), len(DATA) - 5 * CHUNK)

    def test_after_a_kill(self):
        self.stopped_half_way("kill")
        self.assertLessEqual(self.finish(), len(DATA) - 5 * CHUNK)

    def test_inside_of_a_piece(self):
        """The end of the input journals what there is of a piece; the rest of it is fetched only."""
        def script(request):
            reply = ranged(request, DATA)
            reply.cut, reply.hold = 40_000, 30
            return reply
        with HostileServer(script) as server, Helper(connections=1) as helper:
            helper.download(self.folder, (server.url + "/x.gguf", "x.gguf", DATA))
            helper.next(lambda e: e.get("bytes_done", 0) >= 40_000)
            helper.close()
        self.assertIn(b'"part":0', self.bytes_of("x.gguf.partial.chunks"))
        self.assertEqual(self.finish(), len(DATA) - 40_000)

    def test_damaged_beginning_of_a_piece(self):
        def script(request):
            reply = ranged(request, DATA)
            reply.cut, reply.hold = 40_000, 30
            return reply
        with HostileServer(script) as server, Helper(connections=1) as helper:
            helper.download(self.folder, (server.url + "/x.gguf", "x.gguf", DATA))
            helper.next(lambda e: e.get("bytes_done", 0) >= 40_000)
            helper.close()
        self.damage("x.gguf.partial", [20_000])
        self.assertEqual(self.finish(), len(DATA))

    def damage(self, name, places):
        with open(self.path(name), "r+b") as file:
            for place in places:
                file.seek(place)
                byte = file.read(1)
                file.seek(place)
                file.write(bytes([byte[0] ^ 0x40]))

    def test_torn_journal(self):
        """Power loss: the journal ends anywhere, or holds anything; the partial file is shorter or damaged."""
        self.stopped_half_way("close")
        journal, partial = self.bytes_of("x.gguf.partial.chunks"), self.bytes_of("x.gguf.partial")
        dice = random.Random(3)
        cases = [(journal[:n], partial) for n in (0, 1, 50, len(journal) - 1, len(journal) // 2)]
        cases += [(journal, partial[:n]) for n in (0, 1, CHUNK, 3 * CHUNK + 5)]
        cases += [(b"\0" * len(journal), partial), (journal + b"\0" * 500, partial), (journal * 2, partial), (b"\xff" * 1000, partial)]
        for _ in range(10):
            torn = bytearray(journal)
            for _ in range(3):
                torn[dice.randrange(len(torn))] = dice.randrange(256)
            hurt = bytearray(partial)
            hurt[dice.randrange(5 * CHUNK)] ^= 1
            cases += [(bytes(torn), partial), (journal, bytes(hurt))]
        with HostileServer(honest) as server, Helper() as helper:
            for i, (torn, part) in enumerate(cases):
                with self.subTest(case=i):
                    for name, data in (("x.gguf.partial.chunks", torn), ("x.gguf.partial", part)):
                        with open(self.path(name), "wb") as file:
                            file.write(data)
                    event = helper.fetch(self.folder, (server.url + "/x.gguf", "x.gguf", DATA))
                    self.assert_done(event, "x.gguf", DATA)
                    os.remove(self.path("x.gguf"))

    def test_journal_without_its_file(self):
        self.stopped_half_way("close")
        os.remove(self.path("x.gguf.partial"))
        self.assertEqual(self.finish(), len(DATA))

    def test_file_without_its_journal(self):
        self.stopped_half_way("close")
        os.remove(self.path("x.gguf.partial.chunks"))
        self.assertEqual(self.finish(), len(DATA))

    def test_another_file_of_that_name(self):
        """What is there of another file is not mixed with it."""
        self.stopped_half_way("close")
        other = content(len(DATA), 8)
        self.assertEqual(self.finish(other), len(other))

    def test_from_a_mirror(self):
        """The address may change: the hash says that it is the same file."""
        self.stopped_half_way("close")
        with HostileServer(honest) as server, Helper() as helper:
            event = helper.fetch(self.folder, (server.url + "/mirror/other-name", "x.gguf", DATA))
            self.assert_done(event, "x.gguf", DATA)
            self.assertLess(event["bytes_fetched"], len(DATA))

    def test_two_helpers(self):
        with HostileServer(lambda r: ranged(r, DATA, cut=1000, hold=30)) as server, Helper() as first, Helper() as second:
            first.download(self.folder, (server.url + "/x.gguf", "x.gguf", DATA))
            first.next(lambda e: e.get("phase") == "running")
            event = second.fetch(self.folder, (server.url + "/x.gguf", "x.gguf", DATA))
            self.assert_failed(event, "another Deepwell")

    def test_pause_and_resume(self):
        with HostileServer(honest) as server, Helper(connections=2, bytes_per_second=400_000) as helper:
            id = helper.download(self.folder, (server.url + "/x.gguf", "x.gguf", DATA))
            for _ in range(5):
                helper.next(lambda e: e.get("phase") == "running")
                helper.send(do="pause", id=id)
                paused = helper.outcome(id, ("paused",))
                self.assertEqual(paused["error"], "")
                helper.send(do="resume", id=id)
            helper.send(do="configure", bytes_per_second=0)
            event = helper.outcome(id, ("done", "failed"))
            self.assert_done(event, "x.gguf", DATA)
            self.assertLess(event["bytes_fetched"], len(DATA) * 1.05)

    def test_cancel(self):
        for erase in (True, False):
            with HostileServer(honest) as server, Helper(bytes_per_second=400_000) as helper:
                id = helper.download(self.folder, (server.url + "/x.gguf", "x.gguf", DATA))
                helper.next(lambda e: e.get("phase") == "running")
                helper.send(do="cancel", id=id, erase=erase)
                self.assertEqual(helper.outcome(id)["phase"], "cancelled")
                helper.close()
            self.assertEqual(sorted(os.listdir(self.folder)), [] if erase else ["x.gguf.partial", "x.gguf.partial.chunks"])

    def test_failed_is_resumed(self):
        state = {"down": True}
        with HostileServer(lambda r: Reply(503) if state["down"] else honest(r)) as server, Helper() as helper:
            id = helper.download(self.folder, (server.url + "/x.gguf", "x.gguf", DATA))
            self.assertEqual(helper.outcome(id)["phase"], "failed")
            state["down"] = False
            helper.send(do="resume", id=id)
            self.assert_done(helper.outcome(id), "x.gguf", DATA)


class Queue(FetchTest):
    def test_shards_and_several_downloads(self):
        files = {f"/{i}": content(CHUNK * (i + 1) + i, i) for i in range(5)}
        with HostileServer(lambda r: ranged(r, files[r.target])) as server, Helper() as helper:
            shards = [(server.url + f"/{i}", f"big/model-{i}.gguf", files[f"/{i}"]) for i in range(3)]
            first = helper.download(self.folder, *shards)
            second = helper.download(self.folder, (server.url + "/3", "3.gguf", files["/3"]))
            third = helper.download(self.folder, (server.url + "/4", "4.gguf", files["/4"]))
            event = helper.outcome(first)
            self.assert_done(event)
            total = sum(len(data) for _, _, data in shards)
            self.assertEqual((event["bytes_done"], event["bytes_total"]), (total, total))
            self.assertFalse([e for e in helper.seen if e.get("id") == second and e.get("phase") == "running"])
            self.assert_done(helper.outcome(second), "3.gguf", files["/3"])
            self.assert_done(helper.outcome(third), "4.gguf", files["/4"])
        for _, path, data in shards:
            self.assertEqual(self.bytes_of(path), data)

    def test_paused_lets_the_next_run(self):
        with HostileServer(honest) as server, Helper() as helper:
            first = helper.download(self.folder, (server.url + "/x", "x.gguf", DATA))
            helper.send(do="pause", id=first)
            second = helper.download(self.folder, (server.url + "/y", "y.gguf", DATA))
            self.assert_done(helper.outcome(second), "y.gguf", DATA)
            helper.send(do="resume", id=first)
            self.assert_done(helper.outcome(first, ("done", "failed")), "x.gguf", DATA)

    def test_shard_that_is_missing(self):
        with HostileServer(lambda r: honest(r) if r.target == "/a" else Reply(404)) as server, Helper() as helper:
            event = helper.fetch(self.folder, (server.url + "/a", "a.gguf", DATA), (server.url + "/b", "b.gguf", DATA))
            self.assert_failed(event, "b.gguf", "404", name="b.gguf")
            self.assertEqual(self.bytes_of("a.gguf"), DATA)

    def test_ids(self):
        with HostileServer(lambda r: ranged(r, DATA, cut=10, hold=30)) as server, Helper() as helper:
            id = helper.download(self.folder, (server.url + "/x", "x.gguf", DATA))
            helper.ids -= 1
            helper.download(self.folder, (server.url + "/x", "x.gguf", DATA))
            self.assertIn("in use", helper.next(lambda e: e["event"] == "refused")["error"])
            for command in ("pause", "resume", "cancel"):
                helper.send(do=command, id=99)
                event = helper.next(lambda e: e["event"] == "refused")
                self.assertEqual(event["id"], 99)

    def test_hostile_input(self):
        with Helper() as helper:
            for line in (b"\n", b"{}\n", b"\xff\xfe\n", b"[" * 100_000 + b"\n", b'{"do":"pause"}\n', b"x" * (9 << 20) + b"\n"):
                helper.send_text(line)
                self.assertTrue(helper.next(lambda e: e["event"] == "refused")["error"])
            self.assertEqual(helper.close(), 0)

    def test_limits(self):
        """Neither too fast nor far too slow, over all connections."""
        import time
        data = content(1 << 20, 6)
        with HostileServer(lambda r: ranged(r, data)) as server, Helper(connections=4, bytes_per_second=1 << 20) as helper:
            begin = time.monotonic()
            self.assert_done(helper.fetch(self.folder, (server.url + "/x", "x.gguf", data)), "x.gguf", data)
            self.assertGreater(time.monotonic() - begin, 0.5)


class Repair(FetchTest):
    def setUp(self):
        super().setUp()
        self.server = HostileServer(honest)
        with Helper() as helper:
            self.assert_done(helper.fetch(self.folder, (self.server.url + "/x.gguf", "x.gguf", DATA)), "x.gguf", DATA)
        self.file = (self.server.url + "/x.gguf", "x.gguf", DATA)
        self.server.requests.clear()

    def tearDown(self):
        self.server.close()
        super().tearDown()

    def damage(self, *chunks):
        with open(self.path("x.gguf"), "r+b") as file:
            for chunk in chunks:
                file.seek(chunk * CHUNK + 100)
                file.write(b"damage")

    def test_kept(self):
        with Helper() as helper:
            event = helper.fetch(self.folder, self.file)
            self.assert_done(event, "x.gguf", DATA)
            self.assertEqual(event["bytes_fetched"], 0)
            os.utime(self.path("x.gguf"))  # touched: read again, and right
            self.assert_done(helper.fetch(self.folder, self.file))
            shutil.rmtree(self.path(".deepwell"))
            self.assert_done(helper.fetch(self.folder, self.file))
        self.assertEqual(self.server.requests, [])

    def test_only_bad_pieces_come_again(self):
        self.damage(1, 2, 7)
        with Helper() as helper:
            self.assert_failed(helper.outcome(helper.verify(self.folder, self.file)), "damaged", "0.2 of its 0.8 MB", name="none")
            self.assertIn("repair", helper.fetch(self.folder, self.file)["error"])
            self.assertEqual(self.server.requests, [])
            event = helper.fetch(self.folder, self.file, repair=True)
            self.assert_done(event, "x.gguf", DATA)
            self.assertEqual(event["bytes_fetched"], 3 * CHUNK)
            self.assertEqual(helper.outcome(helper.verify(self.folder, self.file))["phase"], "done")

    def test_without_its_hash_from_the_hub(self):
        self.damage(3)
        with Helper() as helper:
            event = helper.fetch(self.folder, (self.file[0], "x.gguf", None, None), repair=True)
            self.assert_done(event, "x.gguf", DATA)
            self.assertEqual(event["bytes_fetched"], CHUNK)

    def test_cut_short_and_too_long(self):
        for size in (5 * CHUNK + 10, 0):
            os.truncate(self.path("x.gguf"), size)
            with Helper() as helper:
                self.assertIn("instead of", helper.outcome(helper.verify(self.folder, self.file))["error"])
                event = helper.fetch(self.folder, self.file, repair=True)
                self.assert_done(event, "x.gguf", DATA)
                self.assertEqual(event["bytes_fetched"], len(DATA) - size // CHUNK * CHUNK)
        with open(self.path("x.gguf"), "ab") as file:
            file.write(b"more")
        with Helper() as helper:
            event = helper.fetch(self.folder, self.file, repair=True)
            self.assert_done(event, "x.gguf", DATA)

    def test_without_a_receipt(self):
        shutil.rmtree(self.path(".deepwell"))
        self.damage(3)
        with Helper() as helper:
            event = helper.fetch(self.folder, self.file, repair=True)
            self.assert_done(event, "x.gguf", DATA)
            self.assertEqual(event["bytes_fetched"], len(DATA))

    def test_damaged_receipt(self):
        self.damage(3)
        receipt = self.bytes_of(".deepwell/x.gguf.chunks")
        for torn in (b"", b"\0" * 1000, receipt[:len(receipt) // 2], receipt.replace(b'"size"', b'"siez"')):
            self.damage(3)
            with open(self.path(".deepwell/x.gguf.chunks"), "wb") as file:
                file.write(torn)
            with Helper() as helper:
                self.assert_done(helper.fetch(self.folder, self.file, repair=True), "x.gguf", DATA)

    def test_nothing_changes_while_the_server_is_away(self):
        self.damage(3)
        damaged = self.bytes_of("x.gguf")
        with Helper() as helper:
            event = helper.fetch(self.folder, ("http://127.0.0.1:1/x", "x.gguf", DATA), repair=True)
            self.assertEqual(event["phase"], "failed")
        self.assertEqual(self.bytes_of("x.gguf"), damaged)
        for script in (lambda r: ranged(r, DATA + b"more"), lambda r: Reply(404)):
            with HostileServer(script) as server, Helper() as helper:
                self.assertEqual(helper.fetch(self.folder, (server.url, "x.gguf", DATA), repair=True)["phase"], "failed")
            self.assertEqual(self.bytes_of("x.gguf"), damaged)

    def test_from_a_server_without_ranges(self):
        self.damage(3)
        with HostileServer(lambda r: Reply(200, {}, DATA)) as server, Helper() as helper:
            self.assert_done(helper.fetch(self.folder, (server.url, "x.gguf", DATA), repair=True), "x.gguf", DATA)

    def test_verify(self):
        with Helper() as helper:
            self.assertEqual(helper.outcome(helper.verify(self.folder, self.file))["phase"], "done")
            self.assertEqual(helper.outcome(helper.verify(self.folder, ("", "x.gguf", None, None)))["phase"], "done")
            self.assertIn("not there", helper.outcome(helper.verify(self.folder, ("", "none.gguf", None, None)))["error"])
            self.assertIn("not there", helper.outcome(helper.verify(self.folder + "/none", ("", "none.gguf", None, None)))["error"])
            self.assertIn("file name", helper.outcome(helper.verify(self.folder, ("", "../x", None, None)))["error"])
            shutil.rmtree(self.path(".deepwell"))
            self.assertIn("nothing to compare", helper.outcome(helper.verify(self.folder, ("", "x.gguf", None, None)))["error"])
            self.assertEqual(helper.connections(), [])

    def test_damage_while_it_is_fetched(self):
        """The disk changes bytes of the partial file: only those pieces come again."""
        os.remove(self.path("x.gguf"))
        with HostileServer(lambda r: honest(r) if r.range[0] < 8 * CHUNK else ranged(r, DATA, cut=0, hold=30)) as server:
            with Helper(connections=1) as helper:
                helper.download(self.folder, (server.url + "/x.gguf", "x.gguf", DATA))
                helper.next(lambda e: e.get("bytes_done", 0) >= 7 * CHUNK)
                helper.close()
        have = self.bytes_of("x.gguf.partial.chunks").count(b'"chunk":')
        with open(self.path("x.gguf.partial"), "r+b") as file:
            for chunk in (2, 5):
                file.seek(chunk * CHUNK)
                file.write(b"damage")
        with Helper() as helper:
            event = helper.fetch(self.folder, self.file)
            self.assert_done(event, "x.gguf", DATA)
            self.assertLessEqual(event["bytes_fetched"], len(DATA) - have * CHUNK + 2 * CHUNK)


class Space(FetchTest):
    def test_too_little_before(self):
        with HostileServer(honest) as server, Helper(margin=1 << 60) as helper:
            event = helper.fetch(self.folder, (server.url + "/x", "x.gguf", DATA))
            self.assertEqual(event["phase"], "paused")
            self.assertIn("free some space", event["error"])
            self.assertEqual(server.requests, [])

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

    def test_full_while_it_is_fetched(self):
        """A disk of 1 MiB, in a name space of its own: it pauses, says so, and goes on when there is room."""
        wrap = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c",
                f'mount -t tmpfs -o size=1m none "{self.folder}" && exec "$@"', "sh")
        if subprocess.run([*wrap, "true"], capture_output=True).returncode != 0:
            self.skipTest("no mount name space can be made here: a full disk is not tested")
        script = lambda r: Reply(200, {"Transfer-Encoding": "chunked"}, b"%x\r\n%s\r\n0\r\n\r\n" % (len(data), data))
        data = content(2 << 20, 5)
        with HostileServer(script) as server, Helper(wrap=wrap) as helper:
            event = helper.fetch(self.folder, (server.url + "/x", "x.gguf", None, sha256(data)))
            self.assertEqual(event["phase"], "paused", event)
            self.assertIn("disk is full", event["error"])
            self.assertEqual(helper.fetch(self.folder, (server.url + "/x", "y.gguf", data))["phase"], "paused")

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
        from helper import PROGRAM
        self.assertEqual(subprocess.run([PROGRAM, "--help"], capture_output=True).returncode, 0)
        for wrong in (["x"], ["--chunk-bytes", "0"], ["--chunk-bytes", "99999999"], ["--retry-ms"], ["--retry-ms", "-1"], ["--what", "1"]):
            result = subprocess.run([PROGRAM, *wrong], capture_output=True, stdin=subprocess.DEVNULL)
            self.assertEqual(result.returncode, 2)
            self.assertIn(b"deepwell-fetch", result.stderr)

    def test_nobody_reads(self):
        """The window is gone: it ends."""
        from helper import PROGRAM
        program = subprocess.Popen([PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        program.stdout.close()
        program.stdin.write(b"{}\n")
        program.stdin.flush()
        self.assertEqual(program.wait(timeout=30), 0)
        program.stdin.close()


if __name__ == "__main__":
    unittest.main()
