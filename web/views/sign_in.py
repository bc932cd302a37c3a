"""Signing in and out: by password and code, by passkey, and once more before what weighs most."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answered

from web import current
from web.acting import FIELDS_ARE_WRONG, tell
from web.forms.sign_in import CodeForm, ConfirmForm, KeyForm, NewPasswordForm, PasswordForm
from web.i18n import _
from web.sign_in import comparing, devices, doorkeeper, first_start, oidc, passkeys, passwords
from web.sign_in import pending as halfway
from web.sign_in.addresses import local
from web.sign_in.comparing import Verdict
from web.sign_in.pending import Pending
from web.sign_in.unproven import Unproven
from workflow.operations import accounts, sessions
from workflow.operations.passkeys import of_person as passkeys_of
from workflow.store.tables import Method

blueprint = Blueprint("sign_in", __name__)

Answer = str | Answered | tuple[str, int] | tuple[str, int, dict[str, str]]

TOO_MANY, NOT_LET_IN = 429, 403


@blueprint.route("/logga-in", methods=["GET", "POST"])
def form() -> Answer:
    """Every way in that this installation has."""
    if current.session() is not None and request.method == "GET":
        return redirect(_next(), 303)
    asked = PasswordForm()
    if not current.settings().sign_in.local or not asked.is_sent():
        return _form(asked)
    account = accounts.by_name(current.office(), asked.user_name.data or "")
    verdict = comparing.password(asked.user_name.data or "", account, asked.password.data or "")
    if account is None or not verdict.right:
        wrong = _("Användarnamnet eller lösenordet stämmer inte. Kontrollera båda och försök igen.")
        return _form(asked, wrong, verdict)
    return go_on(halfway.begin(account, _next()))


def _form(asked: PasswordForm, wrong: str = "", verdict: Verdict | None = None) -> Answer:
    reasons, status, headers = _said(wrong, verdict, sent=bool(asked.errors))
    page = render_template(
        "sign_in/form.html",
        form=asked,
        key=KeyForm(formdata=None),
        reasons=reasons,
        next=_next(),
        by_password=current.settings().sign_in.local,
        provider=oidc.provider(),
        waits_for_first=first_start.is_open(current.office()),
    )
    return page, status, headers


def go_on(pending: Pending) -> Answered:
    """What is still to be shown before the person is in; or in."""
    if pending.wants_code:
        return redirect(url_for("sign_in.code"), 303)
    if pending.account.must_change:
        return redirect(url_for("sign_in.new_password"), 303)
    method = Method.TOTP if pending.code_shown else Method.PASSWORD
    doorkeeper.let_in(pending.account.person_id, method)
    answer = redirect(pending.next, 303)
    devices.remember(answer, pending.account)
    return answer


@blueprint.route("/logga-in/kod", methods=["GET", "POST"])
def code() -> Answer:
    """The code from the app, after the password."""
    pending = halfway.found()
    if pending is None or not pending.wants_code:
        return _start_over()
    asked = CodeForm()
    if not asked.is_sent():
        return _code(asked)
    verdict = comparing.code(pending.account, asked.code.data or "")
    if not verdict.right:
        wrong = _("Koden stämmer inte, eller är redan använd. Vänta på nästa kod och skriv den.")
        return _code(asked, wrong, verdict)
    return go_on(halfway.begin(pending.account, pending.next, code_shown=True))


def _code(asked: CodeForm, wrong: str = "", verdict: Verdict | None = None) -> Answer:
    reasons, status, headers = _said(wrong, verdict, sent=bool(asked.errors))
    return render_template("sign_in/code.html", form=asked, reasons=reasons), status, headers


@blueprint.route("/logga-in/nytt-losenord", methods=["GET", "POST"])
def new_password() -> Answer:
    """A password of one's own in place of the one that somebody else chose."""
    pending = halfway.found()
    if pending is None or pending.wants_code or not pending.account.must_change:
        return _start_over()
    asked, account = NewPasswordForm(), pending.account
    if asked.is_sent() and passwords.matches(account.password_hash, asked.new_password.data or ""):
        asked.blame("new_password", _("Välj ett annat lösenord än det du fick."))
    elif asked.is_sent() and not asked.refuse_weak(known_words(account)):
        kept = passwords.hashed(asked.new_password.data or "")
        accounts.set_password(current.office(), account.person_id, kept)
        sessions.end_all(current.office(), account.person_id, current.at())
        changed = accounts.of_person(current.office(), account.person_id) or account
        tell(_("Ditt nya lösenord gäller från och med nu."))
        return go_on(Pending(changed, pending.next, pending.code_shown))
    status = FIELDS_ARE_WRONG if asked.errors else 200
    return render_template("sign_in/new_password.html", form=asked), status


def known_words(account: accounts.Account) -> list[str]:
    """What others know of a person, and passwords are not made of."""
    organisation = current.office().sender_name
    return [account.person_name, account.person_email, account.user_name, organisation]


def _start_over() -> Answered:
    halfway.drop()
    return redirect(url_for("sign_in.form"), 303)


@blueprint.post("/logga-ut")
def out() -> Answer:
    """End the session here; others go on."""
    doorkeeper.let_out()
    tell(_("Du är utloggad."))
    return redirect(url_for("sign_in.form"), 303)


@blueprint.post("/logga-in/nyckel/fraga")
def ask_key() -> Response:
    """What the browser asks a device for a sign-in."""
    return Response(passkeys.ask_for_known(), mimetype="application/json")


@blueprint.post("/logga-in/nyckel")
def by_key() -> Answer:
    """Sign in by a passkey, which says by itself whose it is."""
    asked = PasswordForm(formdata=None)
    if not current.settings().sign_in.local:
        return _form(asked, _("Logga in genom organisationens inloggning."), Verdict(right=False))
    try:
        key = passkeys.shown(KeyForm().answer.data or "")
        doorkeeper.let_in(key.person_id, Method.PASSKEY)
    except Unproven as error:
        return _form(asked, error.sentence, Verdict(right=False))
    return redirect(_next(), 303)


@blueprint.route("/bekrafta", methods=["GET", "POST"])
def confirm() -> Answer:
    """Show once more who one is, before what weighs most; then back to the same page."""
    if current.is_fresh():
        return redirect(_next(), 303)
    asked = ConfirmForm()
    account = accounts.of_person(current.office(), current.person_id())
    if account is None or not _has_password(account) or not asked.is_sent():
        return _confirm(asked)
    verdict = comparing.password(account.user_name, account, asked.password.data or "")
    if not verdict.right:
        wrong = _("Lösenordet stämmer inte. Kontrollera det och försök igen.")
        return _confirm(asked, wrong, verdict)
    doorkeeper.refresh()
    return redirect(_next(), 303)


def _has_password(account: accounts.Account | None) -> bool:
    return current.settings().sign_in.local and bool(account and account.password_hash)


def _confirm(asked: ConfirmForm, wrong: str = "", verdict: Verdict | None = None) -> Answer:
    reasons, status, headers = _said(wrong, verdict, sent=bool(asked.errors))
    account = accounts.of_person(current.office(), current.person_id())
    page = render_template(
        "sign_in/confirm.html",
        form=asked,
        key=KeyForm(formdata=None),
        reasons=reasons,
        next=_next(),
        by_password=_has_password(account),
        by_key=bool(passkeys_of(current.office(), current.person_id())),
        provider=oidc.provider(),
        minutes=current.settings().sign_in.fresh_minutes,
    )
    return page, status, headers


@blueprint.post("/bekrafta/nyckel/fraga")
def ask_own_key() -> Response:
    """What the browser asks a device for, when its person is known."""
    asked = passkeys.ask_for_known(current.person_id())
    return Response(asked, mimetype="application/json")


@blueprint.post("/bekrafta/nyckel")
def confirm_by_key() -> Answer:
    """Show once more who one is, by a passkey of one's own."""
    asked = ConfirmForm(formdata=None)
    try:
        key = passkeys.shown(KeyForm().answer.data or "")
    except Unproven as error:
        return _confirm(asked, error.sentence, Verdict(right=False))
    if key.person_id != current.person_id():
        wrong = _("Nyckeln hör till någon annan. Använd en egen.")
        return _confirm(asked, wrong, Verdict(right=False))
    doorkeeper.refresh()
    return redirect(_next(), 303)


def _next() -> str:
    return local(request.args.get("next"))


def _said(
    wrong: str, verdict: Verdict | None, *, sent: bool
) -> tuple[tuple[str, ...], int, dict[str, str]]:
    """What the page says of a try that did not do, and how it answers."""
    if verdict is None:
        return (), FIELDS_ARE_WRONG if sent else 200, {}
    if verdict.seconds:
        return (
            (comparing.too_many(verdict.seconds),),
            TOO_MANY,
            {"Retry-After": str(verdict.seconds)},
        )
    return (wrong,), NOT_LET_IN, {}
