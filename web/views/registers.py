"""The registers: their first page, under which every register has its own."""

from flask import Blueprint, render_template

from web.acting import Answer

blueprint = Blueprint("registers", __name__, url_prefix="/register")


@blueprint.get("")
def index() -> Answer:
    """Which registers there are, and whose task each is."""
    return render_template("registers/index.html")
