"""deepwell-fetch against servers that break the rules: the right file, or a clear error and nothing of it."""

import os
import threading
import unittest

from helper import CHUNK, FetchTest, Helper, content, sha256
from hostile_server import HostileServer, Reply, cutting, ranged

DATA = content(10 * CHUNK + 12345)


class Answers(FetchTest):
    def run_script(self, script, data=DATA, options=(), size=True, hash=True, **configure):
        """Fetches from a server with this script. (The last event, the server.)"""
        with HostileServer(script) as server, Helper(*options, **configure) as helper:
            event = helper.fetch(self.folder, (server.url + "/x.gguf", "x.gguf", len(data) if size else None, sha256(data) if hash else None))
            self.assertEqual(helper.close(), 0)
            self.assertEqual(helper.errors, b"")
            return event, server

    def test_honest(self):
        for size in (True, False):
            for hash in (True, False):
                with self.subTest(size=size, hash=hash):
                    event, _ = self.run_script(lambda r: ranged(r, DATA), size=size, hash=hash)
                    self.assert_done(event, "x.gguf", DATA)
                    os.remove(self.path("x.gguf"))

    def test_a_thousand_cuts(self):
        data = content(8 << 20, 3)
        script = cutting(data, 1000, most=12_000)
        event, server = self.run_script(script, data, connections=4)
        self.assert_done(event, "x.gguf", data)
        self.assertEqual(script.left[0], 0)
        self.assertGreater(len(server.requests), 1000)

    def test_whole_file_for_a_range(self):
        event, server = self.run_script(lambda r: Reply(200, {"ETag": '"v1"'}, DATA))
        self.assert_done(event, "x.gguf", DATA)

    def test_whole_file_without_a_length(self):
        script = lambda r: Reply(200, {"Connection": "close"}, DATA, length=False, close=True)
        event, _ = self.run_script(script, size=False)
        self.assert_done(event, "x.gguf", DATA)
        os.remove(self.path("x.gguf"))
        event, _ = self.run_script(script, size=False, hash=False)
        self.assert_failed(event, "does not say how long")

    def test_whole_file_in_chunked_coding(self):
        body = b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in (DATA[i:i + 5000] for i in range(0, len(DATA), 5000))) + b"0\r\n\r\n"
        script = lambda r: Reply(200, {"Transfer-Encoding": "chunked"}, body)
        event, _ = self.run_script(script, size=False, hash=False)
        self.assert_done(event, "x.gguf", DATA)

    def test_a_range_cut_before_a_byte_then_a_longer_whole(self):
        """The size that the first answer told is the file's: a chunked body that goes on after it is an error, and ends."""
        body = b"%x\r\n%s\r\n" % (len(DATA), DATA)
        for more in (b"", b"4\r\nmore\r\n"):
            def script(request):
                if request.number == 0:
                    return Reply(206, {"Content-Range": f"bytes 0-{CHUNK - 1}/{len(DATA)}", "Content-Length": str(CHUNK)}, b"", close=True)
                return Reply(200, {"Transfer-Encoding": "chunked"}, body + (more if request.number == 1 else b"") + b"0\r\n\r\n")
            with self.subTest(more=more):
                event, _ = self.run_script(script, size=False, hash=False, connections=1)
                self.assert_done(event, "x.gguf", DATA)
                os.remove(self.path("x.gguf"))

    def test_whole_file_cut_once(self):
        script = lambda r: Reply(200, {}, DATA, cut=100_000 if r.number == 0 else None)
        event, _ = self.run_script(script)
        self.assert_done(event, "x.gguf", DATA)

    def test_whole_file_always_cut(self):
        event, _ = self.run_script(lambda r: Reply(200, {}, DATA, cut=len(DATA) - 1))
        self.assert_failed(event, "cut")

    def test_ranges_end_in_the_middle(self):
        script = lambda r: ranged(r, DATA) if r.number < 3 else Reply(200, {"ETag": '"v1"'}, DATA)
        event, _ = self.run_script(script, connections=1)
        self.assert_done(event, "x.gguf", DATA)

    def test_whole_file_that_is_too_long(self):
        event, _ = self.run_script(lambda r: Reply(200, {}, DATA + b"more"))
        self.assert_failed(event, "bytes")

    def wrong_range(self, change, *words):
        def script(request):
            reply = ranged(request, DATA)
            change(reply, *request.range)
            return reply

        event, _ = self.run_script(script)
        self.assert_failed(event, *words)

    def test_wrong_content_range(self):
        n = len(DATA)
        for value in (None, "bytes 1-100/1000", "bytes 0-99/*", "bytes */1000", "octets 0-1/2", "bytes 5-3/1000", "bytes 0--1/1000",
                      f"bytes 0-{n - 1}/{n}", "bytes 0-99999999999999999999/99999999999999999999", "", f"bytes 0-65535/{n + 1}",
                      f"bytes 0-65534/{n}"):
            with self.subTest(value=value):
                def change(reply, first, last):
                    reply.headers.pop("Content-Range")
                    if value is not None:
                        reply.headers["Content-Range"] = value
                self.wrong_range(change)

    def test_other_range(self):
        def change(reply, first, last):
            reply.headers["Content-Range"] = f"bytes {first + 1}-{last + 1}/{len(DATA)}"
        self.wrong_range(change, "another part")

    def test_several_ranges_in_one(self):
        def change(reply, first, last):
            reply.headers.pop("Content-Range")
            reply.headers["Content-Type"] = "multipart/byteranges; boundary=x"
        self.wrong_range(change, "another part")

    def test_wrong_length(self):
        def change(reply, first, last):
            reply.headers["Content-Length"] = str(len(reply.body) + 1)
        self.wrong_range(change, "another length")

    def test_body_longer_than_said(self):
        def change(reply, first, last):
            del reply.headers["Content-Length"]
            reply.headers["Connection"] = "close"
            reply.close = True
            reply.body += b"more"
        self.wrong_range(change, "more than")

    def test_body_shorter_than_said(self):
        """Less comes than was said, always: it goes on from where it got to."""
        def script(request):
            reply = ranged(request, DATA)
            reply.cut = max(1, len(reply.body) // 2)
            return reply
        event, _ = self.run_script(script)
        self.assert_done(event, "x.gguf", DATA)

    def test_nothing_ever_comes(self):
        event, server = self.run_script(lambda r: Reply(206, raw=b""))
        self.assert_failed(event, "gave up after")
        self.assertLess(len(server.requests), 50)

    def test_shorter_ranges_than_asked(self):
        def script(request):
            first, last = request.range
            request.range = (first, min(last, first + 9999)) if request.number > 0 else request.range
            return ranged(request, DATA)
        event, _ = self.run_script(script)
        self.assert_done(event, "x.gguf", DATA)

    def test_compressed(self):
        for value in ("gzip", "br", "x"):
            with self.subTest(value=value):
                def script(request):
                    self.assertEqual(request.headers.get("accept-encoding"), "identity")
                    reply = ranged(request, DATA)
                    reply.headers["Content-Encoding"] = value
                    return reply
                event, _ = self.run_script(script)
                self.assert_failed(event, "compressed")

    def test_other_size_than_the_hub_says(self):
        event, _ = self.run_script(lambda r: ranged(r, DATA + b"more"))
        self.assert_failed(event, str(len(DATA)), str(len(DATA) + 4))

    def test_other_bytes(self):
        other = content(len(DATA), 9)
        event, _ = self.run_script(lambda r: ranged(r, other))
        self.assert_failed(event, sha256(other), sha256(DATA))
        self.assertEqual(os.listdir(self.folder), [])

    def test_empty_file(self):
        for hash in (True, False):
            event, _ = self.run_script(lambda r: Reply(416, {"Content-Range": "bytes */0"}), b"", size=False, hash=hash)
            self.assert_done(event, "x.gguf", b"")
            os.remove(self.path("x.gguf"))
            event, _ = self.run_script(lambda r: Reply(200), b"", size=False, hash=hash)
            self.assert_done(event, "x.gguf", b"")
            os.remove(self.path("x.gguf"))

    def test_not_http(self):
        for raw in (b"SSH-2.0-OpenSSH\r\n", b"\0" * 100, b"HTTP/9.9 hello\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 100_000 + b"\r\n",
                    b"HTTP/1.1 200 OK\r\na: " + b"b" * 200_000 + b"\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n" * 20_000):
            with self.subTest(raw=raw[:30]):
                event, _ = self.run_script(lambda r: Reply(raw=raw))
                self.assert_failed(event)

    def test_statuses(self):
        for status, word in ((401, "token"), (403, "licence"), (404, "no such file"), (410, "no more"), (418, "418"), (204, "204"), (501, "501")):
            with self.subTest(status=status):
                event, server = self.run_script(lambda r: Reply(status, {}, b"<html>secret</html>"))
                self.assert_failed(event, word)
                self.assertNotIn("html", event["error"])
                self.assertEqual(event["status"], status)  # so that the window can lead to where a token is put
                self.assertEqual(len(server.requests), 1)

    def test_busy_for_a_while(self):
        for status in (408, 429, 500, 502, 503, 504):
            with self.subTest(status=status):
                script = lambda r: Reply(status) if r.number in (0, 1, 4) else ranged(r, DATA)
                event, _ = self.run_script(script)
                self.assert_done(event, "x.gguf", DATA)
                os.remove(self.path("x.gguf"))

    def test_busy_forever(self):
        event, server = self.run_script(lambda r: Reply(503))
        self.assert_failed(event, "busy (503)", "gave up after 10 tries")
        self.assertEqual(len(server.requests), 11)

    def test_retry_after_is_kept(self):
        with HostileServer(lambda r: Reply(429, {"Retry-After": "120"})) as server, Helper() as helper:
            id = helper.download(self.folder, (server.url + "/x.gguf", "x.gguf", DATA))
            event = helper.next(lambda e: e.get("note"))
            self.assertRegex(event["note"], r"^Retrying in 1[012][0-9] s: .*429")
            helper.send(do="cancel", id=id, erase=True)
            self.assertEqual(helper.outcome(id)["phase"], "cancelled")
        self.assertEqual(os.listdir(self.folder), [])

    def test_too_many_connections(self):
        """Refuses more than one at a time: fewer are used, and it arrives."""
        running = threading.Semaphore(1)

        def script(request):
            if not running.acquire(blocking=False):
                return Reply(429)
            reply = ranged(request, DATA)
            running.release()
            return reply
        event, _ = self.run_script(script, connections=16)
        self.assert_done(event, "x.gguf", DATA)

    def test_stall(self):
        def script(request):
            reply = ranged(request, DATA)
            if request.number in (0, 2, 3):
                reply.cut, reply.hold = 1000, 30
            return reply
        event, _ = self.run_script(script, options=("--stall-ms", "300"))
        self.assert_done(event, "x.gguf", DATA)

    def test_a_byte_now_and_then(self):
        """A server that keeps the connection busy with next to nothing is given up like one that is silent."""
        script = lambda r: ranged(r, DATA, drip=0.02 if r.number < 2 else None)
        event, server = self.run_script(script, options=("--stall-ms", "300"))
        self.assert_done(event, "x.gguf", DATA)

    def test_stall_before_the_answer(self):
        def script(request):
            if request.number == 0:
                server_wait.wait(30)
            return ranged(request, DATA)
        server_wait = threading.Event()
        event, _ = self.run_script(script, options=("--stall-ms", "300"))
        server_wait.set()
        self.assert_done(event, "x.gguf", DATA)


class Changes(FetchTest):
    """The file changes on the server while it is fetched."""

    def change_after(self, requests, old, new, want, hash=True, etags=('"v1"', '"v2"')):
        def script(request):
            new_now = request.number >= requests
            return ranged(request, new if new_now else old, etags[1] if new_now else etags[0])
        with HostileServer(script) as server, Helper(connections=2) as helper:
            event = helper.fetch(self.folder, (server.url + "/x.gguf", "x.gguf", None, sha256(want) if hash else None))
            return event

    def test_to_the_right_one(self):
        old = content(len(DATA), 5)
        self.assert_done(self.change_after(3, old, DATA, DATA), "x.gguf", DATA)

    def test_from_the_right_one(self):
        new = content(len(DATA), 5)
        self.assert_failed(self.change_after(3, DATA, new, DATA), "SHA-256")

    def test_without_a_hash(self):
        old = content(len(DATA), 5)
        self.assert_done(self.change_after(3, old, DATA, DATA, hash=False), "x.gguf", DATA)

    def test_without_a_hash_by_the_date(self):
        old = content(len(DATA), 5)

        def script(request):
            reply = ranged(request, DATA if request.number >= 3 else old, None)
            reply.headers["Last-Modified"] = "Tue, 01 Jul 2025 10:00:0%d GMT" % (request.number >= 3)
            reply.headers["ETag"] = 'W/"%d"' % request.number  # a weak one says nothing about bytes
            return reply
        with HostileServer(script) as server, Helper(connections=2) as helper:
            self.assert_done(helper.fetch(self.folder, (server.url + "/x.gguf", "x.gguf", None, None)), "x.gguf", DATA)

    def test_to_another_size(self):
        old = content(len(DATA) + 70_000, 5)
        self.assert_done(self.change_after(3, old, DATA, DATA, hash=False), "x.gguf", DATA)
        os.remove(self.path("x.gguf"))
        self.assert_done(self.change_after(3, old, DATA, DATA), "x.gguf", DATA)

    def test_all_the_time(self):
        def script(request):
            return ranged(request, content(len(DATA), request.number), f'"{request.number}"')
        with HostileServer(script) as server, Helper(connections=2) as helper:
            event = helper.fetch(self.folder, (server.url + "/x.gguf", "x.gguf", None, None))
            self.assert_failed(event, "changed on the server", "begun anew several times")

    def test_between_two_sessions(self):
        """Fetched in part, then another file of the same size is there: nothing of the old one is kept without a hash."""
        old = content(len(DATA), 5)

        def first(request):
            return ranged(request, old) if request.number < 4 else ranged(request, old, cut=0, hold=30)
        with HostileServer(first) as server, Helper(connections=1) as helper:
            url = server.url
            helper.download(self.folder, (url + "/x.gguf", "x.gguf", len(DATA), None))
            helper.next(lambda e: e.get("bytes_done", 0) > 0 and e["phase"] == "running")
            helper.close()
        with HostileServer(lambda r: ranged(r, DATA, '"v2"'), port=int(url.rsplit(":", 1)[1])) as server, Helper() as helper:
            event = helper.fetch(self.folder, (url + "/x.gguf", "x.gguf", len(DATA), None))
            self.assert_done(event, "x.gguf", DATA)

    def test_of_its_tag_only(self):
        """Many pieces are begun, then the same file has another tag: with a hash what is whole is kept, the rest fetched again."""
        def first(request):
            return ranged(request, DATA) if request.number == 0 else ranged(request, DATA, cut=30_000, hold=30)
        with HostileServer(first) as server, Helper(connections=6) as helper:
            helper.download(self.folder, (server.url + "/x.gguf", "x.gguf", DATA))
            helper.next(lambda e: e.get("bytes_done", 0) >= CHUNK + 6 * 30_000)
            helper.close()
        with HostileServer(lambda r: ranged(r, DATA, '"v2"')) as server, Helper(connections=6) as helper:
            event = helper.fetch(self.folder, (server.url + "/x.gguf", "x.gguf", DATA))
            self.assert_done(event, "x.gguf", DATA)
            self.assertEqual(event["bytes_fetched"], len(DATA) - CHUNK)

    def test_between_two_sessions_unseen(self):
        """The same from a server that tells nothing to compare: without a hash nothing is taken up again."""
        old = content(len(DATA), 5)

        def first(request):
            return ranged(request, old, None) if request.number < 4 else ranged(request, old, None, cut=0, hold=30)
        with HostileServer(first) as server, Helper(connections=1) as helper:
            url = server.url
            helper.download(self.folder, (url + "/x.gguf", "x.gguf", len(DATA), None))
            helper.next(lambda e: e.get("bytes_done", 0) > 0 and e["phase"] == "running")
            helper.close()
        port = int(url.rsplit(":", 1)[1])
        with HostileServer(lambda r: ranged(r, DATA, None), port=port) as server, Helper() as helper:
            event = helper.fetch(self.folder, (url + "/x.gguf", "x.gguf", len(DATA), None))
            self.assert_done(event, "x.gguf", DATA)


class Documents(FetchTest):
    def test_get(self):
        with HostileServer(lambda r: Reply(200, {}, '{"models": ["ä"]}'.encode())) as server, Helper() as helper:
            response = helper.get(server.url + "/api/models?search=r1")
            self.assertEqual((response["status"], response["body"], response["error"]), (200, '{"models": ["ä"]}', ""))
            self.assertEqual(server.requests[0].target, "/api/models?search=r1")

    def test_too_long(self):
        for length in (True, False):
            script = lambda r: Reply(200, {} if length else {"Connection": "close"}, b"x" * 5000, length=length, close=True)
            with HostileServer(script) as server, Helper() as helper:
                response = helper.get(server.url + "/", max_bytes=4999)
                self.assertEqual(response["body"], "")
                self.assertIn("more than 4999 bytes", response["error"])

    def test_without_end(self):
        with HostileServer(lambda r: Reply(200, {"Connection": "close"}, b"\0" * (64 << 20), length=False, close=True)) as server, Helper() as helper:
            self.assertIn("more than", helper.get(server.url + "/", max_bytes=1 << 40)["error"])

    def test_body_that_is_no_text(self):
        body = bytes(range(256)) * 3
        with HostileServer(lambda r: Reply(200, {}, body)) as server, Helper() as helper:
            self.assertEqual(helper.get(server.url + "/")["body"].encode("utf-8")[:128], body[:128])

    def test_errors(self):
        with HostileServer(lambda r: Reply(404, {}, b"{}")) as server, Helper() as helper:
            response = helper.get(server.url + "/")
            self.assertEqual(response["status"], 404)
            self.assertIn("404", response["error"])
            self.assertIn("only https", helper.get("file:///etc/passwd")["error"])
            self.assertIn("only https", helper.get("ftp://example.invalid/x")["error"])
            self.assertIn("use https", helper.get("http://example.com/x")["error"])
            self.assertIn("no such host", helper.get("https://deepwell-test.invalid/")["error"])
            self.assertIn("on this machine", helper.get("http://127.0.0.1:1/")["error"])
        with HostileServer(lambda r: Reply(200, {"Content-Encoding": "gzip"}, b"x")) as server, Helper() as helper:
            self.assertIn("compressed", helper.get(server.url + "/")["error"])

    def test_busy_for_a_moment(self):
        with HostileServer(lambda r: Reply(503) if r.number < 2 else Reply(200, {}, b"[]")) as server, Helper() as helper:
            self.assertEqual(helper.get(server.url + "/")["body"], "[]")


if __name__ == "__main__":
    unittest.main()
