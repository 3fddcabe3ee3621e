"""The map of the reading room. Addresses are permanent, human and hackable; most have a `.json` beside them."""

from __future__ import annotations

from django.urls import include, path, re_path

from . import protocols, review, views

urlpatterns = [
    path("", views.home, name="home"),
    path("search", views.search, name="search"),
    path("search.json", views.search_json, name="search_json"),
    path("review", review.queue, name="review"),
    path("review/<str:issue_id>/history", review.history, name="review_history"),
    path("review/<str:issue_id>/undo", review.undo, name="review_undo"),
    path("review/<str:issue_id>/rearrange/<path:item>", review.rearrange, name="review_rearrange"),
    path("review/<str:issue_id>/<path:item>", review.item, name="review_item"),
    path("i18n/", include("django.conf.urls.i18n")),
    re_path(r"^iiif/(?P<issue_id>[\w.-]+)/(?P<number>\d+)/info\.json$", views.image_info, name="image_info"),
    re_path(
        r"^iiif/(?P<issue_id>[\w.-]+)/(?P<number>\d+)/(?P<region>[^/]+)/(?P<size>[^/]+)/(?P<rotation>[^/]+)/(?P<quality>\w+)\.(?P<format>\w+)$",
        views.image,
        name="image",
    ),
    path("iiif/<str:issue_id>/<int:number>/hits.jpg", views.hit_image, name="hit_image"),
    *protocols.addresses(),
    path("<slug:periodical>/", views.periodical, name="periodical"),
    path("<slug:periodical>/<slug:issue>/", views.issue, name="issue"),
    path("<slug:periodical>/<slug:issue>.json", views.issue_json, name="issue_json"),
    path("<slug:periodical>/<slug:issue>/p/<str:label>", views.page, name="page"),
    path("<slug:periodical>/<slug:issue>/p/", views.page, name="page_jump"),
    path("<slug:periodical>/<slug:issue>/a/<str:article>.txt", views.article_text, name="article_text"),
    path("<slug:periodical>/<slug:issue>/a/<str:article>.json", views.article_json, name="article_json"),
    path("<slug:periodical>/<slug:issue>/a/<str:article>", views.article, name="article"),
]
