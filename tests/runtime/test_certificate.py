import socket
import ssl
import threading
from pathlib import Path

import pytest

from core.runtime.network import certificate

HOSTS = ("192.168.0.10", "localhost", "127.0.0.1")


def greeted(files: certificate.Files, name: str, root: Path) -> bytes:
    """Serve one word with the certificate; return what a client that trusts `root` alone reads of `name`."""
    server, client = socket.socketpair()
    mine = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    mine.load_cert_chain(files.certificate, files.key)

    def answer() -> None:
        try:
            with mine.wrap_socket(server, server_side=True) as secure:
                secure.sendall(b"hello")
        except (ssl.SSLError, OSError):
            server.close()

    thread = threading.Thread(target=answer)
    thread.start()
    try:
        theirs = ssl.create_default_context(cafile=root)
        theirs.verify_flags |= ssl.VERIFY_X509_STRICT
        with theirs.wrap_socket(client, server_hostname=name) as secure:
            return secure.recv(5)
    finally:
        client.close()
        thread.join(5)


@pytest.mark.parametrize("name", HOSTS)
def test_a_browser_that_trusts_the_root_connects_to_each_address(tmp_path: Path, name: str) -> None:
    files = certificate.ensure(tmp_path, HOSTS)
    assert greeted(files, name, files.root) == b"hello"


def test_another_address_and_another_root_are_refused(tmp_path: Path) -> None:
    files = certificate.ensure(tmp_path / "a", HOSTS)
    with pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
        greeted(files, "192.168.0.11", files.root)
    other = certificate.ensure(tmp_path / "b", HOSTS)
    with pytest.raises(ssl.SSLCertVerificationError):
        greeted(files, "localhost", other.root)


def test_a_good_certificate_is_kept_and_a_new_address_makes_a_new_one(tmp_path: Path) -> None:
    files = certificate.ensure(tmp_path, HOSTS)
    first = files.certificate.read_bytes()
    certificate.ensure(tmp_path, HOSTS[1:])
    assert files.certificate.read_bytes() == first
    certificate.ensure(tmp_path, ("192.168.0.99", *HOSTS[1:]))
    assert files.certificate.read_bytes() != first
    assert greeted(files, "192.168.0.99", files.root) == b"hello"


def test_what_is_damaged_or_nearly_over_is_made_anew(tmp_path: Path) -> None:
    files = certificate.ensure(tmp_path, HOSTS)
    files.certificate.write_text("no certificate")
    certificate.ensure(tmp_path, HOSTS)
    assert greeted(files, "localhost", files.root) == b"hello"
    for path, data in zip(
        (files.root, files.certificate, files.key), certificate.make(HOSTS, 5), strict=True
    ):
        path.write_bytes(data)
    short = files.certificate.read_bytes()
    certificate.ensure(tmp_path, HOSTS)
    assert files.certificate.read_bytes() != short


def test_the_key_is_its_owners_and_the_roots_key_is_nowhere(tmp_path: Path) -> None:
    files = certificate.ensure(tmp_path, HOSTS)
    assert files.key.stat().st_mode & 0o077 == 0
    assert sum(b"PRIVATE KEY" in path.read_bytes() for path in tmp_path.iterdir()) == 1
