// Where a server gives the incidents that match, for pages that do not hold them all.
import { address, filterQuery } from "../engine/address.js";

/** The address of a file of all that match, "geojson" or "csv"; null where the page holds all incidents itself. */
export function endpoint(view, extension) {
  if (view.config.mode !== "large") return null;
  const query = filterQuery(view.filters);
  query.set("limit", "all");
  return address(`/incidents.${extension}`, query);
}
