// A page whose incidents stay on its server: it asks for what is in view, by box and by time.
import { isoDay } from "./data/time.js";
import { el, plural } from "./ui/dom.js";

const SETTLE_MS = 180;

/** The address of what is in view. */
export function addressFor(dataUrl, bounds, span, undated = false) {
  const query = new URLSearchParams();
  query.set("bbox", bounds.map((degrees) => degrees.toFixed(4)).join(","));
  if (span) query.set("datetime", span.map(isoDay).join("/"));
  if (span && undated) query.set("undated", "true"); // no span holds what has no day
  const text = query.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");
  return `${dataUrl}${dataUrl.includes("?") ? "&" : "?"}${text}`;
}

/** A box that a server takes: west and east within ±180, west > east across the antimeridian. */
export function boxOf(bounds) {
  const [west, south, east, north] = bounds;
  // Never no box at all: an answer to that would hold what has no place, which the page carries itself.
  if (east - west >= 360) return [-180, -90, 180, 90];
  const wrap = (lon) => ((((lon + 180) % 360) + 360) % 360) - 180;
  return [wrap(west), Math.max(-90, south), wrap(east), Math.min(90, north)];
}

export function remote(map, view, carried) {
  const status = el("div.im-remote", { role: "status", hidden: true });
  let timer;
  let running = null;
  let asked = null;

  async function ask(address) {
    running?.abort();
    const request = (running = new AbortController());
    view.loading = true;
    status.replaceChildren(el("span.im-busy", {}, "Loading incidents…"));
    status.hidden = false;
    try {
      const answer = await fetch(address, { signal: request.signal, headers: { accept: "application/json" } });
      if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
      const payload = await answer.json();
      if (request.signal.aborted) return;
      const { total } = payload.meta;
      view.loading = false;
      view.truncated = total > payload.rows ? { shown: payload.rows, total } : null;
      view.setPayloads([payload, ...carried]);
      status.hidden = !view.truncated;
      if (view.truncated) {
        status.replaceChildren(`Showing ${payload.rows.toLocaleString("en")} of ${plural(total, "incident")} in view: zoom in to see all.`);
      }
    } catch (error) {
      if (request.signal.aborted) return;
      asked = null;
      view.loading = false;
      status.replaceChildren(
        el("span", {}, error instanceof TypeError ? "The server cannot be reached. What you see may be out of date." : `The incidents could not be loaded. ${error.message}`),
        el("button.im-button.im-strong", { type: "button", onclick: () => schedule(0) }, "Try again"),
      );
    }
  }

  function schedule(wait = SETTLE_MS) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const b = map.getBounds();
      const box = boxOf([b.getWest(), b.getSouth(), b.getEast(), b.getNorth()]);
      const address = addressFor(view.config.dataUrl, box, view.filters.span, view.filters.undated);
      if (address === asked) return;
      asked = address;
      ask(address);
    }, wait);
  }

  // An address that was asked already is not asked again, so other filters cost nothing here.
  map.on("moveend", () => schedule());
  view.on("filter", () => schedule());
  schedule(0);
  return status;
}
