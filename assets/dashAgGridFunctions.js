/* Functions that grids name: see layouts/grids.py. */
var dagfuncs = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});

/* Đ stands between D and E, not after Z. */
dagfuncs.viCompare = function (one, other) {
  return String(one || "").localeCompare(String(other || ""), "vi");
};

/* What is not known stays at the end, whichever way the column is sorted. */
dagfuncs.knownFirst = function (one, other, nodeOne, nodeOther, descending) {
  var empty = function (value) { return value === null || value === undefined; };
  if (empty(one) && empty(other)) return 0;
  if (empty(one)) return descending ? -1 : 1;
  if (empty(other)) return descending ? 1 : -1;
  return one - other;
};

dagfuncs.isPhone = function () {
  return window.innerWidth < 704;
};

/* Rows are taller on a phone, where one cell carries what other columns said. */
dagfuncs.rowHeight = function (params) {
  var context = params.context || {};
  var data = params.data || {};
  // The unit's cell has room for its name and one remark.
  var more = data.lacks && data.disputed ? 18 : 0;
  if (!dagfuncs.isPhone()) return (context.row || 48) + more;
  var remarks = data.disputed ? 18 : 0;
  return (context.phoneRow || 88) + remarks + (data.hollow ? 40 : 0);
};

/* Columns marked {context: {wide: true}} go on a phone, {narrow: true} elsewhere. */
dagfuncs.fitColumns = function (api) {
  var phone = dagfuncs.isPhone();
  var hide = [];
  var show = [];
  (api.getColumns() || []).forEach(function (column) {
    var marks = column.getColDef().context || {};
    if (!marks.wide && !marks.narrow) return;
    (marks.wide === phone ? hide : show).push(column);
  });
  api.setColumnsVisible(hide, false);
  api.setColumnsVisible(show, true);
  api.resetRowHeights();
};

/* Called when grids appear: fits their columns now and whenever the width changes. */
window.dash_clientside = Object.assign({}, window.dash_clientside, {
  grids: {
    fit: function (id) {
      window.dash_ag_grid.getApiAsync(id).then(function (api) {
        var phone = null;
        var fit = function () {
          if (api.isDestroyed() || phone === dagfuncs.isPhone()) return;
          phone = dagfuncs.isPhone();
          dagfuncs.fitColumns(api);
        };
        fit();
        api.addEventListener("gridSizeChanged", fit);
        api.addEventListener("newColumnsLoaded", function () {
          phone = null;
          fit();
        });
      });
      return window.dash_clientside.no_update;
    },
  },
});
