"""Django settings without an archive: for tools that only read the models (type checker, `makemigrations`).

DJANGO_SETTINGS_MODULE=backfile.catalogue.bare_settings django-admin makemigrations catalogue
"""

SECRET_KEY = "never used to sign anything"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "backfile.catalogue",
    "backfile.accounts",
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
