from django.urls import path

from lantoa.oversight.views import grid, letters, shortcomings, urging

app_name = "oversight"
urlpatterns = [
    path("", grid.period_grid, name="grid"),
    path("nhac/", urging.confirm, name="urge"),
    path("cong-van/", letters.letter, name="letter"),
    path("da-nhac/", urging.urging_list, name="urgings"),
    path("da-nhac/<int:pk>/", urging.urging_detail, name="urging"),
    path("ton-tai/", shortcomings.shortcoming_list, name="shortcomings"),
    path("ton-tai/ghi/", shortcomings.new, name="shortcoming_new"),
    path("ton-tai/<int:pk>/", shortcomings.detail, name="shortcoming"),
]
