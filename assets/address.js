/* The address is the state. Every control is one parameter of it:
   id = {type: "control", name: <parameter>, default: <value left out>}. */
(function () {
  var SHARED = ["plan", "basis", "lang", "as_of"];
  var noUpdate = function () { return window.dash_clientside.no_update; };

  function text(value) {
    if (value === null || value === undefined) return "";
    return Array.isArray(value) ? value.join(",") : String(value);
  }

  function written(parameters) {
    // As the server writes it (layouts/state.py): commas and bars stay readable.
    var query = parameters.toString().replace(/%2C/g, ",").replace(/%7C/g, "|")
      .replace(/\+/g, "%20");
    return query ? "?" + query : "";
  }

  function shared(parameters) {
    var kept = new URLSearchParams();
    SHARED.forEach(function (name) {
      if (parameters.get(name)) kept.set(name, parameters.get(name));
    });
    return kept;
  }

  function otherLanguage(parameters, path) {
    var kept = new URLSearchParams(parameters);
    if (kept.get("lang") === "en") kept.delete("lang");
    else kept.set("lang", "en");
    return path + written(kept);
  }

  function apply(parameters, ids, values, names) {
    ids.forEach(function (id, place) {
      if (names.indexOf(JSON.stringify(id)) < 0) return;
      var value = text(values[place]);
      if (value === "" && id.default !== "" && !Array.isArray(values[place])) return;
      if (value === id.default || value === "") parameters.delete(id.name);
      else parameters.set(id.name, value);
    });
  }

  function valueFor(id, value, parameters) {
    var wanted = parameters.get(id.name);
    if (wanted === null) wanted = id.default;
    if (text(value) === wanted) return noUpdate();
    if (Array.isArray(value)) return wanted ? wanted.split(",") : [];
    return wanted;
  }

  /* Which controls a person has just changed: [] when the address moved. */
  function changed(ids) {
    var triggered = window.dash_clientside.callback_context.triggered || [];
    var names = triggered.map(function (one) {
      return one.prop_id.slice(0, one.prop_id.lastIndexOf("."));
    });
    if (names.indexOf("url") >= 0) return [];
    return ids.map(function (id) { return JSON.stringify(id); })
      .filter(function (id) {
        return names.some(function (name) { return same(name, id); });
      });
  }

  function same(name, id) {
    if (name.charAt(0) !== "{") return false;
    var one = JSON.parse(name);
    var other = JSON.parse(id);
    return one.type === other.type && one.name === other.name &&
      one.default === other.default;
  }

  function sync(search, values, links, path, ids, languages, known) {
    var parameters = new URLSearchParams(search || "");
    var names = changed(ids);
    apply(parameters, ids, values, names);
    var now = written(parameters);
    var before = written(new URLSearchParams(search || ""));
    var together = written(shared(parameters));
    markMenu(path);
    return [
      now === before ? noUpdate() : now,
      names.length
        ? values.map(noUpdate)
        : ids.map(function (id, place) { return valueFor(id, values[place], parameters); }),
      links.map(function (id) { return id.path + written(shared(parameters)); }),
      languages.map(function () { return otherLanguage(parameters, path || "/"); }),
      together === known ? noUpdate() : together,
    ];
  }

  function markMenu(path) {
    var here = path || "/";
    window.requestAnimationFrame(function () {
      document.querySelectorAll("#menu a").forEach(function (link) {
        var to = new URL(link.href).pathname;
        var on = to === "/" ? here === "/" : here === to || here.indexOf(to + "/") === 0;
        if (on) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
      });
    });
  }

  function title(words) {
    if (words) document.title = words;
  }

  /* The field of a drop zone is named by the button in it; it comes a moment later. */
  function label(zone, button, tries) {
    var field = document.querySelector("#" + zone + " input");
    if (field) field.setAttribute("aria-labelledby", button);
    else if ((tries || 0) < 100) setTimeout(label, 50, zone, button, (tries || 0) + 1);
    return noUpdate();
  }

  /* A place pointed at on a map opens its page. */
  function open(clicks) {
    var hit = clicks.filter(function (click) {
      return click && click.points && click.points[0] && click.points[0].customdata;
    })[0];
    if (!hit) return noUpdate();
    return "/units/" + encodeURIComponent(hit.points[0].customdata);
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    address: { sync: sync, title: title, open: open, label: label },
  });

  /* "ba dinh" finds Ba Đình. */
  window.haicapFold = function (words) {
    return String(words).toLowerCase().replace(/đ/g, "d").normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "");
  };
  window.dashMantineFunctions = Object.assign({}, window.dashMantineFunctions, {
    foldedFilter: function (given) {
      var wanted = window.haicapFold(given.search).trim();
      return given.options.filter(function (option) {
        return window.haicapFold(option.label).indexOf(wanted) >= 0;
      });
    },
  });

  /* Menu on a phone, and light or dark: no server is asked. */
  document.addEventListener("click", function (event) {
    var shell = document.getElementById("shell");
    var burger = event.target.closest("#burger");
    if (burger) {
      var open = shell.classList.toggle("menu-open");
      burger.setAttribute("aria-expanded", String(open));
    } else if (shell && event.target.closest("#menu a")) {
      shell.classList.remove("menu-open");
    }
    var copy = event.target.closest("[data-copy]");
    if (copy && navigator.clipboard) {
      navigator.clipboard.writeText(
        copy.dataset.copy.replace("{origin}", window.location.origin)
      ).then(function () { copy.textContent = copy.dataset.copied; });
    }
    if (event.target.closest("#scheme")) {
      var root = document.documentElement;
      var dark = root.getAttribute("data-mantine-color-scheme") === "dark";
      var chosen = dark ? "light" : "dark";
      root.setAttribute("data-mantine-color-scheme", chosen);
      window.localStorage.setItem("mantine-color-scheme-value", chosen);
    }
  });
})();
