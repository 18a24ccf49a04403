// What part of time is in sight, by pointer: the wheel and two fingers zoom, dragging the axis or the strip pans.
const WHEEL = 0.0016; // of a zoom per pixel turned
const PINCH = 0.01; // the same for a trackpad's pinch, which comes as a wheel with ctrl

/** `changed` is called once per frame in which the window has moved. Returns whether a pinch is going on. */
export function pointerZoom({ chart, axis, strip }, model, changed) {
  let frame = 0;
  const told = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      changed();
    });
  };
  const xIn = (event) => event.clientX - chart.getBoundingClientRect().left;

  const wheel = (event) => {
    if (!model.bins) return;
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : 0;
    const unit = event.deltaMode === 1 ? 18 : 1;
    if (!model.zoomed && (sideways || event.deltaY > 0)) return; // the page may scroll
    event.preventDefault();
    if (sideways) model.pan(sideways * unit * model.daysPerPixel);
    else model.zoom(Math.exp(event.deltaY * unit * (event.ctrlKey ? PINCH : WHEEL)), model.dayAt(xIn(event)));
    told();
  };
  for (const node of [chart, axis]) node.addEventListener("wheel", wheel, { passive: false });

  const fingers = new Map();
  let pinched = null;
  const spread = () => {
    const [a, b] = [...fingers.values()];
    return { middle: (a + b) / 2, gap: Math.max(24, Math.abs(a - b)) };
  };
  // Before the brush hears of them.
  chart.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "touch") return;
    fingers.set(event.pointerId, xIn(event));
    if (fingers.size === 2) pinched = spread();
  }, true);
  window.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId)) return;
    fingers.set(event.pointerId, xIn(event));
    if (!pinched || fingers.size !== 2) return;
    const { middle, gap } = spread();
    const day = model.dayAt(pinched.middle);
    model.zoom(pinched.gap / gap, day);
    model.pan(day - model.dayAt(middle));
    pinched = { middle, gap };
    told();
  });
  for (const name of ["pointerup", "pointercancel"]) {
    window.addEventListener(name, (event) => {
      fingers.delete(event.pointerId);
      if (!fingers.size) pinched = null;
    });
  }

  drag(axis, (by) => {
    model.pan(-by * model.daysPerPixel);
    told();
  });
  const perPixel = () => (model.whole[1] - model.whole[0]) / Math.max(1, strip.clientWidth - 24);
  drag(strip, (by) => {
    model.pan(by * perPixel());
    told();
  }, (event) => {
    // Beside the frame: it comes to the pointer.
    const day = model.whole[0] + (xIn(event) - 12) * perPixel();
    const [a, b] = model.window;
    if (day < a || day > b) model.pan(day - (a + b) / 2);
    told();
  });
  return { pinching: () => pinched !== null };

  function drag(node, move, down) {
    let at = null;
    node.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || !model.bins || !model.zoomed) return;
      at = event.clientX;
      node.setPointerCapture(event.pointerId);
      down?.(event);
    });
    node.addEventListener("pointermove", (event) => {
      if (at === null) return;
      move(event.clientX - at);
      at = event.clientX;
    });
    for (const name of ["pointerup", "pointercancel"]) node.addEventListener(name, () => (at = null));
  }
}
