"""The parts of a decision and of the yearly report, as they are called until somebody says else."""

# As most organisations have them; a case file or the page of the house style brings other words.
DECISION = (
    ("arendebeskrivning", "Ärendebeskrivning"),
    ("beslutsunderlag", "Beslutsunderlag"),
    ("delegation", "Delegationsbestämmelse och delegation"),
    ("beslut", "Beslut"),
    ("underskrift", ""),
    ("anmalan", "Anmälan"),
    ("utdrag", "Utdrag till"),
)
# Until the agency's own headings are known: each can be changed per programme and year.
REPORT = (
    ("genomforda", "Genomförda insatser"),
    ("maluppfyllelse", "Måluppfyllelse"),
    ("avvikelser", "Avvikelser"),
    ("samverkan", "Samverkan"),
    ("stod", "Finansiering"),
    ("hallbarhet", "Hållbarhet"),
    ("lardomar", "Lärdomar"),
    ("nasta_ar", "Nästa år"),
)
