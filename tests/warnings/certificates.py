"""Certificates and keys made for a test, and messages signed with them."""

from datetime import UTC, datetime, timedelta
from functools import cache
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID
from lxml import etree
from signxml import XMLSigner

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


@cache
def pair(name: str, years: int = 20) -> tuple[bytes, bytes]:
    """Return a certificate and its key as PEM; the same for the same name."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    names = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGIN)
        .not_valid_after(BEGIN + timedelta(days=365 * years))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return certificate.public_bytes(Encoding.PEM), secret


def signed(text: str, name: str = "气象台", *, uri: str | None = None) -> str:
    """Return a message with an enveloped signature."""
    certificate, key = pair(name)
    signer = XMLSigner(signature_algorithm="ecdsa-sha256")
    root = etree.fromstring(text.encode())
    done = signer.sign(root, key=key, cert=certificate.decode(), reference_uri=uri)
    return etree.tostring(done, encoding="unicode")
