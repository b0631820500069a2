"""A server over raw sockets that misbehaves as its script says.

script(request) returns a Reply; requests are kept in order.
"""

import random
import re
import socket
import ssl
import struct
import threading


class Request:
    def __init__(self, text, number):
        lines = text.split("\r\n")
        self.method, self.target, _ = (lines[0] + "  ").split(" ", 2)
        self.headers = dict(re.findall(r"(?m)^([^:\r\n]+): ?([^\r\n]*)\r?$", text.split("\r\n", 1)[1]))
        self.headers = {k.lower(): v for k, v in self.headers.items()}
        self.number = number  # of all requests to this server, from 0
        match = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("range", ""))
        self.range = (int(match[1]), int(match[2])) if match else None


class Reply:
    """status, headers and body as they go out; `cut` bytes of the body are sent and the connection is closed (reset: with a
    TCP reset); `hold` seconds pass before the rest of the body; `drip` seconds before each byte; `raw` replaces everything."""

    def __init__(self, status=200, headers=None, body=b"", cut=None, hold=None, reset=False, raw=None, length=True, close=False, drip=None):
        self.status, self.headers, self.body = status, dict(headers or {}), body
        self.cut, self.hold, self.reset, self.raw, self.close, self.drip = cut, hold, reset, raw, close, drip
        if length and "Content-Length" not in self.headers and "Transfer-Encoding" not in self.headers:
            self.headers["Content-Length"] = str(len(body))


def ranged(request, data, etag='"v1"', total=None, **more):
    """What an honest server answers."""
    headers = {"ETag": etag, "Accept-Ranges": "bytes"} if etag else {"Accept-Ranges": "bytes"}
    if request.range is None:
        return Reply(200, headers, data, **more)
    first, last = request.range
    if first >= len(data):
        return Reply(416, {"Content-Range": f"bytes */{len(data)}"}, b"")
    last = min(last, len(data) - 1)
    headers["Content-Range"] = f"bytes {first}-{last}/{total or len(data)}"
    return Reply(206, headers, data[first:last + 1], **more)


class HostileServer:
    def __init__(self, script, tls=None, port=0):
        self.script = script
        self.requests = []
        self.lock = threading.Lock()
        self.done = threading.Event()
        self.context = None
        if tls:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(*tls)
        self.socket = socket.create_server(("127.0.0.1", port), backlog=64)
        self.port = self.socket.getsockname()[1]
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        try:
            if self.context:
                connection = self.context.wrap_socket(connection, server_side=True)
            pending = b""
            while True:
                while b"\r\n\r\n" not in pending:
                    got = connection.recv(65536)
                    if not got:
                        return
                    pending += got
                head, pending = pending.split(b"\r\n\r\n", 1)
                with self.lock:
                    request = Request(head.decode("latin-1"), len(self.requests))
                    self.requests.append(request)
                if not self._answer(connection, self.script(request)):
                    return
        except (OSError, ValueError):
            pass
        finally:
            try:
                connection.close()
            except OSError:
                pass

    def _answer(self, connection, reply):
        if reply.raw is not None:
            connection.sendall(reply.raw)
            return False
        head = f"HTTP/1.1 {reply.status} Whatever\r\n" + "".join(f"{k}: {v}\r\n" for k, v in reply.headers.items()) + "\r\n"
        body = reply.body if reply.cut is None else reply.body[:reply.cut]
        if reply.hold is not None:
            connection.sendall(head.encode("latin-1") + body)
            self.done.wait(reply.hold)
            body = reply.body[len(body):]
            head = ""
        if reply.drip is not None:
            connection.sendall(head.encode("latin-1"))
            for byte in body:
                connection.sendall(bytes([byte]))
                self.done.wait(reply.drip)
            return False
        connection.sendall(head.encode("latin-1") + body)
        if reply.reset:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return reply.cut is None and not reply.close

    def close(self):
        self.done.set()
        try:
            self.socket.shutdown(socket.SHUT_RDWR)  # wakes the thread that accepts
        except OSError:
            pass
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def cutting(data, cuts, most=1 << 30, seed=7):
    """A script that cuts `cuts` answers at random bytes, before the first `most`, then is honest."""
    dice = random.Random(seed)
    left = [cuts]

    def script(request):
        reply = ranged(request, data)
        if left[0] > 0 and len(reply.body) > 64:  # few bytes cut again and again would be no progress, and rightly given up
            left[0] -= 1
            reply.cut = dice.randrange(0, min(len(reply.body), most))
            reply.reset = dice.random() < 0.3
        return reply

    script.left = left
    return script
