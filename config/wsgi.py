"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
_django = get_wsgi_application()

from lantoa.feedback.door import Door  # noqa: E402 - needs Django set up
from lantoa.portal.shelf import Front  # noqa: E402

application = Front(Door(_django))
