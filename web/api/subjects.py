"""What the API is about: the subjects under which its description gathers the addresses."""

BEARER = "Åtkomstnyckeln"
CASES = "Ärenden"
PLANS = "Handlingsplaner"
FOLLOW_UP = "Uppföljning"
DECISIONS = "Delegationsbeslut"
NOTICES = "Anmälan till nämnden"
DISPATCHES = "Expediering"
REGISTERS = "Register"

SUBJECTS = {
    BEARER: "Vem åtkomstnyckeln gäller för.",
    CASES: "Ärenden, deras händelser och handlingar.",
    PLANS: "Planer med insatser och mål, från utkast till avslutad plan.",
    FOLLOW_UP: "Utfall och rapporter när planens år är slut.",
    DECISIONS: "Beslut på delegation. De bereds här, men fattas av en person i webben.",
    NOTICES: "Hur nämnden får veta vad som har beslutats, till dess att beslutet har laga kraft.",
    DISPATCHES: "Utdrag till mottagarna, och deras kvittenser.",
    REGISTERS: "Sammanträden och delegationer.",
}
