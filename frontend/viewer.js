// Deep zoom over the same page image; without JavaScript the page shows the plain picture with its text layer.
import OpenSeadragon from "openseadragon";

const frame = document.getElementById("deep");
const sheet = document.getElementById("sheet");
const button = document.getElementById("zoom");

/** Boxes that the plain page draws (hits, regions), laid over the zoomed picture too. */
function layBoxes(viewer) {
  const drawing = sheet.querySelector("svg");
  const { width, height } = drawing.viewBox.baseVal;
  for (const box of drawing.querySelectorAll("rect")) {
    const element = document.createElement("div");
    element.className = box.getAttribute("class");
    if (box.dataset.url) element.dataset.url = box.dataset.url;
    if (box.dataset.title) element.title = box.dataset.title;
    const [x, y, w, h] = ["x", "y", "width", "height"].map((name) => Number(box.getAttribute(name)));
    // OpenSeadragon measures in widths of the image, vertically too.
    viewer.addOverlay({ element, location: new OpenSeadragon.Rect(x / width, y / width, w / width, h / width) });
  }
  return height;
}

/** OpenSeadragon adds a style element unless there is one marked so; ours is none (strict CSP), the rule is in our style sheet. */
function claimStyle() {
  const marker = document.createElementNS("urn:backfile", "style");
  marker.setAttribute("data-openseadragon-mobile-css", "true");
  document.head.append(marker);
}

/** One finger that goes sideways over a page that is seen whole turns it (turning.js); over a part of it, it moves the part. */
function tellSwipes(viewer) {
  const whole = () => viewer.viewport.getZoom() < 1.05 * viewer.viewport.getHomeZoom();
  let start = null;
  viewer.addHandler("canvas-press", (event) => (start = event.pointerType === "touch" && whole() ? event.position : null));
  viewer.addHandler("canvas-pinch", () => (start = null));
  viewer.addHandler("canvas-release", (event) => {
    const went = start && event.position.minus(start);
    start = null;
    if (!went || !whole() || Math.abs(went.x) < 48 || Math.abs(went.x) < 1.5 * Math.abs(went.y)) return;
    document.dispatchEvent(new CustomEvent("swiped", { detail: went.x < 0 ? "left" : "right" }));
  });
}

function open() {
  claimStyle();
  const viewer = OpenSeadragon({
    element: frame,
    tileSources: frame.dataset.info,
    showNavigationControl: false,
    showNavigator: false,
    maxZoomPixelRatio: 2,
    gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
    drawer: "canvas",
  });
  viewer.addHandler("open", () => layBoxes(viewer));
  tellSwipes(viewer);
  return viewer;
}

let viewer = null;
function toggle() {
  const zooming = frame.hidden;
  frame.hidden = !zooming;
  sheet.hidden = zooming;
  button.setAttribute("aria-pressed", String(zooming));
  for (const link of document.querySelectorAll(".pager a[rel]")) link.hash = zooming ? "zoom" : ""; // who zooms goes on so
  if (zooming) {
    viewer ??= open();
    frame.querySelector(".openseadragon-canvas")?.focus();
  }
}

// page.js loads this file at the first wish to zoom.
button.addEventListener("click", toggle);
toggle();
