"""The reading room as a Django application, and the settings it brings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.apps import AppConfig

HOME = Path(__file__).parent

SETTINGS: dict[str, Any] = {
    "INSTALLED_APPS": ["django.contrib.staticfiles"],
    "ROOT_URLCONF": "backfile.reading_room.urls",
    "WSGI_APPLICATION": "backfile.reading_room.wsgi.application",
    "MIDDLEWARE": [
        "backfile.reading_room.middleware.guard",
        "whitenoise.middleware.WhiteNoiseMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "backfile.reading_room.middleware.prefer_language",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "backfile.reading_room.gate.Gate",
        "django.middleware.gzip.GZipMiddleware",
    ],
    "TEMPLATES": [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "backfile.reading_room.gate.tell_visitor",
                ]
            },
        }
    ],
    "STATIC_URL": "/assets/",
    "STATICFILES_DIRS": [HOME / "assets"],
    "WHITENOISE_USE_FINDERS": True,
    "WHITENOISE_MAX_AGE": 3600,
    "LANGUAGES": [("en", "English"), ("zh-hans", "中文")],
    "LANGUAGE_CODE": "en",
    "LOCALE_PATHS": [HOME / "locale"],
    "USE_I18N": True,
    "CSRF_FAILURE_VIEW": "backfile.reading_room.gate.refuse_form",
    # a page of a newspaper has a thousand lines, and each field of a form also sends what it was
    "DATA_UPLOAD_MAX_NUMBER_FIELDS": 10_000,
    "SECURE_CONTENT_TYPE_NOSNIFF": True,
    "X_FRAME_OPTIONS": "DENY",
}


class ReadingRoom(AppConfig):
    name = "backfile.reading_room"
    label = "reading_room"
