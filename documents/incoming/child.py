"""The process that opens somebody else's file: it limits itself, reads, answers and ends.

It is run as a script and stands on its own, so that it starts fast and small: the package
`documents` itself, with its writers of Word and PDF, is not loaded.
"""

import importlib
import resource
import sys
import types
from pathlib import Path

_OPEN_FILES = 16


def main(arguments: list[str]) -> None:
    memory, cpu_seconds = map(int, arguments[:2])
    _limit(resource.RLIMIT_AS, memory)
    _limit(resource.RLIMIT_CPU, cpu_seconds)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    reader = _reader(Path(__file__).resolve().parents[2], arguments[2])
    _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
    _limit(resource.RLIMIT_NPROC, 0)
    sys.stdout.buffer.write(reader.answer(sys.stdin.buffer.read()))


def _limit(what: int, most: int) -> None:
    resource.setrlimit(what, (most, most))


def _reader(root: Path, name: str) -> types.ModuleType:
    bare = types.ModuleType("documents")
    bare.__path__ = [str(root / "documents")]
    sys.modules["documents"] = bare
    sys.path.insert(0, str(root))
    return importlib.import_module(f"documents.incoming.{name}")


if __name__ == "__main__":
    main(sys.argv[1:])
