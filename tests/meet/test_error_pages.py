import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest
from django.test import Client
from django.urls import path

from meet import urls as real_urls


def fail(request: HttpRequest) -> None:
    raise RuntimeError("a secret about the inside")


def refuse(request: HttpRequest) -> None:
    raise PermissionDenied("a secret about the inside")


def misunderstand(request: HttpRequest) -> None:
    raise BadRequest("a secret about the inside")


urlpatterns = [
    path("fails/", fail),
    path("refuses/", refuse),
    path("misunderstands/", misunderstand),
    *real_urls.urlpatterns,
]
handler400, handler500 = real_urls.handler400, real_urls.handler500

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def quiet_client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status"),
    [("/fails/", 500), ("/refuses/", 403), ("/misunderstands/", 400), ("/nothing/here/", 404)],
)
def test_an_error_has_a_page_in_our_design_and_tells_nothing_about_the_inside(
    address: str, status: int, quiet_client: Client
) -> None:
    response = quiet_client.get(address)
    page = response.content.decode()

    assert response.status_code == status
    assert 'class="site-header"' in page
    assert "css/tokens" in page
    assert "secret" not in page


def test_a_form_without_its_token_is_explained(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/rooms/new/")

    assert response.status_code == 403
    assert "This form has expired" in response.content.decode()


def test_the_page_for_an_unknown_host_names_the_setting(quiet_client: Client) -> None:
    page = quiet_client.get("/", headers={"host": "meet.example.org"})
    call = quiet_client.get("/api/rooms", headers={"host": "meet.example.org"})

    assert (page.status_code, call.status_code) == (400, 400)
    assert "add the host name in this address to ALLOWED_HOSTS" in page.content.decode()
    assert "let the proxy pass on the Host header" in page.content.decode()
    assert "Go to the home page" not in page.content.decode()
    assert "ALLOWED_HOSTS" in call.json()["message"]


def test_the_page_for_another_bad_request_does_not(quiet_client: Client) -> None:
    assert "ALLOWED_HOSTS" not in quiet_client.get("/misunderstands/").content.decode()
