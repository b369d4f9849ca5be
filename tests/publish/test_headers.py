"""Who may frame a page, who may read a file from elsewhere: one rule for each file, the same on every host."""

from pathlib import Path

from generator.publish.headers import header_files, served_headers

PATHS = ("index.html", "404.html", "sitemap.xml", "reti/index.html", "dati/tutto.csv", "embed/scheda/index.html")


def test_only_embed_may_be_framed_and_only_what_is_open_is_read_elsewhere(tmp_path: Path) -> None:
    """As the development server says it, out of the very file that hosts read."""
    files = dict(header_files(PATHS, {"dati", "embed"}))
    tmp_path.joinpath("_headers").write_text(files["_headers"], "utf-8")
    said = {path: served_headers(tmp_path, path) for path in ("/", "/reti/x/", "/dati/tutto.csv", "/embed/scheda/")}
    policies = {path: headers["Content-Security-Policy"] for path, headers in said.items()}
    assert policies.pop("/embed/scheda/") == "frame-ancestors *"
    assert set(policies.values()) == {"frame-ancestors 'self'"}
    readable = {path for path, headers in said.items() if headers.get("Access-Control-Allow-Origin") == "*"}
    assert readable == {"/dati/tutto.csv", "/embed/scheda/"}


def test_no_file_falls_under_two_rules() -> None:
    """Cloudflare joins what two rules say of one file, and the stricter policy would hold inside other sites too."""
    rules = [line for line in dict(header_files(PATHS, ()))["_headers"].splitlines() if not line.startswith(" ")]
    assert rules == ["/", "/404.html", "/dati/*", "/embed/*", "/reti/*"]


def test_apache_reads_a_file_in_each_folder_that_differs() -> None:
    """And does without where it has no module for headers."""
    files = dict(header_files(PATHS, {"dati"}))
    assert files.keys() == {"_headers", ".htaccess", "dati/.htaccess", "embed/.htaccess"}
    assert all(files[name].startswith("<IfModule mod_headers.c>\n") for name in files if name != "_headers")
    assert "frame-ancestors *" in files["embed/.htaccess"]


def test_a_site_without_the_file_is_served_as_ever(tmp_path: Path) -> None:
    """A catalogue may want no such files."""
    assert served_headers(tmp_path, "/") == {}
