from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """What must I do now?"""
    return render(request, "workspace/home.html")
