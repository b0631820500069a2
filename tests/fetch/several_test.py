"""Several files and several downloads, one after the other."""

import time
import unittest

from helper import CHUNK, FetchTest, Helper, content
from hostile_server import HostileServer, Reply, ranged

DATA = content(12 * CHUNK + 777)


def honest(request):
    return ranged(request, DATA)


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
        data = content(1 << 20, 6)
        with HostileServer(lambda r: ranged(r, data)) as server, Helper(connections=4, bytes_per_second=1 << 20) as helper:
            begin = time.monotonic()
            self.assert_done(helper.fetch(self.folder, (server.url + "/x", "x.gguf", data)), "x.gguf", data)
            self.assertGreater(time.monotonic() - begin, 0.5)


if __name__ == "__main__":
    unittest.main()
