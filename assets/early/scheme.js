/* Light or dark before anything is painted; MantineProvider reads the same key. */
(function () {
  var chosen = "auto";
  try {
    chosen = window.localStorage.getItem("mantine-color-scheme-value") || "auto";
  } catch (error) {
    chosen = "auto"; // a browser without storage follows the system
  }
  if (chosen !== "light" && chosen !== "dark") {
    chosen = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  document.documentElement.setAttribute("data-mantine-color-scheme", chosen);
})();
