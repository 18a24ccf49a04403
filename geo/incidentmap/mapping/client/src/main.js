// What the pages that Python writes call.
import "./style/index.css";
import { start } from "./app.js";
import { createMap } from "./map/create.js";
import { layer } from "./plugin.js";

window.incidentmap = { map: createMap, start, layer };
