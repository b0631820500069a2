"""deepwell-fetch goes on from where it got to: after kills, torn journals, pauses."""

import os
import random
import shutil
import subprocess
import unittest

from helper import CHUNK, FetchTest, Helper, content, sha256
from hostile_server import HostileServer, Reply, ranged

DATA = content(12 * CHUNK + 777)


def honest(request):
    return ranged(request, DATA)


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
        with HostileServer(lambda r: ranged(r, DATA, cut=1000, hold=30)) as server, Helper() as first, Helper("--locked-ms", "1") as second:
            first.download(self.folder, (server.url + "/x.gguf", "x.gguf", DATA))
            first.next(lambda e: e.get("phase") == "running")
            event = second.fetch(self.folder, (server.url + "/x.gguf", "x.gguf", DATA))
            self.assert_failed(event, "another Deepwell")

    def test_a_file_that_another_helper_lets_go_of(self):
        """As one does that was told to end and is still writing: it is waited for, with a note."""
        slow = {"cut": 1000, "hold": 30}
        with HostileServer(lambda r: ranged(r, DATA, **(slow if r.number == 0 else {}))) as server, Helper() as first, Helper() as second:
            first.download(self.folder, (server.url + "/x.gguf", "x.gguf", DATA))
            first.next(lambda e: e.get("phase") == "running")
            id = second.download(self.folder, (server.url + "/x.gguf", "x.gguf", DATA))
            event = second.next(lambda e: e.get("id") == id and (e["note"] or e["phase"] == "failed"))
            self.assertIn("another Deepwell", event["note"], event)
            first.close()
            self.assert_done(second.outcome(id), "x.gguf", DATA)

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

    def test_cancel_of_what_an_earlier_program_fetched(self):
        """A new helper is told of it by a Verify, which connects to nobody, and erases what is left of it."""
        self.stopped_half_way("kill")
        self.assertIn("x.gguf.partial", os.listdir(self.folder))
        with Helper() as helper:
            id = helper.verify(self.folder, ("", "x.gguf", DATA))
            helper.send(do="cancel", id=id, erase=True)
            self.assertEqual(helper.outcome(id, ("cancelled",))["phase"], "cancelled")
            self.assertEqual(os.listdir(self.folder), [])
            self.assertEqual(helper.connections(), [])

    def shards_until_the_third(self, server, helper, **options):
        shards = [(server.url + f"/{i}", f"set/part-{i}.gguf", DATA) for i in range(3)]
        id = helper.download(self.path("model"), *shards, **options)
        helper.next(lambda e: e.get("file") == shards[2][1] and e.get("phase") == "running")
        return id, shards

    def test_cancel_takes_finished_shards_too(self):
        slow = lambda r: ranged(r, DATA, **({"cut": 1000, "hold": 30} if r.target == "/2" else {}))
        for told in (True, False):
            with self.subTest(by_the_helper_that_fetched=told), HostileServer(slow) as server:
                with Helper() as helper:
                    id, shards = self.shards_until_the_third(server, helper)
                    self.assertTrue(os.path.exists(self.path("model", "set", ".deepwell", "part-0.gguf.chunks")))
                    if told:
                        helper.send(do="cancel", id=id, erase=True, finished=True)
                        self.assertEqual(helper.outcome(id, ("cancelled",))["phase"], "cancelled")
                if not told:
                    with Helper() as helper:
                        id = helper.verify(self.path("model"), *shards)
                        helper.send(do="cancel", id=id, erase=True, finished=True)
                        self.assertEqual(helper.outcome(id, ("cancelled",))["phase"], "cancelled")
                self.assertEqual(os.listdir(self.folder), [])

    def test_cancel_keeps_what_is_not_its_own(self):
        """Files from elsewhere, files that were changed, and all that a repair found."""
        slow = lambda r: ranged(r, DATA, **({"cut": 1000, "hold": 30} if r.target == "/2" else {}))
        with HostileServer(slow) as server, Helper() as helper:
            self.assert_done(helper.fetch(self.path("model"), (server.url + "/mirror", "set/part-0.gguf", DATA)))
            id, _ = self.shards_until_the_third(server, helper)
            os.utime(self.path("model", "set", "part-1.gguf"), (1, 1))
            helper.send(do="cancel", id=id, erase=True, finished=True)
            self.assertEqual(helper.outcome(id, ("cancelled",))["phase"], "cancelled")
            self.assertEqual(sorted(n for n in os.listdir(self.path("model", "set")) if n != ".deepwell"), ["part-0.gguf", "part-1.gguf"])
            id, _ = self.shards_until_the_third(server, helper, repair=True)
            helper.send(do="cancel", id=id, erase=True)
            self.assertEqual(helper.outcome(id, ("cancelled",))["phase"], "cancelled")
            self.assertEqual(sorted(n for n in os.listdir(self.path("model", "set")) if n != ".deepwell"), ["part-0.gguf", "part-1.gguf"])

    def test_failed_is_resumed(self):
        state = {"down": True}
        with HostileServer(lambda r: Reply(503) if state["down"] else honest(r)) as server, Helper() as helper:
            id = helper.download(self.folder, (server.url + "/x.gguf", "x.gguf", DATA))
            self.assertEqual(helper.outcome(id)["phase"], "failed")
            state["down"] = False
            helper.send(do="resume", id=id)
            self.assert_done(helper.outcome(id), "x.gguf", DATA)


if __name__ == "__main__":
    unittest.main()
