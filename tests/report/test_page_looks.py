"""The report on every screen and on paper: colours that can be read, nothing cut off."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.report.chromium import Browser
from tests.report.pages import complaints

pytestmark = pytest.mark.xdist_group("browser")  # one browser for all of these


def luminance(colour: str) -> float:
    red, green, blue = (int(one) / 255 for one in re.findall(r"\d+", colour)[:3])
    parts = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in (red, green, blue)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_all_text_can_be_read(open_browser: Browser, year: Path, dark: bool) -> None:
    open_browser.show(year, dark=dark)
    page = open_browser.run("getComputedStyle(document.documentElement).backgroundColor")
    assert (luminance(page) < 0.1) is dark
    pairs = open_browser.run(
        """[...document.querySelectorAll('h1, p, dt, dd, td, th, code, li, a, button, .did, .stamp, .legend b, footer')]
          .filter((one) => one.textContent.trim() && one.checkVisibility())
          .map((one) => {
            let behind = one;
            while (behind && /, 0\\)$/.test(getComputedStyle(behind).backgroundColor)) behind = behind.parentElement;
            return [getComputedStyle(one).color, getComputedStyle(behind ?? document.documentElement).backgroundColor,
                    one.className || one.tagName];
          })"""
    )
    assert len(pairs) > 100
    for text, behind, what in {tuple(pair) for pair in pairs}:
        if not behind.startswith("rgb("):  # seen through, as the legend's is
            continue
        light, shade = sorted((luminance(text), luminance(behind)), reverse=True)
        assert (light + 0.05) / (shade + 0.05) >= 4.5, (text, behind, what)


@pytest.mark.parametrize("width", [420, 768, 1920])
def test_no_screen_is_too_narrow(open_browser: Browser, year: Path, width: int) -> None:
    open_browser.show(year, width=width)
    assert open_browser.run("document.scrollingElement.scrollWidth") <= width
    assert complaints(open_browser) == []
    left, _, wide, _ = open_browser.box(".chart")
    assert left >= 0
    assert left + wide <= width


def test_on_paper(open_browser: Browser, year: Path) -> None:
    open_browser.show(year, dark=True)
    open_browser.run(
        """addEventListener('beforeprint', () => {
          const picture = document.querySelector('.paper');
          const pixels = picture.getContext('2d').getImageData(0, 0, picture.width, picture.height).data;
          const colours = new Set();
          for (let at = 0; at < pixels.length; at += 400) {
            colours.add(pixels.slice(at, at + 3).join());
          }
          window.onPaper = [colours.size, pixels[0], matchMedia('print').matches, picture.width];
        })"""
    )
    pdf = open_browser.printed()
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type /Page\n") >= 2
    colours, corner, _, width = open_browser.run("window.onPaper")
    assert colours > 20  # something is drawn
    assert corner > 200  # on white
    assert width == 680
    open_browser.frames()
    assert open_browser.run("document.querySelector('.paper')") is None
