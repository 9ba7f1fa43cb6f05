// Two small helps that every page can do without: the tab being read is in sight on a phone, and choosing an area from the suggestions
// goes straight to it. Without this script the form is sent with its button.
(function () {
  "use strict";
  // A line of tabs that is longer than the screen begins where the page being read is.
  document.querySelectorAll(".tabs [aria-current], .board-nav [aria-current]").forEach(function (tab) {
    var line = tab.closest("ul"), at = tab.getBoundingClientRect(), from = line.getBoundingClientRect();
    if (at.right > from.right) line.scrollLeft += at.left - from.left - 16;
  });
  document.querySelectorAll("form.find input[list]").forEach(function (input) {
    var list = document.getElementById(input.getAttribute("list"));
    if (!list) return;
    input.title = "Choosing a suggestion opens it.";
    var names = new Set(Array.from(list.options, function (o) { return o.value; }));
    input.addEventListener("input", function (event) {
      // A suggestion that is picked replaces the text at once; typed letters arrive as insertText and are left alone.
      var picked = !event.inputType || event.inputType === "insertReplacementText";
      if (picked && names.has(input.value)) input.form.requestSubmit();
    });
  });
})();
