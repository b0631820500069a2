"""A certificate authority for a test, and a server's certificate by it (made with openssl)."""

import os
import shutil
import subprocess


def available():
    return shutil.which("openssl") is not None


def make(folder, names="IP:127.0.0.1,DNS:localhost"):
    """Files of the authority, the server's certificate and its key."""
    def run(*arguments):
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)
    with open(os.path.join(folder, "names"), "w") as file:
        file.write("subjectAltName=" + names + "\n")
    run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=Deepwell test CA",
        "-keyout", "ca.key", "-out", "ca.pem")
    run("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=Deepwell test", "-keyout", "key.pem",
        "-out", "request.pem")
    run("x509", "-req", "-in", "request.pem", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "names",
        "-out", "cert.pem")
    return tuple(os.path.join(folder, name) for name in ("ca.pem", "cert.pem", "key.pem"))
