// Turning pages with a finger: a swipe over the page image, and a strip of pages that opens where one is. Links do it without.
"use strict";
{
  const LEAST = 48; // pixels that a finger has to go; less is a tap that slipped
  const RIM = 24; // from the edges of the screen the system itself swipes
  const sheet = document.getElementById("sheet");
  const pager = document.querySelector(".pager");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  /** The link that a swipe to `side` follows: the page comes in from the other side, as the volume is bound. */
  const linkFor = (side) => {
    const forward = (side === "left") !== pager.classList.contains("leftward");
    return pager.querySelector(`a[rel=${forward ? "next" : "prev"}]`);
  };
  const place = (pixels, ease = "") => {
    sheet.style.transition = ease;
    sheet.style.transform = pixels ? `translateX(${pixels}px)` : "";
  };
  const turn = (side) => {
    const link = linkFor(side);
    if (!link) return place(0, calm.matches ? "" : "transform .15s");
    if (!calm.matches) place((side === "left" ? -1 : 1) * sheet.offsetWidth, "transform .15s ease-in");
    link.click();
  };

  /** One finger that goes sideways turns the page; two zoom, and what is zoomed is moved, by the browser itself. */
  const watch = () => {
    const zoomed = () => (visualViewport?.scale ?? 1) > 1.02;
    let start = null;
    const stop = () => {
      if (start) place(0, calm.matches ? "" : "transform .15s");
      start = null;
    };
    visualViewport?.addEventListener("resize", () => sheet.classList.toggle("zoomed", zoomed()));
    sheet.classList.add("turns");
    sheet.addEventListener("pointerdown", (event) => {
      if (event.pointerType !== "touch") return;
      const inside = event.clientX > RIM && event.clientX < innerWidth - RIM;
      if (!event.isPrimary || zoomed() || !inside) return stop();
      start = { x: event.clientX, y: event.clientY, id: event.pointerId };
    });
    sheet.addEventListener("pointermove", (event) => {
      if (event.pointerId !== start?.id || calm.matches || !getSelection().isCollapsed) return;
      const went = event.clientX - start.x;
      // where there is no page to turn to, the sheet only gives a little
      if (Math.abs(went) > 8) place(linkFor(went < 0 ? "left" : "right") ? went : went / 6);
    });
    sheet.addEventListener("pointerup", (event) => {
      if (event.pointerId !== start?.id) return;
      const across = event.clientX - start.x;
      const level = Math.abs(across) > 1.5 * Math.abs(event.clientY - start.y);
      if (Math.abs(across) < LEAST || !level || !getSelection().isCollapsed) return stop();
      start = null;
      turn(across < 0 ? "left" : "right");
    });
    sheet.addEventListener("pointercancel", stop);
    addEventListener("pageshow", () => place(0));
  };

  /** The next page and its picture are fetched while this one is read, so that turning shows them at once. */
  const fetchAhead = () => {
    const link = pager.querySelector("a[rel=next][data-image]");
    if (!link || navigator.connection?.saveData) return;
    const page = document.createElement("link");
    page.rel = "prefetch";
    page.as = "document";
    page.href = link.href;
    document.head.append(page);
    const picture = new Image();
    picture.fetchPriority = "low";
    picture.sizes = sheet.querySelector("img").sizes;
    picture.srcset = `${link.dataset.small} 600w, ${link.dataset.image} 1000w`;
  };

  if (sheet && pager) {
    watch();
    document.addEventListener("swiped", (event) => turn(event.detail)); // over the deep zoom, see frontend/viewer.js
    addEventListener("load", () => (window.requestIdleCallback ?? setTimeout)(fetchAhead));
  }
  const strip = document.querySelector(".strip");
  const here = strip?.querySelector("[aria-current]");
  if (here) {
    const [whole, part] = [strip.getBoundingClientRect(), here.getBoundingClientRect()];
    strip.scrollLeft += part.left + part.width / 2 - whole.left - whole.width / 2;
  }
}
