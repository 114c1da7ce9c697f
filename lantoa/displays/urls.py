from django.urls import URLPattern, path

from lantoa.displays.views import boards, rules

app_name = "displays"
urlpatterns: list[URLPattern] = [
    path("", boards.listing, name="list"),
    path("luoi/", rules.coverage, name="grid"),
    path("nhac/", rules.urge, name="urge"),
    path("quy-dinh/", rules.rules, name="rules"),
    path("quy-dinh/moi/", rules.new, name="rule_new"),
    path("quy-dinh/<int:pk>/", rules.edit, name="rule_edit"),
    path("quy-dinh/<int:pk>/bo/", rules.delete, name="rule_delete"),
    path("don-vi/<int:pk>/xac-nhan/", boards.confirm, name="confirm"),
    path("don-vi/<int:pk>/ban-in.pdf", boards.sheet, name="sheet"),
    path("don-vi/<int:pk>/ban-in/", boards.print_all, name="print"),
    path("don-vi/<int:unit_pk>/thu-tuc/<int:pk>/", boards.cell, name="cell"),
]
