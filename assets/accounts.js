/* A session that is over: whoever works on is asked to sign in, and comes back here. */
(function () {
  var ask = window.fetch;
  window.fetch = function () {
    return ask.apply(window, arguments).then(function (answer) {
      if (answer.status === 401 && answer.url.indexOf(window.location.origin) === 0) {
        var here = window.location.pathname + window.location.search;
        var lang = encodeURIComponent(document.documentElement.lang);
        window.location.assign(
          "/sign-in?lang=" + lang + "&next=" + encodeURIComponent(here)
        );
      }
      return answer;
    });
  };
})();
