"""A step finds the process's one open task and runs it, in one transaction with the common rows."""

from importlib import import_module
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from benchmarks.peers.django_viewflow.steps import JOB
from benchmarks.peers.rows import run

_DURABLE = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"


def _database() -> dict[str, object]:
    if JOB.is_sqlite:
        options = {"init_command": _DURABLE, "transaction_mode": "IMMEDIATE"}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": JOB.file, "OPTIONS": options}
    name, _, folder = JOB.url.partition("@/")[2].partition("?host=")
    same = {"NAME": name, "USER": "postgres", "HOST": folder, "CONN_MAX_AGE": None}
    return {"ENGINE": "django.db.backends.postgresql", **same}


def _set_up() -> Any:  # noqa: ANN401  # a flow, which exists only after the set-up
    settings.configure(
        DATABASES={"default": _database()},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        INSTALLED_APPS=[
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "viewflow",
            "viewflow.workflow",
            "benchmarks.peers.django_viewflow",
        ],
        USE_TZ=True,
    )
    django.setup()
    call_command("migrate", verbosity=0)
    return import_module("benchmarks.peers.django_viewflow.flows").Chain


def main() -> None:
    chain = _set_up()
    with connection.cursor() as cursor:
        JOB.make_tables(cursor.execute)
    processes: dict[int, Any] = {}

    def begin(case: int) -> None:
        with transaction.atomic():
            processes[case] = chain.start.run().pk

    def take(case: int, step: int) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            process = chain.process_class.objects.get(pk=processes[case])
            task = process.task_set.get(status="NEW")
            task.flow_task.run(task)
            JOB.read(cursor, case, step, "%s")
            JOB.write(cursor, case, step, "%s")

    run(JOB, begin, take)


if __name__ == "__main__":
    main()
