"""A certificate of one's own, so that browsers on the local network open camera and sensors (https).

A root certificate is made, signs one certificate for this computer's addresses, and its key is thrown away
at once: a phone that trusts the root trusts nothing but this dashboard. iPhones list a root only if it has a
common name, and take certificates for at most 398 days (Apple, HT211025).
"""

import datetime
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

DAYS = 397
NAME = "DeepVision Workshop"
FILES = ("root.pem", "certificate.pem", "key.pem")


@dataclass(frozen=True)
class Files:
    """Where the root (to be trusted by phones), the certificate and its key lie, all in PEM."""

    root: Path
    certificate: Path
    key: Path


def ensure(folder: Path, hosts: Sequence[str]) -> Files:
    """Return a certificate for hosts (names or IP addresses): the one in `folder` while it is good, else new.

    Raises: OSError if the folder cannot be written.
    """
    files = Files(*(folder / name for name in FILES))
    if not _fits(files, hosts):
        folder.mkdir(parents=True, exist_ok=True)
        for path, data in zip((files.root, files.certificate, files.key), make(hosts), strict=True):
            path.unlink(missing_ok=True)
            path.touch(mode=0o600)
            path.write_bytes(data)
    return files


def make(hosts: Sequence[str], days: int = DAYS) -> tuple[bytes, bytes, bytes]:
    """Return a new root, a certificate for hosts with the root behind it, and its key, in PEM."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    now = datetime.datetime.now(datetime.UTC)
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))

    def begun(name: str, public: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)]))
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=days - 1))
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        )

    known_by = x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key())
    root = (
        begun(NAME, root_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    certificate = (
        begun(hosts[0], key.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([_named(host) for host in hosts]), critical=False)
        .add_extension(known_by, critical=False)
        .sign(root_key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return root.public_bytes(pem), certificate.public_bytes(pem) + root.public_bytes(pem), secret


def _usage(signs: bool) -> "x509.KeyUsage":  # noqa: F821
    from cryptography import x509

    names = ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "crl_sign")
    rest = dict.fromkeys((*names, "encipher_only", "decipher_only"), False)
    return x509.KeyUsage(digital_signature=not signs, key_cert_sign=signs, **rest)


def _named(host: str) -> "x509.GeneralName":  # noqa: F821
    from cryptography import x509

    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _fits(files: Files, hosts: Sequence[str]) -> bool:
    """Tell whether the files are there, for all these hosts, and good for another week."""
    from cryptography import x509

    try:
        certificate = x509.load_pem_x509_certificate(files.certificate.read_bytes())
        alternatives = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (OSError, ValueError, x509.ExtensionNotFound):
        return False
    lasts = certificate.not_valid_after_utc - datetime.datetime.now(datetime.UTC)
    there = files.key.exists() and files.root.exists()
    return there and lasts.days >= 7 and {_named(host) for host in hosts} <= set(alternatives)
