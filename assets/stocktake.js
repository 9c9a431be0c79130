// The room: keys turn the pages of a meeting, a button fills the screen.
(() => {
  const TURNS = {
    ArrowRight: "next", PageDown: "next", " ": "next",
    ArrowLeft: "before", PageUp: "before", Escape: "back",
  };
  const typing = (at) => at.closest("input, textarea, select, button, summary, [contenteditable]");

  function fill() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  }

  document.addEventListener("keydown", (event) => {
    const room = document.querySelector(".room");
    if (!room || event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
    if (event.key === "f" || event.key === "F") { fill(); return; }
    const turn = TURNS[event.key];
    const link = turn && room.querySelector(`.go-${turn}`);
    if (!link) return;
    event.preventDefault();
    link.click();
    window.scrollTo(0, 0);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest(".room .go-full")) fill();
  });
})();
