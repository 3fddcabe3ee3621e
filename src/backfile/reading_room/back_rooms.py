"""The addresses behind the counter: signing in, correcting, managing. Who may use which is declared in gate.py."""

from __future__ import annotations

from django.urls import include, path

from . import exchanging, managing, review, signing, suggesting

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("sign-in", signing.sign_in, name="sign_in"),
    path("sign-out", signing.sign_out, name="sign_out"),
    path("account", signing.account, name="account"),
    path("manage", managing.people_and_access, name="people_and_access"),
    path("manage/account", managing.account_change, name="account_change"),
    path("manage/access", managing.access_change, name="access_change"),
    path("manage/closure", managing.closure_change, name="closure_change"),
    path("manage/corrections", exchanging.corrections_file, name="corrections_file"),
    path("manage/corrections/export", exchanging.corrections_export, name="corrections_export"),
    path("manage/corrections/look", exchanging.corrections_look, name="corrections_look"),
    path("manage/corrections/take", exchanging.corrections_take, name="corrections_take"),
    path("review", review.queue, name="review"),
    path("review/suggestions", suggesting.waiting, name="suggestions"),
    path("review/suggestions/<int:number>", suggesting.decide, name="suggestion"),
    path("review/<str:issue_id>/", review.outline, name="review_outline"),
    path("review/<str:issue_id>/folios", review.folios, name="review_folios"),
    path("review/<str:issue_id>/history", review.history, name="review_history"),
    path("review/<str:issue_id>/undo", review.undo, name="review_undo"),
    path("review/<str:issue_id>/rearrange/<path:item>", review.rearrange, name="review_rearrange"),
    path("review/<str:issue_id>/<path:item>", review.item, name="review_item"),
]
