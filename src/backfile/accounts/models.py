"""Rules of access, and what people outside the circle of correctors suggest. Kept beside Django's users in `accounts`."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

SLUG = 400


class Rule(models.Model):
    """Who may read a periodical (its part of the address; "" stands for all that have no rule), and how late.

    `access` is "open", "signed-in" or "granted"; `embargo` months after it is dated an issue opens (a moving wall);
    before the day `until` nothing of it is open. "" and None: as the rule for all others has it.
    """

    periodical = models.CharField(primary_key=True, max_length=SLUG)
    access = models.CharField(max_length=16, default="", blank=True)
    embargo = models.PositiveIntegerField(null=True)
    until = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["periodical"]


class Closure(models.Model):
    """A single issue that is not open before the day `until`, whatever the rule of its periodical says."""

    issue = models.CharField(primary_key=True, max_length=SLUG)
    until = models.DateField()

    class Meta:
        ordering: ClassVar = ["issue"]


class Grant(models.Model):
    """A periodical that one person may read though it is not open."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="grants")
    periodical = models.CharField(max_length=SLUG)

    class Meta:
        ordering: ClassVar = ["periodical"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "periodical"], name="one_grant")]


class Attempt(models.Model):
    """Something that may not be done too often: `key` says what and by whom."""

    key = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["key", "at"], name="attempt_by_key")]


class Suggestion(models.Model):
    """A correction that waits for a corrector: `do`, `path` and `fields` are those of `archive.corrections.Correction`.

    `state` is "waiting", "approved" or "rejected"; `correction` the id of the correction that was made of it.
    """

    issue = models.CharField(max_length=SLUG)
    do = models.CharField(max_length=16)
    path = models.CharField(max_length=SLUG)
    fields = models.JSONField(default=dict)
    why = models.TextField(default="")
    by = models.CharField(max_length=150)
    address = models.CharField(max_length=64, default="")
    at = models.DateTimeField()
    state = models.CharField(max_length=16, default="waiting")
    decided_by = models.CharField(max_length=150, default="")
    decided_at = models.DateTimeField(null=True)
    correction = models.CharField(max_length=32, default="")

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["state", "id"], name="suggestion_by_state")]
