"""Template tags of the one look, known to every template without `{% load %}`."""

from django import template

register = template.Library()
