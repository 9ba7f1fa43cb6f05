// Draws each chart whose options the page carries as JSON. The server has already drawn a plain picture and a table;
// this adds a chart that can be pointed at. Without ECharts it only opens the table.
(function () {
  "use strict";

  // What a light-mode colour becomes on a dark page. The same pairs are in inclusion.css for server-drawn pictures.
  var DARK = {
    "#12436d": "#7fb3e6", "#28a197": "#3fc1b5", "#801650": "#f08cc0", "#f46a25": "#f79a67", "#3d3d3d": "#c9cdd1",
    "#a285d1": "#bda6e3", "#d3dbe3": "#5a6773", "#0b0c0c": "#f3f4f5", "#505a5f": "#b4bcc2", "#d9dddf": "#3a4248",
    "#ffffff": "#14181b", "#8fa9c1": "#5f86ab",
    // parts of a whole, which change ends
    "#11406a": "#d6e6f6", "#2f5f8b": "#b3cfea", "#4a769f": "#8fb5dc", "#7397bc": "#587da3", "#97b2cf": "#456586",
    "#bccde0": "#35506b", "#dde6ef": "#283d52"
  };
  // In a forced-colours mode the reader's own colours win: series are then told apart by dash, width and label.
  var FAINT = "CanvasText 35%"; // the colour of text, thinned
  var FORCED = {
    "#12436d": "Highlight", "#28a197": "CanvasText", "#801650": "CanvasText", "#f46a25": "CanvasText",
    "#3d3d3d": "CanvasText", "#a285d1": "CanvasText", "#d3dbe3": FAINT, "#0b0c0c": "CanvasText",
    "#505a5f": "CanvasText", "#d9dddf": FAINT, "#ffffff": "Canvas", "#8fa9c1": FAINT,
    "#11406a": "CanvasText 92%", "#2f5f8b": "CanvasText 78%", "#4a769f": "CanvasText 64%", "#7397bc": "CanvasText 38%",
    "#97b2cf": "CanvasText 27%", "#bccde0": "CanvasText 17%", "#dde6ef": "CanvasText 8%"
  };

  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  var forced = window.matchMedia("(forced-colors: active)");

  // ECharts cannot read a system colour's name, so the browser is asked what it stands for.
  function systemColour(name) {
    var thinned = name.match(/^(\w+) (\d+)%$/);
    if (thinned) return systemColour(thinned[1]).replace("rgb(", "rgba(").replace(")", ", " + thinned[2] / 100 + ")");
    var probe = document.createElement("span");
    probe.hidden = true;
    probe.style.color = name;
    document.body.append(probe);
    var rgb = getComputedStyle(probe).color;
    probe.remove();
    return rgb;
  }

  function recolour(value, pairs) {
    if (typeof value === "string") return pairs[value.toLowerCase()] || value;
    if (Array.isArray(value)) return value.map(function (v) { return recolour(v, pairs); });
    if (value && typeof value === "object") {
      var out = {};
      Object.keys(value).forEach(function (key) { out[key] = recolour(value[key], pairs); });
      return out;
    }
    return value;
  }

  function palette() {
    if (forced.matches) {
      var pairs = {};
      Object.keys(FORCED).forEach(function (key) { pairs[key] = systemColour(FORCED[key]); });
      return pairs;
    }
    return dark.matches ? DARK : {};
  }

  // The name of a point that is not told by its series and its place on the axis.
  function own(p) {
    return p.data && (p.data.name || (typeof p.data.label === "string" && p.data.label));
  }

  // Each point carries its own words ("96.6%", "not published"), so a missing number is said, never skipped.
  function words(params) {
    var points = Array.isArray(params) ? params : [params];
    var lines = [];
    points.forEach(function (p) {
      if (!p.data || typeof p.data !== "object" || !p.data.text) return;
      lines.push((own(p) || p.seriesName) + ": " + p.data.text);
    });
    if (!lines.length) return "";
    var head = own(points[0]) ? "" : points[0].name.replace(/\n/g, " ") + "\n";
    return head + lines.join("\n");
  }

  function finish(options) {
    var pairs = palette();
    var ink = pairs["#0b0c0c"] || "#0b0c0c";
    var text = { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 14, color: ink };
    options = recolour(options, pairs);
    options.animation = false; // nothing moves, whatever the reader's motion setting: a published figure does not grow
    options.textStyle = text;
    if (options.legend) options.legend.textStyle = text;
    // The pointer may go to what pointing shows, to read it enlarged.
    options.tooltip = Object.assign({}, options.tooltip, {
      renderMode: "richText", confine: true, enterable: true, formatter: words, textStyle: text,
      backgroundColor: pairs["#ffffff"] || "#ffffff", borderColor: pairs["#505a5f"] || "#505a5f"
    });
    return options;
  }

  function openTable(figure) {
    var table = figure.querySelector("details.figure-table");
    if (table) table.open = true;
  }

  function draw(script) {
    var figure = script.closest("figure");
    var box = figure.querySelector(".chart");
    if (!window.echarts) {
      openTable(figure);
      return;
    }
    var size = JSON.parse(script.textContent).size || {};
    var chart = null;
    var still = figure.querySelector(".chart-still");
    function fits() { return figure.clientWidth >= (size.least || 0); }
    // The chart is as tall as the picture whose place it takes, so nothing beneath it moves.
    function place() {
      figure.classList.remove("is-drawn");
      if (still) box.style.height = still.offsetHeight + "px";
      figure.classList.toggle("is-drawn", fits());
    }
    function render() {
      place();
      if (!fits()) return;
      try {
        if (!chart) chart = window.echarts.init(box, null, { renderer: "svg" });
        chart.setOption(finish(JSON.parse(script.textContent)), true);
      } catch (error) {
        figure.classList.remove("is-drawn");
        openTable(figure);
      }
    }
    render();
    // What pointing shows can be sent away without moving the pointer.
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && chart) chart.dispatchAction({ type: "hideTip" });
    });
    [dark, forced].forEach(function (query) { query.addEventListener("change", render); });
    new ResizeObserver(function () {
      if (fits() === figure.classList.contains("is-drawn")) place();
      else render();
      if (chart && box.clientWidth) chart.resize();
    }).observe(figure);
  }

  document.querySelectorAll("script[type='application/json'].chart-options").forEach(draw);
})();
