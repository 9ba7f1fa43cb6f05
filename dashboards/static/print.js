// On paper a link is only its words, so before printing each link in the page gets a number and its address is
// listed at the end. Links inside what the reader has left closed are not printed, and get no number.
(function () {
  "use strict";
  var notes = null;

  var unprinted = "nav, svg, .downloads, .screen-only, details:not([open])";

  // A table or a list of areas, every one a page of this site, would end in pages of addresses.
  // Nor does a link whose words are its address need another.
  function listed(a) { return a.origin === location.origin && a.closest("table, .columns, .facts, .notice") || a.href.endsWith("://" + a.textContent); }

  function prepare() {
    restore();
    var numbers = new Map();
    document.querySelectorAll("main a[href]").forEach(function (a) {
      if (a.getAttribute("href").charAt(0) === "#" || a.closest(unprinted) || listed(a)) return;
      if (!numbers.has(a.href)) numbers.set(a.href, numbers.size + 1);
      var mark = document.createElement("sup");
      mark.className = "footnote";
      mark.textContent = numbers.get(a.href);
      a.after(mark);
    });
    if (!numbers.size) return;
    notes = document.createElement("section");
    notes.className = "footnotes";
    var heading = document.createElement("h2"), list = document.createElement("ol");
    heading.textContent = "Links";
    numbers.forEach(function (_, address) {
      var item = document.createElement("li");
      item.textContent = address;
      list.append(item);
    });
    notes.append(heading, list);
    document.querySelector("main").append(notes);
  }

  function restore() {
    document.querySelectorAll("sup.footnote").forEach(function (s) { s.remove(); });
    if (notes) notes.remove();
    notes = null;
  }

  window.addEventListener("beforeprint", prepare);
  window.addEventListener("afterprint", restore);
})();
