"""What stands beside the writing: articles sent up, targets, faults that readers reported."""

from django.urls import path

from lantoa.news.views import faults, offering, targets

PATTERNS = [
    path("gui-len/", offering.offers, name="offers"),
    path("gui-len/<int:pk>/", offering.offer, name="offer"),
    path("gui-len/<int:pk>/rut-lai/", offering.take_back, name="offer_take_back"),
    path("gui-len/<int:pk>/nhan-xem/", offering.claim, name="offer_claim"),
    path("gui-len/<int:pk>/thoi-xem/", offering.release, name="offer_release"),
    path("gui-len/<int:pk>/sua/", offering.mend, name="offer_mend"),
    path("gui-len/<int:pk>/nhan-dang/", offering.accept, name="offer_accept"),
    path("gui-len/<int:pk>/noi-bat/", offering.feature, name="offer_feature"),
    path("gui-len/<int:pk>/tra-lai/", offering.send_back, name="offer_return"),
    path("gui-len/<int:pk>/go/", offering.remove, name="offer_remove"),
    path("<int:pk>/gui-len/", offering.send, name="offer_send"),
    path("loi-bao/", faults.faults, name="faults"),
    path("loi-bao/<int:pk>/", faults.fault, name="fault"),
    path("chi-tieu/", targets.grid, name="targets"),
    path("chi-tieu/dat/", targets.put, name="target_put"),
]
