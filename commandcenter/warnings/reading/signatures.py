"""Whether an electronic signature covers a message and was made with a pinned certificate."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from lxml import etree

from commandcenter.warnings.model.message import Signature, SignatureProblem, SignatureState
from commandcenter.warnings.reading.tree import SIGNATURE, hardened, local

_DSIG = "{http://www.w3.org/2000/09/xmldsig#}"
_REFERENCES = f"{_DSIG}SignedInfo/{_DSIG}Reference"


def checked(alert: Any, certificates: Sequence[bytes], *, sent: datetime) -> tuple[Any, Signature]:
    """Return the element to be read and what its signature is worth.

    With a good signature it is the element that the signature covers, and no other.

    Args:
        certificates: The pinned ones, as PEM.
        sent: When the message says it was sent.
    """
    signatures = list(alert.iter(SIGNATURE))
    if not signatures:
        return alert, Signature()
    if len(signatures) > 1 or signatures[0].getparent() is not alert:
        return alert, _failed(SignatureProblem.NOT_WHOLE)
    references = signatures[0].findall(_REFERENCES)
    if len(references) != 1 or references[0].get("URI") != "":
        return alert, _failed(SignatureProblem.NOT_WHOLE)
    if not certificates:
        return alert, _failed(SignatureProblem.NO_CERTIFICATE)
    return _verified(alert, certificates, sent)


def _failed(problem: SignatureProblem) -> Signature:
    return Signature(state=SignatureState.FAILED, problem=problem)


def _verified(alert: Any, certificates: Sequence[bytes], sent: datetime) -> tuple[Any, Signature]:
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 - for signatures only
    from cryptography.x509 import load_pem_x509_certificate  # noqa: PLC0415 - for signatures only

    forms = _alone(alert)
    for pem in certificates:
        certificate = load_pem_x509_certificate(pem)
        found = (_signed_by(form, pem) for form in forms)
        signed = next((one for one in found if one is not None), None)
        if signed is None:
            continue
        if local(signed) != "alert":
            return alert, _failed(SignatureProblem.NOT_WHOLE)
        if not certificate.not_valid_before_utc <= sent <= certificate.not_valid_after_utc:
            return alert, _failed(SignatureProblem.OUT_OF_DATE)
        digest = certificate.fingerprint(SHA256()).hex()
        return signed, Signature(state=SignatureState.VERIFIED, certificate=digest)
    return alert, _failed(SignatureProblem.NOT_ITS_KEY)


def _alone(alert: Any) -> list[Any]:
    """Return the message as a document of its own.

    Inside a feed it may have gained names that were not there when it was signed.
    """
    data = etree.tostring(alert, with_tail=False)
    forms = [etree.fromstring(data, hardened())]
    if alert.getparent() is not None:
        cleaned = etree.fromstring(data, hardened())
        etree.cleanup_namespaces(cleaned)
        forms.append(cleaned)
    return forms


def _signed_by(alert: Any, pem: bytes) -> Any | None:
    """Return the element that a signature by this certificate covers; None if it is not good."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - for signatures only
    from signxml.exceptions import InvalidInput, SignXMLException  # noqa: PLC0415 - for signatures only
    from signxml.verifier import SignatureConfiguration, XMLVerifier  # noqa: PLC0415 - for signatures only

    wanted = SignatureConfiguration(require_x509=True, location="./", expect_references=1)
    refusals = (SignXMLException, InvalidInput, InvalidSignature, etree.LxmlError, ValueError)
    try:
        result = XMLVerifier().verify(alert, x509_cert=pem.decode(), expect_config=wanted)
    except refusals:
        return None
    return None if isinstance(result, list) else result.signed_xml
