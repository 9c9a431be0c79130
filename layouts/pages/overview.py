"""The first page: how far the whole is, who has to be asked today."""

from layouts.pages import Page

PAGE = Page("overview", "/", "Overview", "layout-dashboard", 10)
