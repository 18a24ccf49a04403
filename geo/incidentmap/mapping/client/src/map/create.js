// The Leaflet map that everything is put on.
import { L } from "../leaflet.js";
import { still } from "../ui/dom.js";

export function createMap(id) {
  const moves = !still();
  const map = L.map(id, {
    center: [20, 10],
    zoom: 2,
    minZoom: 1.5,
    maxZoom: 17,
    zoomSnap: 0.5,
    zoomControl: false,
    zoomAnimation: moves,
    fadeAnimation: moves,
    inertia: moves,
    maxBounds: [[-85, -540], [85, 540]],
    worldCopyJump: true,
  });
  const container = map.getContainer();
  container.setAttribute("role", "application"); // arrow keys are the map's own
  map.attributionControl.setPrefix(false);
  return map;
}
