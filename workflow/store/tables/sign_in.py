"""Signing in: accounts and their keys, sessions and tries, and what pages keep for a person."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from workflow.store.columns import JsonText, UtcDateTime
from workflow.store.tables.base import Id, Row, known, made_of


class Method(StrEnum):
    """How somebody showed who they are."""

    PASSWORD = "password"  # noqa: S105 - the name of a way, and no password
    TOTP = "totp"
    PASSKEY = "passkey"
    OIDC = "oidc"


class Scope(StrEnum):
    """What a token of the API is for: reading, or taking steps too."""

    READ = "read"
    STEPS = "steps"


class AccountRow(Row, table=True):
    """Konto: a person may sign in; without a hash there is no password to sign in by.

    ``disabled_on`` is the first day without access.
    """

    __tablename__ = "account"
    __table_args__ = made_of()

    id: Id = None
    person_id: int = Field(foreign_key="person.id", unique=True)
    user_name: str = Field(unique=True)
    password_hash: str = ""
    totp_secret: str = ""
    totp_last_step: int = 0
    must_change: bool = False
    disabled_on: date | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)


class IdentityRow(Row, table=True):
    """A person at an issuer of identities; never known by an e-mail address."""

    __tablename__ = "identity"
    __table_args__ = made_of(UniqueConstraint("issuer", "subject"))

    id: Id = None
    person_id: int = Field(foreign_key="person.id", index=True)
    issuer: str
    subject: str
    created_at: datetime = Field(sa_type=UtcDateTime)


class PasskeyRow(Row, table=True):
    """Passernyckel: the public half of a key that a person's own device holds."""

    __tablename__ = "passkey"
    __table_args__ = made_of()

    id: Id = None
    person_id: int = Field(foreign_key="person.id", index=True)
    credential_id: str = Field(unique=True)
    public_key: str
    sign_count: int = 0
    name: str
    created_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class WebSessionRow(Row, table=True):
    """A session in a browser; only the hash of its secret is kept."""

    __tablename__ = "web_session"
    __table_args__ = made_of(known("method", Method))

    id: Id = None
    sid_hash: str = Field(unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    method: str
    user_agent: str = ""
    created_at: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime = Field(sa_type=UtcDateTime)
    fresh_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SignInTryRow(Row, table=True):
    """One try to sign in; the name only as a keyed hash, since people type passwords there."""

    __tablename__ = "sign_in_try"
    __table_args__ = made_of(
        Index("ix_sign_in_try_name_hash_at", "name_hash", "at"),
        Index("ix_sign_in_try_address_at", "address", "at"),
    )

    id: Id = None
    name_hash: str
    address: str
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    succeeded: bool = False


class ApiTokenRow(Row, table=True):
    """A person's token for the API; only its hash is kept."""

    __tablename__ = "api_token"
    __table_args__ = made_of(known("scope", Scope))

    id: Id = None
    person_id: int = Field(foreign_key="person.id", index=True)
    token_hash: str = Field(unique=True)
    label: str
    scope: str
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_on: date
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class AutosaveRow(Row, table=True):
    """What somebody has typed in a form and not sent yet."""

    __tablename__ = "autosave"
    __table_args__ = made_of(UniqueConstraint("owner", "place"))

    id: Id = None
    owner: str
    place: str
    body: Any = Field(sa_type=JsonText)
    saved_at: datetime = Field(sa_type=UtcDateTime, index=True)


class LastReadRow(Row, table=True):
    """The text as a person last read it in a place."""

    __tablename__ = "last_read"
    __table_args__ = made_of(UniqueConstraint("person_id", "place"))

    id: Id = None
    person_id: int = Field(foreign_key="person.id")
    place: str
    text: str
    read_at: datetime = Field(sa_type=UtcDateTime)


class FormUseRow(Row, table=True):
    """A form that was sent, and where its sender was led; the same one is not acted on twice."""

    __tablename__ = "form_use"
    __table_args__ = made_of()

    id: Id = None
    nonce: str = Field(unique=True)
    owner: str
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    location: str = ""
