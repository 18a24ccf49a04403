// One Leaflet on the page: the one that is there already (a plain folium.Map loads its own), else the bundled one.
import * as bundled from "leaflet/dist/leaflet-src.esm.js";
import iconUrl from "leaflet/dist/images/marker-icon.png";
import iconRetinaUrl from "leaflet/dist/images/marker-icon-2x.png";
import shadowUrl from "leaflet/dist/images/marker-shadow.png";

function own() {
  // A module's namespace is frozen, and Leaflet's plugins add to L.
  const leaflet = { ...bundled };
  window.L = leaflet;
  // A folium.Marker finds its picture without asking for a file.
  leaflet.Icon.Default.imagePath = "";
  leaflet.Icon.Default.mergeOptions({ iconUrl, iconRetinaUrl, shadowUrl });
  return leaflet;
}

export const L = window.L?.version ? window.L : own();
