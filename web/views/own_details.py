"""What one changes oneself of what is known of one: the telephone and the unit."""

from flask import Blueprint, url_for

from web import current
from web.acting import Answer
from web.filling import done_so, filled_in, led_on, said
from web.forms.registers import OwnDetailsForm
from web.i18n import _
from workflow.operations import person_details
from workflow.operations.queries import people

blueprint = Blueprint("own_details", __name__, url_prefix="/konto")


@blueprint.route("/uppgifter", methods=["GET", "POST"])
def change() -> Answer:
    """The telephone number and the unit at the head of the papers that one prepares."""
    office, person_id = current.office(), current.person_id()
    known = people.person(office, person_id)
    form = OwnDetailsForm(phone=known.phone, unit=known.unit)
    page = url_for("account.show")
    return filled_in(
        form,
        done_so(
            lambda: person_details.change_own(
                office, person_id, said(form.phone), said(form.unit), current.by()
            )
        ),
        lambda _done: led_on(_("Dina uppgifter är ändrade."), page),
        "registers/change_details.html",
        heading=_("Dina uppgifter"),
        caption=known.name,
        said=_(
            "De står i huvudet på handlingar som du bereder. Namn och e-postadress ändrar "
            "administratören."
        ),
        fields=[(form.phone, ""), (form.unit, "")],
        way_back=page,
    )
