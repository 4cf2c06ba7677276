// Shows what a place in a chart says: by pointing, by touching, and with the arrow keys once the chart has the focus.
// Without this script the browser shows the same words when one points at the place.
(function () {
  "use strict";
  var tip = document.createElement("div");
  tip.id = "tip";
  tip.hidden = true;
  tip.setAttribute("role", "status");
  document.body.appendChild(tip);
  var here = null;

  document.querySelectorAll(".zone").forEach(function (zone) {
    var title = zone.querySelector("title");
    zone.setAttribute("data-says", title.textContent);
    zone.removeChild(title);
  });

  function hide() {
    if (here) { here.classList.remove("here"); }
    here = null;
    tip.hidden = true;
  }

  function show(zone, x, y) {
    if (here !== zone) {
      hide();
      here = zone;
      zone.classList.add("here");
      tip.textContent = zone.getAttribute("data-says");
      tip.hidden = false;
    }
    var left = Math.min(x + 14, window.innerWidth - tip.offsetWidth - 8);
    var top = y + 16 + tip.offsetHeight > window.innerHeight ? y - tip.offsetHeight - 12 : y + 16;
    tip.style.left = Math.max(8, left) + "px";
    tip.style.top = Math.max(8, top) + "px";
  }

  document.addEventListener("pointermove", function (event) {
    var zone = event.target.closest ? event.target.closest(".zone") : null;
    if (zone) { show(zone, event.clientX, event.clientY); } else if (here) { hide(); }
  });
  document.addEventListener("pointerdown", function (event) {
    var zone = event.target.closest ? event.target.closest(".zone") : null;
    if (zone) { show(zone, event.clientX, event.clientY); } else { hide(); }
  });
  document.addEventListener("scroll", hide, true);

  document.querySelectorAll(".chart").forEach(function (chart) {
    var zones = Array.prototype.slice.call(chart.querySelectorAll(".zone"));
    chart.addEventListener("keydown", function (event) {
      var step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape") { hide(); }
      if (!step || !zones.length || event.ctrlKey || event.altKey || event.metaKey) { return; }
      event.preventDefault();
      var at = zones.indexOf(here);
      var next = at < 0 ? (step > 0 ? 0 : zones.length - 1) : at + step;
      if (next < 0 || next >= zones.length) { return; }
      var box = zones[next].getBoundingClientRect();
      show(zones[next], box.left + box.width / 2, box.top + Math.min(box.height / 2, 60));
    });
    chart.addEventListener("blur", hide);
  });
})();
