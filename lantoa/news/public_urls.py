from django.urls import path

from lantoa.news.views import public_article, public_fault, public_files, public_lists, public_special

app_name = "news_public"
urlpatterns = [
    path("", public_lists.index, name="index"),
    path("chuyen-muc/<slug:slug>/", public_lists.category, name="category"),
    path("tu-khoa/<slug:slug>/", public_lists.tag, name="tag"),
    path("luu-tru/", public_lists.archive, name="archive"),
    path("luu-tru/<int:year>/<int:month>/", public_lists.month, name="month"),
    path("hinh-anh/", public_lists.pictures, name="pictures"),
    path("chuyen-trang/", public_special.listing, name="specials"),
    path("chuyen-trang/<slug:slug>/", public_special.special, name="special"),
    path("anh/<uuid:key>/<slug:size>", public_files.picture, name="picture"),
    path("tep/<uuid:key>", public_files.document, name="document"),
    path("<slug:slug>-<int:pk>/", public_article.article, name="article"),
    path("<slug:slug>-<int:pk>/chia-se.png", public_article.card, name="card"),
    path("<slug:slug>-<int:pk>/bao-loi/", public_fault.report, name="report_fault"),
    path("<slug:slug>-<int:pk>/bao-loi/da-gui/", public_fault.thanks, name="fault_sent"),
]
