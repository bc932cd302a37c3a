"""A seal whose key lies in a token (PKCS#11) and never leaves it."""

from threading import Lock

from cryptography import x509
from pkcs11 import PKCS11Error, Session
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.general import SigningError
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

from documents.seal import waiting
from documents.seal.signing import DIGEST
from workflow.refusals import BadInput


class TokenSigner(PKCS11Signer):
    """Has a token sign; one seal at a time, since a session does one thing at a time."""

    def __init__(self, session: Session, key: str) -> None:
        super().__init__(session, cert_label=key, key_label=key, use_raw_mechanism=True)
        self._turn = Lock()

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,
        dry_run: bool = False,  # noqa: FBT001, FBT002  # as pyHanko calls it
    ) -> bytes:
        try:
            with self._turn:
                return bytes(await super().async_sign_raw(data, digest_algorithm, dry_run))
        except PKCS11Error as error:
            raise SigningError(f"säkerhetsmodulen svarar {type(error).__name__}") from error


def open_token(module: str, token: str, key: str, pin: str) -> TokenSigner:
    """The key and certificate of that label, in the token of that label, through its driver."""
    try:
        session = open_pkcs11_session(
            module, token_criteria=TokenCriteria(label=token), user_pin=pin or None
        )
        return signer_in(session, key)
    except (PKCS11Error, SigningError, RuntimeError, OSError) as error:
        raise _wrong(module, error) from error


def signer_in(session: Session, key: str) -> TokenSigner:
    """The signer, once the token has shown that it holds both key and certificate."""
    signer = TokenSigner(session, key)
    signer.signing_cert.dump()
    waiting.run(signer.async_sign_raw(b"sigill", DIGEST))
    return signer


def certificate_in(signer: TokenSigner) -> x509.Certificate:
    return x509.load_der_x509_certificate(signer.signing_cert.dump())


def _wrong(module: str, error: Exception) -> BadInput:
    text = (
        f"sigillets nyckel går inte att använda ({type(error).__name__}: {error}). Kontrollera "
        "seal.pkcs11_module, seal.pkcs11_token, seal.pkcs11_key och PIN-koden i seal.passphrase."
    )
    return BadInput.about(module, text)
