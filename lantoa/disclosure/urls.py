from django.urls import URLPattern, path

from lantoa.disclosure.views import contacts, register

app_name = "disclosure"
urlpatterns: list[URLPattern] = [
    path("", register.listing, name="list"),
    path("luoi/", register.coverage, name="grid"),
    path("danh-muc/", register.items, name="items"),
    path("danh-muc/moi/", register.new, name="item_new"),
    path("danh-muc/lap/", register.begin, name="begin"),
    path("danh-muc/<int:pk>/", register.item, name="item"),
    path("danh-muc/<int:pk>/sua/", register.edit, name="item_edit"),
    path("danh-muc/<int:pk>/thoi/", register.retire, name="item_retire"),
    path("danh-muc/<int:pk>/don-vi/<int:unit_pk>/", register.publish, name="publish"),
    path("ban/<int:pk>/thoi/", register.withdraw, name="withdraw"),
    path("lien-he/", contacts.listing, name="contacts"),
    path("lien-he/xuat/", contacts.export, name="contacts_export"),
    path("lien-he/kiem-tra/", contacts.check, name="check"),
    path("lien-he/<int:pk>/", contacts.mend, name="mend"),
    path("lien-he/<int:pk>/in/", contacts.sheet, name="sheet"),
    path("lien-he/<int:pk>/qr-<slug:what>.<slug:form>", contacts.code, name="code"),
]
