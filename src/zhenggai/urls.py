"""The addresses of the site: all of them belong to the pages. What goes wrong is told by the pages too."""

from django.urls import include, path

urlpatterns = [path("", include("zhenggai.www.urls"))]

handler400 = "zhenggai.www.refusals.bad_request"
handler403 = "zhenggai.www.refusals.forbidden"
handler404 = "zhenggai.www.refusals.not_found"
handler500 = "zhenggai.www.refusals.broken"
