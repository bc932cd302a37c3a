"""The theme that Word wants in every file: black on white, one font; no paper uses more of it."""

_DARK, _LIGHT, _GREY = "000000", "FFFFFF", "595959"
_ACCENTS = ("accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink")
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="6350">{_FILL}</a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"


def theme(font: str) -> str:
    """The theme part's XML, with ``font`` for headings and text alike."""
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Papper">'
        f"<a:themeElements>{_colours()}{_fonts(font)}{_formats()}</a:themeElements></a:theme>"
    )


def _colours() -> str:
    named = {"dk1": _DARK, "lt1": _LIGHT, "dk2": _DARK, "lt2": _LIGHT}
    named |= dict.fromkeys(_ACCENTS, _GREY)
    inner = "".join(f'<a:{key}><a:srgbClr val="{rgb}"/></a:{key}>' for key, rgb in named.items())
    return f'<a:clrScheme name="Papper">{inner}</a:clrScheme>'


def _fonts(font: str) -> str:
    face = f'<a:latin typeface="{font}"/><a:ea typeface=""/><a:cs typeface=""/>'
    return (
        '<a:fontScheme name="Papper">'
        f"<a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont></a:fontScheme>"
    )


def _formats() -> str:
    """Three of each is the least that the standard allows."""
    return (
        '<a:fmtScheme name="Papper">'
        f"<a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>"
        f"<a:lnStyleLst>{_LINE * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme>"
    )
