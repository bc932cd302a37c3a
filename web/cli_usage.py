"""What is wrong with the words of a command, in Swedish, and what to write instead."""

import re

import click
from click.exceptions import NoArgsIsHelpError

_QUOTED, _FIRST = re.compile(r"'([^']*)'"), re.compile(r"\S+")


def told(wrong: click.UsageError) -> str:
    """One line; the help itself for somebody who wrote no more than the program's name."""
    if isinstance(wrong, NoArgsIsHelpError):
        return wrong.format_message()
    name = wrong.ctx.command_path if wrong.ctx else "beslutskedjan"
    return f"{name}: {_fault(wrong)} Skriv «{name} --help» för att se hur det skrivs."


def _fault(wrong: click.UsageError) -> str:
    match wrong:
        case click.MissingParameter(param=param) if param is not None:
            return f"«{_called(param)}» saknas."
        case click.BadParameter(param=param) if param is not None:
            what = f"värdet «{_value(wrong)}» för «{_called(param)}» går inte att använda."
            return f"{what}{_instead(param)}"
        case click.NoSuchOption(option_name=option):
            return f"det finns inget val som heter «{option}»."
        case click.BadOptionUsage(option_name=option) if "requires" in wrong.message:
            return f"det saknas ett värde efter «{option}»."
        case click.BadOptionUsage(option_name=option):
            return f"«{option}» tar inget värde."
    return _word(wrong)


def _word(wrong: click.UsageError) -> str:
    """A word that stands where none is known: for a command, or after all that it takes."""
    if wrong.ctx and isinstance(wrong.ctx.command, click.Group):
        return f"det finns inget kommando som heter «{_value(wrong)}»."
    _said, bracket, left_over = wrong.message.partition("(")
    if bracket:
        return f"«{left_over.rstrip('.').removesuffix(')')}» är för mycket. Ta bort det."
    return "kommandot går inte att läsa."


def _called(param: click.Parameter) -> str:
    """As the help calls it: an option by its name, an argument by what stands for it."""
    is_argument = isinstance(param, click.Argument)
    return (param.metavar if is_argument else None) or param.opts[0]


def _value(wrong: click.UsageError) -> str:
    """What was written; a number out of its range begins the message, without quotes."""
    quoted, first = _QUOTED.search(wrong.message), _FIRST.match(wrong.message)
    return quoted[1] if quoted else first[0] if first else ""


def _instead(param: click.Parameter) -> str:
    """What can be written, where the kind of value says so."""
    match param.type:
        case click.IntRange(min=least, max=most):
            return f" Skriv ett heltal från {least} till {most}."
        case click.Choice(choices=choices):
            return f" Välj {' eller '.join(map(str, choices))}."
        case click.DateTime():
            return " Skriv dagen som år-månad-dag, till exempel 2024-05-08."
        case click.Path(file_okay=False):
            return " Ange en mapp."
        case click.Path(dir_okay=False):
            return " Ange en fil."
    return ""
