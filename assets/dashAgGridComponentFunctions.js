/* Cells of grids: see layouts/grids.py. All texts come written by the server. */
(function () {
  var dagcomponentfuncs = (window.dashAgGridComponentFunctions =
    window.dashAgGridComponentFunctions || {});
  var element = function () { return window.React.createElement.apply(null, arguments); };

  function address(pattern, data) {
    return pattern.replace("{unit}", encodeURIComponent(data.code));
  }

  function link(to, text, kind) {
    return element(
      window.dash_core_components.Link,
      { href: to, className: kind, setProps: function () {} },
      text
    );
  }

  function pill(status, text) {
    if (!status) return null;
    return element("span", { className: "pill " + status }, text);
  }

  function mark(share, kind) {
    if (share === null || share === undefined) return null;
    var left = Math.min(Math.max(share, 0), 1) * 100 + "%";
    return element("span", { className: "mark " + kind, style: { left: left } });
  }

  function meter(value, target) {
    var width = Math.min(Math.max(value || 0, 0), 1) * 100 + "%";
    return element(
      "span",
      { className: "meter", "aria-hidden": "true" },
      element("span", { className: "track" },
        element("span", { className: "fill", style: { width: width } })),
      mark(target, "target")
    );
  }

  /* A bar, the value as a link to what it is made of, its counts. */
  dagcomponentfuncs.Measure = function (props) {
    var cell = props.data[props.colDef.context.cell];
    if (!cell) return "–";
    return element(
      "span",
      { className: "measure" },
      meter(cell.value, cell.target),
      element("span", { className: "measure-text" },
        cell.sign ? element("span",
          { className: "sign " + cell.status, title: cell.statusText, role: "img",
            "aria-label": cell.statusText }, cell.sign) : null,
        link(address(props.colDef.context.href, props.data), cell.text, "number strong"),
        element("small", null, cell.counts))
    );
  };

  /* The unit's name; on a phone also its Chair, gap and status. */
  dagcomponentfuncs.Unit = function (props) {
    var data = props.data;
    return element(
      "span",
      { className: "unit-cell" },
      link(address(props.context.unit, data), data.name, "unit"),
      element("span", { className: "phone-only" },
        data.chair ? element("small", null, data.chair) : null,
        element("span", { className: "unit-line" },
          pill(data.status, data.statusText),
          data.gapText ? element("small", null, data.gapText) : null))
    );
  };

  dagcomponentfuncs.Status = function (props) {
    return pill(props.data.status, props.data.statusText);
  };

  /* Two lines: a number, and below it what it comes to. */
  dagcomponentfuncs.Lines = function (props) {
    var marks = props.colDef.context;
    return element(
      "span",
      { className: "lines " + (props.data[marks.kind] || "") },
      element("span", null, props.data[marks.first] || "–"),
      props.data[marks.second]
        ? element("small", null, props.data[marks.second]) : null
    );
  };
})();
