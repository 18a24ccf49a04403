// The brush by pointer: d3's, snapped to bars and days. Drawing, moving and resizing; a tap takes one bar.
import { brushX } from "d3-brush";
import { pointer, select } from "d3-selection";
import { binOf } from "../../data/time.js";
import { barDays } from "./bins.js";
import { LANE } from "./paint.js";
import { moveSpan } from "./spans.js";

const STILL = 4; // pixels: less is a tap
const TWICE_MS = 320;

/**
 * Put a brush into an SVG element over the chart.
 *
 * @param change is called with the new span, or null
 * @param zoomTo is called with a bar on a double tap
 * @param held tells whether the pointers do something else now (a pinch)
 * @param size tells the width and height of the element
 */
export function pointerBrush(svg, model, view, { change, zoomTo, held, size }) {
  const group = select(svg).append("g");
  const brush = brushX()
    .handleSize(18)
    .keyModifiers(false)
    .filter((event) => !event.ctrlKey && !event.button && !held() && Boolean(model.bins))
    .on("start", started)
    .on("brush", moved)
    .on("end", ended);
  const grips = ["w", "e"].map((side) => group.append("path").attr("class", `im-grip im-grip-${side}`).attr("pointer-events", "none"));
  let gesture = null;
  let tapped = null; // {time, bar, span}: the last tap, and what was chosen before it
  let frame = 0;

  function started(event) {
    if (!event.sourceEvent) return;
    const [x] = pointer(event.sourceEvent.touches?.[0] ?? event.sourceEvent, svg);
    const type = event.sourceEvent.target.__data__?.type; // which of d3's parts was taken
    gesture = { x, at: x, type, span: view.filters.span, moved: false };
  }

  function moved(event) {
    if (!event.sourceEvent || !gesture) return;
    const [x] = pointer(event.sourceEvent.touches?.[0] ?? event.sourceEvent, svg);
    gesture.at = x;
    if (held()) gesture.spoiled = true;
    if (gesture.spoiled) return;
    if (Math.abs(x - gesture.x) > STILL) gesture.moved = true;
    if (gesture.moved) frame ||= requestAnimationFrame(follow);
  }

  // No more than one step per frame, however fast a pointer tells where it is.
  function follow() {
    frame = 0;
    if (gesture && gesture.moved && !gesture.spoiled) change(spanOf(gesture));
  }

  function spanOf({ x, at, type, span }) {
    const { edges } = model.bins;
    if (type === "selection" && span) return moveSpan(span, (at - x) * model.daysPerPixel, model.whole);
    const day = model.dayAt(at);
    if ((type === "w" || type === "e") && span) {
      const snapped = nearestEdge(edges, day);
      const [a, b] = type === "w" ? [snapped, span[1]] : [span[0], snapped - 1];
      return a <= b ? [a, b] : type === "w" ? [span[1] + 1, Math.max(span[1] + 1, snapped - 1)] : [Math.min(snapped, span[0] - 1), span[0] - 1];
    }
    const [from, to] = [day, model.dayAt(x)].sort((a, b) => a - b);
    return [edges[binOf(edges, from)], edges[binOf(edges, to) + 1] - 1];
  }

  function ended(event) {
    if (!event.sourceEvent || !gesture) return;
    if (frame) cancelAnimationFrame(frame);
    follow();
    const { x, moved: far, spoiled, span } = gesture;
    gesture = null;
    if (spoiled) change(span);
    else if (!far) tap(x, span);
    draw();
  }

  function tap(x, span) {
    const bar = model.barAt(x);
    if (bar < 0) return;
    const now = performance.now();
    if (tapped && tapped.bar === bar && now - tapped.time < TWICE_MS) {
      change(tapped.span);
      tapped = null;
      zoomTo(bar);
      return;
    }
    tapped = { time: now, bar, span };
    const days = barDays(model.bins.edges, bar);
    change(span && span[0] === days[0] && span[1] === days[1] ? null : days);
  }

  function draw() {
    const { width, height } = size();
    if (!width || !model.bins) return;
    const { span } = view.filters;
    const [left, right] = [Math.max(0, model.x(model.whole[0])), Math.min(width, model.x(model.whole[1]))];
    brush.extent([[left, 0], [Math.max(left + 1, right), height]]);
    if (!gesture) group.call(brush);
    // What is out of sight ends a little beyond the edge, so that no handle stands there.
    const clip = (x) => Math.max(-60, Math.min(width + 60, x));
    const ends = span && [clip(model.x(span[0])), clip(model.x(span[1] + 1))];
    group.call(brush.move, ends);
    grips.forEach((grip, i) => {
      grip.attr("visibility", ends ? "visible" : "hidden");
      if (ends) grip.attr("d", gripPath(ends[i], height)).raise();
    });
  }

  return { draw };
}

const gripPath = (x, height) => `M${x} ${LANE}V${height}M${x - 3.5} ${height / 2 - 8}h7a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2v-12a2 2 0 0 1 2-2ZM${x - 1.5} ${height / 2 - 4}v8M${x + 1.5} ${height / 2 - 4}v8`;

function nearestEdge(edges, day) {
  const bin = binOf(edges, day);
  return day - edges[bin] < edges[bin + 1] - day ? edges[bin] : edges[bin + 1];
}
