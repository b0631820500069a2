"""Where deepwell-fetch connects to and what it tells whom: redirects, the token, certificates, proxies, the list of connections."""

import os
import socket
import struct
import threading
import time
import unittest

import certificates
from helper import CHUNK, FetchTest, Helper, content, temp_folder
from hostile_server import HostileServer, Reply, ranged

DATA = content(4 * CHUNK + 1000)
TOKEN = "hf_verysecret0123456789"


def redirect(where, status=302):
    return Reply(status, {"Location": where}, b"moved")


class Redirects(FetchTest):
    def fetch_from(self, server, **configure):
        with Helper(**configure) as helper:
            event = helper.fetch(self.folder, (server.url + "/x.gguf", "x.gguf", DATA))
            helper.close()
            self.assertNotIn(TOKEN.encode(), helper.text + helper.errors)
            return event

    def nothing_holds_the_token(self):
        for root, _, files in os.walk(self.folder):
            for name in files:
                with open(os.path.join(root, name), "rb") as file:
                    self.assertNotIn(TOKEN.encode(), file.read())

    def test_followed(self):
        for status in (301, 302, 303, 307, 308):
            def script(request):
                return ranged(request, DATA) if request.target.startswith("/there") else redirect("there/x?signed=1", status)
            with HostileServer(script) as server:
                self.assert_done(self.fetch_from(server), "x.gguf", DATA)
                # The address found is used for the other pieces.
                self.assertEqual(sum(r.target == "/x.gguf" for r in server.requests), 1)
            os.remove(self.path("x.gguf"))

    def test_without_end(self):
        for where in ("/x.gguf", "/x.gguf?again"):
            with HostileServer(lambda r: redirect(where)) as server:
                self.assert_failed(self.fetch_from(server), "more than 10 redirects")
                self.assertEqual(len(server.requests), 11)

    def test_to_where_nobody_should_go(self):
        for where, word in (("ftp://127.0.0.1/x", "only https"), ("file:///etc/hosts", "only https"), ("http://example.com/x", "use https"),
                            ("https://user:pass@127.0.0.1/x", "user name"), ("http://[::2]/", "use https"), ("http://127.0.0.1.example.com/", "use https"),
                            ("http://", "address"), ("https://" + "a" * 9000, "address"), ("http://10.0.0.1/", "use https"),
                            ("gopher://127.0.0.1:1/_x", "only https"), ("http://localhost.example.com/", "use https")):
            with self.subTest(where=where[:40]), HostileServer(lambda r: redirect(where)) as server:
                event = self.fetch_from(server)
                self.assert_failed(event, "redirect", word)
                self.assertNotIn("pass", event["error"])
                self.assertEqual(len(server.requests), 1)

    def test_token_goes_to_its_origin_only(self):
        with HostileServer(lambda r: ranged(r, DATA)) as other:
            def script(request):
                if request.target == "/x.gguf":
                    return redirect("/y.gguf")
                return redirect(f"{other.url}/z.gguf?signature=abc")
            with HostileServer(script) as hub:
                event = self.fetch_from(hub, token=TOKEN, token_origin=hub.url)
                self.assert_done(event, "x.gguf", DATA)
                self.assertTrue(all(r.headers.get("authorization") == "Bearer " + TOKEN for r in hub.requests))
                self.assertGreater(len(other.requests), 1)
                for request in other.requests:
                    self.assertNotIn(TOKEN, str(request.headers))
        self.nothing_holds_the_token()
        with open(self.path(".deepwell", "x.gguf.chunks")) as file:
            self.assertNotIn("signature", file.read())

    def test_token_does_not_come_back(self):
        """Another origin must not be able to send us back with the token."""
        with HostileServer(lambda r: redirect(f"{hub.url}/delete-everything")) as other:
            def script(request):
                return redirect(other.url + "/") if request.target == "/x.gguf" else ranged(request, DATA)
            with HostileServer(script) as hub:
                self.assert_done(self.fetch_from(hub, token=TOKEN, token_origin=hub.url), "x.gguf", DATA)
                for request in hub.requests:
                    self.assertEqual("authorization" in request.headers, request.target == "/x.gguf")

    def test_token_is_not_for_another_port(self):
        with HostileServer(lambda r: ranged(r, DATA)) as server:
            for origin in (f"http://127.0.0.1:{server.port + 1}", f"https://127.0.0.1:{server.port}", f"http://localhost:{server.port}", "https://huggingface.co"):
                self.assert_done(self.fetch_from(server, token=TOKEN, token_origin=origin))
            self.assertTrue(server.requests)
            for request in server.requests:
                self.assertNotIn("authorization", request.headers)

    def test_token_that_is_none(self):
        with Helper() as helper:
            for token in ("a b", "a\r\nHost: x", "ä\x00"):
                helper.send(do="configure", token=token, token_origin="https://huggingface.co")
                event = helper.next(lambda e: e["event"] == "refused")
                self.assertIn("token", event["error"])

    def test_address_that_has_run_out(self):
        """The signed address ends after some requests; the hub gives another."""
        def script(request):
            if request.target == "/x.gguf":
                return redirect(f"/signed?{request.number}")
            first = int(request.target.split("?")[1])
            return ranged(request, DATA) if request.number <= first + 2 else Reply(403)
        with HostileServer(script) as server:
            self.assert_done(self.fetch_from(server, connections=1), "x.gguf", DATA)
            self.assertGreater(sum(r.target == "/x.gguf" for r in server.requests), 1)


class Addresses(FetchTest):
    def test_refused(self):
        with Helper() as helper:
            for url in ("http://example.com/x", "ftp://127.0.0.1/x", "", "x", "/etc/passwd", "file:///etc/passwd", "https://", "https://a b/\n",
                        "https://user:" + TOKEN + "@example.com/", "http://127.0.0.1@example.com/", "https://example.com\x00/", "http://0.0.0.0/",
                        "http://[fe80::1%25lo]/", "http://2130706434.example.com/"):
                with self.subTest(url=url):
                    event = helper.fetch(self.folder, (url, "x.gguf", 10, "0" * 64))
                    self.assert_failed(event)
                    self.assertNotIn(TOKEN, event["error"])
            self.assertEqual(helper.connections(), [])

    def test_loopback(self):
        with HostileServer(lambda r: ranged(r, DATA)) as server, Helper() as helper:
            for host in ("localhost", "127.0.0.1", "LOCALHOST", "127.1"):
                self.assert_done(helper.fetch(self.folder, (f"http://{host}:{server.port}/x.gguf", "x.gguf", DATA)), "x.gguf", DATA)
                os.remove(self.path("x.gguf"))
            for connection in helper.connections():
                self.assertIn(connection["address"], ("127.0.0.1", "::1"))

    def test_names(self):
        with Helper() as helper:
            event = helper.get("https://deepwell-test.invalid/x")
            self.assertIn("deepwell-test.invalid: no such host", event["error"])


class Privacy(FetchTest):
    def test_every_connection_is_told(self):
        with HostileServer(lambda r: ranged(r, DATA)) as server, Helper(connections=3) as helper:
            before = time.time() * 1000
            self.assert_done(helper.fetch(self.folder, (server.url + "/x.gguf", "x.gguf", DATA)))
            helper.get(server.url + "/api")
            closed = helper.connections()
            opened = [e for e in helper.seen if e["event"] == "connection" and not e["closed"]]
            self.assertEqual(sorted(e["number"] for e in opened), sorted(e["number"] for e in closed))
            self.assertEqual([e["number"] for e in opened], list(range(1, len(opened) + 1)))
            for event in closed:
                self.assertEqual((event["host"], event["address"], event["port"]), ("127.0.0.1", "127.0.0.1", server.port))
                self.assertIn(event["purpose"], ("download", "search"))
                self.assertTrue(before - 1000 < event["opened_ms"] < time.time() * 1000 + 1000)
                self.assertGreater(event["bytes_sent"], 0)
            self.assertGreaterEqual(sum(e["bytes_received"] for e in closed), len(DATA))

    def test_told_before_a_kill(self):
        with HostileServer(lambda r: ranged(r, DATA, cut=100, hold=30)) as server, Helper() as helper:
            helper.download(self.folder, (server.url + "/x.gguf", "x.gguf", DATA))
            self.assertFalse(helper.next(lambda e: e["event"] == "connection")["closed"])
            helper.kill()

    def test_refused_connection_is_told(self):
        with Helper() as helper:
            helper.get("http://127.0.0.1:1/")
            closed = helper.connections()
            self.assertTrue(closed)
            self.assertEqual(closed[0]["port"], 1)


class Proxy:
    """An HTTP proxy that knows CONNECT only, or a SOCKS5 one."""

    def __init__(self, socks=False, answer=b"HTTP/1.1 200 OK\r\n\r\n"):
        self.socks, self.answer, self.heads = socks, answer, []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        try:
            port = self.hello_socks(client) if self.socks else self.hello_http(client)
            if port is None:
                return client.close()
            server = socket.create_connection(("127.0.0.1", port))
            threading.Thread(target=self.pump, args=(client, server), daemon=True).start()
            self.pump(server, client)
        except OSError:
            pass

    def hello_http(self, client):
        head = b""
        while b"\r\n\r\n" not in head:
            head += client.recv(4096)
        self.heads.append(head)
        client.sendall(self.answer)
        return int(head.split()[1].rsplit(b":", 1)[1]) if b" 200 " in self.answer else None

    def hello_socks(self, client):
        methods = client.recv(2)[1]
        client.recv(methods)
        client.sendall(b"\5\0")
        kind = client.recv(4)[3]
        address = client.recv(4 if kind == 1 else client.recv(1)[0] if kind == 3 else 16)
        port = struct.unpack("!H", client.recv(2))[0]
        self.heads.append(address)
        client.sendall(b"\5\0\0\1\0\0\0\0\0\0")
        return port

    def pump(self, source, to):
        try:
            while got := source.recv(65536):
                to.sendall(got)
            to.shutdown(socket.SHUT_WR)
        except OSError:
            pass


@unittest.skipUnless(certificates.available(), "openssl is not installed: nothing of TLS is tested")
class Encrypted(FetchTest):
    @classmethod
    def setUpClass(cls):
        cls.ca, *cls.pair = certificates.make(temp_folder())

    def test_trusted(self):
        with HostileServer(lambda r: ranged(r, DATA), tls=self.pair) as server, Helper("--ca-file", self.ca) as helper:
            self.assert_done(helper.fetch(self.folder, (server.url + "/x.gguf", "x.gguf", DATA)), "x.gguf", DATA)

    def test_not_trusted(self):
        with HostileServer(lambda r: ranged(r, DATA), tls=self.pair) as server, Helper() as helper:
            self.assert_failed(helper.fetch(self.folder, (server.url + "/x.gguf", "x.gguf", DATA)), "certificate cannot be trusted")
            self.assertIn("certificate", helper.get(server.url + "/")["error"])
            self.assertEqual(server.requests, [])

    def test_of_another_host(self):
        ca, *pair = certificates.make(temp_folder(), "DNS:elsewhere.example")
        with HostileServer(lambda r: ranged(r, DATA), tls=pair) as server, Helper("--ca-file", ca) as helper:
            self.assert_failed(helper.fetch(self.folder, (server.url + "/x.gguf", "x.gguf", DATA)), "certificate cannot be trusted")

    def test_plain_http_behind_https(self):
        greeter = socket.create_server(("127.0.0.1", 0))

        def greet():
            while True:
                try:
                    client, _ = greeter.accept()
                    client.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                except OSError:
                    return
        threading.Thread(target=greet, daemon=True).start()
        with greeter, Helper("--ca-file", self.ca) as helper:
            event = helper.fetch(self.folder, (f"https://127.0.0.1:{greeter.getsockname()[1]}/x.gguf", "x.gguf", DATA))
            self.assert_failed(event, "no encrypted connection")

    def test_redirect_to_http(self):
        with HostileServer(lambda r: ranged(r, DATA)) as plain:
            with HostileServer(lambda r: redirect(plain.url + "/x"), tls=self.pair) as server, Helper("--ca-file", self.ca) as helper:
                self.assert_failed(helper.fetch(self.folder, (server.url + "/x.gguf", "x.gguf", DATA)), "from https to http")
            self.assertEqual(plain.requests, [])

    def through(self, proxy_url, proxy, env=None, **configure):
        with HostileServer(lambda r: ranged(r, DATA), tls=self.pair) as server:
            with Helper("--ca-file", self.ca, env=env, proxy=proxy_url, **configure) as helper:
                event = helper.fetch(self.folder, (server.url + "/x.gguf", "x.gguf", DATA))
                return event, helper.connections()

    def test_proxies(self):
        for scheme, socks in (("http", False), ("socks5", True), ("socks5h", True)):
            with self.subTest(scheme=scheme):
                proxy = Proxy(socks)
                event, connections = self.through(f"{scheme}://127.0.0.1:{proxy.port}", proxy, token=TOKEN, token_origin="https://127.0.0.1")
                self.assert_done(event, "x.gguf", DATA)
                self.assertTrue(proxy.heads)
                self.assertTrue(all(c["port"] == proxy.port for c in connections))
                self.assertNotIn(TOKEN.encode(), b"".join(proxy.heads))
                os.remove(self.path("x.gguf"))

    def test_proxy_of_the_system(self):
        proxy = Proxy()
        env = {"https_proxy": f"http://127.0.0.1:{proxy.port}"}
        self.assert_done(self.through("system", proxy, env)[0], "x.gguf", DATA)
        self.assertTrue(proxy.heads)
        os.remove(self.path("x.gguf"))
        proxy.heads.clear()
        self.assert_done(self.through("", proxy, env)[0], "x.gguf", DATA)  # none means none
        self.assertEqual(proxy.heads, [])

    def test_proxy_that_refuses(self):
        for answer, word in ((b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n", "proxy"),
                             (b"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", "proxy")):
            proxy = Proxy(answer=answer)
            event, _ = self.through(f"http://user:{TOKEN}@127.0.0.1:{proxy.port}", proxy)
            self.assert_failed(event, word)
            self.assertNotIn(TOKEN, event["error"])

    def test_proxy_that_is_none(self):
        with Helper() as helper:
            for url in ("ftp://127.0.0.1:1", "http://\n", "gopher://x", "not a proxy at all:", "https://user:" + TOKEN + "@[/"):
                helper.send(do="configure", proxy=url)
                event = helper.next(lambda e: e["event"] == "refused")
                self.assertIn("proxy", event["error"])
                self.assertNotIn(TOKEN, event["error"])

    def test_nothing_is_fetched_past_a_proxy_that_is_refused(self):
        with HostileServer(lambda r: ranged(r, DATA)) as server:
            def asks_in_vain(helper, *words):
                id = helper.download(self.folder, (server.url + "/x.gguf", "x.gguf", DATA))
                event = helper.next(lambda e: e.get("id") == id and e["event"] in ("refused", "download"))
                self.assertEqual(event["event"], "refused", event)
                for word in words:
                    self.assertIn(word, event["error"])
                helper.ids += 1
                helper.send(do="get", id=helper.ids, url=server.url + "/list")
                self.assertEqual(helper.next(lambda e: e.get("id") == helper.ids)["event"], "refused")
                helper.send(do="resume", id=77)
                self.assertEqual(helper.next(lambda e: e.get("id") == 77)["error"], event["error"])

            for wrong, word in (({"proxy": "127.0.0.1:9050"}, "proxy"), ({"token": "hf_a b", "token_origin": server.url}, "token")):
                with self.subTest(wrong=wrong), Helper(**wrong) as helper:
                    asks_in_vain(helper, word)
                    self.assertEqual(server.requests, [])
                    helper.send(do="configure")
                    self.assertEqual(helper.get(server.url + "/list")["status"], 200)
                    helper.send(do="configure", **wrong)
                    asks_in_vain(helper, word)
                    self.assertEqual(len(server.requests), 1)
                    server.requests.clear()
            with Helper(configured=False) as helper:
                asks_in_vain(helper, "settings")
            self.assertEqual(server.requests, [])

    def test_loopback_goes_through_no_proxy(self):
        with HostileServer(lambda r: ranged(r, DATA)) as server, Helper(proxy="http://127.0.0.1:1") as helper:
            self.assert_done(helper.fetch(self.folder, (server.url + "/x.gguf", "x.gguf", DATA)), "x.gguf", DATA)


if __name__ == "__main__":
    unittest.main()
