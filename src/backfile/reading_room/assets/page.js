// The page viewer: articles shown where they stand; zooming is loaded when somebody wants it. Reading works without.
"use strict";
/** Pointing at an article in the list shows its part of the page, and leaving it hides it again. */
function showAreas() {
  for (const link of document.querySelectorAll("[data-article]")) {
    const areas = () => document.querySelectorAll(`.area[data-url="${CSS.escape(link.dataset.article)}"]`);
    for (const [event, shown] of [["mouseenter", true], ["mouseleave", false], ["focus", true], ["blur", false]]) {
      link.addEventListener(event, () => areas().forEach((area) => area.classList.toggle("shown", shown)));
    }
  }
}


showAreas();
const zoom = document.getElementById("zoom");
if (zoom) {
  zoom.hidden = false;
  zoom.setAttribute("aria-pressed", "false");
  zoom.addEventListener("click", () => {
    const script = document.createElement("script");
    script.src = zoom.dataset.viewer;
    document.body.append(script);
  }, { once: true });
  if (location.hash === "#zoom") zoom.click();
}
