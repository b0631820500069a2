"""Damage of a finished file is found, and only its bad pieces are fetched again."""

import os
import shutil
import unittest

from helper import CHUNK, FetchTest, Helper, content
from hostile_server import HostileServer, Reply, ranged

DATA = content(12 * CHUNK + 777)


def honest(request):
    return ranged(request, DATA)


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

    def test_power_lost_before_the_receipt(self):
        """The file had its name already, its journal was still beside it: it becomes the receipt."""
        os.rename(self.path(".deepwell", "x.gguf.chunks"), self.path("x.gguf.partial.chunks"))
        os.rmdir(self.path(".deepwell"))
        os.utime(self.path("x.gguf"))
        with Helper() as helper:
            self.assert_done(helper.fetch(self.folder, self.file), "x.gguf", DATA)
            self.damage(4)
            event = helper.fetch(self.folder, self.file, repair=True)
            self.assert_done(event, "x.gguf", DATA)
            self.assertEqual(event["bytes_fetched"], CHUNK)

    def test_only_bad_pieces_come_again(self):
        self.damage(1, 2, 7)
        with Helper() as helper:
            self.assert_failed(helper.outcome(helper.verify(self.folder, self.file)), "damaged", "0.2 of its 0.8 MiB", name="none")
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


if __name__ == "__main__":
    unittest.main()
