"""Addresses of what an office sets up: periods, templates, indicators, lines of reporting."""

from django.urls import URLPattern, path

from lantoa.reports.views import indicators, lines, opening, periods, templates

patterns: list[URLPattern] = [
    path("ky/moi/", opening.new, name="period_new"),
    path("ky/moi/theo-van-ban/", opening.open_asked, name="period_open_asked"),
    path("ky/moi/dung-chung/", opening.join_asked, name="period_join_asked"),
    path("ky/moi/khac/", opening.other, name="period_other"),
    path("ky/<int:pk>/", periods.period, name="period"),
    path("ky/<int:pk>/xuat/", periods.export, name="period_export"),
    path("ky/<int:pk>/han/", periods.dues, name="period_dues"),
    path("ky/<int:pk>/them-don-vi/", periods.add_units, name="period_add_units"),
    path("ky/<int:pk>/dong/", periods.close, name="period_close"),
    path("ky/<int:pk>/mo-lai/", periods.reopen, name="period_reopen"),
    path("ky/<int:pk>/mien/<int:report_pk>/", periods.exclude, name="period_exclude"),
    path("ky/<int:pk>/giao-lai/<int:report_pk>/", periods.restore, name="period_restore"),
    path("mau/", templates.listing, name="template_list"),
    path("mau/moi/", templates.new, name="template_new"),
    path("mau/chuan/", opening.standard, name="template_standard"),
    path("mau/<int:pk>/", templates.template, name="template"),
    path("mau/<int:pk>/xem-truoc/", templates.preview, name="template_preview"),
    path("mau/<int:pk>/sua/", templates.head, name="template_head"),
    path("mau/<int:pk>/chep/", templates.copy, name="template_copy"),
    path("mau/<int:pk>/ngung/", templates.retire, name="template_retire"),
    path("mau/<int:pk>/dung-lai/", templates.use_again, name="template_use"),
    path("mau/<int:pk>/them-chi-tieu/", templates.rows, name="template_rows"),
    path("mau/<int:pk>/cau-kiem-tra/", templates.rule, name="template_rule"),
    path("mau/<int:pk>/<slug:kind>/moi/", templates.part_new, name="template_part_new"),
    path("mau/<int:pk>/<slug:kind>/<int:part_pk>/", templates.part, name="template_part"),
    path("mau/<int:pk>/<slug:kind>/<int:part_pk>/chuyen/", templates.part_move, name="template_part_move"),
    path("mau/<int:pk>/<slug:kind>/<int:part_pk>/bo/", templates.part_drop, name="template_part_drop"),
    path("mau/<int:pk>/<slug:kind>/<int:part_pk>/lay-lai/", templates.part_back, name="template_part_back"),
    path("chi-tieu/", indicators.listing, name="indicator_list"),
    path("chi-tieu/moi/", indicators.new, name="indicator_new"),
    path("chi-tieu/<int:pk>/", indicators.indicator, name="indicator"),
    path("chi-tieu/<int:pk>/ngung/", indicators.retire, name="indicator_retire"),
    path("chi-tieu/<int:pk>/dung-lai/", indicators.use_again, name="indicator_use"),
    path("tuyen/", lines.listing, name="line_list"),
    path("tuyen/moi/", lines.new, name="line_new"),
    path("tuyen/<int:pk>/ket-thuc/", lines.end, name="line_end"),
]
