"""A letter's text as simple HTML: the same paragraphs, with links that can be pressed."""

import re
from html import escape

_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")
_ADDRESS = re.compile(r"(?<![\w.+-])[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PRESSED = re.compile(f"(?P<link>{_LINK.pattern})|(?P<address>{_ADDRESS.pattern})")


def as_html(body: str, title: str) -> str:
    """The body as a page of its own, in Swedish; nothing in it is read as markup."""
    paragraphs = (each.strip("\n") for each in re.split(r"\n{2,}", body))
    inner = "\n".join(_paragraph(each) for each in paragraphs if each.strip())
    return (
        '<!DOCTYPE html>\n<html lang="sv">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n</head>\n<body>\n{inner}\n</body>\n</html>\n"
    )


def _paragraph(text: str) -> str:
    """Lines that begin with a dash are a list; what stands before them is a paragraph."""
    lines = text.split("\n")
    first = next((n for n, line in enumerate(lines) if line.startswith("- ")), len(lines))
    before, after = lines[:first], lines[first:]
    if not all(line.startswith("- ") for line in after):
        before, after = lines, []
    lines_of_it = "<br>\n".join(map(_line, before))
    said = f"<p>{lines_of_it}</p>" if before else ""
    items = "\n".join(f"<li>{_line(line[2:])}</li>" for line in after)
    listed = f"<ul>\n{items}\n</ul>" if after else ""
    return "\n".join(part for part in (said, listed) if part)


def _line(text: str) -> str:
    """One line, escaped; addresses of the web and of e-mail can be pressed."""
    made, end = "", 0
    for found in _PRESSED.finditer(text):
        shown = escape(found[0])
        target = shown if found["link"] else f"mailto:{shown}"
        made += f'{escape(text[end : found.start()])}<a href="{target}">{shown}</a>'
        end = found.end()
    return made + escape(text[end:])
