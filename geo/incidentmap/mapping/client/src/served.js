// A page whose incidents come from its server: all at once where they are few, or as they are asked for.
import { Asking, fetchJson, Refused } from "./engine/asking.js";
import { RemoteEngine } from "./engine/remote.js";
import { boxOf } from "./map/marks.js";
import { el } from "./ui/dom.js";
import { t } from "./words/index.js";

const QUIET_MS = 300; // nothing is said of what takes less

/** Start fetching; returns the node that tells when it takes long, and when it fails. */
export function served(map, view) {
  const status = el("div.im-remote", { role: "status", hidden: true });
  const tell = (...content) => {
    status.hidden = content.length === 0;
    status.replaceChildren(...content);
  };
  let timer;
  let failing = false;
  const busy = (on) => {
    clearTimeout(timer);
    if (on) timer = setTimeout(() => failing || tell(el("span.im-busy", {}, t("remote.loading"))), QUIET_MS);
    else if (!failing) tell();
  };
  const failed = (error, again) => {
    failing = error !== null;
    if (view.loading && view.lost !== failing) {
      view.lost = failing; // list and header wait for nothing now
      view.emit("filter", { arrived: true });
    }
    if (!failing) return tell();
    const words = error instanceof Refused ? t("remote.refused", { status: String(error.status) }) : t("remote.lost");
    tell(el("span", {}, words), el("button.im-button.im-strong", { type: "button", onclick: again }, t("remote.again")));
  };
  if (view.config.mode === "large") large(map, view, { busy, failed });
  else whole(view, { busy, failed });
  return status;
}

async function whole(view, { busy, failed }) {
  busy(true);
  try {
    const payload = await fetchJson(view.config.dataUrl);
    view.loading = false;
    view.setPayloads([payload]);
    failed(null);
    busy(false);
  } catch (error) {
    busy(false);
    failed(error, () => {
      failed(null);
      whole(view, { busy, failed });
    });
  }
}

function large(map, view, { busy, failed }) {
  const { total, unplaced, undated, days } = view.config;
  const again = () => {
    failed(null);
    asking.again();
    view.emit("rows"); // pages of the list, and what an address names, are asked for by those who want them
  };
  const asking = new Asking({ busy, failed: (error) => failed(error, again) });
  const engine = new RemoteEngine({ incidents: total, unplaced, undated, days }, asking);
  engine.begin(map.getZoom(), boxOf(map), () => {
    view.loading = false;
    // Once the answer has been announced: what is measured of the set itself is there now.
    queueMicrotask(() => view.emit("data"));
  });
  view.setEngine(engine);
}
