"""Accounts as a Django application, and the settings it brings."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig

_VALIDATION = "django.contrib.auth.password_validation"

SETTINGS: dict[str, Any] = {
    "AUTH_PASSWORD_VALIDATORS": [
        {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
        {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
        {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
        {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
    ],
    "LOGIN_URL": "sign_in",
    # kept in the database, so that signing out and a new password end a session for good
    "SESSION_ENGINE": "django.contrib.sessions.backends.db",
    "SESSION_COOKIE_AGE": 7 * 24 * 3600,
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "CSRF_COOKIE_HTTPONLY": True,
    "CSRF_COOKIE_SAMESITE": "Lax",
}


class Accounts(AppConfig):
    name = "backfile.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
