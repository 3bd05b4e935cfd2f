"""What Django is told, and no more: no web parts, no database but the ones that are opened.

A person never needs these as an environment variable; `orm.start_orm` hands them over. A developer who
changed a model writes the migration with

    DJANGO_SETTINGS_MODULE=reftel.record.settings python -m django makemigrations record
"""

from typing import Any

INSTALLED_APPS = ["reftel.record"]
DATABASES: dict[str, dict[str, Any]] = {}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
LOGGING_CONFIG = None
