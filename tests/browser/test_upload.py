"""A person hands files in, sees what they would change, confirms, sees what became of
them; on a desk and on a phone, in both languages."""

import subprocess
import sys
from contextlib import contextmanager

import pytest

from core.settings import ROOT
from store.engine import open_database
from tests.browser.conftest import Visit
from tests.browser.test_pages import overflow, violations
from tests.conftest import settings_for
from tests.make import cast, load
from tests.serving import environment, serving

pytestmark = pytest.mark.browser

ROWS = (
    "dossier_code,unit_code,procedure_code,received_at,channel\n"
    "{name}-1,00008,1.001193,2025-07-18,online\n"
    "{name}-2,00008,1.001193,2025-07-18,online\n"
    "{name}-3,99999,1.001193,2025-07-18,online\n"
)


@contextmanager
def scheduling(settings):
    """The scheduler process, while it runs."""
    with (settings.var / "jobs.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jobs"],
            cwd=ROOT,
            env=environment(settings),
            stdout=log,
            stderr=log,
        )
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """The address of an app over the cast, with its scheduler."""
    settings = settings_for(tmp_path_factory.mktemp("office"))
    db = open_database(settings)
    load(db, settings, *cast())
    db.close()
    with serving(settings) as address, scheduling(settings):
        yield address


def deed(what):
    return f'button[id*=\'"what":"{what}"\']'


def sound(seen):
    """Nothing went wrong so far and the page can be read by everyone."""
    seen.page.wait_for_load_state("networkidle")
    assert seen.errors == []
    assert overflow(seen.page) <= 0
    assert violations(seen.page, whole=True) == []


@pytest.mark.parametrize(("width", "language"), [(1440, "vi"), (390, "en")])
def test_files_are_seen_through_before_they_are_taken(
    windows, office, tmp_path, width, language
):
    good, odd = tmp_path / f"{language}.csv", tmp_path / "odd.csv"
    good.write_text(ROWS.format(name=language), encoding="utf-8")
    odd.write_text("a,b\n1,2\n", encoding="utf-8")
    seen = Visit(windows.open(width, False), office)
    page = seen.open(f"/upload?lang={language}")
    sound(seen)

    with page.expect_file_chooser() as waiting:
        page.locator("#upload-choose").click()
    waiting.value.set_files([good, odd])
    page.wait_for_url("**id=*", timeout=60_000)
    page.wait_for_selector(deed("confirm"), timeout=90_000)
    sound(seen)
    told = page.locator("#upload-body").inner_text()
    assert ("2/10" in told and "4/12" in told) or ("4/12" in told and "6/14" in told)
    assert "99999" in told
    assert "odd.csv" in told

    page.locator(deed("confirm")).click()
    result = page.locator('#upload-body a[href*="load="]').first
    result.wait_for(timeout=90_000)
    sound(seen)
    assert "odd.csv" in page.locator("#upload-body").inner_text()

    page.locator('#upload-body a[href*="undo="]').click()
    page.locator(deed("undo")).click()
    page.locator(deed("confirm")).click(timeout=90_000)
    page.locator('#upload-body a[href*="load="]').first.wait_for(timeout=90_000)
    sound(seen)
    page.close()
