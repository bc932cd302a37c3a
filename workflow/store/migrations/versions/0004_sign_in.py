"""Accounts and their keys, sessions and tries, and what pages keep for a person."""

from alembic import op

from workflow.store.migrations.vocabulary import Table, drop

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = "account identity passkey web_session sign_in_try api_token autosave last_read form_use"


def upgrade() -> None:
    (
        Table("account")
        .has("int", "person_id")
        .has("text", "user_name password_hash totp_secret")
        .has("int", "totp_last_step")
        .has("bool", "must_change")
        .has("date", "disabled_on?")
        .has("instant", "created_at")
        .points(person_id="person")
        .once("person_id")
        .once("user_name")
        .make()
    )
    (
        Table("identity")
        .has("int", "person_id")
        .has("text", "issuer subject")
        .has("instant", "created_at")
        .points(person_id="person")
        .once("issuer subject")
        .make("person_id")
    )
    (
        Table("passkey")
        .has("int", "person_id")
        .has("text", "credential_id public_key")
        .has("int", "sign_count")
        .has("text", "name")
        .has("instant", "created_at used_at?")
        .points(person_id="person")
        .once("credential_id")
        .make("person_id")
    )
    (
        Table("web_session")
        .has("text", "sid_hash")
        .has("int", "person_id")
        .has("text", "method user_agent")
        .has("instant", "created_at seen_at fresh_at ended_at?")
        .points(person_id="person")
        .once("sid_hash")
        .one_of("method", "password totp passkey oidc")
        .make("person_id")
    )
    (
        Table("sign_in_try")
        .has("text", "name_hash address")
        .has("instant", "at")
        .has("bool", "succeeded")
        .make("at")
    )
    op.create_index("ix_sign_in_try_name_hash_at", "sign_in_try", ["name_hash", "at"])
    op.create_index("ix_sign_in_try_address_at", "sign_in_try", ["address", "at"])
    (
        Table("api_token")
        .has("int", "person_id")
        .has("text", "token_hash label scope")
        .has("instant", "created_at")
        .has("date", "expires_on")
        .has("instant", "revoked_at? used_at?")
        .points(person_id="person")
        .once("token_hash")
        .one_of("scope", "read steps")
        .make("person_id")
    )
    (
        Table("autosave")
        .has("text", "owner place body")
        .has("instant", "saved_at")
        .once("owner place")
        .make("saved_at")
    )
    (
        Table("last_read")
        .has("int", "person_id")
        .has("text", "place text")
        .has("instant", "read_at")
        .points(person_id="person")
        .once("person_id place")
        .make()
    )
    (
        Table("form_use")
        .has("text", "nonce owner")
        .has("instant", "at")
        .has("text", "location")
        .once("nonce")
        .make("at")
    )


def downgrade() -> None:
    drop(TABLES)
