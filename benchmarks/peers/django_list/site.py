"""The site: its settings, the view of the list, and the application for a WSGI server."""

import hashlib
import os
from pathlib import Path

import django
from django.conf import settings

settings.configure(
    ALLOWED_HOSTS=["*"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ["BENCH_DATABASE"],
            "CONN_MAX_AGE": None,
        }
    },
    INSTALLED_APPS=["benchmarks.peers.django_list"],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    ROOT_URLCONF="benchmarks.peers.django_list.site",
    SECRET_KEY="benchmark",  # noqa: S106  # it keeps nothing
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [Path(__file__).parent / "templates"],
            "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
        }
    ],
    TIME_ZONE="Europe/Stockholm",
    USE_I18N=False,
    USE_TZ=True,
)
django.setup()

from django import forms  # noqa: E402  # after the settings, as Django wants it
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402

from benchmarks.peers.django_list import models as m  # noqa: E402

PAGE = 50
_ALL = [("", "Alla")]


class Filter(forms.Form):
    """What the list can be filtered by."""

    sok = forms.CharField(label="Diarienummer, ord eller namn", required=False)
    plan = forms.ChoiceField(label="Planens läge", required=False)
    beslut = forms.ChoiceField(label="Beslutets läge", required=False)
    ar = forms.ChoiceField(label="Planår", required=False)
    handlaggare = forms.ChoiceField(label="Handläggare", required=False)
    namnd = forms.ChoiceField(label="Nämnd", required=False)
    forsenade = forms.BooleanField(label="Bara försenade", required=False)

    def __init__(self, *given: object) -> None:
        super().__init__(*given)
        with_cases = Exists(m.Case.objects.filter(officer=OuterRef("pk")))
        officers = m.Person.objects.filter(with_cases).order_by("name")
        self.fields["plan"].choices = [*_ALL, ("ingen", "Ingen plan"), *m.Plan.State.choices]
        self.fields["beslut"].choices = [*_ALL, *m.Decision.State.choices]
        self.fields["ar"].choices = [*_ALL, *((year, year) for year in range(2023, 2031))]
        self.fields["handlaggare"].choices = [*_ALL, *officers.values_list("id", "name")]
        committees = m.Committee.objects.values_list("id", "name")
        self.fields["namnd"].choices = [*_ALL, *committees]


def cases(request: HttpRequest) -> HttpResponse:
    """One page of the list, after the case that the address names."""
    person = _signed_in(request)
    rows = list(_page(request.GET.get("efter"))[:PAGE])
    facts = {"rows": rows, "form": Filter(), "person": person, "last": rows[-1] if rows else None}
    return render(request, "cases.html", facts)


def _signed_in(request: HttpRequest) -> m.Person:
    """Whose session it is, and that the person has a role."""
    digest = hashlib.sha256(request.COOKIES["sid"].encode()).hexdigest()
    sessions = m.Session.objects.select_related("person").filter(ended_at=None)
    person: m.Person = sessions.get(sid_hash=digest).person
    if not m.RoleGrant.objects.filter(person=person).exists():
        raise PermissionError(person.name)
    return person


def _page(after: str | None) -> "QuerySet[m.Case]":
    found = m.Case.objects.select_related("officer").order_by("-head_at", "-id")
    if after:
        seen = m.Case.objects.get(id=after)
        found = found.filter(Q(head_at__lt=seen.head_at) | Q(head_at=seen.head_at, id__lt=seen.id))
    open_ = m.Duty.objects.filter(settled_on=None)
    return found.prefetch_related(
        Prefetch("plans", m.Plan.objects.order_by("year", "revision")),
        Prefetch("decisions", m.Decision.objects.order_by("id")),
        Prefetch("duties", open_),
    )


def case(_request: HttpRequest, case_id: int) -> HttpResponse:
    """Where a row leads; it is not measured."""
    return HttpResponse(str(case_id))


urlpatterns = [
    path("arenden", cases, name="cases"),
    path("arenden/<int:case_id>", case, name="case"),
]
app = get_wsgi_application()
