"""Settings: every one that a site may change is read from the environment (`LANTOA_…`), with defaults that need
nothing installed but Python: SQLite, files on disk, tasks in the database."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DATA_DIR = Path(env.str("LANTOA_DATA_DIR", default=str(BASE_DIR / "var")))
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEMO = env.bool("LANTOA_DEMO", default=False)
DEBUG = env.bool("LANTOA_DEBUG", default=False)


def _secret_key() -> str:
    """The key from the environment, else one made once and kept beside the data (never in the tree)."""
    given: str = env.str("LANTOA_SECRET_KEY", default="")
    if given:
        return given
    kept = DATA_DIR / "secret-key"
    if not kept.exists() or not kept.stat().st_size:
        from django.core.management.utils import get_random_secret_key

        fresh = DATA_DIR / f"secret-key.{os.getpid()}"
        fresh.touch(mode=0o600)
        fresh.write_text(get_random_secret_key())
        fresh.replace(kept)  # whole or not at all: a program that starts at once reads no half of it
    return kept.read_text().strip()


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = env.list("LANTOA_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("LANTOA_TRUSTED_ORIGINS", default=[])
SITE_URL = env.str("LANTOA_SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
HTTPS = SITE_URL.startswith("https://")

INSTALLED_APPS = [
    "lantoa.workspace",
    "lantoa.portal",
    "lantoa.news",
    "lantoa.channels",
    "lantoa.feedback",
    "lantoa.surveys",
    "lantoa.displays",
    "lantoa.dossiers",
    "lantoa.disclosure",
    "lantoa.plans",
    "lantoa.reports",
    "lantoa.oversight",
    "lantoa.ledger",
    "lantoa.procedures",
    "lantoa.legal",
    "lantoa.review",
    "lantoa.notices",
    "lantoa.audit",
    "lantoa.accounts",
    "lantoa.organisations",
    "lantoa.jobs",
    "lantoa.search",
    "lantoa.tabular",
    "lantoa.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.forms",
    "django_htmx",
    "heroicons",
    "django_prose_editor",
    "import_export",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "lantoa.portal.shelf.ShelfMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "lantoa.ui.middleware.ReadableAddressMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lantoa.ui.middleware.PageOfAddressMiddleware",
    "lantoa.accounts.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lantoa.accounts.middleware.HatMiddleware",
    "lantoa.accounts.second_factor.SecondFactorMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lantoa.ui.context.site",
            ],
            "builtins": ["lantoa.ui.templatetags.ui"],
        },
    },
]
FORM_RENDERER = "lantoa.ui.forms.Renderer"

DATABASES = {"default": env.db_url("LANTOA_DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'lantoa.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Measured: without IMMEDIATE, 40 % of concurrent writers fail with "database is locked"; with the log written back
    # each 4,000 pages instead of each 1,000, an insert into a table of many indices takes 60 % of the time.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;"
        "PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=4000;",
    }
    DATABASES["default"]["CONN_MAX_AGE"] = 600
else:
    DATABASES["default"]["OPTIONS"] = {"pool": True}
    DATABASES["default"]["CONN_MAX_AGE"] = 0
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SHARED_CACHE = bool(env.str("LANTOA_CACHE_URL", default=""))
if SHARED_CACHE:
    CACHES = {"default": env.cache_url("LANTOA_CACHE_URL")}
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache",
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    }
# How far a long job is, said while its one transaction is open: nothing that the database keeps would be seen by others
# before the end, so without a shared cache it goes beside the database.
CACHES["progress"] = (
    {**CACHES["default"], "KEY_PREFIX": "progress"}
    if env.str("LANTOA_CACHE_URL", default="")
    else {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": DATA_DIR / "progress"}
)

# Public pages kept ready in each process (lantoa/portal/shelf.py, docs/decisions/0026)
SHELF = env.bool("LANTOA_SHELF", default=not DEBUG)

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# Sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["lantoa.accounts.backends.PersonBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "lantoa.accounts.passwords.LengthValidator",
        "OPTIONS": {"min_length": env.int("LANTOA_PASSWORD_LENGTH", default=8)},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workspace:home"
LOGOUT_REDIRECT_URL = "portal:home"
SECOND_FACTOR_FOR_HEADS = env.bool("LANTOA_SECOND_FACTOR_FOR_HEADS", default=False)
# Where heads must have a second factor, links that decide without one (lantoa/review/links.py) are refused, unless:
APPROVAL_LINKS_WITHOUT_SECOND_FACTOR = env.bool("LANTOA_APPROVAL_LINKS_WITHOUT_SECOND_FACTOR", default=False)
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("LANTOA_PROXIES", default=int(HTTPS))  # limits are per address
ACCOUNT_ADAPTER = "lantoa.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS = {
    "login_failed": "5/15m/key",  # of second factors; passwords: accounts.models.FailedSignIns
    "report_fault": "5/h/ip",  # readers telling of errors in articles
    "page_view": "120/m/ip",
    "subscribe": "10/h/ip",  # to newsletters
    "feedback_look_up": "10/h/ip,10/h/key",  # code with telephone or mail; by address and by code
    "feedback_supply": "20/h/ip",
    "survey_answer": "200/10m/ip",  # a whole school may share one address
    "approval_link": "60/h/ip",  # one-time links opened, used, guessed
    "approval_link_mail": "20/h/user",
}
ACCOUNT_FORMS = {
    "login": "lantoa.accounts.sign_in_forms.LoginForm",
    "change_password": "lantoa.accounts.sign_in_forms.ChangePasswordForm",
    "set_password": "lantoa.accounts.sign_in_forms.SetPasswordForm",
    "reset_password": "lantoa.accounts.sign_in_forms.ResetPasswordForm",
    "reset_password_from_key": "lantoa.accounts.sign_in_forms.ResetPasswordKeyForm",
    "reauthenticate": "lantoa.accounts.sign_in_forms.ReauthenticateForm",
}
MFA_ADAPTER = "lantoa.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "lantoa.accounts.sign_in_forms.CodeForm",
    "reauthenticate": "lantoa.accounts.sign_in_forms.CodeAgainForm",
    "activate_totp": "lantoa.accounts.sign_in_forms.ActivateForm",
}
# An address counts only where mail is sent to it; without this, whoever asks for somebody's reset mail would keep them
# from a second factor.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Lan Tỏa"
MFA_TOTP_TOLERANCE = 1

# Single sign-on (OpenID Connect), where LANTOA_OIDC_URL names the server
OIDC_CREATE = env.bool("LANTOA_OIDC_CREATE", default=False)
SOCIALACCOUNT_ADAPTER = "lantoa.accounts.social.SingleSignOnAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
SOCIALACCOUNT_PROVIDERS = {}
if env.str("LANTOA_OIDC_URL", default=""):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": env.str("LANTOA_OIDC_ID", default="sso"),
                "name": env.str("LANTOA_OIDC_NAME", default="tài khoản cơ quan"),
                "client_id": env.str("LANTOA_OIDC_CLIENT"),
                "secret": env.str("LANTOA_OIDC_SECRET"),
                "settings": {"server_url": env.str("LANTOA_OIDC_URL")},
            }
        ],
    }

# Language and time
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
LOCALE_PATHS = [BASE_DIR / "lantoa" / "ui" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["lantoa.ui.formats"]

# Files
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "lantoa.ui.bundle.BundleFinder",
]
MEDIA_URL = "/tep/"
MEDIA_ROOT = DATA_DIR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG  # files as they are, no collectstatic after each edit
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
if env.str("LANTOA_S3_BUCKET", default=""):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {  # type: ignore[dict-item]
            "bucket_name": env.str("LANTOA_S3_BUCKET"),
            "endpoint_url": env.str("LANTOA_S3_ENDPOINT", default=None),
            "access_key": env.str("LANTOA_S3_KEY", default=None),
            "secret_key": env.str("LANTOA_S3_SECRET", default=None),
            "default_acl": None,
            "querystring_auth": True,
        },
    }
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
UPLOAD_LIMIT = env.int("LANTOA_UPLOAD_LIMIT_MB", default=25) * 1024 * 1024

# Mail
EMAIL_CONFIG = env.email_url("LANTOA_EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 20  # seconds; a mail server that hangs must not hold the worker
DEFAULT_FROM_EMAIL = env.str("LANTOA_MAIL_FROM", default="lantoa@localhost")

# Reminders (lantoa/oversight): working days before and after the due day, and after how many the unit above hears
REMIND_BEFORE = env.list("LANTOA_REMIND_BEFORE", cast=int, default=[5, 1])
REMIND_AFTER = env.list("LANTOA_REMIND_AFTER", cast=int, default=[1, 3, 7])
ESCALATE_AFTER = env.int("LANTOA_ESCALATE_AFTER", default=5)
APPROVAL_HOURS = env.int("LANTOA_APPROVAL_HOURS", default=48)  # on working days; then the heads above hear of it
MORNING_HOUR = env.int("LANTOA_MORNING_HOUR", default=7)

# Keys that seal personal data of citizens (lantoa/vault), newest first; without any, one is made from the secret key.
FIELD_KEYS = env.list("LANTOA_FIELD_KEYS", default=[])

# Feedback (lantoa/feedback): working days of an answer where nobody has set a rule; days after the end of a case until
# the sender's data are erased
FEEDBACK_DAYS = env.int("LANTOA_FEEDBACK_DAYS", default=10)
FEEDBACK_KEEP_DAYS = env.int("LANTOA_FEEDBACK_KEEP_DAYS", default=730)
# Of one address and to one unit within an hour; a fifth of the former without a proof of work
FEEDBACK_FROM_ADDRESS = env.int("LANTOA_FEEDBACK_FROM_ADDRESS", default=15)
FEEDBACK_TO_UNIT = env.int("LANTOA_FEEDBACK_TO_UNIT", default=300)
FEEDBACK_UNIT_SECONDS = env.int("LANTOA_FEEDBACK_UNIT_SECONDS", default=20)  # that a unit is believed to be there
# Zero bits that the browser's work on a form must reach (1 to 31): 15 take an old phone a second, in the background
FEEDBACK_WORK_BITS = env.int("LANTOA_FEEDBACK_WORK_BITS", default=15)
# The mailbox that is read (imaps://person@host/INBOX and its password) and the address that people write to; Zalo's
# application and the secret that signs its calls
FEEDBACK_IMAP_URL = env.str("LANTOA_FEEDBACK_IMAP_URL", default="")
FEEDBACK_IMAP_PASSWORD = env.str("LANTOA_FEEDBACK_IMAP_PASSWORD", default="")
FEEDBACK_ADDRESS = env.str("LANTOA_FEEDBACK_ADDRESS", default="")
FEEDBACK_ZALO_APP = env.str("LANTOA_FEEDBACK_ZALO_APP", default="")
FEEDBACK_ZALO_SECRET = env.str("LANTOA_FEEDBACK_ZALO_SECRET", default="")
FEEDBACK_ZALO_HOSTS = env.list("LANTOA_FEEDBACK_ZALO_HOSTS", default=["zdn.vn", "zadn.vn", "zalo.me"])  # of pictures

# Channels (lantoa/channels): keys that seal their tokens, newest first; what their adapters assume (addresses,
# versions, limits) by kind; whether addresses of the own network may be called; where mail that comes back goes
CHANNEL_KEYS = env.list("LANTOA_CHANNEL_KEYS", default=[])
CHANNEL_DEFAULTS = env.json("LANTOA_CHANNEL_DEFAULTS", default={})
CHANNEL_APPLICATIONS = {
    kind: (
        env.str(f"LANTOA_{kind.upper()}_APP_ID", default=""),
        env.str(f"LANTOA_{kind.upper()}_APP_SECRET", default=""),
    )
    for kind in ("facebook", "zalo")
}
CHANNELS_MAY_REACH_PRIVATE = env.bool("LANTOA_CHANNELS_PRIVATE", default=False)
BOUNCE_ADDRESS = env.str("LANTOA_BOUNCE_ADDRESS", default="")
BOUNCE_MAILBOX = env.str("LANTOA_BOUNCE_MAILBOX", default="")

# Security
_form_targets = [SELF]
if "openid_connect" in SOCIALACCOUNT_PROVIDERS:
    # The button of single sign-on is a form; browsers hold the policy against the redirect that answers it, too.
    _sso = urlsplit(env.str("LANTOA_OIDC_URL"))
    _form_targets += [f"{_sso.scheme}://{_sso.netloc}", *env.list("LANTOA_OIDC_ORIGINS", default=[])]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
        "form-action": _form_targets,
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.int("LANTOA_HSTS_SECONDS", default=0)

if DEMO and HTTPS:
    raise ImproperlyConfigured("LANTOA_DEMO opens accounts with a known password: never with a public https address.")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"refusals": {"()": "config.logs.RefusalsInOneLine"}},
    "loggers": {
        "django.request": {"filters": ["refusals"]},
        # At INFO they write addresses whole, some of which carry a secret.
        "httpx": {"level": "WARNING"},
        "httpcore": {"level": "WARNING"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LANTOA_LOG_LEVEL", default="WARNING")},
}
