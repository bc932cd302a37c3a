"""The tables that the list reads, as Django's models of a database that it does not manage."""

from django.db import models

Row = models.Model


class Person(Row):
    """An employee."""

    name = models.TextField()

    class Meta:
        """Another program makes the table."""

        app_label, managed, db_table = "django_list", False, "person"


class RoleGrant(Row):
    """A person's role."""

    person = models.ForeignKey(Person, models.DO_NOTHING)
    role = models.TextField()

    class Meta:
        """Another program makes the table."""

        app_label, managed, db_table = "django_list", False, "role_grant"


class Session(Row):
    """A session, by the hash of its secret."""

    sid_hash = models.TextField()
    person = models.ForeignKey(Person, models.DO_NOTHING)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Another program makes the table."""

        app_label, managed, db_table = "django_list", False, "web_session"


class Committee(Row):
    """A committee."""

    name = models.TextField()

    class Meta:
        """Another program makes the table."""

        app_label, managed, db_table = "django_list", False, "committee"


class Case(Row):
    """A case."""

    reference = models.TextField()
    title = models.TextField()
    officer = models.ForeignKey(Person, models.DO_NOTHING, related_name="cases")
    committee = models.ForeignKey(Committee, models.DO_NOTHING)
    head_at = models.DateTimeField(null=True)

    class Meta:
        """Another program makes the table."""

        app_label, managed, db_table = "django_list", False, "matter_case"

    @property
    def plan(self) -> "Plan | None":
        plans = list(self.plans.all())
        return plans[-1] if plans else None

    @property
    def decision(self) -> "Decision | None":
        decisions = list(self.decisions.all())
        return decisions[-1] if decisions else None

    @property
    def last_on(self) -> object:
        return min((duty.due_on for duty in self.duties.all()), default=None)


class Plan(Row):
    """A plan of a case."""

    class State(models.TextChoices):
        """How plans stand, as pages say it."""

        DRAFTING = "drafting", "Under beredning"
        CIRCULATED = "circulated", "På samråd"
        SUBMITTED = "submitted", "Väntar på beslut"
        REFERRED = "referred", "Hänskjuten till nämnden"
        ADOPTED = "adopted", "Fastställd"
        FOLLOWING_UP = "following_up", "Följs upp"
        FOLLOWED_UP = "followed_up", "Uppföljd"
        REPORTED = "reported", "Rapporterad till myndigheten"
        REPORTED_BACK = "reported_back", "Återrapporterad till nämnden"
        CLOSED = "closed", "Avslutad"
        REPEALED = "repealed", "Upphävd"

    case = models.ForeignKey(Case, models.DO_NOTHING, related_name="plans")
    year = models.IntegerField()
    revision = models.IntegerField()
    state = models.TextField(choices=State.choices)
    title = models.TextField()

    class Meta:
        """Another program makes the table."""

        app_label, managed, db_table = "django_list", False, "plan"


class Decision(Row):
    """A decision of a case."""

    class State(models.TextChoices):
        """How decisions stand, as pages say it."""

        DRAFTING = "drafting", "Under beredning"
        SUBMITTED = "submitted", "Väntar på beslut"
        REFERRED = "referred", "Hänskjutet till nämnden"
        DECIDED = "decided", "Beslutat"

    case = models.ForeignKey(Case, models.DO_NOTHING, related_name="decisions")
    state = models.TextField(choices=State.choices)
    decided_on = models.DateField(null=True)
    number_serial = models.IntegerField(null=True)
    number_year = models.IntegerField(null=True)

    class Meta:
        """Another program makes the table."""

        app_label, managed, db_table = "django_list", False, "decision"


class Duty(Row):
    """What is due in a case."""

    case = models.ForeignKey(Case, models.DO_NOTHING, related_name="duties")
    due_on = models.DateField()
    settled_on = models.DateField(null=True)

    class Meta:
        """Another program makes the table."""

        app_label, managed, db_table = "django_list", False, "duty"
