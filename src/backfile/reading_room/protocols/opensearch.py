"""OpenSearch 1.1 description of the search page, for browsers and catalogues: `/opensearch.xml`."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import path, reverse

from ...accounts.people import site_settings
from ...exporters._xml import add, document, element
from ._answers import site, spoken

NAME = "OpenSearch"
PROTOCOL = "OpenSearch 1.1 (draft 6)"
NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
_TYPES = {
    "text/html": ("search", "q={searchTerms}&page={startPage?}"),
    "application/json": ("search_json", "q={searchTerms}&page={startPage?}"),
    "application/atom+xml;profile=opds-catalog;kind=acquisition": ("opds_search", "q={searchTerms}"),
}


@spoken
def opensearch(request: HttpRequest) -> HttpResponse:
    """The description; ShortName is held to the 16 characters that the specification allows."""
    home, name = site(request), site_settings().provider or "Backfile"
    made = element("OpenSearchDescription", xmlns=NAMESPACE)
    add(made, "ShortName", name[:16])
    add(made, "LongName", name[:48])
    add(made, "Description", f"Articles of the periodicals kept by {name}"[:1024])
    for kind, (address, asked) in _TYPES.items():
        add(made, "Url", type=kind, template=f"{home}{reverse(address)}?{asked}")
    add(made, "Image", home + static("icon.svg"), type="image/svg+xml", width=64, height=64)
    add(made, "InputEncoding", "UTF-8")
    add(made, "OutputEncoding", "UTF-8")
    return HttpResponse(document(made), content_type="application/opensearchdescription+xml")


urlpatterns = [path("opensearch.xml", opensearch, name="opensearch")]
