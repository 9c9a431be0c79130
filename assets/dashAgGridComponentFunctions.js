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

  /* The words of a status stand once, in the grid's context. */
  function words(status, props) {
    return (status && props.context.statuses && props.context.statuses[status]) || null;
  }

  function pill(status, props) {
    var said = words(status, props);
    return said
      ? element("span", { className: "pill " + status }, said[0] + " " + said[1])
      : null;
  }

  function sign(status, props) {
    var said = words(status, props);
    return said
      ? element("span", { className: "sign " + status, title: said[1], role: "img",
          "aria-label": said[1] }, said[0])
      : null;
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
    // A share that is withheld has neither a bar, which would be that of zero, nor a
    // passport.
    if (cell.value === null)
      return element("span", { className: "measure-text" },
        element("span", null, cell.text), element("small", null, cell.counts));
    return element(
      "span",
      { className: "measure" },
      meter(cell.value, cell.target),
      element("span", { className: "measure-text" },
        sign(cell.status, props),
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
      data.lacks ? element("small", { className: "lacks" }, data.lacks) : null,
      data.disputed ? element("small", { className: "disputed" }, data.disputed) : null,
      element("span", { className: "phone-only" },
        data.chair ? element("small", null, data.chair) : null,
        element("span", { className: "unit-line" },
          pill(data.status, props),
          data.hollow ? element("small", { className: "hollow" }, data.hollow) : null,
          data.missing ? element("small", null, "− " + data.missing) : null))
    );
  };

  dagcomponentfuncs.Status = function (props) {
    if (!props.data.hollow) return pill(props.data.status, props);
    return element("span", { className: "lines status-lines" },
      pill(props.data.status, props),
      element("small", { className: "hollow" }, props.data.hollow));
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
