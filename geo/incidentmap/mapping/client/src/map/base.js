// The offline base map: land and borders, coarse for the world and fine around the incidents.
import { floats, integers, Strings } from "../data/columns.js";
import { toX, toY } from "../data/mercator.js";
import { decodePaths, trace } from "../data/shapes.js";
import { CanvasLayer, copies } from "./canvas.js";

const FINE_FROM = 4; // the zoom from which more than the coarse drawing can be seen

function readPaths(data, scale) {
  if (!data) return [];
  return decodePaths(data, integers(data.vertices, data.count), scale).map((path) => ({ path, box: boxOf(path) }));
}

function boxOf(path) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < path.length; i += 2) {
    box[0] = Math.min(box[0], path[i]);
    box[1] = Math.min(box[1], path[i + 1]);
    box[2] = Math.max(box[2], path[i]);
    box[3] = Math.max(box[3], path[i + 1]);
  }
  return box;
}

function readDrawing(data) {
  if (!data) return null;
  return Object.fromEntries(["land", "region", "country", "disputed"].map((kind) => [kind, readPaths(data[kind], data.scale)]));
}

function readNames(data, kind) {
  if (!data) return [];
  const name = new Strings(data.name, data.count);
  const [lon, lat, size] = [data.lon, data.lat, data.size].map((column) => floats(column, data.count, 1000));
  return Array.from({ length: data.count }, (_, i) => ({ kind, name: name.at(i), x: toX(lon[i]), y: toY(lat[i]), size: size[i] }));
}

function readSettlements(data) {
  const name = new Strings(data.name, data.count);
  const [lon, lat] = [data.lon, data.lat].map((column) => floats(column, data.count, 10000));
  const population = integers(data.population, data.count);
  return Array.from({ length: data.count }, (_, i) => ({
    kind: "settlement", name: name.at(i), x: toX(lon[i]), y: toY(lat[i]), population: population[i],
  }));
}

/** Decode what `basemap.py` writes. */
export function decodeBase(data) {
  const box = data.near?.box;
  const world = readDrawing(data.world);
  const near = readDrawing(data.near);
  return {
    world,
    near,
    box: box && [toX(box[0]), toY(box[3]), toX(box[2]), toY(box[1])],
    names: [...readNames(data.world.names, "country"), ...readNames(data.regions, "region")],
    settlements: readSettlements(data.places),
    borders: data.borders ?? null,
    disputed: [...world.disputed, ...(near?.disputed ?? [])].map((line) => line.box),
  };
}

export const BaseLayer = CanvasLayer.extend({
  initialize(base, colours) {
    CanvasLayer.prototype.initialize.call(this, "im-base", 150);
    this._base = base;
    this.colours = colours;
  },

  paint(context, frame) {
    const { world, near, box } = this._base;
    const fine = near && frame.zoom >= FINE_FROM;
    for (const dx of copies(frame)) {
      context.save();
      if (fine) clipTo(context, frame, dx, box, { outside: true });
      this._draw(context, frame, dx, world);
      context.restore();
      if (!fine) continue;
      context.save();
      clipTo(context, frame, dx, box, { outside: false });
      this._draw(context, frame, dx, near);
      context.restore();
    }
  },

  _draw(context, frame, dx, drawing) {
    const { colours } = this;
    const draw = (paths, close) => {
      context.beginPath();
      for (const { path, box } of paths) {
        if (isVisible(frame, dx, box)) trace(context, path, frame.scale, dx, -frame.top, close);
      }
    };
    context.lineJoin = "round";
    draw(drawing.land, true);
    context.fillStyle = colours.land;
    context.fill("evenodd");
    if (frame.zoom >= 4.5) {
      context.strokeStyle = colours.region;
      context.lineWidth = frame.zoom < 6 ? 0.7 : 1;
      draw(drawing.region);
      context.stroke();
    }
    context.strokeStyle = colours.country;
    context.lineWidth = frame.zoom < 5 ? 0.8 : 1.3;
    draw(drawing.country);
    context.stroke();
    context.setLineDash([5, 4]);
    draw(drawing.disputed);
    context.stroke();
    context.setLineDash([]);
  },
});

function clipTo(context, frame, dx, box, { outside }) {
  // On whole pixels, or a seam shows where the two drawings meet.
  const [x0, y0, x1, y1] = box.map((v, i) => Math.round(v * frame.scale + (i % 2 ? -frame.top : dx)));
  context.beginPath();
  if (outside) context.rect(-1, -1, frame.width + 2, frame.height + 2);
  context.rect(x0, y0, x1 - x0, y1 - y0);
  context.clip("evenodd");
}

export function isVisible(frame, dx, [x0, y0, x1, y1]) {
  const { scale, top } = frame;
  return x1 * scale + dx > 0 && x0 * scale + dx < frame.width && y1 * scale > top && y0 * scale < top + frame.height;
}
