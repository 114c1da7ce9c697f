"""Public addresses of what was answered."""

from django.urls import path

from lantoa.feedback.views import public_answers

PATTERNS = [
    path("hoi-dap/", public_answers.answers, name="answers"),
    path("tra-loi/<int:pk>/", public_answers.answer, name="answer"),
    path("thong-ke/", public_answers.statistics, name="statistics"),
    path("theo-doi/<str:token>/danh-gia/", public_answers.rate, name="rate"),
]
