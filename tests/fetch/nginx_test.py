"""deepwell-fetch against a real server: nginx, started here as a normal program on ports of its own."""

import ctypes
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import time
import unittest

import certificates
from helper import CHUNK, FetchTest, Helper, content, temp_folder

NGINX = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
DATA = content(40 * CHUNK + 4321)

CONFIG = """
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  log_format ours '$status $server_protocol $bytes_sent "$http_range" $request_uri';
  access_log {folder}/access.log ours;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  keepalive_requests 20;
  gzip on; gzip_types *; gzip_min_length 1; gzip_proxied any;
  server {{
    listen 127.0.0.1:{port};
    root {folder}/files;
    location /no-ranges/ {{ alias {folder}/files/; max_ranges 0; }}
    location /no-etag/ {{ alias {folder}/files/; etag off; }}
    location /slow/ {{ alias {folder}/files/; limit_rate 400k; }}
    location /moved/ {{ rewrite ^/moved/(.*)$ /$1?signed=1 redirect; }}
    location /few/ {{ alias {folder}/files/; limit_conn one 1; limit_conn_status 429; }}
  }}
  limit_conn_zone $server_name zone=one:1m;
  {tls}
}}
"""

TLS = """
  server {{
    listen 127.0.0.1:{port} ssl http2;
    ssl_certificate {cert}; ssl_certificate_key {key};
    root {folder}/files;
  }}
"""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


class Server:
    def __init__(self):
        self.folder = temp_folder()
        os.chmod(self.folder, 0o755)  # nginx's workers are nobody if we are root
        os.mkdir(os.path.join(self.folder, "files"))
        self.put("x.gguf", DATA)
        self.put("empty.gguf", b"")
        self.put("api.json", b'{"siblings": []}')
        self.port, self.tls_port = free_port(), free_port()
        self.url, self.tls_url = f"http://127.0.0.1:{self.port}", f"https://127.0.0.1:{self.tls_port}"
        self.ca, tls = None, ""
        if certificates.available():
            self.ca, cert, key = certificates.make(self.folder)
            tls = TLS.format(port=self.tls_port, cert=cert, key=key, folder=self.folder)
        self.config = os.path.join(self.folder, "nginx.conf")
        with open(self.config, "w") as file:
            file.write(CONFIG.format(folder=self.folder, port=self.port, tls=tls))
        self.process = None
        self.start()

    def put(self, name, data):
        with open(os.path.join(self.folder, "files", name), "wb") as file:
            file.write(data)

    def start(self):
        # It ends with us, whatever ends us: prctl(PR_SET_PDEATHSIG, SIGTERM).
        self.process = subprocess.Popen([NGINX, "-p", self.folder, "-c", self.config], stderr=subprocess.PIPE,
                                        preexec_fn=lambda: ctypes.CDLL(None).prctl(1, signal.SIGTERM))
        for _ in range(500):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    raise RuntimeError(self.process.stderr.read().decode())
                time.sleep(0.01)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        self.process.stderr.close()

    def lines(self):
        with open(os.path.join(self.folder, "access.log")) as file:
            return file.read().splitlines()


@unittest.skipUnless(NGINX, "nginx is not installed: no real server is tested")
class Nginx(FetchTest):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def fetch(self, path, *options, base=None, size=len(DATA), hash=True, data=DATA, **configure):
        with Helper(*options, **configure) as helper:
            event = helper.fetch(self.folder, ((base or self.server.url) + path, "x.gguf", data if hash else size))
            self.assert_done(event, "x.gguf", data)
            os.remove(self.path("x.gguf"))
            return event, helper.connections()

    def test_plain(self):
        for connections in (1, 4, 16):
            event, opened = self.fetch("/x.gguf", connections=connections)
            self.assertEqual(event["bytes_fetched"], len(DATA))
            if connections == 1:
                self.assertLess(len(opened), 10)  # connections are used again

    def test_without_ranges(self):
        self.fetch("/no-ranges/x.gguf")
        self.fetch("/no-ranges/x.gguf", hash=False, size=None)

    def test_without_etag(self):
        self.fetch("/no-etag/x.gguf")

    def test_redirect(self):
        self.fetch("/moved/x.gguf")

    def test_empty(self):
        self.fetch("/empty.gguf", data=b"")
        self.fetch("/empty.gguf", data=b"", hash=False, size=None)

    def test_one_connection_at_a_time(self):
        self.fetch("/few/x.gguf", connections=16)

    def test_missing(self):
        with Helper() as helper:
            self.assert_failed(helper.fetch(self.folder, (self.server.url + "/none.gguf", "x.gguf", DATA)), "no such file (404)")

    def test_document(self):
        with Helper() as helper:
            self.assertEqual(helper.get(self.server.url + "/api.json")["body"], '{"siblings": []}')

    @unittest.skipUnless(certificates.available(), "openssl is not installed: HTTP/2 is not tested")
    def test_http2(self):
        before = len(self.server.lines())
        self.fetch("/x.gguf", "--ca-file", self.server.ca, base=self.server.tls_url, connections=8)
        with Helper("--ca-file", self.server.ca, connections=4, bytes_per_second=8 << 20) as helper:
            event = helper.fetch(self.folder, (self.server.tls_url + "/x.gguf", "x.gguf", DATA))
            self.assert_done(event, "x.gguf", DATA)
            self.assertEqual(helper.get(self.server.tls_url + "/api.json")["status"], 200)
        lines = self.server.lines()[before:]
        self.assertTrue(lines)
        self.assertTrue(all("HTTP/2.0" in line for line in lines), lines[:3])

    def test_pieces_in_parallel(self):
        before = len(self.server.lines())
        self.fetch("/slow/x.gguf", connections=8)
        ranges = [re.search(r'"bytes=(\d+)-(\d+)"', line) for line in self.server.lines()[before:]]
        covered = sorted((int(r[1]), int(r[2])) for r in ranges if r)
        self.assertEqual(covered[0][0], 0)
        for (_, last), (first, _) in zip(covered, covered[1:]):
            self.assertEqual(first, last + 1)  # nothing twice
        self.assertGreater(len(covered), 8)

    def test_killed_and_restarted(self):
        """The server goes away in the middle, and comes back; so does the helper."""
        dice = random.Random(2)
        for _ in range(6):
            with Helper(connections=4, bytes_per_second=2 << 20) as helper:
                id = helper.download(self.folder, (self.server.url + "/x.gguf", "x.gguf", DATA))
                helper.next(lambda e: e.get("bytes_done", 0) > 0 or e.get("phase") in ("done", "failed"))
                if dice.random() < 0.5:
                    self.server.stop()
                    self.server.start()
                    helper.next(lambda e: e.get("phase") in ("running", "done", "failed"))
                helper.kill()
        with Helper() as helper:
            self.assert_done(helper.fetch(self.folder, (self.server.url + "/x.gguf", "x.gguf", DATA)), "x.gguf", DATA)

    def test_replaced_while_it_is_fetched(self):
        """Another file of the same size appears under the address: without a hash it begins anew, and is that file."""
        new = content(len(DATA), 77)
        try:
            with Helper(connections=2, bytes_per_second=1 << 20) as helper:
                id = helper.download(self.folder, (self.server.url + "/x.gguf", "x.gguf", len(DATA), None))
                helper.next(lambda e: e.get("bytes_done", 0) > 2 * CHUNK)
                self.server.put("y.gguf", new)
                files = os.path.join(self.server.folder, "files")
                os.utime(os.path.join(files, "y.gguf"), (1, 1))  # another date, so another ETag
                os.rename(os.path.join(files, "y.gguf"), os.path.join(files, "x.gguf"))
                helper.send(do="configure", bytes_per_second=0)
                self.assert_done(helper.outcome(id), "x.gguf", new)
        finally:
            self.server.put("x.gguf", DATA)


if __name__ == "__main__":
    unittest.main()
