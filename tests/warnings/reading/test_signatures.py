"""Signatures: only what a pinned certificate signed counts, and only the signed words."""

import pytest

from commandcenter.warnings.model.message import SignatureProblem, SignatureState
from commandcenter.warnings.reading import reader, shipped
from commandcenter.warnings.reading.errors import BadCertificate
from tests.warnings.certificates import pair, signed
from tests.warnings.making import alert, atom, info

PINNED = (pair("气象台")[0],)
GOOD = signed(alert())


def outcome(reading, text, certificates=PINNED):
    [message] = reading(text.encode(), certificates=certificates).messages
    return message.signature.state, message.signature.problem, message


def problem(reading, text, certificates=PINNED):
    state, found, _ = outcome(reading, text, certificates)
    assert state is SignatureState.FAILED
    return found


def test_a_message_signed_with_a_pinned_certificate_is_verified(reading):
    state, _, message = outcome(reading, GOOD, (pair("别人")[0], *PINNED))
    assert state is SignatureState.VERIFIED
    assert len(message.signature.certificate) == 64
    assert message.headline.startswith("清溪县气象台")


def test_a_message_without_signature_says_so(reading):
    assert outcome(reading, alert())[0] is SignatureState.NONE


def test_without_a_pinned_certificate_no_signature_counts(reading):
    assert problem(reading, GOOD, ()) is SignatureProblem.NO_CERTIFICATE


def test_the_certificate_inside_the_message_counts_for_nothing(reading):
    assert problem(reading, signed(alert(), "冒充")) is SignatureProblem.NOT_ITS_KEY


def test_a_changed_word_fails(reading):
    assert problem(reading, GOOD.replace("龙潭镇", "石桥乡")) is SignatureProblem.NOT_ITS_KEY


def test_a_message_sent_before_the_certificate_was_valid_fails(reading):
    old = signed(alert(sent="2025-06-01T00:00:00+08:00"))
    assert problem(reading, old) is SignatureProblem.OUT_OF_DATE


def test_a_signature_over_a_part_does_not_count(reading):
    whole = alert(info().replace("<info>", '<info Id="part">', 1))
    assert problem(reading, signed(whole, uri="#part")) is SignatureProblem.NOT_WHOLE


def test_a_signed_message_wrapped_into_another_is_not_read_as_it(reading):
    forged = alert(extra=f"<note>{GOOD}</note>", identifier="forged")
    state, found, message = outcome(reading, forged)
    assert (state, found) == (SignatureState.FAILED, SignatureProblem.NOT_WHOLE)
    assert message.identifier == "forged"


def test_a_signature_moved_into_a_forged_message_fails(reading):
    at = GOOD.index("<ds:Signature")
    signature = GOOD[at : GOOD.index("</ds:Signature>") + len("</ds:Signature>")]
    forged = alert(identifier="forged", extra=signature)
    assert problem(reading, forged) is SignatureProblem.NOT_ITS_KEY


def test_two_signatures_do_not_count(reading):
    at = GOOD.index("<ds:Signature")
    signature = GOOD[at : GOOD.index("</ds:Signature>") + len("</ds:Signature>")]
    twice = GOOD[:at] + signature + GOOD[at:]
    assert problem(reading, twice) is SignatureProblem.NOT_WHOLE


def test_an_address_outside_is_not_fetched(reading):
    away = GOOD.replace('URI=""', 'URI="http://192.0.2.1/x"')
    assert away != GOOD
    assert problem(reading, away) is SignatureProblem.NOT_WHOLE


@pytest.mark.parametrize("broken", ["SignatureValue", "DigestValue", "SignedInfo"])
def test_a_broken_signature_fails(reading, broken):
    at = GOOD.index(f"<ds:{broken}>") + len(broken) + 5
    assert problem(
        reading,
        f"{GOOD[:at]}AAAA{GOOD[at + 4 :]}"
        if broken != "SignedInfo"
        else GOOD.replace("ecdsa-sha256", "ecdsa-sha1"),
    )


def test_a_signed_message_in_a_feed_is_verified(reading):
    state, _, message = outcome(reading, atom(f"<content>{GOOD}</content>"))
    assert state is SignatureState.VERIFIED
    assert message.headline.startswith("清溪县气象台")


def test_the_reading_process_verifies_as_well():
    [message] = reader.read(GOOD.encode(), "a.xml", shipped.codes(), certificates=PINNED).messages
    assert message.signature.state is SignatureState.VERIFIED


def test_certificates_are_read_from_a_folder(tmp_path):
    (tmp_path / "a.pem").write_bytes(PINNED[0] + pair("二")[0])
    (tmp_path / "notes.txt").write_text("no certificate")
    assert reader.certificates_in(tmp_path) == (PINNED[0], pair("二")[0])
    (tmp_path / "b.crt").write_text("no certificate")
    with pytest.raises(BadCertificate, match="b.crt"):
        reader.certificates_in(tmp_path)
