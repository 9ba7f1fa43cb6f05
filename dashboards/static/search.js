// Choosing an area from the suggestions goes straight to it. Without this script the form is sent with its button.
(function () {
  "use strict";
  document.querySelectorAll("form.find input[list]").forEach(function (input) {
    var list = document.getElementById(input.getAttribute("list"));
    if (!list) return;
    var names = new Set(Array.from(list.options, function (o) { return o.value; }));
    input.addEventListener("input", function (event) {
      // A suggestion that is picked replaces the text at once; typed letters arrive as insertText and are left alone.
      var picked = !event.inputType || event.inputType === "insertReplacementText";
      if (picked && names.has(input.value)) input.form.requestSubmit();
    });
  });
})();
