"""The map of the reading room. Addresses are permanent, human and hackable; most have a `.json` beside them."""

from __future__ import annotations

from django.urls import path, re_path

from . import back_rooms, images, page_viewer, people, protocols, search_pages, views

handler404 = views.say_nothing_is_here
handler500 = views.say_it_broke
urlpatterns = [
    path("", views.home, name="home"),
    path("index.json", views.home_json, name="home_json"),
    path("progress.json", views.progress_json, name="progress_json"),
    path("search", search_pages.search, name="search"),
    path("search.json", search_pages.search_json, name="search_json"),
    path("search.csv", search_pages.search_csv, name="search_csv"),
    path("search.ris", search_pages.search_ris, name="search_ris"),
    path("people/", people.people, name="people"),
    path("people.json", people.people_json, name="people_json"),
    path("people/<str:name>.json", people.person_json, name="person_json"),
    path("people/<str:name>", people.person, name="person"),
    *back_rooms.urlpatterns,
    re_path(r"^iiif/(?P<issue_id>[\w.-]+)/(?P<number>\d+)/info\.json$", images.image_info, name="image_info"),
    re_path(
        r"^iiif/(?P<issue_id>[\w.-]+)/(?P<number>\d+)/(?P<region>[^/]+)/(?P<size>[^/]+)/(?P<rotation>[^/]+)/(?P<quality>[^/.]+)\.(?P<format>[^/.]+)$",
        images.image,
        name="image",
    ),
    path("iiif/<str:issue_id>/<int:number>/hits.jpg", images.hit_image, name="hit_image"),
    *protocols.addresses(),
    path("<slug:periodical>.json", views.periodical_json, name="periodical_json"),
    path("<slug:periodical>/", views.periodical, name="periodical"),
    path("<slug:periodical>/<slug:issue>/", views.issue, name="issue"),
    path("<slug:periodical>/<slug:issue>.json", views.issue_json, name="issue_json"),
    path("<slug:periodical>/<slug:issue>/p/<str:label>.json", page_viewer.page_json, name="page_json"),
    path("<slug:periodical>/<slug:issue>/p/<str:label>", page_viewer.page, name="page"),
    path("<slug:periodical>/<slug:issue>/p/", page_viewer.page, name="page_jump"),
    path("<slug:periodical>/<slug:issue>/a/<str:article>.txt", views.article_text, name="article_text"),
    path("<slug:periodical>/<slug:issue>/a/<str:article>.json", views.article_json, name="article_json"),
    path("<slug:periodical>/<slug:issue>/a/<str:article>", views.article, name="article"),
]
