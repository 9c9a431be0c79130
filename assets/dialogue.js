/* What is typed into an answer is told once the typing pauses for a while, so that the
   draft is kept on the server without a request a letter. */
(function () {
  var PAUSE = 600;
  var newest = 0;

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    typing: {
      paused: function () {
        var mine = ++newest;
        return new Promise(function (told) {
          setTimeout(function () {
            told(mine === newest ? mine : window.dash_clientside.no_update);
          }, PAUSE);
        });
      }
    }
  });
})();
