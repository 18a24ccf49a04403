// On a phone, time and list lie on a sheet with three stops: peek, half and full.
import { el } from "./dom.js";

const STOPS = ["peek", "half", "full"];
const NAMES = { peek: "Show the list", half: "Show more of the list", full: "Show the map" };

export function sheet(...children) {
  const handle = el("button.im-handle", { type: "button" });
  const node = el("div.im-sheet", {}, handle, ...children);
  const api = { node, stop: "peek", set };

  function set(stop) {
    api.stop = stop;
    node.dataset.stop = stop;
    node.style.height = "";
    handle.setAttribute("aria-label", NAMES[stop]);
  }

  let drag = null;
  let dragged = false;
  handle.addEventListener("pointerdown", (event) => {
    drag = { y: event.clientY, height: node.offsetHeight };
    dragged = false;
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const by = drag.y - event.clientY;
    if (Math.abs(by) > 6) dragged = true;
    if (dragged) node.style.height = `${Math.max(80, drag.height + by)}px`;
  });
  handle.addEventListener("pointerup", () => {
    if (drag && dragged) {
      const share = node.offsetHeight / window.innerHeight;
      set(share < 0.36 ? "peek" : share < 0.72 ? "half" : "full");
    }
    drag = null;
  });
  handle.addEventListener("click", () => {
    if (!dragged) set(STOPS[(STOPS.indexOf(api.stop) + 1) % 3]);
    dragged = false;
  });
  set("peek");
  return api;
}
