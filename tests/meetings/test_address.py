"""Which addresses a source can have."""

import pytest
from pydantic import TypeAdapter, ValidationError

from app.meetings.address import Url

URL: TypeAdapter[str] = TypeAdapter(Url)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org:8080/a?b=c@d#e",
        "https://web.archive.org/web/2025/https://user@example.org/",
        "https://b\u00fccher.example/\u00e9",
        "https://xn--bcher-kva.example/",
        "https://my_paper.example.org./",
        "http://93.184.215.14/",
        "http://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]:443/",
        "https://internal.example.org/localhost",
    ],
)
def test_a_public_page_has_an_address(url: str) -> None:
    assert URL.validate_python(url) == url


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("ftp://example.org/", id="another protocol"),
        pytest.param("javascript:alert(1)", id="a script"),
        pytest.param("https://example.org/a b", id="a space"),
        pytest.param('https://example.org/"', id="a quotation mark"),
        pytest.param("https://example.org/<", id="a bracket"),
        pytest.param("https://example.org/\x00", id="a control character"),
        pytest.param("https://example.org/" + "x" * 1981, id="2,001 characters"),
        pytest.param("https://", id="nothing else"),
        pytest.param("http:///x", id="no host"),
        pytest.param("https://example.org:0/", id="port 0"),
        pytest.param("https://example.org:65536/", id="a port beyond the last"),
        pytest.param("https://example.org:x/", id="a port that is no number"),
        pytest.param("http://user@example.org/", id="a user"),
        pytest.param("http://example.org:80@127.0.0.1/", id="a host that looks like another one"),
        pytest.param("http://localhost/", id="this machine"),
        pytest.param("http://printer/", id="a name without a dot"),
        pytest.param("http://a..example/", id="an empty label"),
        pytest.param("http://-a.example/", id="a label that begins with a hyphen"),
        pytest.param("http://" + "a" * 64 + ".example/", id="a label of 64"),
        pytest.param("http://" + "a." * 124 + "example/", id="a name of 255"),
        pytest.param("http://metadata.google.internal/", id="a network's own name"),
        pytest.param("http://router.home.arpa./", id="a home's own name"),
        pytest.param("http://127.0.0.1/", id="loopback"),
        pytest.param("http://2130706433/", id="loopback in one number"),
        pytest.param("http://0x7f.1/", id="loopback in hexadecimal"),
        pytest.param("http://0177.0.0.1/", id="loopback in octal"),
        pytest.param("http://\u2460\u2461\u2466.0.0.1/", id="loopback in circles"),
        pytest.param("http://127\u30020\u30020\u30021/", id="loopback with other full stops"),
        pytest.param("http://10.0.0.1/", id="a private network"),
        pytest.param("http://169.254.169.254/latest/meta-data/", id="link-local"),
        pytest.param("http://100.64.0.1/", id="shared by a provider"),
        pytest.param("http://[::1]/", id="loopback, IPv6"),
        pytest.param("http://[::ffff:127.0.0.1]/", id="loopback, mapped"),
        pytest.param("http://[64:ff9b::7f00:1]/", id="loopback, translated"),
        pytest.param("http://[2002:7f00:1::]/", id="loopback, 6to4"),
        pytest.param("http://[fe80::1%25eth0]/", id="link-local, with a zone"),
        pytest.param("http://[2606:2800::1%25eth0]/", id="a zone"),
        pytest.param("http://[fd00:ec2::254]/", id="a private network, IPv6"),
        pytest.param("http://[1:2]/", id="half an address"),
    ],
)
def test_what_not_everybody_can_open_is_refused(url: str) -> None:
    with pytest.raises(ValidationError):
        URL.validate_python(url)
