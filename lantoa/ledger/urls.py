from django.urls import path

from lantoa.ledger.views import calendar, claims, comments, days, detail, lists, loads

app_name = "ledger"
urlpatterns = [
    path("", lists.obligation_list, name="list"),
    path("lich/", calendar.month, name="calendar"),
    path("lich/dia-chi/", calendar.feed_address, name="feed_address"),
    path("lich/ngay/", days.year, name="days"),
    path("lich/ngay/them/", days.add, name="day_add"),
    path("lich/ngay/<int:pk>/bo/", days.remove, name="day_remove"),
    path("lich/<str:token>.ics", calendar.feed, name="feed"),
    path("theo-don-vi/", loads.unit_loads, name="loads"),
    path("cho-nghiem-thu/", claims.claim_queue, name="claims"),
    path("cho-nghiem-thu/xac-nhan/", claims.claims_acceptance, name="claims_acceptance"),
    path("de-nghi/<int:pk>/xac-nhan/", claims.claim_acceptance, name="claim_acceptance"),
    path("de-nghi/<int:pk>/tra-lai/", claims.claim_return, name="claim_return"),
    path("de-nghi/<int:pk>/rut/", claims.claim_withdrawal, name="claim_withdrawal"),
    path("trao-doi/<int:pk>/go/", comments.comment_removal, name="comment_removal"),
    path("<int:pk>/", detail.obligation_detail, name="detail"),
    path("<int:pk>/han/", detail.due, name="due"),
    path("<int:pk>/khong-phai-lam/", detail.exclusion, name="exclusion"),
    path("<int:pk>/mo-lai/", detail.reopening, name="reopening"),
    path("<int:pk>/de-nghi/", claims.claim_new, name="claim_new"),
    path("<int:pk>/khong-phat-sinh/", claims.nil_new, name="nil_new"),
    path("<int:pk>/trao-doi/", comments.comment_new, name="comment_new"),
]
