"""The ways out of a decision beside deciding, each with a reason, in the words of its page."""

from web.i18n import _
from web.reasoned import WithReason
from workflow.operations import deciding, preparing


def ways() -> dict[str, WithReason]:
    """The acts by their step; made anew for each request, in its language."""
    return {way.step: way for way in _every_way()}


def _every_way() -> tuple[WithReason, ...]:
    to_the_committee = _refer(), _leave_to_committee(), _hand_back()
    return _discard(), _take_back(), _send_back(), *to_the_committee, _conflict(), _correct()


def _discard() -> WithReason:
    return WithReason(
        step="discard",
        act=preparing.discard,
        heading=_("Makulera utkastet"),
        explains=(
            _(
                "Utkastet läggs åt sidan för gott. Det får inget nummer, och handlingarna som "
                "finns i det bevaras i ärendet."
            ),
            _(
                "Planerna blir fria för ett annat beslut. Texten och underlagen föreslås när du "
                "bereder det."
            ),
        ),
        label=_("Varför makuleras utkastet?"),
        needs=_("Skriv varför utkastet makuleras, till exempel att det gäller fel planer."),
        told=_("Utkastet är makulerat. Planerna är fria för ett annat beslut."),
    )


def _take_back() -> WithReason:
    return WithReason(
        step="take_back",
        act=preparing.take_back,
        heading=_("Återta ärendet"),
        explains=(
            _(
                "Ärendet blir ett utkast igen, och du kan ändra i handlingarna, i mottagarna och "
                "i vilken delegation beslutet ska fattas med stöd av."
            ),
            _("Inget beslut fattas. Beslutsfattaren får besked om att det inte längre väntar."),
        ),
        label=_("Varför återtas ärendet?"),
        needs=_("Skriv varför ärendet återtas, till exempel vad som ska ändras."),
        told=_("Ärendet är återtaget och är ett utkast igen. Beslutsfattaren får besked."),
    )


def _send_back() -> WithReason:
    return WithReason(
        step="send_back",
        act=deciding.send_back,
        heading=_("Skicka tillbaka ärendet"),
        explains=(
            _("Handläggaren får ärendet åter med din motivering och kan ändra i handlingarna."),
            _("Inget beslut fattas. När ärendet lämnas på nytt får du ett nytt brev."),
        ),
        label=_("Motivering till handläggaren"),
        needs=_("Skriv vad som ska ändras innan du kan besluta."),
        told=_("Ärendet är tillbakaskickat. Handläggaren har fått besked."),
    )


def _refer() -> WithReason:
    return WithReason(
        step="refer",
        act=deciding.refer,
        heading=_("Hänskjut till nämnden"),
        explains=(
            _(
                "Nämnden beslutar själv i ärendet. Lämnar nämnden det åter utan beslut antecknar "
                "nämndsekreteraren det, och då är det ett utkast igen."
            ),
            _(
                "En tjänsteskrivelse till nämnden upprättas med din motivering. Handläggaren och "
                "nämndsekreteraren får besked."
            ),
        ),
        label=_("Varför ska nämnden besluta?"),
        needs=_("Skriv varför nämnden ska besluta själv."),
        told=_(
            "Ärendet är hänskjutet till nämnden. Handläggaren och sekreteraren har fått besked."
        ),
    )


def _leave_to_committee() -> WithReason:
    return WithReason(
        step="leave_to_committee",
        act=deciding.leave_to_committee,
        heading=_("Lämna över till nämnden"),
        explains=(
            _(
                "Nämnden beslutar i stället. Välj det här när ingen kan besluta på delegation, "
                "till exempel när beslutsfattaren är jävig och ingen ersättare finns."
            ),
            _(
                "En tjänsteskrivelse till nämnden upprättas med ditt skäl. Beslutsfattaren och "
                "nämndsekreteraren får besked."
            ),
        ),
        label=_("Varför ska nämnden besluta?"),
        needs=_("Skriv varför nämnden ska besluta själv."),
        told=_("Ärendet är överlämnat till nämnden. Nämndsekreteraren får besked."),
    )


def _hand_back() -> WithReason:
    return WithReason(
        step="hand_back",
        act=deciding.hand_back,
        heading=_("Anteckna att nämnden lämnar ärendet åter"),
        explains=(
            _("Ärendet blir ett utkast igen, och handläggaren får besked med skälet."),
            _("Välj det här när nämnden inte själv beslutar utan lämnar ärendet åter."),
        ),
        label=_("Vad sade nämnden?"),
        needs=_("Skriv vad nämnden sade, gärna med paragraf och dag."),
        button=_("Anteckna"),
        told=_("Ärendet är ett utkast igen. Handläggaren får besked."),
    )


def _conflict() -> WithReason:
    return WithReason(
        step="declare_conflict",
        act=deciding.declare_conflict,
        heading=_("Anmäl jäv"),
        explains=(
            _(
                "Den som är jävig får inte ta del i handläggningen och inte besluta "
                "(7 kap. 4 § och 6 kap. 28–32 §§ kommunallagen)."
            ),
            _("När du har anmält jäv kan du inte skriva i ärendet eller besluta i det längre."),
            _("Ersättaren kan besluta i stället. Finns ingen ersättare får nämnden besluta."),
        ),
        label=_("Skäl till jävet"),
        needs=_("Skriv skälet till jävet, till exempel att du är närstående till en part."),
        told=_("Ditt jäv är antecknat. Du tar inte längre del i ärendet."),
    )


def _correct() -> WithReason:
    return WithReason(
        step="correct",
        act=deciding.correct,
        heading=_("Rätta beslutet"),
        explains=(
            _(
                "En rättelse gäller skrivfel. Beslutet i sak ändras inte, och dess handling "
                "bevaras som den är."
            ),
            _(
                "Rättelsen blir en egen handling bredvid beslutet. Handläggaren och registratorn "
                "får besked, och de som har fått utdrag ur beslutet får rättelsen med det som du "
                "skriver. Ska beslutet ändras i sak fattas ett nytt beslut."
            ),
        ),
        label=_("Vad är fel, och hur ska det stå?"),
        needs=_("Skriv vad som är fel och hur det ska stå i stället."),
        told=_("Rättelsen är upprättad. Handläggaren och registratorn har fått besked."),
    )
