// What the pages that Python writes call.
import "./style/index.css";
import { start } from "./app.js";
import { createMap } from "./map/create.js";
import { layer } from "./plugin.js";
import { watchForStart } from "./unreadable.js";

let started = false;
window.incidentmap = {
  map: createMap,
  start: (...given) => {
    started = true;
    return start(...given);
  },
  layer,
};
watchForStart(() => started);
