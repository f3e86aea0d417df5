"""Signing a paper, so that each change to it shows (PAdES, ETSI EN 319 142-1, level B-B)."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING

from tbc.signing_settings import SigningKey

if TYPE_CHECKING:
    from pyhanko.sign.signers import SimpleSigner

FIELD = "Signature"


def sign(pdf: bytes, key: SigningKey, *, name: str, reason: str) -> bytes:
    """`pdf` with an invisible signature of `key`; `name` says who signs, `reason` what for."""
    # Forty-five megabytes and a second, which a process that signs nothing goes without.
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        name=name,
        reason=reason,
    )
    signed = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), metadata, signer=_signer(key))
    result: bytes = signed.getvalue()
    return result


@lru_cache(maxsize=2)
def _signer(key: SigningKey) -> SimpleSigner:
    from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    own, *others = (cert for one in key.chain for cert in load_certs_from_pemder_data(one))
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # its maker says nothing of its types
    store.register_multiple(others)
    private = load_private_key_from_pemder_data(key.key, None)
    return SimpleSigner(signing_cert=own, signing_key=private, cert_registry=store, embed_roots=False)
