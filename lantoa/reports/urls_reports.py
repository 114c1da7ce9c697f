"""Addresses of reports: the list, one report with its steps, its figures, its sum, its files."""

from django.urls import URLPattern, path

from lantoa.reports.views import (
    another,
    consolidating,
    documents,
    drilling,
    figures,
    keying,
    narratives,
    reports,
    steps,
)

patterns: list[URLPattern] = [
    path("", reports.report_list, name="list"),
    path("<int:pk>/", reports.report, name="report"),
    path("<int:pk>/doc/", reports.read, name="read"),
    path("<int:pk>/luu/", reports.save, name="save"),
    path("<int:pk>/so-lieu/<int:indicator_pk>/", figures.figure, name="figure"),
    path("<int:pk>/noi-dung/<int:heading_pk>/", narratives.narrative, name="narrative"),
    path("<int:pk>/gom-tu/<int:indicator_pk>/", drilling.drill, name="drill"),
    path("<int:pk>/cap-nhat/", steps.refill, name="refill"),
    path("<int:pk>/trinh/", steps.submit, name="submit"),
    path("<int:pk>/trinh-lai/", steps.resubmit, name="resubmit"),
    path("<int:pk>/nhap-thay/", keying.begin, name="type_for"),
    path("<int:pk>/rut/", steps.take_back, name="take_back"),
    path("<int:pk>/khong-phat-sinh/", steps.nil, name="nil"),
    path("<int:pk>/duyet/", steps.approve, name="approve"),
    path("<int:pk>/tiep-nhan/", steps.receive, name="receive"),
    path("<int:pk>/tha/", steps.release, name="release"),
    path("<int:pk>/chap-nhan/", steps.accept, name="accept"),
    path("<int:pk>/tra-lai/", steps.send_back, name="send_back"),
    path("<int:pk>/dinh-chinh/", steps.correct, name="correct"),
    path("<int:pk>/ban-hanh/", steps.issue, name="issue"),
    path("<int:pk>/tong-hop/", consolidating.consolidate, name="consolidate"),
    path("<int:pk>/tong-hop/dua-vao/", consolidating.include, name="include"),
    path("<int:pk>/tong-hop/bo-ra/<int:child_pk>/", consolidating.leave_out, name="leave_out"),
    path("<int:pk>/tong-hop/noi-dung/<int:heading_pk>/", consolidating.take_texts, name="take_texts"),
    path("<int:pk>/van-ban.docx", documents.docx, name="docx"),
    path("<int:pk>/so-lieu.xlsx", documents.xlsx, name="xlsx"),
    path("<int:pk>/chot-ban-in/", documents.keep, name="keep"),
    path("<int:pk>/dong-tap/", documents.bind, name="bind"),
    path("<int:pk>/theo-mau/<int:template_pk>/", another.begin, name="another"),
]
