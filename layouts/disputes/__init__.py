"""The cards and forms of the page of disputes, and its marks on other pages."""
