// On a phone, time and list lie on a sheet with three stops: peek, half and full.
import { t } from "../words/index.js";
import { el } from "./dom.js";
import { nextStop, STOPS, stopAt } from "./sheet-stops.js";

const LOWEST = 80; // pixels

export function sheet(...children) {
  const handle = el("button.im-handle", { type: "button" });
  const node = el("section.im-sheet", { "aria-label": t("filters.sheet") }, handle, ...children);
  const api = { node, stop: "peek", set };

  function set(stop) {
    api.stop = stop;
    node.dataset.stop = stop;
    node.style.height = "";
    // The words say what a press does next.
    handle.setAttribute("aria-label", t(`filters.${stop}`));
  }

  let drag = null;
  let dragged = false;
  handle.addEventListener("pointerdown", (event) => {
    drag = { y: event.clientY, height: node.offsetHeight, last: event.clientY, time: event.timeStamp, speed: 0 };
    dragged = false;
    handle.setPointerCapture(event.pointerId);
    node.classList.add("im-dragging");
  });
  handle.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const by = drag.y - event.clientY;
    if (Math.abs(by) > 6) dragged = true;
    if (!dragged) return;
    const passed = event.timeStamp - drag.time;
    if (passed > 0) drag.speed = (drag.last - event.clientY) / passed;
    drag.last = event.clientY;
    drag.time = event.timeStamp;
    node.style.height = `${Math.max(LOWEST, drag.height + by)}px`;
  });
  const done = () => {
    node.classList.remove("im-dragging");
    if (drag && dragged) set(stopAt(node.offsetHeight / node.parentElement.offsetHeight, drag.speed));
    drag = null;
  };
  handle.addEventListener("pointerup", done);
  handle.addEventListener("pointercancel", done);
  handle.addEventListener("click", () => {
    if (!dragged) set(nextStop(api.stop));
    dragged = false;
  });
  handle.addEventListener("keydown", (event) => {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    set(STOPS[Math.max(0, Math.min(2, STOPS.indexOf(api.stop) + by))]);
  });
  // The first stop shows all but the last part, however tall that is.
  const watch = new ResizeObserver(() => node.parentElement?.style.setProperty("--im-peek-height", `${children.at(-1).offsetTop}px`));
  for (const child of children.slice(0, -1)) watch.observe(child);
  set("peek");
  return api;
}
