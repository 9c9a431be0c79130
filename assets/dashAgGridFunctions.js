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
  return dagfuncs.isPhone() ? context.phoneRow || 88 : context.row || 48;
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

/* Given to grids as an event listener. */
dagfuncs.onSize = function (params) {
  var phone = dagfuncs.isPhone();
  if (params.api.haicapPhone === phone) return;
  params.api.haicapPhone = phone;
  dagfuncs.fitColumns(params.api);
};
