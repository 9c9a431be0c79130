/* Plotly asks cdn.plot.ly for the world's coastlines even where a map brings its own
   shapes, and draws nothing when they do not come (plotly.js#6767). Here they are: none. */
(function () {
  var none = { type: "GeometryCollection", geometries: [] };
  var objects = {};
  ["coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits"].forEach(
    function (name) { objects[name] = none; }
  );
  window.PlotlyGeoAssets = {
    topojson: { world_110m: { type: "Topology", arcs: [], objects: objects } },
  };
})();
