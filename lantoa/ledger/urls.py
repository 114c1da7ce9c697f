from django.urls import path

from lantoa.ledger.views import calendar, days, detail, lists

app_name = "ledger"
urlpatterns = [
    path("", lists.obligation_list, name="list"),
    path("lich/", calendar.month, name="calendar"),
    path("lich/dia-chi/", calendar.feed_address, name="feed_address"),
    path("lich/ngay/", days.year, name="days"),
    path("lich/ngay/them/", days.add, name="day_add"),
    path("lich/ngay/<int:pk>/bo/", days.remove, name="day_remove"),
    path("lich/<str:token>.ics", calendar.feed, name="feed"),
    path("<int:pk>/", detail.obligation_detail, name="detail"),
    path("<int:pk>/han/", detail.due, name="due"),
    path("<int:pk>/khong-phai-lam/", detail.exclusion, name="exclusion"),
    path("<int:pk>/mo-lai/", detail.reopening, name="reopening"),
]
