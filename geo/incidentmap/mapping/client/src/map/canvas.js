// A Leaflet layer that is one canvas the size of the map. Subclasses draw; this moves, scales and repaints it.
// `paint(context, frame, colours)` is given colours only for a picture or for paper, whose are not those of the page.
import { TILE } from "../data/mercator.js";
import { L } from "../leaflet.js";

export const CanvasLayer = L.Layer.extend({
  initialize(pane, zIndex) {
    this._paneName = pane;
    this._paneZ = zIndex;
  },

  onAdd(map) {
    if (!map.getPane(this._paneName)) map.createPane(this._paneName).style.zIndex = this._paneZ;
    this._canvas = L.DomUtil.create("canvas", "im-canvas leaflet-zoom-animated", map.getPane(this._paneName));
    this._canvas.setAttribute("aria-hidden", "true");
    this.repaint();
  },

  onRemove() {
    cancelAnimationFrame(this._frame);
    this._canvas.remove();
  },

  getEvents() {
    return {
      move: this.repaint,
      zoomend: this.repaint,
      viewreset: this.repaint,
      resize: this.repaint,
      ...(this._map?.options.zoomAnimation !== false && { zoomanim: this._animate, zoom: this._pinch }),
    };
  },

  repaint() {
    cancelAnimationFrame(this._frame);
    this._frame = requestAnimationFrame(() => this._map && !this._map._animatingZoom && this.paintNow());
  },

  paintNow() {
    const map = this._map;
    const size = map.getSize();
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const canvas = this._canvas;
    if (canvas.width !== size.x * ratio || canvas.height !== size.y * ratio) {
      canvas.width = size.x * ratio;
      canvas.height = size.y * ratio;
      canvas.style.width = `${size.x}px`;
      canvas.style.height = `${size.y}px`;
    }
    const corner = map.containerPointToLayerPoint([0, 0]);
    L.DomUtil.setPosition(canvas, corner);
    this._corner = map.layerPointToLatLng(corner);
    this._zoom = map.getZoom();
    const origin = corner.add(map.getPixelOrigin());
    const context = canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, size.x, size.y);
    const scale = TILE * 2 ** this._zoom;
    this.frame = { zoom: this._zoom, scale, left: origin.x, top: origin.y, width: size.x, height: size.y };
    this.paint(context, this.frame);
  },

  _animate(event) {
    const map = this._map;
    const scale = map.getZoomScale(event.zoom, this._zoom);
    const offset = map._latLngBoundsToNewLayerBounds(
      L.latLngBounds(this._corner, this._corner), event.zoom, event.center,
    ).min;
    L.DomUtil.setTransform(this._canvas, offset, scale);
  },

  _pinch() {
    if (this._corner && this._map.getZoom() !== this._zoom) {
      this._animate({ zoom: this._map.getZoom(), center: this._map.getCenter() });
    }
  },
});

/** The copies of the world that a frame shows, as shifts in pixels. */
export function copies(frame) {
  const first = Math.floor(frame.left / frame.scale);
  const last = Math.floor((frame.left + frame.width) / frame.scale);
  return Array.from({ length: Math.min(5, last - first + 1) }, (_, i) => (first + i) * frame.scale - frame.left);
}
