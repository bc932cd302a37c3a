"""The page after a lost session: what was written is still there, and can be sent again."""

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from web import resuming

blueprint = Blueprint("resuming", __name__, url_prefix="/ateruppta")


@blueprint.get("")
def show() -> str | Response:
    kept = resuming.kept()
    if kept is None:
        return redirect("/", 303)
    page, sent = kept
    return render_template("resuming/show.html", page=page, sent=sent)
