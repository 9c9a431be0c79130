"""Cards of the page of signals, and the card of a unit's page that speaks of them."""
