"""The organisation's own style: its words, the logotype and the Word template of its papers."""

from collections.abc import Callable

from flask import Response, render_template, url_for

from documents.incoming import own_template
from web import current
from web.acting import Answer
from web.filling import done_so, filled_in, led_on, said
from web.forms.base import PageForm
from web.forms.house_style import PARTS, LogoForm, StyleForm, TemplateForm, filled
from web.handing_out import handed_out
from web.i18n import _
from web.received import Received, received
from web.views.registers import blueprint
from workflow.facts import Logo, Region, pictures, word_templates
from workflow.operations import house_style
from workflow.refusals import BadInput, Complaint, NotFound


@blueprint.get("/organisation/<int:region_id>")
def style(region_id: int) -> str:
    """What the organisation's papers look like, and what can be changed."""
    return render_template("registers/style.html", region=_region(region_id), parts=PARTS)


@blueprint.route("/organisation/<int:region_id>/andra", methods=["GET", "POST"])
def change_style(region_id: int) -> Answer:
    """Change what the organisation is called, and the words of its papers."""
    region = _region(region_id)
    form = filled(region)
    return _changed(
        region,
        form,
        lambda: _change(region_id, form),
        _("Uppgifterna är sparade."),
        "registers/change_style.html",
        parts=PARTS,
    )


def _changed(
    region: Region,
    form: PageForm,
    act: Callable[[], None],
    told: str,
    template: str,
    /,
    **shown: object,
) -> Answer:
    """A form below the page of the style, which leads back to it."""
    return filled_in(
        form,
        done_so(act),
        lambda _done: led_on(told, _page(region.id)),
        template,
        region=region,
        **shown,
    )


def _change(region_id: int, form: StyleForm) -> None:
    house_style.change(current.office(), region_id, form.style(), current.by())


@blueprint.route("/organisation/<int:region_id>/logotyp", methods=["GET", "POST"])
def change_logo(region_id: int) -> Answer:
    """Put another picture at the head of papers."""
    form = LogoForm()
    act, told = lambda: _change_logo(region_id, form), _("Logotypen är bytt.")
    return _changed(_region(region_id), form, act, told, "registers/change_logo.html")


def _change_logo(region_id: int, form: LogoForm) -> None:
    content = _uploaded(pictures.MOST_BYTES).content
    try:
        pictures.size(content)
    except ValueError as error:
        raise _wrong(str(error)) from error
    logo = Logo(content, pictures.media_type(content), said(form.alt))
    house_style.change_logo(current.office(), region_id, logo, current.by())


@blueprint.post("/organisation/<int:region_id>/logotyp/ta-bort")
def drop_logo(region_id: int) -> Answer:
    """Papers without a picture at their head."""
    house_style.change_logo(current.office(), region_id, None, current.by())
    return led_on(_("Logotypen är borttagen."), _page(region_id))


@blueprint.get("/organisation/<int:region_id>/logotyp/bild")
def logo(region_id: int) -> Response:
    """The picture itself."""
    shown = _region(region_id).house.logo
    if shown is None:
        raise NotFound(f"logo of region {region_id}")
    ending = shown.media_type.rpartition("/")[2]
    return handed_out(shown.content, shown.media_type, f"logotyp.{ending}")


@blueprint.route("/organisation/<int:region_id>/mall", methods=["GET", "POST"])
def change_template(region_id: int) -> Answer:
    """Write Word papers in the organisation's own template."""
    form = TemplateForm()
    act, told = lambda: _change_template(region_id), _("Wordmallen är bytt.")
    return _changed(_region(region_id), form, act, told, "registers/change_template.html")


def _change_template(region_id: int) -> None:
    file = _uploaded(word_templates.MOST_BYTES)
    try:
        own_template.refuse_unusable(file.content, file.name)
    except BadInput as error:
        raise BadInput(*(_at_the_file(each.text) for each in error.complaints)) from error
    house_style.change_template(current.office(), region_id, file.content, current.by())


@blueprint.post("/organisation/<int:region_id>/mall/ta-bort")
def drop_template(region_id: int) -> Answer:
    """Write Word papers in the program's own template again."""
    house_style.change_template(current.office(), region_id, b"", current.by())
    return led_on(_("Handlingarna skrivs i programmets egen mall."), _page(region_id))


def _uploaded(most: int) -> Received:
    file = received(most, current.actor())
    if not file.content:
        raise _wrong(_("Ingen fil är vald, eller så är den tom. Välj en fil."))
    return file


def _wrong(text: str) -> BadInput:
    return BadInput(_at_the_file(text))


def _at_the_file(text: str) -> Complaint:
    return Complaint("", None, "upload", text[:1].upper() + text[1:])


def _region(region_id: int) -> Region:
    return house_style.of(current.office(), region_id)


def _page(region_id: int) -> str:
    return url_for("registers.style", region_id=region_id)
