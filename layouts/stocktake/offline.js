(() => {
  const pages = [...document.querySelectorAll(".room-page")];
  const TURNS = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 };
  let at = 0;
  function show(place, told) {
    at = Math.min(Math.max(place, 0), pages.length - 1);
    pages.forEach((page, other) => page.classList.toggle("away", other !== at));
    if (told) location.hash = pages[at].id;
    window.scrollTo(0, 0);
  }
  function byHash() {
    show(Math.max(pages.findIndex((page) => `#${page.id}` === location.hash), 0), false);
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const turn = TURNS[event.key];
    if (turn) { event.preventDefault(); show(at + turn, true); }
    else if (event.key === "Home" || event.key === "Escape") show(0, true);
    else if (event.key === "End") show(pages.length - 1, true);
    else if (event.key === "f" || event.key === "F") {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen();
    }
  });
  window.addEventListener("hashchange", byHash);
  byHash();
})();
