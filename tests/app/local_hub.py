"""A hub for the tests of the window: speaks as much of the Hugging Face API as Deepwell asks for, on a loopback port that it
prints first. local_hub.py [BYTES_PER_SECOND]"""

import hashlib
import http.server
import json
import random
import re
import socketserver
import sys
import time
import urllib.parse

RATE = int(sys.argv[1]) if len(sys.argv) > 1 else 0
WEIGHTS = random.Random(7).randbytes(3 << 20)
FILES = {
    "me/Tiny-R1-GGUF": {"README.md": b"# Tiny", "Tiny-R1-Q4_0.gguf": WEIGHTS[: 1 << 20], "Tiny-R1-Q8_0.gguf": WEIGHTS,
                        "mmproj-Tiny-f16.gguf": b"x", "UD-IQ1_S/Tiny-R1-UD-IQ1_S-00001-of-00002.gguf": WEIGHTS[:5000],
                        "UD-IQ1_S/Tiny-R1-UD-IQ1_S-00002-of-00002.gguf": WEIGHTS[5000:9000]},
    "bartowski/DeepSeek-R1-Distill-Qwen-1.5B-GGUF": {"DeepSeek-R1-Distill-Qwen-1.5B-Q8_0.gguf": WEIGHTS, "DeepSeek-R1-Distill-Qwen-1.5B-Q4_K_M.gguf": WEIGHTS[:9000]},
}
GATED = "me/Gated-GGUF"  # wants a token
MANY = [f"many/Model-{i}-GGUF" for i in range(5)]
AT_ONCE = 3  # results of a search
ABOUT = {"me/Tiny-R1-GGUF": {"gguf": {"architecture": "qwen2", "total": 1777088000, "context_length": 131072}},
         "many/Model-0-GGUF": {"gguf": {"architecture": "gemma3", "total": 3880099328, "context_length": 131072}}}


def tree(repository):
    entries = [{"type": "file", "path": "../evil.gguf", "size": 7}]
    for path, data in FILES[repository].items():
        entry = {"type": "file", "path": path, "size": len(data)}
        if path.endswith(".gguf"):
            entry["lfs"] = {"oid": hashlib.sha256(data).hexdigest(), "size": len(data)}
        entries.append(entry)
    return entries


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        step = max(1, RATE // 20) if RATE else 1 << 20
        for at in range(0, len(body), step):
            self.wfile.write(body[at : at + step])
            if RATE:
                time.sleep(0.05)

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        path = urllib.parse.unquote(url.path)
        if path == "/api/models":
            asked = urllib.parse.parse_qs(url.query)
            words, first = asked.get("search", [""])[0].lower(), int(asked.get("cursor", ["0"])[0])
            names = [name for name in [*FILES, *MANY, GATED] if words in name.lower()]
            found = [{"id": name, "downloads": 1234, "likes": 56, "lastModified": "2025-02-03T04:05:06.000Z", "tags": ["license:mit"],
                      "gated": "manual" if name == GATED else False, **(ABOUT.get(name, {}) if "gguf" in asked.get("expand[]", []) else {})}
                     for name in names[first : first + AT_ONCE]]
            link = {"Link": f'<http://{self.headers["Host"]}{url.path}?search={words}&cursor={first + AT_ONCE}&{urllib.parse.urlencode([("expand[]", "gguf")])}>; rel="next"'}
            return self.answer(200, json.dumps(found + ([{"id": "../../evil"}] if found else [])).encode(), **(link if len(names) > first + AT_ONCE else {}))
        if path.startswith(f"/api/models/{GATED}"):
            return self.answer(401, b'{"error":"Access to this model is restricted"}')
        if (match := re.fullmatch(r"/api/models/([^/]+/[^/]+)", path)) and match[1] in FILES:
            return self.answer(200, json.dumps({"id": match[1], **ABOUT.get(match[1], {})}).encode())
        if match := re.fullmatch(r"/api/models/(.+)/tree/main", path):
            if match[1] not in FILES:
                return self.answer(404, b'{"error":"Repository not found"}')
            return self.answer(200, json.dumps(tree(match[1])).encode())
        match = re.fullmatch(r"/(.+?/.+?)/resolve/main/(.+)", path)
        data = FILES.get(match[1], {}).get(match[2]) if match else None
        if data is None:
            return self.answer(404, b"not found")
        tag = '"%s"' % hashlib.sha256(data).hexdigest()[:16]
        if asked := re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", "")):
            first, last = int(asked[1]), min(int(asked[2] or len(data) - 1), len(data) - 1)
            return self.answer(206, data[first : last + 1], ETag=tag, Accept_Ranges="bytes", Content_Range=f"bytes {first}-{last}/{len(data)}")
        return self.answer(200, data, ETag=tag, Accept_Ranges="bytes")


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True


server = Server(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
