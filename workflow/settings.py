"""The settings: config.toml and environment variables, read once into frozen values."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    model_validator,
)

from workflow import environment, tomlfile
from workflow.refusals import BadInput
from workflow.setting_types import (
    Address,
    BounceAddress,
    Colour,
    DatabaseUrl,
    DaysAfter,
    DaysBefore,
    Mailbox,
    MonthDay,
    Place,
    Quota,
    ServiceAddress,
    Text,
    Token,
    VirusScanner,
    WebAddress,
    Words,
    Zone,
)
from workflow.states import DutyKind, To

_MAX_BYTES = 100_000
_PASSWORD = re.compile(r"://[^/@\s]*:[^/@\s]+@|[?&]password=")
_OUT_OF_PLACE = (
    "lösenordet ska inte stå i filen. Ge {what} i miljövariabeln {name},"
    " eller i en fil som {name}_FILE pekar ut."
)

_SECRETS = (
    ("seal", "passphrase"),
    ("sign_in", "oidc_client_secret"),
    ("mail", "smtp_password"),
    ("mail", "imap_password"),
    ("operation", "metrics_token"),
)
_NOT_SAID = (
    'med mode = "smtp" skickas breven på riktigt. Skriv really_send = true om det är det du vill.'
)


class Section(BaseModel):
    """A table of config.toml: only its own keys, and nothing changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Database(Section):
    url: DatabaseUrl = "sqlite:///var/beslutskedjan.db"


class Files(Section):
    papers: Place = Path("var/papers")


class Record(Section):
    key_file: Place = Path("var/record.key")


class Seal(Section):
    folder: Place = Path("var/seal")
    pkcs12: Text = ""
    pkcs11_module: Text = ""
    pkcs11_token: Text = ""
    pkcs11_key: Text = ""
    passphrase: Text = ""
    timestamp_url: ServiceAddress = ""


_HERE = ("127.0.0.1", "::1", "localhost")  # what stays within the own computer


class Mail(Section):
    mode: Literal["folder", "log", "smtp"] = "folder"
    really_send: StrictBool = False
    folder: Place = Path("var/mail")
    sender_name: Words = "Beslutskedjan"
    sender_address: Address = "beslutskedjan@region.example"
    smtp_host: Text = ""
    smtp_port: Annotated[StrictInt, Field(ge=1, le=65535)] = 587
    smtp_security: Literal["none", "starttls", "tls"] = "starttls"
    smtp_user: Text = ""
    smtp_password: Text = ""
    smtp_timeout_seconds: Annotated[StrictInt, Field(ge=1, le=50)] = 30
    per_second: Annotated[StrictInt, Field(ge=1, le=10_000)] = 10
    when_unsure: Literal["again", "ask"] = "again"
    attach_max_bytes: Annotated[StrictInt, Field(ge=10_000, le=100_000_000)] = 7_000_000
    bounce_address: BounceAddress = ""
    verp: StrictBool = False
    reply_address: BounceAddress = ""
    mailbox: Mailbox = ""
    imap_host: Text = ""
    imap_port: Annotated[StrictInt, Field(ge=1, le=65535)] = 993
    imap_security: Literal["none", "starttls", "tls"] = "tls"
    imap_user: Text = ""
    imap_password: Text = ""
    imap_folder: Words = "INBOX"
    imap_done_folder: Text = ""

    @property
    def really_sends(self) -> bool:
        """Whether letters leave the house."""
        return self.mode == "smtp"

    @model_validator(mode="after")
    def _mailbox_is_whole(self) -> "Mail":
        """What is needed before a mailbox on a server is read."""
        if self.mailbox == "imap" and not (self.imap_host and self.imap_user):
            raise ValueError("imap_host eller imap_user saknas. Ange brevlådans server och namn.")
        if self.mailbox == "imap" and self.imap_security == "none" and self.imap_host not in _HERE:
            raise ValueError(
                "lösenordet skulle gå okrypterat. Sätt imap_security till tls eller starttls."
            )
        return self

    @model_validator(mode="after")
    def _whole(self) -> "Mail":
        """What is needed before anything is sent to anybody."""
        if self.mode != "smtp":
            return self
        if not self.really_send:
            raise ValueError(_NOT_SAID)
        if not self.smtp_host:
            raise ValueError("smtp_host saknas. Ange namnet på e-postservern.")
        if self.smtp_user and self.smtp_security == "none":
            raise ValueError(
                "lösenordet skulle gå okrypterat. Sätt smtp_security till starttls eller tls."
            )
        return self


class Office(Section):
    time_zone: Zone = "Europe/Stockholm"
    base_url: WebAddress = "https://beslutskedjan.region.example"
    hour: Annotated[StrictInt, Field(ge=0, le=23)] = 8
    clock_jump_minutes: Annotated[StrictInt, Field(ge=5, le=1440)] = 60
    longest_pause_days: Annotated[StrictInt, Field(ge=1, le=365)] = 35


class Reminders(Section):
    days_before: DaysBefore = (30, 14, 7, 3, 1, 0)
    days_after: DaysAfter = (1, 7)
    escalate_days: Annotated[StrictInt, Field(ge=0, le=60)] = 5


class OwnRule(Section):
    """One of a programme's own rules, as config.toml has it; what is left out is as usual."""

    programme: Words
    duty: DutyKind
    year: Annotated[StrictInt, Field(ge=0, le=2100)] = 0
    due: MonthDay | None = None
    working_days: Annotated[StrictInt, Field(ge=1, le=250)] | None = None
    levels: tuple[Annotated[StrictInt, Field(ge=-365, le=365)], ...] | None = None
    to: To | None = None
    escalate_to: Text = ""
    escalate_days: Annotated[StrictInt, Field(ge=0, le=60)] | None = None


class Duties(Section):
    rules: tuple[OwnRule, ...] = ()


class Input(Section):
    case_file_max_bytes: Annotated[StrictInt, Field(ge=1_000, le=100_000_000)] = (
        tomlfile.CASE_FILE_MAX_BYTES
    )


class Uploads(Section):
    clamd: VirusScanner = ""


class Web(Section):
    host: Words = "127.0.0.1"
    port: Annotated[StrictInt, Field(ge=0, le=65535)] = 8000
    trusted_hosts: tuple[Words, ...] = ()
    trusted_proxies: Annotated[StrictInt, Field(ge=0, le=10)] = 0
    max_upload_bytes: Annotated[StrictInt, Field(ge=100_000, le=200_000_000)] = 25_000_000
    upload_bytes_per_person_day: Quota = 200_000_000
    upload_bytes_per_case: Quota = 500_000_000
    personal_data_public: StrictBool = True
    demo: StrictBool = False


class SignIn(Section):
    local: StrictBool = True
    idle_minutes: Annotated[StrictInt, Field(ge=5, le=240)] = 30
    hours: Annotated[StrictInt, Field(ge=1, le=24)] = 10
    fresh_minutes: Annotated[StrictInt, Field(ge=1, le=60)] = 5
    oidc_name: Text = ""
    oidc_issuer: ServiceAddress = ""
    oidc_client_id: Text = ""
    oidc_client_secret: Text = ""


class Operation(Section):
    log: Literal["text", "json"] = "text"
    log_level: Literal["info", "warning", "error"] = "warning"
    metrics_token: Token = ""
    run_folder: Place = Path("var/run")
    drain_seconds: Annotated[StrictInt, Field(ge=0, le=60)] = 0
    verify_hours: Annotated[StrictInt, Field(ge=0, le=168)] = 24
    backup_hours: Annotated[StrictInt, Field(ge=0, le=8760)] = 0
    least_free_mb: Annotated[StrictInt, Field(ge=1, le=1_000_000)] = 500


class Theme(Section):
    brand: Colour = "#0b4f5c"
    link: Colour = "#0b5566"
    button: Colour = "#0b6b50"


class Settings(Section):
    """Every setting, each with a default that harms nobody."""

    database: Database = Database()
    files: Files = Files()
    record: Record = Record()
    seal: Seal = Seal()
    mail: Mail = Mail()
    office: Office = Office()
    reminders: Reminders = Reminders()
    duties: Duties = Duties()
    input: Input = Input()
    uploads: Uploads = Uploads()
    web: Web = Web()
    sign_in: SignIn = SignIn()
    operation: Operation = Operation()
    theme: Theme = Theme()

    @model_validator(mode="after")
    def _demonstration_sends_nothing(self) -> "Settings":
        if self.web.demo and self.mail.really_sends:
            raise ValueError(
                'en demonstration skickar aldrig något. Ta bort mode = "smtp" ur [mail].'
            )
        return self


def load_settings(path: Path | None, environ: Mapping[str, str]) -> Settings:
    """The settings of a file, if there is one, with the environment's in their place."""
    file = tomlfile.read(path, _MAX_BYTES) if path else tomlfile.parse("", "inställningarna")
    _refuse_password(file)
    given = environment.given(every_setting(), environ)
    data = _overlaid(file.data, given.values)
    return tomlfile.check(replace(file, data=data, elsewhere=given.sources), Settings)


def is_secret(setting: environment.Setting) -> bool:
    """Whether the setting is given in the environment only, and shown nowhere."""
    return setting in _SECRETS


def every_setting() -> dict[environment.Setting, object]:
    """Each setting, by table and key, with its default."""
    return {(table, key): value for table, section in Settings() for key, value in section}


def _refuse_password(file: tomlfile.TomlFile) -> None:
    # config.toml is copied, mailed and put under version control; a password in it is not kept.
    url = _written(file, "database", "url")
    if isinstance(url, str) and _PASSWORD.search(url):
        raise _out_of_place(file, ("database", "url"), "hela adressen")
    for secret in _SECRETS:
        if _written(file, *secret):
            raise _out_of_place(file, secret, "det")


def _written(file: tomlfile.TomlFile, table: str, key: str) -> object:
    keys = file.data.get(table)
    return keys.get(key) if isinstance(keys, dict) else None


def _out_of_place(file: tomlfile.TomlFile, setting: environment.Setting, what: str) -> BadInput:
    text = _OUT_OF_PLACE.format(what=what, name=environment.variable(setting))
    return BadInput(file.complaint(setting, text))


def _overlaid(
    data: Mapping[str, Any], values: Mapping[environment.Setting, object]
) -> dict[str, Any]:
    merged = dict(data)
    for (table, key), value in values.items():
        own = merged.get(table, {})
        merged[table] = {**own, key: value} if isinstance(own, dict) else own
    return merged
