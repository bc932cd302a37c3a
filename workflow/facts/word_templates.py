"""Word templates that papers may be written in: how the file is named, and how large it may be."""

MOST_BYTES = 500_000
_ENDINGS = (".docx", ".dotx")


def fault(name: str, size: int) -> str | None:
    """What is wrong with the file before it is opened, in Swedish; ``None`` where nothing is."""
    if not name.lower().endswith(_ENDINGS):
        return f"mallen «{name}» måste sluta på .docx eller .dotx. Spara om den i Word."
    if size > MOST_BYTES:
        most = MOST_BYTES // 1000
        return f"mallen är större än {most} kB. Ta bort bilder och text som inte behövs."
    return None
