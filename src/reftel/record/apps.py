"""The Django application."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """The record as a Django application."""

    name = "reftel.record"
    label = "record"
    verbose_name = "Record"
