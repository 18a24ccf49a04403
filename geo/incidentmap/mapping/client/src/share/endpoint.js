// Where a server gives the incidents that match, for pages that do not hold them all.
import { isoDay } from "../data/time.js";

/** The address of the GeoJSON of what is filtered; null where the page holds all incidents itself. */
export function endpoint(view) {
  if (!view.config.dataUrl) return null;
  const query = new URLSearchParams();
  const { span, undated, type } = view.filters;
  if (span) query.set("datetime", span.map(isoDay).join("/"));
  if (span && undated) query.set("undated", "true");
  for (const value of type) query.append("type", value ?? "");
  const text = query.toString();
  return `/incidents.geojson${text ? `?${text}` : ""}`;
}
