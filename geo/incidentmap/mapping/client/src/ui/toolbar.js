// The column of buttons on the map: measuring, drawing an area, fitting. Each module adds its own.
import { el } from "./dom.js";
import { icon } from "./icons.js";

export function toolbar() {
  const node = el("div.im-toolbar", { role: "group" });
  /** Add a button; `pressed` says that it is one of the kind that stays down. Returns it. */
  const add = ({ picture, label, onclick, pressed = null }) => {
    const button = el(
      "button.im-tool", { type: "button", "aria-label": label, title: label, onclick, ...(pressed !== null && { "aria-pressed": String(pressed) }) },
      icon(picture, 18),
    );
    node.append(button);
    return button;
  };
  return { node, add };
}
