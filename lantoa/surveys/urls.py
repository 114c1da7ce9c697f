from django.urls import path

from lantoa.surveys.views import asking, editing, listing, papers, planning, questions, running, showing

app_name = "surveys"
urlpatterns = [
    path("", listing.surveys, name="list"),
    path("moi/", editing.new, name="new"),
    path("<int:pk>/", listing.detail, name="detail"),
    path("<int:pk>/thong-tin/", editing.edit, name="edit"),
    path("<int:pk>/xoa/", running.throw_away, name="delete"),
    path("<int:pk>/mo/", running.open_it, name="open"),
    path("<int:pk>/ket-thuc/", running.close_it, name="close"),
    path("<int:pk>/cong-bo/", running.publish, name="publish"),
    path("<int:pk>/thoi-cong-bo/", running.withdraw, name="withdraw"),
    path("<int:pk>/cau-hoi/", questions.editor, name="questions"),
    path("<int:pk>/phan/them/", questions.section_add, name="section_add"),
    path("<int:pk>/phan/<int:row_pk>/", questions.section, name="section"),
    path("<int:pk>/phan/<int:row_pk>/chuyen/", questions.section_move, name="section_move"),
    path("<int:pk>/phan/<int:row_pk>/bo/", questions.section_drop, name="section_drop"),
    path("<int:pk>/cau/them/", questions.question_add, name="question_add"),
    path("<int:pk>/cau/<int:row_pk>/", questions.question, name="question"),
    path("<int:pk>/cau/<int:row_pk>/chuyen/", questions.question_move, name="question_move"),
    path("<int:pk>/cau/<int:row_pk>/bo/", questions.question_drop, name="question_drop"),
    path("<int:pk>/xem-truoc/", questions.preview, name="preview"),
    path("<int:pk>/don-vi/", asking.units, name="units"),
    path("<int:pk>/don-vi/<int:row_pk>/", asking.unit, name="unit"),
    path("<int:pk>/don-vi/<int:row_pk>/bo/", asking.unit_drop, name="unit_drop"),
    path("<int:pk>/duong-dan/", asking.links, name="links"),
    path("<int:pk>/duong-dan/mot-lan/", asking.one_time, name="one_time"),
    path("<int:pk>/duong-dan/in/", asking.sheets, name="qr_sheets"),
    path("<int:pk>/duong-dan/in.pdf", asking.sheets_pdf, name="qr_pdf"),
    path("<int:pk>/phieu-giay/", papers.batches, name="batches"),
    path("<int:pk>/phieu-giay/<int:batch_pk>/", papers.sheet, name="sheet"),
    path("<int:pk>/ket-qua/", showing.results, name="results"),
    path("<int:pk>/ket-qua.xlsx", showing.as_workbook, name="workbook"),
    path("<int:pk>/ket-qua/ke-hoach/<slug:factor>/", planning.propose, name="propose"),
]
