"""What goes wrong with TLS, in sentences that say what to do."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from cryptography import x509
from service_identity import CertificateError, VerificationError

from poetrygui.core.connection.certificate_text import day_text, issuer_of, names_of, names_text, subject_of
from poetrygui.core.guard.plugin_faults import describe_error
from poetrygui.core.transports.connecting.peer import Peer, Refusal

_ANYBODY = "or believe whoever answers (verify=insecure)"
_OLD = "the server speaks no version of TLS that is spoken here (1.2 and 1.3): have it updated"
_PLAIN = "the server does not speak TLS: try its address without tls:"
_SAID = {  # what OpenSSL calls what went wrong, or the server's alert
    "alert certificate required": "the server asks for a certificate of yours: name its file (certificate)",
    "alert unknown ca": "the server does not know the authority of your certificate",
    "alert certificate expired": "your certificate has expired: have it renewed",
    "alert certificate revoked": "your certificate was revoked: have another one issued",
    "alert unsupported certificate": "the server does not accept certificates of the kind of yours",
    "alert bad certificate": "the server does not accept your certificate",
    "alert certificate unknown": "the server does not accept your certificate",
    "alert access denied": "the server knows your certificate, and does not let it in",
    "alert no application protocol": "the server speaks none of the protocols that were offered (alpn)",
    "unrecognized name": "the server has another name: say which (server_name)",
    "alert protocol version": _OLD,
    "unsupported protocol": _OLD,
    "alert handshake failure": "the server refused, and does not say why: perhaps it asks for a certificate of yours"
    " (certificate), or has no cipher in common",
    "alert insufficient security": "the server wants stronger ciphers than are spoken here",
    "wrong version number": _PLAIN,
    "packet length too long": _PLAIN,
    "http request": _PLAIN,
    "dh key too small": "the server's keys are too weak to be trusted: it is to be set up with longer ones",
}
_NO_TLS = "the peer does not speak TLS: have it do so, or listen without TLS"
_SAID_TO_LISTENERS = {what: words.replace("the server", "the peer") for what, words in _SAID.items()} | {
    "alert handshake failure": "the peer refused, and does not say why: perhaps it has no cipher in common",
    "no shared cipher": "the peer has no cipher in common",
    "wrong version number": _NO_TLS,
    "packet length too long": _NO_TLS,
    "http request": _NO_TLS,
}
_WANTS_ONE = ("alert certificate required", "alert handshake failure")


def describe_tls(reason: BaseException, peer: Peer | None = None) -> str:
    """Return what was wrong with the handshake or the certificate, in a sentence; ``peer`` is what is known of it."""
    peer = peer or Peer()
    if isinstance(reason, (VerificationError, CertificateError)):
        return _wrong_name(reason, peer.certificates[0] if peer.certificates else None)
    details = reason.args[0] if reason.args else None
    if not isinstance(details, list) or not details:
        described = describe_error(reason)
        return described.removeprefix(f"{type(reason).__name__}: ").rstrip(".")
    said = "; ".join(str(entry[-1]) for entry in details)
    if peer.refusal is not None and "certificate verify failed" in said:
        return _refused(peer.refusal)
    meant = _meaning(said, peer)
    return f"{meant} ({said})" if meant else said


def _meaning(said: str, peer: Peer) -> str:
    if peer.authorities and any(what in said for what in _WANTS_ONE):
        by = names_text(list(peer.authorities))
        return f"the server asks for a certificate of yours, signed by {by}: name its file (certificate)"
    known = _SAID_TO_LISTENERS if peer.has_connected else _SAID
    return next((words for what, words in known.items() if what in said), "")


def _refused(refusal: Refusal) -> str:
    certificate, wrong_name = refusal.certificate, refusal.wrong_name
    if certificate is None:
        return f"the server's certificate cannot be read, {_ANYBODY}"
    if wrong_name is not None:
        return _wrong_name(wrong_name, certificate)
    meaning = next((each for each in _REFUSALS if refusal.number in each.numbers), None)
    if meaning is None:
        return f"the certificate of {subject_of(certificate)} is refused (OpenSSL's error {refusal.number}), {_ANYBODY}"
    return meaning.say(certificate)


class _Meaning(NamedTuple):
    """What OpenSSL's ``numbers`` mean."""

    numbers: Sequence[int]
    say: Callable[[x509.Certificate], str]


def _not_yet(certificate: x509.Certificate) -> str:
    begins = day_text(certificate.not_valid_before_utc)
    return (
        f"the certificate of {subject_of(certificate)} is not valid before {begins}, and here it is {_now()}: {_CLOCKS}"
    )


def _expired(certificate: x509.Certificate) -> str:
    ended = day_text(certificate.not_valid_after_utc)
    who = subject_of(certificate)
    return f"the certificate of {who} expired on {ended}, and here it is {_now()}: have it renewed, {_ANYBODY}"


def _self_signed(certificate: x509.Certificate) -> str:
    return (
        f"the certificate of {subject_of(certificate)} is signed by itself alone: where you trust it, save it as a file"
        f" and name that (verify=ca-file, ca_file), {_ANYBODY}"
    )


def _unknown(certificate: x509.Certificate) -> str:
    return (
        f"the certificate of {subject_of(certificate)} is signed by {issuer_of(certificate)}, an authority that is not"
        f" known here: name the file of that one's certificate (verify=ca-file, ca_file), {_ANYBODY}"
    )


def _unknown_root(certificate: x509.Certificate) -> str:
    return (
        f"the authority {subject_of(certificate)} is not known here: name the file of its certificate"
        f" (verify=ca-file, ca_file), {_ANYBODY}"
    )


def _revoked(certificate: x509.Certificate) -> str:
    return f"the certificate of {subject_of(certificate)} was revoked by its authority: do not trust this server"


def _weak(certificate: x509.Certificate) -> str:
    return f"the certificate of {subject_of(certificate)} has a key or a signature that is too weak: have it renewed"


def _purpose(certificate: x509.Certificate) -> str:
    return f"the certificate of {subject_of(certificate)} is not for what it is used for here: have another one issued"


def _broken(certificate: x509.Certificate) -> str:
    return f"the certificate of {subject_of(certificate)} is broken or forged: its signature does not fit"


_CLOCKS = "compare the clocks of both machines"
_REFUSALS = (
    _Meaning((9, 13), _not_yet),
    _Meaning((10, 14), _expired),
    _Meaning((18,), _self_signed),
    _Meaning((19,), _unknown_root),
    _Meaning((2, 20, 21, 27), _unknown),
    _Meaning((23,), _revoked),
    _Meaning((66, 67, 68), _weak),
    _Meaning((24, 25, 26, 79), _purpose),
    _Meaning((4, 6, 7), _broken),
)
"""The numbers are those of X509_V_ERR_… of OpenSSL, which have stayed the same since there are any."""


def _now() -> str:
    return day_text(datetime.datetime.now(datetime.UTC))


def _wrong_name(reason: Any, certificate: x509.Certificate | None) -> str:
    names = [] if certificate is None else names_of(certificate)
    if isinstance(reason, CertificateError):
        whose = "" if certificate is None else f" of {subject_of(certificate)}"
        what = f"has names that cannot be a host's, {names_text(names)}" if names else "names no host (subjectAltName)"
        return f"the certificate{whose} {what}: have another one issued, {_ANYBODY}"
    asked = ", ".join(str(_asked_for(each)) for each in getattr(reason, "errors", ()))
    is_for = f"for another name, {names_text(names)}" if names else "for another name"
    return f"the certificate is {is_for}, not {asked}: say which is meant (server_name), {_ANYBODY}"


def _asked_for(mismatch: Any) -> object:
    wanted = getattr(mismatch, "mismatched_id", None)
    found = next((name for kind in ("hostname", "ip") if (name := getattr(wanted, kind, None)) is not None), mismatch)
    return found.decode("ascii", "backslashreplace") if isinstance(found, bytes) else found
