/* Handing files in: chosen or dropped, sent to /uploads, then the page of the upload. */
(function () {
  function part(id) { return document.getElementById(id); }

  function say(words, problem) {
    var place = part("upload-said");
    if (!place) return;
    place.textContent = words;
    place.className = problem ? "stale" : "";
  }

  function sent(request, form) {
    var answer = {};
    try { answer = JSON.parse(request.responseText); } catch (error) { answer = {}; }
    if (request.status !== 201) {
      part("upload-sent").hidden = true;
      part("upload-choose").disabled = false;
      say(answer.error || form.dataset.failed, true);
      return;
    }
    var to = new URLSearchParams(window.location.search);
    to.delete("undo");
    to.set("id", answer.id);
    window.location.assign("/upload?" + to.toString());
  }

  function send(files) {
    var form = part("upload-form");
    if (!form || !files.length) return;
    var body = new FormData();
    Array.prototype.forEach.call(files, function (file) { body.append("files", file); });
    var bar = part("upload-sent");
    bar.hidden = false;
    part("upload-choose").disabled = true;
    say(form.dataset.sending);
    var request = new XMLHttpRequest();
    var lang = document.documentElement.lang;
    request.open("POST", "/uploads?lang=" + encodeURIComponent(lang));
    request.setRequestHeader("X-Haicap", "upload");
    request.upload.addEventListener("progress", function (event) {
      if (event.lengthComputable) bar.value = event.loaded / event.total;
    });
    request.addEventListener("load", function () { sent(request, form); });
    request.addEventListener("error", function () { sent(request, form); });
    request.send(body);
  }

  document.addEventListener("click", function (event) {
    if (!event.target.closest("#upload-choose")) return;
    var input = document.createElement("input");
    input.type = "file";
    input.multiple = true;
    input.addEventListener("change", function () { send(input.files); });
    input.click();
  });
  ["dragover", "drop"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var form = event.target.closest && event.target.closest("#upload-form");
      if (!form) return;
      event.preventDefault();
      if (name === "drop") send(event.dataTransfer.files);
    });
  });
})();
